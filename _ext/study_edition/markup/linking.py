"""Texts in which terms may be linked, the links themselves, and plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxRole

from ..core.model.locus import LocusError, format_locus, parse_locus
from ..core.model.problems import Subtype
from ..core.model.records import Links, pending_reference
from ..core.text.matching import checksum, cut
from ..core.text.messages import N_
from ..support.language import language_of
from ..support.reporting import warn
from .ruby import ruby

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx.application import Sphinx

    from ..core.model.records import Ref
    from ..core.text.matching import Hit

META = "edition-meta"
"""Class of the engine's own labels, dates and lists of links: not linked, and not part of texts."""


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

_TEXTLESS = (nodes.footnote_reference, nodes.footnote, nodes.image, nodes.comment)


def linkable(node: nodes.Element) -> Iterator[nodes.Text]:
    """Yield the text nodes below *node* in which terms may be linked, in reading order."""
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
    """Return the texts of *node* in which terms may be linked, without its footnotes."""
    own = [child for child in node.children if not isinstance(child, nodes.footnote)]
    texts = tuple(str(text) for text in linkable(node))
    return Links(texts, frozenset(forbid), frozenset(force), refs_of(own))


def refs_of(blocks: Iterable[nodes.Node]) -> tuple[Ref, ...]:
    """Return every reference to an object of the edition in *blocks*, each once, in order."""
    found = (
        (xref["reftype"], xref["reftarget"])
        for block in blocks
        for xref in block.findall(addnodes.pending_xref)
        if xref.get("refdomain") == "edition"
    )
    return tuple(dict.fromkeys(found))


def apply_hits(node: nodes.Element, hits: Sequence[Hit], docname: str) -> None:
    """Turn the hits found in the texts of *node* into references from *docname*.

    The hits were found in the texts of :func:`links_of` when the document was read. If another
    transform has since changed or split a text, nothing is linked in it, and this is reported.
    """
    if not hits:
        return
    texts = list(linkable(node))
    for run in sorted({hit.run for hit in hits}, reverse=True):
        of_run = [hit for hit in hits if hit.run == run]
        if run >= len(texts) or checksum(str(texts[run])) != of_run[0].checksum:
            near = texts[min(run, len(texts) - 1)].parent if texts else node
            for hit in of_run:
                warn(Subtype.TEXT_CHANGED, near, id=hit.term)
            continue
        text = texts[run]
        linked: list[nodes.Node] = [
            _term_link(term, words, docname, text.parent) if term else nodes.Text(words)
            for words, term in cut(str(text), of_run)
        ]
        text.parent.replace(text, linked)


def _term_link(term: str, text: str, docname: str, near: nodes.Element) -> addnodes.pending_xref:
    link = xref("term", term, docname, text, ["xref", "edition", "edition-term"])
    link.source, link.line = near.source, near.line
    return link


def xref(
    kind: str, target: str, docname: str, text: str = "", classes: Sequence[str] = ()
) -> addnodes.pending_xref:
    """Return a reference to an object of the edition from *docname*.

    :param text: its text, instead of the usual wording.
    """
    return addnodes.pending_xref(
        "",
        nodes.inline("", text, classes=list(classes)),
        refdomain="edition",
        reftype=kind,
        reftarget=target,
        refexplicit=bool(text),
        refwarn=True,
        refdoc=docname,
    )


def plain_text(node: nodes.Element) -> str:
    """Return the text of *node*, as :func:`text_of` does."""
    return text_of(node.children)


def text_of(children: Iterable[nodes.Node]) -> str:
    """Return the text of *children* as a reader would copy it, without the engine's own labels.

    Blocks are separated by newlines. A reference to paragraphs has its final wording. A reference
    to an entry, or a citation, becomes a mark, because its wording may depend on a document not yet
    read; :func:`study_edition.core.assembly.assemble.assemble` replaces the marks.
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
            role = f"{child['reftype']} {language_of(child, '')}"
            kind = "cite" if in_sentence else "citep"
            pieces.append(pending_reference(kind, child["reftarget"], role))
        elif (
            isinstance(child, addnodes.pending_xref)
            and child.get("refdomain") == "edition"
            and not child["refexplicit"]
        ):
            pieces.append(_reference(child))
        elif isinstance(child, nodes.Element) and META not in child["classes"]:
            if not isinstance(child, _TEXTLESS):
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

    purpose: ClassVar[str] = N_("text in which no term is linked")

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the text in a node of its own."""
        node = unlinked(self.rawtext, self.text)
        self.set_source_info(node)
        return [node], []


def setup(app: Sphinx) -> None:
    """Register node and role; the node is an ``inline`` to every builder."""
    app.add_node(unlinked)
    app.add_role("plain", PlainRole())
