"""Which texts may carry a link to a term, and putting the links there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxRole

from ..core.model.locus import LocusError, format_locus, parse_locus
from ..core.model.records import Links, pending_reference
from ..core.text.matching import cut
from ..support.language import language_of
from .ruby import ruby

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx.application import Sphinx

    from ..core.model.records import Ref
    from ..core.text.matching import Hit

META = "edition-meta"
"""Class of the parts the engine writes itself (labels, dates, lists of links): never linked, never text."""


class unlinked(nodes.inline):
    """Text in which no term is linked."""


_OPAQUE = (
    nodes.reference,
    addnodes.pending_xref,
    addnodes.download_reference,
    nodes.literal,
    nodes.literal_block,
    nodes.math,
    nodes.math_block,
    nodes.raw,
    nodes.comment,
    nodes.title,
    nodes.rubric,
    nodes.footnote,
    nodes.footnote_reference,
    nodes.label,
    nodes.image,
    ruby,
    unlinked,
)


def linkable(node: nodes.Element) -> Iterator[nodes.Text]:
    """The text nodes below *node* in which terms may be linked, in reading order."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child
        elif (
            isinstance(child, nodes.Element)
            and not isinstance(child, _OPAQUE)
            and META not in child["classes"]
        ):
            yield from linkable(child)


def links_of(node: nodes.Element, forbid: Iterable[str] = (), force: Iterable[str] = ()) -> Links:
    """The record of what may be linked in *node*."""
    return Links(
        tuple(str(text) for text in linkable(node)),
        frozenset(forbid),
        frozenset(force),
        refs_of(node),
    )


def refs_of(node: nodes.Element) -> tuple[Ref, ...]:
    """Every reference to an object of the edition below *node*, each once, in order."""
    found = (
        (x["reftype"], x["reftarget"])
        for x in node.findall(addnodes.pending_xref)
        if x.get("refdomain") == "edition"
    )
    return tuple(dict.fromkeys(found))


def apply_hits(node: nodes.Element, hits: Sequence[Hit], docname: str) -> None:
    """Turn the hits found in the texts of *node* into references, as if they stood in *docname*.

    The texts must be those of :func:`links_of` for the same node, which holds because a stored doctree is
    what the records were read from.
    """
    if not hits:
        return
    texts = list(linkable(node))
    for run in sorted({hit.run for hit in hits}, reverse=True):
        text = texts[run]
        pieces: list[nodes.Node] = []
        for piece, term in cut(str(text), (hit for hit in hits if hit.run == run)):
            pieces.append(
                _term_link(term, piece, docname, text.parent) if term else nodes.Text(piece)
            )
        text.parent.replace(text, pieces)


def _term_link(term: str, text: str, docname: str, near: nodes.Element) -> addnodes.pending_xref:
    link = xref("term", term, docname, text, ["xref", "edition", "edition-term"])
    link.source, link.line = near.source, near.line
    return link


def xref(
    typ: str, target: str, docname: str, text: str = "", classes: Sequence[str] = ()
) -> addnodes.pending_xref:
    """A reference to an object of the edition from *docname*, shown as *text* or in the usual way."""
    return addnodes.pending_xref(
        "",
        nodes.inline("", text, classes=list(classes)),
        refdomain="edition",
        reftype=typ,
        reftarget=target,
        refexplicit=bool(text),
        refwarn=True,
        refdoc=docname,
    )


def plain_text(node: nodes.Element) -> str:
    """The text of *node*, as :func:`text_of` gives it."""
    return text_of(node.children)


def text_of(children: Iterable[nodes.Node]) -> str:
    """The text of *children* as a reader would copy it, without the engine's own labels.

    Blocks are parted by newlines. A reference to paragraphs reads as it will be shown; one to a term or a note, or a
    citation, becomes a mark that :func:`study_edition.core.model.edition.assemble` replaces: what it reads as depends on what may
    not have been read yet.
    """
    pieces: list[str] = []
    _collect(children, pieces)
    return "".join(pieces).strip()


def _collect(children: Iterable[nodes.Node], pieces: list[str]) -> None:
    for child in children:
        if isinstance(child, nodes.Text):
            pieces.append(str(child))
        elif isinstance(child, addnodes.pending_xref) and child.get("refdomain") == "cite":
            in_sentence = child["reftype"].startswith(("t", "ct", "author"))
            how = f"{child['reftype']} {language_of(child, '')}"
            pieces.append(
                pending_reference("cite" if in_sentence else "citep", child["reftarget"], how)
            )
        elif (
            isinstance(child, addnodes.pending_xref)
            and child.get("refdomain") == "edition"
            and not child["refexplicit"]
        ):
            pieces.append(_reference(child))
        elif isinstance(child, nodes.Element) and META not in child["classes"]:
            if not isinstance(
                child, (nodes.footnote_reference, nodes.footnote, nodes.image, nodes.comment)
            ):
                _collect(child.children, pieces)
            if not isinstance(child, nodes.Inline):
                pieces.append("\n")


def _reference(xref: addnodes.pending_xref) -> str:
    lang = language_of(xref, "ja")
    if xref["reftype"] != "para":
        return pending_reference(xref["reftype"], xref["reftarget"], lang)
    try:
        return format_locus(parse_locus(xref["reftarget"]), lang)
    except LocusError:
        return xref.astext()


class PlainRole(SphinxRole):
    """``{plain}`text```: no term is linked in it."""

    what: ClassVar[tuple[str, str]] = (
        "この語を用語として自動でリンクしない",
        "text in which no term is linked",
    )

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Wrap the text."""
        node = unlinked(self.rawtext, self.text)
        self.set_source_info(node)
        return [node], []


def setup(app: Sphinx) -> None:
    """Register node and role; the node is an ``inline`` to every builder."""
    app.add_node(unlinked)
    app.add_role("plain", PlainRole())
