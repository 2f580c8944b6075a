"""What of an edition coursework is checked against: taken from Sphinx once, and kept in ``.cache/`` until a source changes."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any, cast

from pybtex.richtext import Text

from ..bibliography.entry_style import PLAIN
from ..bibliography.name_forms import family
from ..core.coursework import CourseworkEdition, EditionNote, EditionSource
from ..core.coursework.romaji import romaji
from ..core.model.ledger import living_ends
from ..core.model.locus import paragraph_number
from ..core.witness.fingerprint import normalise
from ..domain.edition_domain import domain_of
from ..support.config import EditionConfig
from ..support.files import write_if_changed
from ..support.lock import CACHE
from ..version import VERSION
from .read_edition import read_edition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pybtex.database import Entry
    from sphinx.application import Sphinx
    from sphinxcontrib.bibtex.domain import BibtexDomain

    from ..core.model.edition import Edition

FORM = 2
"""Of the cache; a change of :class:`CourseworkEdition` or of this module needs a new number."""

_HASHED = {".py", ".md", ".rst", ".txt", ".json", ".bib", ".lock", ".yml", ".yaml", ".toml"}


def load(root: Path) -> CourseworkEdition:
    """The edition in *root*, from the cache if nothing has changed since it was written.

    :raises EditionError: if the edition cannot be read.
    """
    path = root / CACHE / "coursework.json"
    digest = _digest(root)
    try:
        kept = json.loads(path.read_text("utf-8"))
        if kept["digest"] == digest:
            return _from_data(kept["edition"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass  # there is none, or it is of another version or half written
    app, _ = read_edition(root)
    edition = edition_of(app)
    with contextlib.suppress(OSError):  # then it is read again the next time
        path.parent.mkdir(parents=True, exist_ok=True)
        write_if_changed(
            path, json.dumps({"digest": digest, "edition": _to_data(edition)}, ensure_ascii=False)
        )
    return edition


def _digest(root: Path) -> str:
    """A digest of everything the edition is read from: the files beside ``conf.py`` and all under ``source``."""
    found = hashlib.blake2b(f"{FORM} {VERSION}".encode(), digest_size=16)
    beside = [path for path in root.iterdir() if path.is_file() and path.suffix in _HASHED]
    for path in sorted(
        [*beside, *(path for path in (root / "source").rglob("*") if path.is_file())]
    ):
        found.update(f"\0{path.relative_to(root).as_posix()}\0".encode())
        found.update(
            path.read_bytes() if path.suffix in _HASHED else str(path.stat().st_size).encode()
        )
    return found.hexdigest()


def edition_of(app: Sphinx) -> CourseworkEdition:
    """The same from Sphinx, when it has read the edition."""
    domain = domain_of(app.env)
    edition = domain.edition
    essay = EditionConfig.of(app.config).essay
    is_text = EditionConfig.of(app.config).paragraphs == "text"
    title = EditionConfig.of(app.config).title
    author, names = essay.get("author", {}), essay.get("title", {})
    sources = tuple(_sources(app, edition))
    own = normalise(names.get("own", ""))
    return CourseworkEdition(
        paragraphs=frozenset(paragraph.number for paragraph in edition.paragraphs.values()),
        precis=_precis(edition, with_own=not is_text),
        notes=tuple(
            EditionNote(tuple(note.locus.numbers()), note.text)
            for note in edition.notes.values()
            if edition.layers[note.layer].kind != "precis"
        ),
        words=frozenset(filter(None, _words(edition))),
        retired={
            number: tuple(
                n
                for end in living_ends(domain.ledger, entry.id, domain.anchors)
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
                        *(names.get(k, "") for k in _TITLES),
                        *(title.get(k, "") for k in _TITLES),
                        app.config.html_title,
                    ]
                ),
            )
        ),
    )


_TITLES = ("own", "short", "english", "romanised", "short_romanised")


def _precis(edition: Edition, *, with_own: bool) -> dict[int, tuple[str, ...]]:
    found = {
        paragraph.number: [paragraph.precis] if with_own else []
        for paragraph in edition.paragraphs.values()
    }
    for note in edition.notes.values():
        if edition.layers[note.layer].kind == "precis" and note.locus.first in found:
            found[note.locus.first].append(note.text)
    return {number: tuple(texts) for number, texts in found.items()}


def _words(edition: Edition) -> Iterator[str]:
    """What stands in quotation marks because it is a name or a word, not because it is quoted."""
    for term in edition.terms.values():
        yield from (term.headword, term.english, *term.aliases)
    for name in edition.names.values():
        yield from (name.headword, name.english, *name.aliases)
    yield from (note.lemma for note in edition.notes.values())
    yield from edition.titles.values()
    for layer in edition.layers.values():
        yield from (layer.title, layer.title_en)


def _sources(app: Sphinx, edition: Edition) -> Iterator[EditionSource]:
    entries = cast("BibtexDomain", app.env.get_domain("cite")).bibdata.data.entries
    native = _native_names(edition)
    for key, entry in sorted(entries.items()):
        persons = next(
            (entry.persons[role] for role in ("author", "editor") if entry.persons.get(role)), []
        )
        latin = romaji(re.split("[,，]", entry.fields.get("yomi", ""))[0].strip())
        forms = [
            _forms(str(family(person)), str(Text.from_latex(str(person))), native)
            for person in persons
        ]
        names = tuple((*form, *latin) if i == 0 else form for i, form in enumerate(forms))
        yield EditionSource(
            key, names, _year(entry), str(Text.from_latex(entry.fields.get("title", "")))
        )


def _year(entry: Entry) -> str:
    found = re.search(r"\d{4}", str(entry.fields.get(PLAIN) or entry.fields.get("year", "")))
    return found[0] if found else ""


def _forms(name: str, whole: str, native: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The forms in which the name of an author is written: 船橋; Snyder, スナイダー; a body also by its short names."""
    given = whole.partition(", ")[2].split()
    return tuple(dict.fromkeys([name, *native.get(f"{given[0]} {name}" if given else name, ())]))


def _native_names(edition: Edition) -> dict[str, tuple[str, ...]]:
    """English name to the others of a person (the family name) or a body."""
    found: dict[str, tuple[str, ...]] = {}
    for name in edition.names.values():
        if name.english and name.category == "person" and "・" in name.headword:
            found[name.english] = (name.headword.split("・")[-1],)
        elif name.english and name.category == "organisation":
            found[name.english] = tuple(
                form for form in (name.headword, *name.aliases) if len(form) > 2
            )
    return found


def _to_data(edition: CourseworkEdition) -> dict[str, Any]:
    return {
        **{f.name: getattr(edition, f.name) for f in fields(edition)},
        "paragraphs": sorted(edition.paragraphs),
        "words": sorted(edition.words),
    }


def _from_data(data: dict[str, Any]) -> CourseworkEdition:
    return CourseworkEdition(
        paragraphs=frozenset(data["paragraphs"]),
        precis={int(number): tuple(texts) for number, texts in data["precis"].items()},
        notes=tuple(EditionNote(tuple(paragraphs), text) for paragraphs, text in data["notes"]),
        words=frozenset(data["words"]),
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
