"""``cite.html`` (how to cite), and ``cite/18.html``: all citations of one item.

Each paragraph (with its précis), note and term has a page of its own, for readers without
JavaScript: its address does not change, and only pages that have changed are written again. Pages
of one kind differ in little more than numbers and names, so each kind is rendered once, with slots,
which are then filled for every page. The date of access is unknown: it is a blank in prose and is
omitted from data formats. ``_cite/edition.js`` has the data from which the dialog makes the same
citations, also for ranges.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from ..builds.output_cache import is_page_current, output
from ..core.citation import (
    FILE_EXTENSIONS,
    LANGUAGES,
    STYLE_NAMES,
    STYLES,
    format_citation,
    italics,
    person_names,
)
from ..core.citation.citation_data import CitationData
from ..core.citation.citation_records import Person, TargetKind, Title
from ..core.citation.meta_tags import essay_meta, meta_html
from ..core.citation.template_filling import BLANK_DATES, fill_slots, slot_values, split_slots
from ..core.citation.template_slots import slot
from ..core.citation.templates import make_templates, variant_name
from ..core.model.locus import Locus, format_locus
from ..core.text.messages import translate
from ..domain.edition_domain import domain_of
from ..support.files import write_if_changed, write_script
from ..support.html_builders import relative_address, remove_page, writes_pages
from .cite_links import (
    DATA_FOLDER,
    PAGES_FOLDER,
    cite_page_path,
    is_cited_separately,
    link_label,
    target_names,
)
from .cite_targets import edition_record, note_target, paragraphs_target, term_target
from .exports import FORMATS, export_uri, listed_works

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from ..core.citation.citation_records import EditionRecord, Target

PAGE = "cite"
"""The page about how to cite the edition."""
_CITE_PAGE = re.compile(r"(\d+|(note|term)-.+)\.html")
_SLOTS = {
    name: slot(f"page.{name}")
    for name in ("own", "english", "label", "back", "author", "author_en")
}


class ShownCitation(NamedTuple):
    """A citation as a page shows it."""

    style: str
    in_text: Markup
    entry: Markup
    is_data: bool


class CitationGroup(NamedTuple):
    """The citations of an item as the words of one author."""

    kind: str
    """``essay``, ``precis``, ``note`` or ``term``."""
    languages: tuple[tuple[str, tuple[ShownCitation, ...]], ...]


def _facts(app: Sphinx) -> object:
    """Return what the pages and the data depend on besides the settings."""
    record, edition = edition_record(app), domain_of(app.env).edition
    documents = sorted(name for name in app.env.found_docs if name.startswith(PAGE))
    layers = [(layer.id, layer.author, layer.author_en) for layer in edition.layers.values()]
    return record and (
        documents,
        layers,
        [(name, target_names(edition, name), target) for name, target in _targets(app)],
    )


@output("cite", PAGES_FOLDER, f"{DATA_FOLDER}/edition.js", depends_on=_facts)
def write_cite_pages(app: Sphinx) -> None:
    """Write the pages and the dialog's data, and delete old ones (event ``build-finished``)."""
    record, edition = edition_record(app), domain_of(app.env).edition
    folder, data = Path(app.outdir) / PAGES_FOLDER, Path(app.outdir) / DATA_FOLDER / "edition.js"
    stale = {path.name for path in folder.glob("*.html") if _CITE_PAGE.fullmatch(path.name)}
    stale -= {
        f"{name.removeprefix(f'{PAGES_FOLDER}/')}.html"
        for name in app.env.found_docs
        if name.startswith(f"{PAGES_FOLDER}/")
    }
    if record is None:
        data.unlink(missing_ok=True)
        remove_page(app, PAGE)
    elif edition.paragraphs or edition.notes or edition.terms:
        folder.mkdir(exist_ok=True)
        write_script(data, "editionCiteData", dialog_data(app, record))
        for name, page in _render_pages(app, record):
            path = Path(app.outdir) / cite_page_path(name)
            write_if_changed(path, page)
            stale.discard(path.name)
    for name in stale:
        (folder / name).unlink()


def dialog_data(app: Sphinx, record: EditionRecord) -> dict[str, Any]:
    """Return the data of the dialog: :mod:`study_edition.core.citation.templates`, and more.

    An edition without an address is cited with the address at which it is read, or, if it is read
    from a disk, with none (``unplaced``).
    """
    domain = domain_of(app.env)
    data = make_templates(replace(record, address=record.address or slot("address")), _authors(app))
    if not record.address:
        bare = make_templates(record)
        data |= {"address": "", "unplaced": {key: bare[key] for key in ("texts", "templates")}}
    numbers = sorted(p.number for p in domain.edition.paragraphs.values())
    return data | {
        "known": Locus.of(numbers).ranges,
        **_author_names(record, app.config.language),
    }


def _author_names(record: EditionRecord, language: str) -> dict[str, tuple[str, str]]:
    """Return the names of the essay's author and of the editors, as :func:`_names` does."""
    return {
        "essay": _names(record.essay.author, language),
        "editors": _names(record.editors, language),
    }


def _authors(app: Sphinx) -> dict[str, Person]:
    """Return the author of every layer that is not the editors', by id of the layer."""
    first = {note.layer: note for note in domain_of(app.env).edition.notes.values()}
    authors = {layer: note_target(app, note).author for layer, note in first.items()}
    return {layer: author for layer, author in authors.items() if author}


def _targets(app: Sphinx) -> Iterator[tuple[str, Target]]:
    """Yield the id and the citation target of everything that has a link."""
    edition = domain_of(app.env).edition
    for p in edition.paragraphs.values():
        yield p.id, paragraphs_target(Locus.single(p.number))
    for note in edition.notes.values():
        if is_cited_separately(app, note):
            yield note.id, note_target(app, note)
    for term in edition.terms.values():
        yield f"term-{term.id}", term_target(app, term)


def _render_pages(app: Sphinx, record: EditionRecord) -> Iterator[tuple[str, str]]:
    """Yield the id and the page of everything that has a link."""
    kinds: dict[str, list[str]] = {}
    for name, target in _targets(app):
        kind = variant_name(target, record)
        if kind not in kinds:
            kinds[kind] = split_slots(_render_kind(app, record, kind, target))
        value = slot_values(target, BLANK_DATES | _page_texts(app, record, name, target))
        yield name, fill_slots(kinds[kind], lambda slot, value=value: escape(value(slot)))  # type: ignore[misc]


def _page_texts(app: Sphinx, record: EditionRecord, name: str, target: Target) -> dict[str, str]:
    """Return the texts for the slots of a page outside its citations."""
    own, english = target_names(domain_of(app.env).edition, name)
    author, author_en = _names(target.author or record.editors, app.config.language)
    texts = (
        own,
        english,
        link_label(own, english, app.config.language),
        f"../{target.path}",
        author,
        author_en,
    )
    return {f"page.{key}": text for key, text in zip(_SLOTS, texts, strict=True)}


def _names(person: Person, language: str) -> tuple[str, str]:
    """Return a name in the edition's language and in English, as inside a sentence."""
    english = person_names.inside_sentence(person)
    return (person_names.ja_natural(person) if language.startswith("ja") else english), english


def _render_kind(app: Sphinx, record: EditionRecord, kind: str, target: Target) -> str:
    """Render the page for items of a kind, with slots for what differs between them.

    :param kind: what :func:`variant_name` returns for the items.
    :param target: any item of the kind.
    """
    title = Title(slot("title"), english=slot("english") if kind.endswith("+english") else "")
    author = Person(slot("author")) if "+author" in kind else None
    template = target._replace(
        locus=target.locus and Locus(()),
        path=slot("path"),
        id=slot("id"),
        title=title if "+title" in kind else None,
        author=author,
    )
    targets = [template]
    if target.kind is TargetKind.ESSAY and record.has_precis:
        targets.append(template._replace(kind=TargetKind.PRECIS))
    parts = [
        CitationGroup(
            item.kind.value, tuple((lang, _citations(item, record, lang)) for lang in LANGUAGES)
        )
        for item in targets
    ]
    # the permanent page of a paragraph redirects at once, so Zotero finds the essay's record here
    address = record.address + slot("path") if record.address else _SLOTS["back"]
    tags = meta_html(essay_meta(record, address)) if target.kind is TargetKind.ESSAY else ""
    return _render(app, record, {"parts": parts, "tags": Markup(tags), **_SLOTS})  # noqa: S704  it escapes


def _citations(target: Target, record: EditionRecord, lang: str) -> tuple[ShownCitation, ...]:
    """Return every citation of a target, with a slot for the date of access except in data."""
    shown = []
    for style in STYLES:
        citation = format_citation(
            style,
            lang,
            CitationData(target, record, "" if style in FILE_EXTENSIONS else slot("accessed")),
        )
        in_text, entry = (Markup(italics.html(text)) for text in citation)  # noqa: S704  it escapes
        shown.append(
            ShownCitation(
                translate(STYLE_NAMES[style], lang), in_text, entry, style in FILE_EXTENSIONS
            )
        )
    return tuple(shown)


def _render(app: Sphinx, record: EditionRecord, context: dict[str, Any]) -> str:
    builder: Any = app.builder
    html_title = app.config.html_title or app.config.project
    here = f"{PAGES_FOLDER}/x.html"
    context |= {
        "edition": html_title,
        "record": record,
        **_author_names(record, app.config.language),
        "how": relative_address(here, builder.get_target_uri(PAGE)),
        "start": relative_address(here, builder.get_target_uri(app.config.root_doc)),
    }
    return str(builder.templates.render("cite-page.html", context))


def collect_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield ``cite.html``, unless a document has its name (event ``html-collect-pages``)."""
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
    data = {
        **_author_names(record, app.config.language),
        "version": record.version,
        "has_precis": record.has_precis,
        "examples": [
            (
                format_locus(t.locus or Locus(()), app.config.language),
                format_locus(t.locus or Locus(()), "en"),
                _example_citations(t, record),
            )
            for t in examples
        ],
        "entries": _example_citations(examples[0], record),
        "paragraphs": [
            (
                n,
                format_locus(Locus.single(n), app.config.language),
                relative_address(here, cite_page_path(f"p{n}")),
            )
            for n in numbers
        ],
        "files": [
            (
                f.ending,
                *(
                    relative_address(here, export_uri(what, f.ending))
                    for what in ("essay", "bibliography")
                ),
            )
            for f in FORMATS
        ],
        "has_sources": bool(listed_works(app)),
    }
    yield PAGE, {"edition_cite": data}, "cite.html"


def _example_citations(
    target: Target, record: EditionRecord
) -> list[tuple[ShownCitation, ShownCitation]]:
    """Return the Japanese and English form of each citation in prose."""
    japanese, english = (_blank_citations(target, record, lang) for lang in LANGUAGES)
    return [pair for pair in zip(japanese, english, strict=True) if not pair[0].is_data]


def _blank_citations(target: Target, record: EditionRecord, lang: str) -> list[ShownCitation]:
    """Return the citations with a blank for the date of access."""

    def with_blank(text: Markup) -> Markup:
        # escaped before, and a blank has no markup
        return Markup(fill_slots(split_slots(text), BLANK_DATES.__getitem__))  # noqa: S704

    return [
        shown._replace(in_text=with_blank(shown.in_text), entry=with_blank(shown.entry))
        for shown in _citations(target, record, lang)
    ]


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("html-collect-pages", collect_page)
    app.connect("build-finished", write_cite_pages)
