"""``cite/18.html``: every citation of a paragraph, its précis, a note or a term, for readers without JavaScript; and ``cite.html``.

One page for each thing that can be cited, by its id: its address never changes, and only what has changed is written again. The pages
of a kind differ in little more than numbers and names, so each kind is rendered once, with slots, and then only filled: a page costs
a join and a write. The day on which a reader sees the edition is not known here and is left blank; data formats leave it out.
The data for the dialog, which makes the same in the page and for any range, stand in ``_cite/edition.js``.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from ..builds.output_cache import is_page_current, output
from ..core.citation import FILES, LANGUAGES, NAMES, STYLES, make, marks, person_names
from ..core.citation.citation_records import Person, Title, Words
from ..core.citation.cited_work import Cited
from ..core.citation.filling import BLANK, cut, fill, values
from ..core.citation.metadata import essay_meta, meta_html
from ..core.citation.slots import slot
from ..core.citation.templates import templates, variant
from ..core.model.locus import Locus, format_locus
from ..domain.edition_domain import domain_of
from ..support.files import write_if_changed
from ..support.html_builders import writes_pages
from .cite_links import DATA, PAGES, has_link, label_of, named, page_of
from .cite_targets import edition_record, note_target, paragraphs_target, term_target
from .exports import FORMATS, export_uri, listed
from .retired import relative

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from ..core.citation.citation_records import EditionRecord, Target

PAGE = "cite"
"""The page that says how to cite the edition."""
_OURS = re.compile(r"(\d+|(note|term)-.+)\.html")
_SLOTS = {
    name: slot(f"page.{name}")
    for name in ("own", "english", "label", "back", "author", "author_en")
}


class Shown(NamedTuple):
    """A citation as a page shows it."""

    style: tuple[str, str]
    in_text: Markup
    entry: Markup
    is_data: bool


class Part(NamedTuple):
    """The citations of one's words: essay, précis, note or term."""

    words: str
    languages: tuple[tuple[str, tuple[Shown, ...]], ...]


def _facts(app: Sphinx) -> object:
    """All that the pages and the data say besides the settings."""
    record, edition = edition_record(app), domain_of(app.env).edition
    own = sorted(name for name in app.env.found_docs if name.startswith(PAGE))
    layers = [(layer.id, layer.author, layer.author_en) for layer in edition.layers.values()]
    return record and (
        own,
        layers,
        [(name, named(edition, name), target) for name, target in _targets(app)],
    )


@output("cite", PAGES, f"{DATA}/edition.js", depends_on=_facts)
def write_pages(app: Sphinx) -> None:
    """Write the pages and the data of the dialog, and delete those of what is gone (event ``build-finished``)."""
    record, edition = edition_record(app), domain_of(app.env).edition
    folder, data = Path(app.outdir) / PAGES, Path(app.outdir) / DATA / "edition.js"
    stale = (
        {path.name for path in folder.glob("*.html") if _OURS.fullmatch(path.name)}
        if folder.exists()
        else set()
    )
    stale -= {
        f"{name.removeprefix(f'{PAGES}/')}.html"
        for name in app.env.found_docs
        if name.startswith(f"{PAGES}/")
    }
    if record is None:
        data.unlink(missing_ok=True)
        if PAGE not in app.env.found_docs:
            Path(app.builder.get_outfilename(PAGE)).unlink(missing_ok=True)  # type: ignore[attr-defined]
    elif edition.paragraphs or edition.notes or edition.terms:
        folder.mkdir(exist_ok=True)
        data.parent.mkdir(exist_ok=True)
        write_if_changed(
            data,
            f"editionCiteData({json.dumps(dialog_data(app, record), ensure_ascii=False, separators=(',', ':'))})\n",
        )
        for name, page in _pages(app, record):
            path = Path(app.outdir) / page_of(name)
            write_if_changed(path, page)
            stale.discard(path.name)
    for name in stale:
        (folder / name).unlink()


def dialog_data(app: Sphinx, record: EditionRecord) -> dict[str, Any]:
    """What the dialog is given: see :mod:`.core.citation.templates`, and ``cite.js`` for the rest.

    Without an address of its own the edition is cited at the one where it is read, or, from a disk, at none.
    """
    domain = domain_of(app.env)
    data = templates(replace(record, address=record.address or slot("address")), _authors(app))
    if not record.address:
        bare = templates(record)
        data |= {"address": "", "unplaced": {key: bare[key] for key in ("texts", "templates")}}
    numbers = sorted(p.number for p in domain.edition.paragraphs.values())
    return data | {
        "known": Locus.of(numbers).ranges,
        **_people(record),
    }


def _people(record: EditionRecord) -> dict[str, tuple[str, str]]:
    """The names of the essay's author and of the editors."""
    return {"essay": _both(record.essay.author), "editors": _both(record.editors)}


def _authors(app: Sphinx) -> dict[str, Person]:
    """The author of every layer that is not the editors' own, by its id."""
    first = {note.layer: note for note in domain_of(app.env).edition.notes.values()}
    authors = {layer: note_target(app, note).author for layer, note in first.items()}
    return {layer: author for layer, author in authors.items() if author}


def _targets(app: Sphinx) -> Iterator[tuple[str, Target]]:
    """The id of everything that has a link, and how it is cited."""
    edition = domain_of(app.env).edition
    for p in edition.paragraphs.values():
        yield p.id, paragraphs_target(Locus.single(p.number))
    for note in edition.notes.values():
        if has_link(app, note):
            yield note.id, note_target(app, note)
    for term in edition.terms.values():
        yield f"term-{term.id}", term_target(app, term)


def _pages(app: Sphinx, record: EditionRecord) -> Iterator[tuple[str, str]]:
    """The id of everything that has a link, and its page."""
    kinds: dict[str, list[str]] = {}
    for name, target in _targets(app):
        kind = variant(target, record)
        if kind not in kinds:
            kinds[kind] = cut(_rendered(app, record, kind, target))
        value = values(target, BLANK | _own(app, record, name, target))
        yield name, fill(kinds[kind], lambda slot, value=value: escape(value(slot)))  # type: ignore[misc]


def _own(app: Sphinx, record: EditionRecord, name: str, target: Target) -> dict[str, str]:
    """The texts for the slots of a page that belong to no citation."""
    own, english = named(domain_of(app.env).edition, name)
    author, author_en = _both(target.author or record.editors)
    shown = (own, english, label_of(own, english), f"../{target.path}", author, author_en)
    return {f"page.{key}": text for key, text in zip(_SLOTS, shown, strict=True)}


def _both(person: Person) -> tuple[str, str]:
    """A name in Japanese and in English, as inside a sentence."""
    return person_names.ja_natural(person), person_names.within(person)


def _rendered(app: Sphinx, record: EditionRecord, kind: str, target: Target) -> str:
    """The page of a kind of thing, with slots in the place of all that is the thing's own."""
    title = Title(slot("title"), english=slot("english") if kind.endswith("+english") else "")
    author = Person(slot("author")) if "+author" in kind else None
    some = target._replace(
        locus=target.locus and Locus(()),
        path=slot("path"),
        id=slot("id"),
        title=title if "+title" in kind else None,
        author=author,
    )
    asked = (
        (Words.ESSAY, Words.PRECIS)
        if target.words is Words.ESSAY and record.has_precis
        else (target.words,)
    )
    parts = [
        Part(
            words.value,
            tuple((lang, _shown(some._replace(words=words), record, lang)) for lang in LANGUAGES),
        )
        for words in asked
    ]
    # the permanent page of a paragraph leads on at once, so Zotero meets the essay's record here
    address = record.address + slot("path") if record.address else _SLOTS["back"]
    tags = meta_html(essay_meta(record, address)) if target.words is Words.ESSAY else ""
    return _render(app, record, {"parts": parts, "tags": Markup(tags), **_SLOTS})


def _shown(target: Target, record: EditionRecord, lang: str) -> tuple[Shown, ...]:
    """Every citation of a target; the day of access is a slot in prose, and nothing in data."""
    made = []
    for style in STYLES:
        citation = make(
            style, lang, Cited(target, record, "" if style in FILES else slot("accessed"))
        )
        made.append(
            Shown(NAMES[style], *(Markup(marks.html(text)) for text in citation), style in FILES)
        )
    return tuple(made)


def _render(app: Sphinx, record: EditionRecord, context: dict[str, Any]) -> str:
    builder: Any = app.builder
    html_title = app.config.html_title or app.config.project
    how = relative(f"{PAGES}/x.html", builder.get_target_uri(PAGE))
    start = relative(f"{PAGES}/x.html", builder.get_target_uri(app.config.root_doc))
    context |= {
        "edition": html_title,
        "record": record,
        **_people(record),
        "how": how,
        "start": start,
    }
    return str(builder.templates.render("cite-page.html", context))


def collect_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """How to cite the edition (event ``html-collect-pages``); an editor's own page of that name stays."""
    if not writes_pages(app) or is_page_current(app, PAGE):
        return
    record, edition = edition_record(app), domain_of(app.env).edition
    numbers = sorted(p.number for p in edition.paragraphs.values())
    if record is None or not numbers or PAGE in app.env.found_docs:
        return
    here = app.builder.get_target_uri(PAGE)
    first = numbers[0]
    last = max(n for n in numbers[:3] if n - first < 3 and set(range(first, n + 1)) <= set(numbers))
    examples = [paragraphs_target(Locus.single(first))]
    examples += [paragraphs_target(Locus(((first, last),)))] if last > first else []
    facts = {
        **_people(record),
        "version": record.version,
        "has_precis": record.has_precis,
        "examples": [
            (
                format_locus(t.locus or Locus(())),
                format_locus(t.locus or Locus(()), "en"),
                _example(t, record),
            )
            for t in examples
        ],
        "entries": _example(examples[0], record),
        "paragraphs": [
            (n, format_locus(Locus.single(n)), relative(here, page_of(f"p{n}"))) for n in numbers
        ],
        "files": [
            (
                f.ending,
                *(relative(here, export_uri(what, f.ending)) for what in ("essay", "bibliography")),
            )
            for f in FORMATS
        ],
        "has_sources": bool(listed(app)),
    }
    yield PAGE, {"edition_cite": facts}, "cite.html"


def _example(target: Target, record: EditionRecord) -> list[tuple[Shown, Shown]]:
    """The citations in prose, Japanese and English side by side."""
    return [
        pair
        for pair in zip(*(_filled(target, record, lang) for lang in LANGUAGES), strict=True)
        if not pair[0].is_data
    ]


def _filled(target: Target, record: EditionRecord, lang: str) -> list[Shown]:
    def filled(text: Markup) -> Markup:
        return Markup(fill(cut(text), BLANK.__getitem__))

    return [
        shown._replace(in_text=filled(shown.in_text), entry=filled(shown.entry))
        for shown in _shown(target, record, lang)
    ]


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("html-collect-pages", collect_page)
    app.connect("build-finished", write_pages)
