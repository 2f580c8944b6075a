"""Back links: where terms and names occur, what cites a source, what is about a paragraph."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..bibliography.citation_domain import bibtex_domain
from ..core.model.locus import Locus, format_locus
from ..core.model.records import Note
from ..core.text.messages import N_, translate
from ..markup.audience_blocks import for_instructors
from ..markup.card_marks import leave_out_of_cards, source_entry
from ..markup.kinds import kind_of, kind_of_node
from ..markup.linking import META, xref
from ..markup.names import name_entry
from ..markup.notes import edition_note
from ..markup.terms import term_occurrences
from ..support.interface import own_words
from ..support.page_facts import EVENT
from .edition_domain import domain_of
from .references import target_facts

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from ..core.model.edition import Edition
    from ..core.model.records import Entry
    from ..support.page_facts import Facts


class Link(NamedTuple):
    """A link to a paragraph or an entry: kind, target as written, document, id and text."""

    kind: str
    target: str
    docname: str
    node_id: str
    text: str


Group = tuple[str, list[Link]]
"""A label, and the links that follow it."""


class link_list(nodes.General, nodes.Element):
    """A line of links as one node, for HTML: a long glossary has more of them than other nodes."""


class FillTermOccurrences(SphinxPostTransform):
    """List, in each glossary entry, the paragraphs and notes in which the term occurs."""

    default_priority = 6
    """Before references are resolved (10)."""

    def run(self, **kwargs: object) -> None:
        """Fill every list, and drop the empty ones."""
        edition = domain_of(self.env).edition
        docname = self.env.current_document.docname
        for node in list(self.document.findall(term_occurrences)):
            groups = _occurrences(edition, f"term-{node['term']}")
            node.parent.replace(node, link_line(self.app.builder, docname, groups))


class FillNameOccurrences(SphinxPostTransform):
    """Add to each name the paragraphs and notes in which it occurs."""

    default_priority = 6
    """Before references are resolved (10)."""

    def run(self, **kwargs: object) -> None:
        """Fill every entry."""
        edition = domain_of(self.env).edition
        docname = self.env.current_document.docname
        for entry in list(self.document.findall(name_entry)):
            groups = _occurrences(edition, f"name-{entry['name']}")
            entry.extend(link_line(self.app.builder, docname, groups))


class FillEntryParagraphs(SphinxPostTransform):
    """Add to each entry the paragraphs it is about, except to notes, which are next to theirs."""

    default_priority = 6
    """Before references are resolved (10)."""

    def run(self, **kwargs: object) -> None:
        """Fill every entry."""
        edition = domain_of(self.env).edition
        docname = self.env.current_document.docname
        for node in list(self.document.findall(nodes.Element)):
            kind = kind_of_node(node)
            if kind is None or isinstance(node, edition_note) or not node["ids"]:
                continue
            entry = edition.find_key(node["ids"][0])
            if entry is not None and entry.about is not None:
                links = [paragraph_link(edition, name) for name in edition.paragraphs_of(entry)]
                line = link_line(self.app.builder, docname, [("", links)])
                node.insert(position_before_rubric(node), line)


def position_before_rubric(node: nodes.Element) -> int:
    """Return the index in *node* before the blocks for instructors."""
    children = enumerate(node.children)
    found = (i for i, child in children if isinstance(child, for_instructors))
    return next(found, len(node.children))


class FillSources(SphinxPostTransform):
    """Make a plain list of each bibliography, and add to each source the notes that cite it."""

    default_priority = 6
    """After sphinxcontrib-bibtex has filled its bibliographies (5), before references (10)."""

    def run(self, **kwargs: object) -> None:
        """Rework every group of citations; LaTeX has a form of its own for them."""
        if self.app.builder.format == "latex":
            return
        edition = domain_of(self.env).edition
        docname = self.env.current_document.docname
        keys = {c.citation_id: c.key for c in bibtex_domain(self.env).citations}
        groups = {id(c.parent): c.parent for c in self.document.findall(nodes.citation)}
        for group in groups.values():
            items = nodes.bullet_list("", classes=["edition-sources"])
            for citation in [c for c in group.children if isinstance(c, nodes.citation)]:
                shown = (c for c in citation.children if not isinstance(c, nodes.label))
                item = source_entry("", *shown, ids=citation["ids"])
                citing = edition.notes_citing.get(keys.get(citation["ids"][0], ""), ())
                links = [note_link(edition, name) for name in citing]
                item.extend(link_line(self.app.builder, docname, [(N_("Cited in: "), links)]))
                items += item
            group.replace_self(items)


def _occurrences(edition: Edition, key: str) -> list[Group]:
    """Return the paragraphs and the notes in which a term or name occurs."""
    paragraphs = edition.paragraphs_with.get(key, ())
    notes = edition.notes_with.get(key, ())
    return [
        (N_("Text: "), [paragraph_link(edition, name) for name in paragraphs]),
        (N_("Notes: "), [note_link(edition, name) for name in notes]),
    ]


def leads(edition: Edition, paragraph: str) -> list[Group]:
    """Return the links next to a paragraph, to the entries about it other than notes."""
    groups: dict[str, list[Link]] = {}
    before: dict[str, Entry] = {}
    for entry in edition.entries_at.get(paragraph, ()):
        kind = kind_of(entry)
        if kind.lead is None:
            continue
        label, text = kind.lead(entry, before.get(kind.name), edition.language)
        before[kind.name] = entry
        link = Link(kind.name, entry.id, edition.page_of(entry), entry.key, text)
        groups.setdefault(label, []).append(link)
    return list(groups.items())


def paragraph_link(edition: Edition, name: str) -> Link:
    """Return a link to a paragraph, by its number."""
    paragraph = edition.paragraphs[name]
    text = format_locus(Locus.single(paragraph.number), edition.language)
    return Link("para", str(paragraph.number), paragraph.docname, paragraph.id, text)


def note_link(edition: Edition, name: str) -> Link:
    """Return a link to a note, by its paragraph's number and its lemma."""
    note = edition.notes[name]
    where = format_locus(Locus.single(note.locus.first), "en")
    lemma = translate(N_("{where} “{lemma}”"), edition.language)
    text = lemma.format(where=where, lemma=note.lemma) if note.lemma else where
    return Link("note", name, edition.page_of(note), name, text)


def link_line(builder: Builder, docname: str, groups: list[Group]) -> list[nodes.Node]:
    """Return the line of links for the page *docname*, or nothing without links."""
    filled = [(label, links) for label, links in groups if links]
    if not filled:
        return []
    classes = [META, "edition-places"]
    if builder.format == "html":
        return [link_list("", classes=classes, groups=filled, docname=docname)]
    language = builder.config.language
    parts: list[nodes.Node] = []
    for label, links in filled:
        parts += [nodes.Text("　")] if parts else []
        parts.append(own_words(label, language))
        for i, link in enumerate(links):
            parts += [own_words(N_(", "), language)] if i else []
            parts.append(xref(link.kind, link.target, docname, link.text))
    return [nodes.paragraph("", "", *parts, classes=classes)]


def visit_html(self: HTML5Translator, node: link_list) -> None:
    """Write the whole line, which no card includes."""
    language = self.config.language
    comma = translate(N_(", "), language)
    lines = []
    for label, links in node["groups"]:
        written = []
        for _kind, _target, docname, node_id, text in links:
            here = node["docname"]
            uri = "" if docname == here else self.builder.get_relative_uri(here, docname)
            href = f"{escape(uri)}#{escape(node_id)}"
            opening = f'<a class="reference internal edition-para" href="{href}">'
            written.append(f"{opening}{escape(text)}</a>")
        lines.append(escape(translate(label, language)) + comma.join(written))
    with leave_out_of_cards(self):
        self.body.append(f'<p class="{" ".join(node["classes"])}">{"　".join(lines)}</p>\n')
    raise nodes.SkipNode


def page_facts(app: Sphinx, env: BuildEnvironment) -> Facts:
    """Yield the links next to each paragraph and with each entry and source."""
    edition = domain_of(env).edition
    for paragraph in edition.paragraphs.values():
        yield paragraph.docname, leads(edition, paragraph.id)
    entry: Entry
    for entry in (*edition.terms.values(), *edition.names.values()):
        yield entry.docname, (entry.key, _occurrences(edition, entry.key))
    for entry in (e for es in edition.entries.values() for e in es.values()):
        if isinstance(entry, Note):
            continue
        about = [paragraph_link(edition, name) for name in edition.paragraphs_of(entry)]
        yield entry.docname, (entry.key, about)
    citing = {
        source: [target_facts(edition, "note", name) for name in names]
        for source, names in sorted(edition.notes_citing.items())
    }
    for key in bibtex_domain(env).bibliographies:
        yield key.docname, citing


def setup(app: Sphinx) -> None:
    """Register node, transforms and facts."""
    app.add_node(link_list, html=(visit_html, None))
    app.add_post_transform(FillTermOccurrences)
    app.add_post_transform(FillNameOccurrences)
    app.add_post_transform(FillEntryParagraphs)
    app.add_post_transform(FillSources)
    app.connect(EVENT, page_facts)
