"""Place notes next to their paragraphs, and link terms, when a page is written.

A note is written in one document and shown in another. Its nodes stay in the stored doctree of its
layer and are copied from there, still unresolved, into the page on which they are shown; Sphinx
then resolves their references as if they had been written on that page.
"""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join

from ..bibliography.source_facts import source_facts
from ..core.model.locus import format_locus
from ..markup.kinds import KINDS, kind_of_node
from ..markup.linking import META, apply_hits, xref
from ..markup.notes import edition_note
from ..markup.paragraphs import notes_column, numbered_paragraphs, paragraph_row, text_column
from ..support.build_state import build_state
from ..support.config import EditionConfig
from ..support.page_facts import EVENT
from .backlinks import leads, link_line
from .edition_domain import domain_of
from .layer_credit import credit_line, facts_line, is_editors
from .legend import add_legend
from .private_text import show_text
from .references import target_facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..core.model.edition import Edition
    from ..core.model.records import Entry, Note, Paragraph
    from ..support.page_facts import Facts


class NoteStore:
    """Copies of notes from the stored doctrees of their layers; each doctree is read once.

    A note is kept as its pickled nodes: they take a tenth of the memory, and copy as quickly.
    """

    def __init__(self) -> None:
        self._layers: dict[str, dict[str, bytes]] = {}

    def copy(self, env: BuildEnvironment, note: Note, docname: str) -> edition_note:
        """Return a copy of a note's node, adapted to the page *docname*."""
        notes = self._layers.get(note.docname, {})
        if note.id not in notes:
            notes = self._layers[note.docname] = _pickled_notes(env, note.docname)
        # a note is shown on one page only, so it is not requested again
        copied: edition_note = pickle.loads(notes.pop(note.id))  # noqa: S301  our own, of this process
        _move(copied, note, docname)
        return copied


def _pickled_notes(env: BuildEnvironment, docname: str) -> dict[str, bytes]:
    """Return the notes of a layer by id, each pickled by itself."""
    notes: dict[str, bytes] = {}
    for node in list(env.get_doctree(docname).findall(edition_note)):
        node.parent = None  # else the whole doctree would be pickled with it
        for part in node.findall():
            part.document = None  # type: ignore[assignment]  # docutils declares no None
        notes.setdefault(node["ids"][0], pickle.dumps(node))
    return notes


def _move(node: edition_note, note: Note, docname: str) -> None:
    """Adapt a copied note to the page *docname*: its references, and ids that are its own."""
    for link in node.findall(addnodes.pending_xref):
        if link.get("reftype") == "doc" and not link["reftarget"].startswith("/"):
            base = link.get("refdoc", note.docname)
            link["reftarget"] = "/" + docname_join(base, link["reftarget"])
        if "refdoc" in link:
            link["refdoc"] = docname
        link["ids"] = []
    own: set[str] = set()
    own.update(*(part["ids"] for part in node.findall(nodes.Element)))
    own.discard(note.id)
    for element in node.findall(nodes.Element):
        for key in ("ids", "backrefs"):
            names: list[str] = element.get(key, [])
            element[key] = [f"{note.id}-{name}" if name in own else name for name in names]
        if element.get("refid") in own:
            element["refid"] = f"{note.id}-{element['refid']}"


class PlaceNotes(SphinxPostTransform):
    """Make the rows of a text page, and turn a layer's own page into a list of its notes."""

    default_priority = 4
    """Before bibliographies are filled (5) and references resolved (10)."""

    def run(self, **kwargs: object) -> None:
        """Rework the document."""
        domain = domain_of(self.env)
        edition = domain.edition
        self._link_entries(edition)
        for node in list(self.document.findall(edition_note)):
            note = edition.notes.get(node["ids"][0])
            node.parent.replace(node, _listed(note) if note else [])
        layer = domain.docs[self.env.current_document.docname].layer
        title = self.document.next_node(nodes.title)
        if layer is not None and title is not None and title.parent is not None:
            count = len(domain.docs[layer.docname].notes)
            line = facts_line(layer, count, self.config.language)
            title.parent.insert(title.parent.index(title) + 1, line)
        rows = [
            (number, paragraph)
            for number, paragraph in numbered_paragraphs(self.document)
            if f"p{number}" in paragraph["ids"]
        ]
        for number, paragraph in rows:
            self._place(edition, paragraph, edition.paragraphs[f"p{number}"])
        if rows and EditionConfig.of(self.config).legend:
            numbers = sorted(number for number, _ in rows)
            add_legend(edition, self.document, numbers, self.config.language)

    def _link_entries(self, edition: Edition) -> None:
        """Link the terms in the entries of the document; notes are linked where they are placed."""
        docname = self.env.current_document.docname
        for node in list(self.document.findall(nodes.Element)):
            kind = kind_of_node(node)
            if kind is None or isinstance(node, edition_note):
                continue
            key = key_of_node(kind.prefix, node)
            entry, linked = edition.find_key(key), kind.linked(node)
            # a second entry of one id, which is reported, is not the one whose terms were found
            is_registered = entry and (entry.docname, entry.line) == (docname, node.line)
            if is_registered and linked is not None:
                apply_hits(linked, edition.hits.get(key, ()), docname)

    def _place(self, edition: Edition, paragraph: nodes.paragraph, record: Paragraph) -> None:
        """Put a paragraph and its notes into a row."""
        store = build_state(self.env).of(NoteStore)
        builder = self.app.builder
        row = paragraph_row("", number=record.number)
        paragraph.parent.replace(paragraph, row)
        if record.docname == self.env.current_document.docname:  # else its id is used twice
            apply_hits(paragraph, edition.hits.get(record.id, ()), record.docname)
        if builder.format not in {"html", "typst"}:  # these set the number in the margin
            paragraph.insert(0, [nodes.strong("", f"¶{record.number}"), nodes.Text("　")])
        text = text_column("", paragraph, number=record.number)
        notes = notes_column("")
        for note in edition.notes_at.get(record.id, ()):
            node = store.copy(self.env, note, record.docname)
            apply_hits(node, edition.hits.get(note.id, ()), record.docname)
            (text if node["kind"] == "precis" else notes).append(node)
            _add_head(node, note, len(notes.children))
            if not is_editors(self.config, edition.layers[note.layer]):
                node += credit_line(edition.layers[note.layer], node["lang"])
        for note in edition.echoes_at.get(record.id, ()):
            classes = [META, "edition-echo", f"layer-{note.layer}"]
            link = xref("note", note.id, record.docname)
            notes += nodes.paragraph("", "→ ", link, classes=classes)
        notes += link_line(builder, record.docname, leads(edition, record.id))
        show_text(text, paragraph, edition, domain_of(self.env).own_copy)
        row += text
        if notes.children:
            row += notes


def key_of_node(prefix: str, node: nodes.Element) -> str:
    """Return the key of an entry's node: its first id or, of a term, that of its name."""
    return str(node["ids"][0]) if node["ids"] else f"{prefix}{node['name']}"


def _add_head(node: edition_note, note: Note, number: int) -> None:
    """Open the note with its number on this paragraph, its lemma and, if longer, its locus.

    A précis is shown with the text and has no head.
    """
    if node["kind"] == "precis":
        return
    head: list[nodes.Node] = [nodes.inline("", str(number), classes=["edition-note-number"])]
    if note.lemma:
        head.append(nodes.strong("", note.lemma, classes=["edition-lemma"]))
    if len(list(note.locus.numbers())) > 1:
        where = format_locus(note.locus, node["lang"])
        head.append(nodes.inline("", where, classes=["edition-locus"]))
    spaced = [
        part for item in head for part in (item, nodes.Text(" " if item is head[0] else "　"))
    ]
    if node.children and isinstance(node[0], nodes.paragraph):
        node[0][:0] = spaced
    else:
        node.insert(0, nodes.paragraph("", "", *spaced))


def _listed(note: Note) -> nodes.paragraph:
    """Return the line that represents a note on its layer's own page."""
    return nodes.paragraph("", "", xref("note", note.id, note.docname), classes=["edition-listed"])


def page_facts(app: Sphinx, env: BuildEnvironment) -> Facts:
    """Yield the notes next to each paragraph, and where the links of each page lead."""
    domain = domain_of(env)
    edition = domain.edition
    labels = source_facts(env)
    for paragraph in edition.paragraphs.values():
        page = paragraph.docname
        yield page, _linked(edition, paragraph.id)
        for note in edition.notes_at.get(paragraph.id, ()):
            yield page, (note.id, note.digest, edition.layers.get(note.layer))
            yield page, _linked(edition, note.id)
            yield page, [target_facts(edition, *ref) for ref in note.links.refs]
            yield page, [labels.get(key) for key in note.sources]
        for note in edition.echoes_at.get(paragraph.id, ()):
            yield page, target_facts(edition, "note", note.id)
    for entry in _entries_in_place(edition):
        yield entry.docname, (entry.key, _linked(edition, entry.key))
    for docname, records in domain.docs.items():
        yield docname, [target_facts(edition, *ref) for ref in records.refs]
        yield docname, [target_facts(edition, "note", note.id) for note in records.notes]


def _entries_in_place(edition: Edition) -> Iterator[Entry]:
    """Yield the entries that are shown where they are written: all but notes."""
    for kind in KINDS:
        if kind.node is not edition_note:
            yield from edition.entries[kind.name].values()


def _linked(edition: Edition, key: str) -> object:
    """Return the terms linked in a text, and where they lead."""
    hits = edition.hits.get(key, ())
    return hits, [target_facts(edition, "term", hit.term) for hit in hits]


def setup(app: Sphinx) -> None:
    """Register the transform and the facts."""
    app.add_post_transform(PlaceNotes)
    app.connect(EVENT, page_facts)
