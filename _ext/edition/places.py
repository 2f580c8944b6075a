"""Back links: where a term or a name occurs, and which notes cite a source."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from .core.locus import Locus, format_locus
from .domain import domain_of
from .linking import META, xref
from .names import name_entry
from .terms import term_places

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx import addnodes
    from sphinx.application import Sphinx
    from sphinxcontrib.bibtex.domain import BibtexDomain

    from .core.edition import Edition


class FillTermPlaces(SphinxPostTransform):
    """Lists, in each glossary entry, the paragraphs and notes in which the term occurs."""

    default_priority = 6
    """Before references are resolved (10)."""

    def run(self) -> None:
        """Fill every list, and drop the empty ones."""
        edition = domain_of(self.env).edition
        docname = self.env.current_document.docname
        for node in list(self.document.findall(term_places)):
            term = node["term"]
            paragraphs = [xref("para", name[1:], docname) for name in edition.paragraphs_with.get(term, ())]
            notes = [note_xref(edition, name, docname) for name in edition.notes_with.get(term, ())]
            parts = [*labelled("本文：", paragraphs), *labelled("　注：" if paragraphs else "注：", notes)]
            node.parent.replace(node, nodes.paragraph("", "", *parts, classes=node["classes"]) if parts else [])


class FillNamePlaces(SphinxPostTransform):
    """Adds to each entry the paragraphs and notes where the name stands."""

    default_priority = 6
    """Before references are resolved (10)."""

    def run(self) -> None:
        """Fill every entry."""
        edition = domain_of(self.env).edition
        docname = self.env.current_document.docname
        for entry in self.document.findall(name_entry):
            key = entry["name"]
            paragraphs = [xref("para", found[1:], docname) for found in edition.paragraphs_naming.get(key, ())]
            notes = [note_xref(edition, found, docname) for found in edition.notes_naming.get(key, ())]
            parts = [*labelled("本文：", paragraphs), *labelled("　注：" if paragraphs else "注：", notes)]
            if parts:
                entry.append(nodes.paragraph("", "", *parts, classes=[META, "edition-places"]))


class FillSources(SphinxPostTransform):
    """Makes a plain list of each bibliography, and adds to each source the notes that cite it."""

    default_priority = 6
    """After sphinxcontrib-bibtex has filled its bibliographies (5), before references are resolved (10)."""

    def run(self) -> None:
        """Rework every group of citations; LaTeX has a form of its own for them."""
        if self.app.builder.format == "latex":
            return
        edition = domain_of(self.env).edition
        bibtex = cast("BibtexDomain", self.env.get_domain("cite"))
        keys = {citation.citation_id: citation.key for citation in bibtex.citations}
        docname = self.env.current_document.docname
        groups = {id(c.parent): c.parent for c in self.document.findall(nodes.citation)}
        for group in groups.values():
            items = nodes.bullet_list("", classes=["edition-sources"])
            for citation in [c for c in group.children if isinstance(c, nodes.citation)]:
                item = nodes.list_item("", *(c for c in citation.children if not isinstance(c, nodes.label)), ids=citation["ids"])
                cited = edition.notes_citing.get(keys.get(citation["ids"][0], ""), ())
                links = labelled("引用：", [note_xref(edition, name, docname) for name in cited])
                if links:
                    item += nodes.paragraph("", "", *links, classes=[META, "edition-places"])
                items += item
            group.replace_self(items)


def labelled(label: str, links: Iterable[nodes.Node]) -> list[nodes.Node]:
    """A label and links parted by commas; nothing if there are no links."""
    parts: list[nodes.Node] = []
    for link in links:
        parts += [nodes.Text("、"), link]
    return [nodes.Text(label), *parts[1:]] if parts else []


def note_xref(edition: Edition, name: str, docname: str) -> addnodes.pending_xref:
    """A short reference to a note: its paragraph's number and its lemma."""
    note = edition.notes[name]
    where = format_locus(Locus(((note.locus.first, note.locus.first),)), "en")
    return xref("note", name, docname, f"{where}「{note.lemma}」" if note.lemma else where)


def setup(app: Sphinx) -> None:
    """Register the transforms."""
    app.add_post_transform(FillTermPlaces)
    app.add_post_transform(FillNamePlaces)
    app.add_post_transform(FillSources)
