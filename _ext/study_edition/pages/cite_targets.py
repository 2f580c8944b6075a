"""The records that citations are made from, out of the settings and the edition as it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.citation.citation_records import (
    EditionRecord,
    Person,
    Target,
    Title,
    Words,
    read,
    read_essay,
)
from ..core.citation.credit import author_of
from ..domain.edition_domain import domain_of
from ..domain.layer_credit import is_editors
from ..support.config import EditionConfig

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..core.model.locus import Locus
    from ..core.model.records import Layer, Note, Term


def edition_record(app: Sphinx) -> EditionRecord | None:
    """The edition as it is cited; None if ``conf.py`` does not say what essay it is of."""
    config, settings = app.config, EditionConfig.of(app.config)
    if not settings.essay:
        return None
    essay, address = read_essay(settings.essay), config.html_baseurl
    return EditionRecord(
        essay=essay,
        title=read(Title, settings.title, "")
        if settings.title
        else Title(config.html_title or config.project),
        editors=read(Person, settings.editors, "")
        if settings.editors
        else Person(config.author, native=config.author),
        version=config.release,
        date=settings.released or settings.moment or essay.date,
        address=address if not address or address.endswith("/") else f"{address}/",
        license=settings.license,
        has_precis=settings.paragraphs == "precis",
    )


def target(app: Sphinx, name: str | Locus, words: Words = Words.ESSAY) -> Target | None:
    """The thing cited: a locus, or the note (``note-…``) or term (``term-…``) of that id; None if the edition has none."""
    edition = domain_of(app.env).edition
    if not isinstance(name, str):
        return (
            paragraphs_target(name, words)
            if all(f"p{n}" in edition.paragraphs for n in name.numbers())
            else None
        )
    if note := edition.notes.get(name):
        return note_target(app, note)
    term = edition.terms.get(name.removeprefix("term-"))
    return term_target(app, term) if term and name == f"term-{term.id}" else None


def paragraphs_target(locus: Locus, words: Words = Words.ESSAY) -> Target:
    """Paragraphs of the essay, or the editors' précis of them; the address is that of the first."""
    ranges = "-and-".join(str(a) if a == b else f"{a}-{b}" for a, b in locus.ranges)
    return Target(words, locus, f"p/{locus.first}.html", f"p{ranges}")


def note_target(app: Sphinx, note: Note) -> Target:
    """A note, with its author; the editors are the author of a layer that names them."""
    edition = domain_of(app.env).edition
    layer = edition.layers[note.layer]
    path = f"{_page(app, edition.page_of(note))}#{note.id}"
    return Target(
        Words.NOTE,
        note.locus,
        path,
        note.id,
        Title(note.lemma) if note.lemma else None,
        _author(app, layer),
        layer.license,
    )


def term_target(app: Sphinx, term: Term) -> Target:
    """An entry of the glossary."""
    path = f"{_page(app, term.docname)}#term-{term.id}"
    return Target(
        Words.TERM, None, path, f"term-{term.id}", Title(term.headword, english=term.english)
    )


def _page(app: Sphinx, docname: str) -> str:
    """The path of a page; the builder that only reads (``edition cite``) has none of its own."""
    return app.builder.get_target_uri(docname) or f"{docname}.html"


def _author(app: Sphinx, layer: Layer) -> Person | None:
    return None if is_editors(app.config, layer) else author_of(layer)
