"""What coursework is checked against: read by Sphinx once, cached until a source changes."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from pybtex.richtext import Text

from ..bibliography.citation_domain import bibtex_domain
from ..bibliography.entry_style import PLAIN_YEAR
from ..bibliography.name_forms import family_name
from ..core.coursework import CourseworkEdition, EditionNote, EditionSource
from ..core.coursework.romaji import romaji
from ..core.model.ledger import current_successors
from ..core.model.locus import paragraph_number
from ..core.witness.text_fingerprint import normalise
from ..domain.edition_domain import domain_of
from ..support.config import EditionConfig
from ..support.files import write_if_changed
from ..support.lock import CACHE
from ..version import VERSION
from .read_sources import read_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pybtex.database import Entry, Person
    from sphinx.application import Sphinx

    from ..core.model.edition import Edition

CACHE_FORMAT = 4
"""To be raised when :class:`CourseworkEdition` or this module changes."""

_TEXT_SUFFIXES = {".py", ".md", ".rst", ".txt", ".json", ".bib", ".lock", ".yml", ".yaml", ".toml"}


def load_coursework_edition(root: Path) -> CourseworkEdition:
    """Return the edition in *root*, from the cache if nothing has changed since it was written.

    :raises EditionError: if the edition cannot be read.
    """
    path = root / CACHE / "coursework.json"
    digest = _digest(root)
    try:
        cached = json.loads(path.read_text("utf-8"))
        if cached["digest"] == digest:
            return _from_data(cached["edition"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass  # no cache, or one of another version or incomplete
    app, _ = read_sources(root)
    edition = coursework_edition(app)
    with contextlib.suppress(OSError):  # without a cache it is read again the next time
        path.parent.mkdir(parents=True, exist_ok=True)
        write_if_changed(
            path, json.dumps({"digest": digest, "edition": _to_data(edition)}, ensure_ascii=False)
        )
    return edition


def _digest(root: Path) -> str:
    """Return a digest of the edition's sources: the files next to ``conf.py`` and ``source``.

    Of files that are not text, only the size counts.
    """
    digest = hashlib.blake2b(f"{CACHE_FORMAT} {VERSION}".encode(), digest_size=16)
    settings = [path for path in root.iterdir() if path.is_file() and path.suffix in _TEXT_SUFFIXES]
    for path in sorted(
        [*settings, *(path for path in (root / "source").rglob("*") if path.is_file())]
    ):
        digest.update(f"\0{path.relative_to(root).as_posix()}\0".encode())
        digest.update(
            path.read_bytes()
            if path.suffix in _TEXT_SUFFIXES
            else str(path.stat().st_size).encode()
        )
    return digest.hexdigest()


def coursework_edition(app: Sphinx) -> CourseworkEdition:
    """Return what coursework is checked against, after Sphinx has read the edition."""
    domain = domain_of(app.env)
    edition = domain.edition
    essay = EditionConfig.of(app.config).essay
    is_text = EditionConfig.of(app.config).paragraphs == "text"
    title = EditionConfig.of(app.config).title
    author, work_title = essay.get("author", {}), essay.get("title", {})
    sources = tuple(_sources(app, edition))
    own = normalise(work_title.get("own", ""))
    return CourseworkEdition(
        language=app.config.language,
        paragraphs=frozenset(paragraph.number for paragraph in edition.paragraphs.values()),
        precis=_precis(edition, with_own=not is_text),
        notes=tuple(
            EditionNote(tuple(note.locus.numbers()), note.text)
            for note in edition.notes.values()
            if edition.layers[note.layer].kind != "precis"
        ),
        names=frozenset(filter(None, _names(edition))),
        retired={
            number: tuple(
                n
                for end in current_successors(domain.ledger, entry.id, domain.anchors)
                if (n := paragraph_number(end))
            )
            for entry, _ in domain.retired
            if (number := paragraph_number(entry.id))
        },
        witness={paragraph.number: paragraph.precis for paragraph in edition.paragraphs.values()}
        if is_text
        else {},
        sources=sources,
        essay_key=next(
            (source.key for source in sources if own and normalise(source.title) == own), ""
        ),
        editors=tuple(sorted({layer.author for layer in edition.layers.values()} - {""})),
        author=tuple(
            filter(None, dict.fromkeys((author.get("family", ""), author.get("native_family", ""))))
        ),
        titles=tuple(
            filter(
                None,
                dict.fromkeys(
                    [
                        *(work_title.get(k, "") for k in _TITLES),
                        *(title.get(k, "") for k in _TITLES),
                        app.config.html_title,
                    ]
                ),
            )
        ),
    )


_TITLES = ("own", "short", "english", "romanised", "short_romanised")


def _precis(edition: Edition, *, with_own: bool) -> dict[int, tuple[str, ...]]:
    """Return the précis of each paragraph, its own text (if *with_own*) before those of layers."""
    texts_of = {
        paragraph.number: [paragraph.precis] if with_own else []
        for paragraph in edition.paragraphs.values()
    }
    for note in edition.notes.values():
        if edition.layers[note.layer].kind == "precis" and note.locus.first in texts_of:
            texts_of[note.locus.first].append(note.text)
    return {number: tuple(texts) for number, texts in texts_of.items()}


def _names(edition: Edition) -> Iterator[str]:
    """Yield what may be in quotation marks as a name or term rather than as a quotation."""
    for term in edition.terms.values():
        yield from (term.headword, term.english, *term.aliases)
    for name in edition.names.values():
        yield from (name.headword, name.english, *name.aliases)
    yield from (note.lemma for note in edition.notes.values())
    yield from edition.titles.values()
    for layer in edition.layers.values():
        yield from (layer.title, layer.title_en)


def _sources(app: Sphinx, edition: Edition) -> Iterator[EditionSource]:
    entries = bibtex_domain(app.env).bibdata.data.entries
    native = _native_names(edition)
    for key, entry in sorted(entries.items()):
        persons: list[Person] = next(
            (entry.persons[role] for role in ("author", "editor") if entry.persons.get(role)), []
        )
        latin = romaji(re.split("[,，]", entry.fields.get("yomi", ""))[0].strip())
        forms = [
            _forms(str(family_name(person)), str(Text.from_latex(str(person))), native)
            for person in persons
        ]
        names = tuple((*form, *latin) if i == 0 else form for i, form in enumerate(forms))
        yield EditionSource(
            key, names, _year(entry), str(Text.from_latex(entry.fields.get("title", "")))
        )


def _year(entry: Entry) -> str:
    match = re.search(r"\d{4}", str(entry.fields.get(PLAIN_YEAR) or entry.fields.get("year", "")))
    return match[0] if match else ""


def _forms(name: str, whole: str, native: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the written forms of an author's name: 船橋; Snyder, スナイダー; 国連, UN.

    :param name: the family name, or the name of an organisation.
    :param whole: the name as BibTeX has it, ``Family, Given``.
    :param native: the result of :func:`_native_names`.
    """
    given = whole.partition(", ")[2].split()
    return tuple(dict.fromkeys([name, *native.get(f"{given[0]} {name}" if given else name, ())]))


def _native_names(edition: Edition) -> dict[str, tuple[str, ...]]:
    """Map English names to Japanese ones: a person's family name, or all names of a body."""
    names: dict[str, tuple[str, ...]] = {}
    for name in edition.names.values():
        if name.english and name.category == "person" and "・" in name.headword:
            names[name.english] = (name.headword.split("・")[-1],)
        elif name.english and name.category == "organisation":
            names[name.english] = tuple(
                form for form in (name.headword, *name.aliases) if len(form) > 2
            )
    return names


def _to_data(edition: CourseworkEdition) -> dict[str, Any]:
    return {
        **{f.name: getattr(edition, f.name) for f in fields(edition)},
        "paragraphs": sorted(edition.paragraphs),
        "names": sorted(edition.names),
    }


def _from_data(data: dict[str, Any]) -> CourseworkEdition:
    return CourseworkEdition(
        language=data["language"],
        paragraphs=frozenset(data["paragraphs"]),
        precis={int(number): tuple(texts) for number, texts in data["precis"].items()},
        notes=tuple(EditionNote(tuple(paragraphs), text) for paragraphs, text in data["notes"]),
        names=frozenset(data["names"]),
        retired={int(number): tuple(ends) for number, ends in data["retired"].items()},
        sources=tuple(
            EditionSource(key, _tuples(names), year, title)
            for key, names, year, title in data["sources"]
        ),
        essay_key=data["essay_key"],
        author=tuple(data["author"]),
        titles=tuple(data["titles"]),
        editors=tuple(data["editors"]),
        witness={int(number): text for number, text in data["witness"].items()},
    )


def _tuples(names: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, names))
