"""The metadata of a page: the edition for Zotero, the page's content as JSON-LD (schema.org)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from sphinx.util.osutil import relative_uri

from ..core.citation.json_ld import (
    Node,
    agent_node,
    edition_node,
    edition_reference,
    essay_node,
    json_ld_script,
    note_node,
    page_node,
    paragraph_node,
    term_node,
)
from ..core.citation.meta_tags import edition_meta, essay_meta, meta_html
from ..core.model.locus import Locus, format_locus
from ..domain.edition_domain import domain_of
from ..support.config import EditionConfig
from ..support.html_builders import relative_address, writes_pages
from ..support.page_facts import EVENT, EVERY_PAGE
from .cite_targets import edition_record, note_target
from .exports import FORMATS, export_uri, listed_works

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..core.citation.citation_records import EditionRecord
    from ..core.model.records import DocRecords
    from ..support.page_facts import Facts


class Addresses:
    """The addresses in one page's metadata: absolute if the edition has one, else relative."""

    def __init__(self, app: Sphinx, address: str, here: str) -> None:
        self.root = app.builder.get_target_uri(app.config.root_doc)
        self.address = address
        self.here = here

    def __call__(self, path: str) -> str:
        """Return the address of a path (with anchor) from the root of the output."""
        if self.address:
            return self.address + path
        return relative_address(self.here, path) or path.rpartition("/")[2] or "./"

    @property
    def edition(self) -> str:
        """Return the address of the edition: its root if it has an address, else its first page."""
        return self.address or self(self.root)


def add_metadata(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the tags to the page (event ``html-page-context``)."""
    record = edition_record(app) if writes_pages(app) else None
    if record is None:
        return
    uri = Addresses(app, record.address, app.builder.get_target_uri(pagename))
    tags = meta_html(edition_meta(record, app.config.language, uri.edition))
    if pagename in app.env.found_docs:
        tags += json_ld_script(document_node(app, pagename, record, uri))
        if listed_works(app, pagename):
            tags += _alternates(uri.here, "bibliography")
    context["metatags"] = f"{context.get('metatags', '')}\n{tags}"


def permalink_head(app: Sphinx, record: EditionRecord | None, number: int, target: str) -> str:
    """Return the tags of the permanent page of a paragraph, with the essay as their item.

    If the edition has an address, the permanent page is the canonical one, since it is cited.

    :param target: the current address of the paragraph.
    """
    if record is None:
        return f'<link rel="canonical" href="{escape(target)}">\n'
    here = f"p/{number}.html"
    uri = Addresses(app, record.address, here)
    canonical = uri(here) if record.address else target
    name = format_locus(Locus.single(number), app.config.language)
    wholes = [essay_node(record.essay), edition_reference(record, uri.edition)]
    data = {**paragraph_node(uri(here), uri(here), number, name), "isPartOf": wholes}
    return (
        f'<link rel="canonical" href="{escape(canonical)}">\n'
        + meta_html(essay_meta(record, uri(here)))
        + _alternates(here, "essay")
        + json_ld_script(data)
    )


def _alternates(here: str, what: str) -> str:
    lines = []
    for form in FORMATS:
        href = relative_uri(here, export_uri(what, form.ending))
        lines.append(
            f'<link rel="alternate" type="{form.media_type}" title="{form.name}" href="{href}">\n'
        )
    return "".join(lines)


def document_node(app: Sphinx, docname: str, record: EditionRecord, uri: Addresses) -> Node:
    """Return the JSON-LD node of a document; of the first page, that of the edition."""
    if docname == app.config.root_doc:
        return edition_node(record, app.config.language, uri.edition)
    domain = domain_of(app.env)
    records = domain.docs[docname]
    kind = (
        "Chapter"
        if records.paragraphs
        else "DefinedTermSet"
        if records.terms
        else "Collection"
        if records.layer
        else "WebPage"
    )
    node = page_node(kind, uri(uri.here), records.title, edition_reference(record, uri.edition))
    if records.paragraphs:
        node["hasPart"] = [*_paragraphs(app, records, uri), *_notes(app, records, record, uri)]
    if records.terms:
        node["hasDefinedTerm"] = list(_terms(records, uri))
    return node


def _paragraphs(app: Sphinx, records: DocRecords, uri: Addresses) -> Iterator[Node]:
    for p in records.paragraphs:
        name = format_locus(Locus.single(p.number), app.config.language)
        yield paragraph_node(uri(f"{uri.here}#{p.id}"), uri(f"p/{p.number}.html"), p.number, name)


def _notes(
    app: Sphinx, records: DocRecords, record: EditionRecord, uri: Addresses
) -> Iterator[Node]:
    edition = domain_of(app.env).edition
    authors: dict[str, Node] = {}
    for p in records.paragraphs:
        for note in edition.notes_at.get(p.id, ()):
            layer = edition.layers[note.layer]
            if layer.id not in authors:
                agent = agent_node(note_target(app, note).author or record.editors)
                authors[layer.id] = {
                    name: agent[name] for name in ("@type", "name") if name in agent
                }
            yield note_node(
                uri(f"{uri.here}#{note.id}"),
                uri(f"{uri.here}#{p.id}"),
                authors[layer.id],
                name=note.lemma,
                language=layer.lang if layer.lang != app.config.language else "",
                licensed=layer.license if layer.license != record.license else "",
            )


def _terms(records: DocRecords, uri: Addresses) -> Iterator[Node]:
    for term in records.terms:
        yield term_node(
            uri(f"{uri.here}#term-{term.id}"), term.id, term.headword, (term.english, *term.aliases)
        )


def page_facts(app: Sphinx, env: BuildEnvironment) -> Facts:
    """Yield the date of the version, which is on every page."""
    yield EVERY_PAGE, EditionConfig.of(env.config).released


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("html-page-context", add_metadata)
    app.connect(EVENT, page_facts)
