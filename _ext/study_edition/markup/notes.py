"""Notes: the directive that writes one, and the front matter of the layer it stands in."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from ..core.model.front_matter import is_id
from ..core.model.locus import Locus, LocusError, parse_locus
from ..core.model.problems import Subtype
from ..core.model.records import Note
from ..core.model.vocabulary import colour_of
from ..sources.audience_filter import is_dropped
from ..sources.source_front_matter import front_matter
from ..support.directive_options import FORBID, FORCE, Option, line
from ..support.reporting import warn
from .card_marks import carded, first_id
from .linking import links_of, plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

_UNNAMED = "edition_unnamed_notes"


class edition_note(nodes.container):
    """A note: ``layer``, ``kind``, ``locus``, ``lemma`` and ``lang`` as attributes."""


class NoteDirective(SphinxDirective):
    """``{note} LOCUS`` with ``:lemma:``, ``:id:``, ``:forbid:``, ``:force:``; any MyST inside."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    what: ClassVar[tuple[str, str]] = (
        "段落に添える注。層のファイルにだけ書く",
        "a note on paragraphs; in a layer's file only",
    )
    option_spec: ClassVar[dict] = {
        "lemma": Option(
            line, "注が付く語句（12字以内）", "the phrase it is about, at most 12 characters"
        ),
        "id": Option(
            line,
            "注の番地 note-LAYER-ID の終わり。同じ段落に二つ目の注があれば要る",
            "the end of its address note-LAYER-ID; needed for a second note on one locus",
        ),
        "forbid": FORBID,
        "force": FORCE,
    }

    def run(self) -> list[nodes.Node]:
        """Make the note; one that cannot be placed is a warning and is left out."""
        layer = front_matter(self.env).layer
        if layer is None:
            if not front_matter(self.env).problems:
                warn(Subtype.NOTE_OUTSIDE_LAYER, self.get_location())
            return []
        if is_dropped(self.config, layer):
            return []
        try:
            locus = parse_locus(self.arguments[0])
        except LocusError:
            warn(Subtype.BAD_LOCUS, self.get_location(), locus=self.arguments[0])
            return []
        if not "".join(self.content).strip():
            warn(Subtype.EMPTY_NOTE, self.get_location())
            return []
        node = edition_note(
            "",
            *self.parse_content_to_nodes(),
            ids=[self._id(layer.id, locus)],
            layer=layer.id,
            kind=layer.kind,
            colour=colour_of(layer),
            lang=layer.lang,
            locus=str(locus),
            lemma=self.options.get("lemma", ""),
            forbid=self.options.get("forbid", ()),
            force=self.options.get("force", ()),
        )
        self.set_source_info(node)
        for inner in list(node.findall(edition_note)):
            if inner is not node:
                warn(Subtype.NESTED, inner, what="note")
                inner.parent.remove(inner)
        if all(
            isinstance(child, nodes.comment) and not child.get("refused") for child in node.children
        ):
            warn(Subtype.EMPTY_NOTE, self.get_location())
            return []
        return [node]

    def _id(self, layer: str, locus: Locus) -> str:
        """The id written in the source; without one, the layer and the locus, once per locus."""
        given = self.options.get("id", "")
        if given:
            if not is_id(given):
                warn(Subtype.BAD_ID, self.get_location(), id=given)
            return f"note-{layer}-{given}"
        unnamed: list[Locus] = self.env.temp_data.setdefault(_UNNAMED, [])
        again = unnamed.count(locus)
        if again:
            warn(Subtype.NOTE_ID_NEEDED, self.get_location(), layer=layer, locus=str(locus))
        unnamed.append(locus)
        return f"note-{layer}-p{str(locus).replace(',', '-and-')}" + (
            f"-again-{again}" if again else ""
        )


def footnotes_by_id(document: nodes.Element) -> dict[str, nodes.footnote]:
    """Every footnote of a document by its id."""
    return {name: note for note in document.findall(nodes.footnote) for name in note["ids"]}


def footnotes_of(node: nodes.Element, known: Mapping[str, nodes.footnote]) -> list[nodes.footnote]:
    """The footnotes that *node* refers to, and those that these refer to, in order."""
    found: dict[str, nodes.footnote] = {}
    waiting: list[nodes.Element] = [node]
    while waiting:
        for ref in waiting.pop(0).findall(nodes.footnote_reference):
            name = ref["refid"]
            if name in known and name not in found:
                found[name] = known[name]
                waiting.append(known[name])
    return list(found.values())


def note_record(node: edition_note, docname: str, footnotes: Mapping[str, nodes.footnote]) -> Note:
    """The record of a note node.

    :param footnotes: those of its document, for they come with the note and count as its text.
    """
    written = "\n".join(part.pformat() for part in (node, *footnotes_of(node, footnotes)))
    cited = (
        x["reftarget"] for x in node.findall(addnodes.pending_xref) if x.get("refdomain") == "cite"
    )
    return Note(
        id=node["ids"][0],
        layer=node["layer"],
        locus=parse_locus(node["locus"]),
        lemma=node["lemma"],
        docname=docname,
        line=node.line,
        text=plain_text(node),
        links=links_of(node, node["forbid"], node["force"]),
        sources=tuple(
            dict.fromkeys(target.key for text in cited for target in parse_citation_targets(text))
        ),
        digest=hashlib.blake2b(written.encode(), digest_size=12).hexdigest(),
    )


def visit_html(self: HTML5Translator, node: edition_note) -> None:
    """A division in the note's language, with its layer and kind as classes."""
    classes = f"edition-note layer-{node['layer']} kind-{node['kind']} colour-{node['colour']}"
    self.body.append(self.starttag(node, "div", CLASS=classes, role="note", lang=node["lang"]))


def depart_html(self: HTML5Translator, node: edition_note) -> None:
    """Close the division."""
    self.body.append("</div>\n")


def setup(app: Sphinx) -> None:
    """Register node and event; the directive belongs to the domain."""
    app.add_node(edition_note, html=carded(visit_html, depart_html, first_id, whole=True))
