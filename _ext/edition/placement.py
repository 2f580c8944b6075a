"""Putting the notes beside their paragraphs, and linking the terms, when a page is written.

A note is written in one document and shown in another. Its nodes stay in the stored doctree of its layer
and are copied from there, still unresolved, into the page they are shown on; Sphinx then resolves their
references as if they had been written on that page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join

from .config import EditionConfig
from .core.locus import format_locus
from .domain import domain_of
from .linking import META, apply_hits
from .notes import edition_note
from .paragraphs import notes_column, numbered, paragraph_row, text_column
from .terms import term_entry

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .core.edition import Edition
    from .core.records import Note

_KEPT = 4
"""How many layers' doctrees are held at a time: pages are written in order, so few are needed at once."""


class NoteStore:
    """Gives copies of notes out of the stored doctrees of their layers, reading each doctree once."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._layers: dict[str, dict[str, edition_note]] = {}

    def copy(self, note: Note, docname: str) -> edition_note:
        """A copy of a note's node, fit for the page *docname*."""
        layer = self._layers.pop(note.docname, None) or self._read(note.docname)
        self._layers[note.docname] = layer
        while len(self._layers) > _KEPT:
            self._layers.pop(next(iter(self._layers)))
        copied = layer[note.id].deepcopy()
        _move(copied, note, docname)
        return copied

    def _read(self, docname: str) -> dict[str, edition_note]:
        doctree = self._env.get_doctree(docname)
        footnotes = {name: note for note in doctree.findall(nodes.footnote) for name in note["ids"]}
        notes = {}
        for node in doctree.findall(edition_note):
            own = dict.fromkeys(ref["refid"] for ref in node.findall(nodes.footnote_reference))
            node += [footnotes[name].deepcopy() for name in own if name in footnotes]
            notes.setdefault(node["ids"][0], node)
        return notes


def _move(node: edition_note, note: Note, docname: str) -> None:
    """Make a copied note at home on the page *docname*: its references, and ids that are its own."""
    for xref in node.findall(addnodes.pending_xref):
        if xref.get("reftype") == "doc" and not xref["reftarget"].startswith("/"):
            xref["reftarget"] = "/" + docname_join(xref.get("refdoc", note.docname), xref["reftarget"])
        if "refdoc" in xref:
            xref["refdoc"] = docname
        xref["ids"] = []
    for ref in node.findall(nodes.footnote_reference):
        ref["refid"], ref["ids"] = f"{note.id}-{ref['refid']}", [f"{note.id}-{name}" for name in ref["ids"]]
    for footnote in node.findall(nodes.footnote):
        for key in ("ids", "backrefs"):
            footnote[key] = [f"{note.id}-{name}" for name in footnote[key]]


class PlaceNotes(SphinxPostTransform):
    """Makes the rows of a text page, and turns a layer's own page into a list of its notes."""

    default_priority = 4
    """Before bibliographies are filled (5) and references resolved (10)."""

    def run(self) -> None:
        """Rework the document."""
        domain = domain_of(self.env)
        edition = domain.edition
        for node in list(self.document.findall(term_entry)):
            apply_hits(node.next_node(nodes.definition), edition.hits.get(f"term-{node['name']}", ()), self._docname(node))
        for node in list(self.document.findall(edition_note)):
            note = edition.notes.get(node["ids"][0])
            node.parent.replace(node, _listed(note) if note else [])
        rows = list(numbered(self.document))
        for number, paragraph in rows:
            if f"p{number}" in paragraph["ids"]:
                self._place(edition, paragraph, number)
        if rows and EditionConfig.of(self.config).legend:
            _add_legend(edition, rows)

    def _docname(self, node: nodes.Node) -> str:
        return self.env.current_document.docname

    def _place(self, edition: Edition, paragraph: nodes.paragraph, number: int) -> None:
        record = edition.paragraphs[f"p{number}"]
        store = note_store(self.env)
        row = paragraph_row("", number=number)
        paragraph.parent.replace(paragraph, row)
        apply_hits(paragraph, edition.hits.get(record.id, ()), record.docname)
        text = text_column("", paragraph)
        beside = notes_column("")
        for note in edition.notes_at.get(record.id, ()):
            node = store.copy(note, record.docname)
            apply_hits(node, edition.hits.get(note.id, ()), record.docname)
            column = text if node["kind"] == "precis" else beside
            column += node
            _add_head(node, note, len(beside.children))
        for note in edition.echoes_at.get(record.id, ()):
            beside += nodes.paragraph("", "→ ", _xref(note, record.docname), classes=[META, "edition-echo"])
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
        head.append(nodes.inline("", format_locus(note.locus, node["lang"]), classes=["edition-locus"]))
    spaced = [part for item in head for part in (item, nodes.Text(" " if item is head[0] else "　"))]
    if node.children and isinstance(node[0], nodes.paragraph):
        node[0][:0] = spaced
    else:
        node.insert(0, nodes.paragraph("", "", *spaced))


def _xref(note: Note, docname: str, **attributes: object) -> addnodes.pending_xref:
    return addnodes.pending_xref(
        "",
        nodes.inline(),
        refdomain="edition",
        reftype="note",
        reftarget=note.id,
        refexplicit=False,
        refwarn=True,
        refdoc=docname,
        **attributes,
    )


def _listed(note: Note) -> nodes.paragraph:
    """The line that stands for a note on its layer's own page."""
    return nodes.paragraph("", "", _xref(note, note.docname), classes=["edition-listed"])


def _add_legend(edition: Edition, rows: list[tuple[int, nodes.paragraph]]) -> None:
    """Tell, under the page's title, which paragraphs follow and whose notes stand beside them."""
    first, paragraph = rows[0]
    last = rows[-1][0]
    title = next((s.next_node(nodes.title) for s in _ancestors(paragraph) if isinstance(s, nodes.section)), None)
    if title is None:
        return
    shown = {n.layer for number, _ in rows for n in edition.notes_at.get(f"p{number}", ())}
    span = f"{first}–{last}" if last != first else str(first)
    legend = nodes.paragraph("", "", nodes.strong("", f"第{span}段落"), classes=[META, "edition-legend"])
    for layer in edition.layers.values():
        if layer.id in shown:
            mark = nodes.inline("", "", classes=["edition-swatch", f"kind-{layer.kind}"])
            credit = f"{layer.title}（{layer.author}、{layer.license}）" if layer.license else f"{layer.title}（{layer.author}）"
            legend += [nodes.Text(" "), nodes.inline("", "", mark, nodes.Text(credit), classes=["edition-credit"])]
    title.parent.insert(title.parent.index(title) + 1, legend)


def _ancestors(node: nodes.Node) -> list[nodes.Node]:
    found = []
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return found


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
