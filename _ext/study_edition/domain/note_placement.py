"""Putting the notes beside their paragraphs, and linking the terms, when a page is written.

A note is written in one document and shown in another. Its nodes stay in the stored doctree of its layer
and are copied from there, still unresolved, into the page they are shown on; Sphinx then resolves their
references as if they had been written on that page.
"""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join

from ..core.model.locus import format_locus
from ..markup.events import event_entry
from ..markup.linking import META, apply_hits, xref
from ..markup.names import body_of, name_entry
from ..markup.notes import edition_note, footnotes_by_id, footnotes_of
from ..markup.paragraphs import notes_column, numbered, paragraph_row, text_column
from ..markup.questions import study_question
from ..markup.terms import term_entry
from ..support.config import EditionConfig
from .backlinks import leads, listed
from .edition_domain import domain_of
from .layer_credit import credit_line, facts_line, is_editors
from .legend import add_legend
from .private_text import show_text

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..core.model.edition import Edition
    from ..core.model.records import Note


class NoteStore:
    """Gives copies of notes out of the stored doctrees of their layers, reading each doctree once.

    What is kept of a note is its pickled nodes: a tenth of the memory, and as quick to copy.
    """

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._layers: dict[str, dict[str, bytes]] = {}

    def copy(self, note: Note, docname: str) -> edition_note:
        """A copy of a note's node, fit for the page *docname*."""
        notes = self._layers.get(note.docname, {})
        if note.id not in notes:
            notes = self._layers[note.docname] = self._read(note.docname)
        # a note stands on one page only, so it is not asked for again
        copied: edition_note = pickle.loads(notes.pop(note.id))  # noqa: S301  our own, of this process
        _move(copied, note, docname)
        return copied

    def _read(self, docname: str) -> dict[str, bytes]:
        doctree = self._env.get_doctree(docname)
        footnotes = footnotes_by_id(doctree)
        notes: dict[str, bytes] = {}
        for node in list(doctree.findall(edition_note)):
            node += [footnote.deepcopy() for footnote in footnotes_of(node, footnotes)]
            node.parent = None  # else the whole doctree would be pickled with it
            for part in node.findall():
                part.document = None
            notes.setdefault(node["ids"][0], pickle.dumps(node))
        return notes


def _move(node: edition_note, note: Note, docname: str) -> None:
    """Make a copied note at home on the page *docname*: its references, and ids that are its own."""
    for link in node.findall(addnodes.pending_xref):
        if link.get("reftype") == "doc" and not link["reftarget"].startswith("/"):
            link["reftarget"] = "/" + docname_join(
                link.get("refdoc", note.docname), link["reftarget"]
            )
        if "refdoc" in link:
            link["refdoc"] = docname
        link["ids"] = []
    own = {name for element in node.findall(nodes.Element) for name in element["ids"]} - {note.id}
    for element in node.findall(nodes.Element):
        for key in ("ids", "backrefs"):
            element[key] = [
                f"{note.id}-{name}" if name in own else name for name in element.get(key, ())
            ]
        if element.get("refid") in own:
            element["refid"] = f"{note.id}-{element['refid']}"


class PlaceNotes(SphinxPostTransform):
    """Makes the rows of a text page, and turns a layer's own page into a list of its notes."""

    default_priority = 4
    """Before bibliographies are filled (5) and references resolved (10)."""

    def run(self) -> None:
        """Rework the document."""
        domain = domain_of(self.env)
        edition = domain.edition
        self._link_entries(edition)
        footnotes = footnotes_by_id(self.document)
        for node in list(self.document.findall(edition_note)):
            for footnote in footnotes_of(node, footnotes):
                if footnote.parent is not None:
                    footnote.parent.remove(footnote)  # it goes where the note goes
            note = edition.notes.get(node["ids"][0])
            node.parent.replace(node, _listed(note) if note else [])
        layer = domain.docs[self.env.current_document.docname].layer
        if layer is not None and (title := self.document.next_node(nodes.title)) is not None:
            title.parent.insert(
                title.parent.index(title) + 1,
                facts_line(layer, len(domain.docs[layer.docname].notes), self.config.language),
            )
        rows = [
            (number, paragraph)
            for number, paragraph in numbered(self.document)
            if f"p{number}" in paragraph["ids"]
        ]
        for number, paragraph in rows:
            self._place(edition, paragraph, number)
        if rows and EditionConfig.of(self.config).legend:
            add_legend(
                edition, self.document, sorted(number for number, _ in rows), self.config.language
            )

    def _link_entries(self, edition: Edition) -> None:
        """Link the terms in the entries of a document."""
        docname = self.env.current_document.docname
        for node in list(
            self.document.findall(
                lambda node: isinstance(node, (term_entry, name_entry, study_question, event_entry))
            )
        ):
            if isinstance(node, term_entry):
                apply_hits(
                    node.next_node(nodes.definition),
                    edition.hits.get(f"term-{node['name']}", ()),
                    docname,
                )
            elif not isinstance(node, name_entry):
                apply_hits(node, edition.hits.get(node["ids"][0], ()), docname)
            elif (body := body_of(node)) is not None:
                apply_hits(body, edition.hits.get(f"name-{node['name']}", ()), docname)

    def _place(self, edition: Edition, paragraph: nodes.paragraph, number: int) -> None:
        record = edition.paragraphs[f"p{number}"]
        store = note_store(self.env)
        row = paragraph_row("", number=number)
        paragraph.parent.replace(paragraph, row)
        apply_hits(paragraph, edition.hits.get(record.id, ()), record.docname)
        if self.app.builder.format not in {
            "html",
            "typst",
        }:  # which set the number beside the paragraph
            paragraph.insert(0, [nodes.strong("", f"¶{number}"), nodes.Text("　")])
        text = text_column("", paragraph, number=number)
        beside = notes_column("")
        for note in edition.notes_at.get(record.id, ()):
            node = store.copy(note, record.docname)
            apply_hits(node, edition.hits.get(note.id, ()), record.docname)
            column = text if node["kind"] == "precis" else beside
            column += node
            _add_head(node, note, len(beside.children))
            if not is_editors(self.config, edition.layers[note.layer]):
                node += credit_line(edition.layers[note.layer], node["lang"])
        for note in edition.echoes_at.get(record.id, ()):
            beside += nodes.paragraph(
                "",
                "→ ",
                xref("note", note.id, record.docname),
                classes=[META, "edition-echo", f"layer-{note.layer}"],
            )
        beside += listed(self.app.builder, record.docname, leads(edition, record.id))
        show_text(text, paragraph, edition, domain_of(self.env).own_copy)
        row += text
        if beside.children:
            row += beside


def _add_head(node: edition_note, note: Note, number: int) -> None:
    """Open the note with its number on this paragraph, its lemma, and its locus where that is more than one paragraph.

    A précis stands with the text and has no head.
    """
    if node["kind"] == "precis":
        return
    head: list[nodes.Node] = [nodes.inline("", str(number), classes=["edition-note-number"])]
    if note.lemma:
        head.append(nodes.strong("", note.lemma, classes=["edition-lemma"]))
    if len(list(note.locus.numbers())) > 1:
        head.append(
            nodes.inline("", format_locus(note.locus, node["lang"]), classes=["edition-locus"])
        )
    spaced = [
        part for item in head for part in (item, nodes.Text(" " if item is head[0] else "　"))
    ]
    if node.children and isinstance(node[0], nodes.paragraph):
        node[0][:0] = spaced
    else:
        node.insert(0, nodes.paragraph("", "", *spaced))


def _listed(note: Note) -> nodes.paragraph:
    """The line that stands for a note on its layer's own page."""
    return nodes.paragraph("", "", xref("note", note.id, note.docname), classes=["edition-listed"])


def note_store(env: BuildEnvironment) -> NoteStore:
    """The store of this build; made anew when documents have been read."""
    domain = domain_of(env)
    store = getattr(domain, "note_store", None)
    if store is None:
        store = domain.note_store = NoteStore(env)
    return store


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(PlaceNotes)
