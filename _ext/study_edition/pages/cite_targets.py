"""The records that citations are made from, taken from the settings and the edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.citation.citation_records import (
    EditionRecord,
    Person,
    Target,
    TargetKind,
    Title,
    read_essay,
    read_setting,
)
from ..core.citation.layer_byline import author_of
from ..domain.edition_domain import domain_of
from ..domain.layer_credit import is_editors
from ..support.config import EditionConfig

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..core.model.locus import Locus
    from ..core.model.records import Layer, Note, Term


def edition_record(app: Sphinx) -> EditionRecord | None:
    """Return the record of the edition, or None if ``conf.py`` has none of its essay."""
    config, settings = app.config, EditionConfig.of(app.config)
    if not settings.essay:
        return None
    essay, address = read_essay(settings.essay), config.html_baseurl
    return EditionRecord(
        essay=essay,
        title=read_setting(Title, settings.title, "")
        if settings.title
        else Title(config.html_title or config.project),
        editors=read_setting(Person, settings.editors, "")
        if settings.editors
        else Person(config.author, native=config.author),
        version=config.release,
        date=settings.released or settings.moment or essay.date,
        address=address if not address or address.endswith("/") else f"{address}/",
        license=settings.license,
        has_precis=settings.paragraphs == "precis",
    )


def find_target(
    app: Sphinx, name: str | Locus, kind: TargetKind = TargetKind.ESSAY
) -> Target | None:
    """Return the citation target for a locus or an id, or None if the edition has no such item.

    :param name: a locus, or the id of a note (``note-…``) or term (``term-…``).
    :param kind: for a locus, whether the essay or the précis is cited.
    """
    edition = domain_of(app.env).edition
    if not isinstance(name, str):
        return (
            paragraphs_target(name, kind)
            if all(f"p{n}" in edition.paragraphs for n in name.numbers())
            else None
        )
    if note := edition.notes.get(name):
        return note_target(app, note)
    term = edition.terms.get(name.removeprefix("term-"))
    return term_target(app, term) if term and name == f"term-{term.id}" else None


def paragraphs_target(locus: Locus, kind: TargetKind = TargetKind.ESSAY) -> Target:
    """Return the target for paragraphs or their précis, with the address of the first."""
    ranges = "-and-".join(str(a) if a == b else f"{a}-{b}" for a, b in locus.ranges)
    return Target(kind, locus, f"p/{locus.first}.html", f"p{ranges}")


def note_target(app: Sphinx, note: Note) -> Target:
    """Return the target for a note, without author if its layer names the editors as authors."""
    edition = domain_of(app.env).edition
    layer = edition.layers[note.layer]
    path = f"{_page(app, edition.page_of(note))}#{note.id}"
    return Target(
        TargetKind.NOTE,
        note.locus,
        path,
        note.id,
        Title(note.lemma) if note.lemma else None,
        _author(app, layer),
        layer.license,
    )


def term_target(app: Sphinx, term: Term) -> Target:
    """Return the target for a glossary entry."""
    path = f"{_page(app, term.docname)}#term-{term.id}"
    return Target(
        TargetKind.TERM, None, path, f"term-{term.id}", Title(term.headword, english=term.english)
    )


def _page(app: Sphinx, docname: str) -> str:
    """Return the path of a page; the builder of ``edition cite`` has no addresses."""
    return app.builder.get_target_uri(docname) or f"{docname}.html"


def _author(app: Sphinx, layer: Layer) -> Person | None:
    return None if is_editors(app.config, layer) else author_of(layer)
