"""Notes: annotations on a locus, written in a layer's file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ..core.model.front_matter import is_id
from ..core.model.locus import Locus, format_locus, parse_locus
from ..core.model.problems import Subtype
from ..core.model.records import Note
from ..core.model.vocabulary import colour_of
from ..core.text.messages import N_, translate
from ..sources.audience_filter import is_dropped
from ..sources.source_front_matter import front_matter
from ..support.build_state import build_state
from ..support.directive_options import FORBID, FORCE, Option, read_line
from ..support.reporting import warn
from .card_marks import carded, first_id
from .entry_bodies import cited_keys, parse_locus_or_warn
from .entry_data import entry_schema, term_keys
from .kind import Kind, SearchField, SearchForm
from .linking import links_of, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from ..core.model.edition import Edition
    from ..support.directive_options import Options


class UnnamedNotes:
    """The loci of the notes without an id in the document being read."""

    def __init__(self) -> None:
        self.loci: list[Locus] = []


class edition_note(nodes.container):
    """A note, with the attributes ``layer``, ``kind``, ``locus``, ``lemma`` and ``lang``."""


class NoteDirective(SphinxDirective):
    """``{note} LOCUS``, with any MyST inside."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    purpose: ClassVar[str] = N_("a note on paragraphs; in a layer's file only")
    option_spec: ClassVar[Options] = {
        "lemma": Option(read_line, N_("the phrase it is about, at most 12 characters")),
        "id": Option(
            read_line,
            N_("the end of its address note-LAYER-ID; needed for a second note on one locus"),
        ),
        "forbid": FORBID,
        "force": FORCE,
    }

    def run(self) -> list[nodes.Node]:
        """Return the note; report and drop one outside a layer, without a valid locus, or empty."""
        layer = front_matter(self.env).layer
        if layer is None:
            if not front_matter(self.env).problems:
                warn(Subtype.NOTE_OUTSIDE_LAYER, self.get_location())
            return []
        if is_dropped(self.config, layer):
            return []
        locus = parse_locus_or_warn(self, self.arguments[0])
        if locus is None:
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
        """Return the id given or, for one note per locus, an id made of layer and locus."""
        given = self.options.get("id", "")
        if given:
            if not is_id(given):
                warn(Subtype.BAD_ID, self.get_location(), id=given)
            return f"note-{layer}-{given}"
        unnamed = build_state(self.env).of(UnnamedNotes).loci
        again = unnamed.count(locus)
        if again:
            warn(Subtype.NOTE_ID_NEEDED, self.get_location(), layer=layer, locus=str(locus))
        unnamed.append(locus)
        return f"note-{layer}-p{str(locus).replace(',', '-and-')}" + (
            f"-again-{again}" if again else ""
        )


def forget_unnamed(app: Sphinx, docname: str, content: list[str]) -> None:
    """Forget the notes of the previous document (event ``source-read``)."""
    build_state(app.env).drop(UnnamedNotes)


def read_note(node: edition_note, docname: str) -> Note:
    """Return the record of a note; of its footnotes, only the digest depends on them."""
    own = [child for child in node.children if not isinstance(child, nodes.footnote)]
    return Note(
        id=node["ids"][0],
        layer=node["layer"],
        locus=parse_locus(node["locus"]),
        lemma=node["lemma"],
        docname=docname,
        line=node.line,
        text=plain_text(node),
        links=links_of(node, node["forbid"], node["force"]),
        sources=cited_keys(own),
        digest=hashlib.blake2b(node.pformat().encode(), digest_size=12).hexdigest(),
    )


def note_data(edition: Edition, note: Note, address: str) -> dict[str, Any]:
    """Return a note for ``edition.json``."""
    return {
        "id": note.id,
        "layer": note.layer,
        "locus": str(note.locus),
        "lemma": note.lemma or None,
        "address": address,
        "text": note.text,
        "terms": term_keys(edition, note),
        "sources": list(note.sources),
    }


def _around_lemma(where: str, language: str) -> list[str]:
    """Return what is shown before and after the lemma of a note on the paragraphs *where*."""
    shown = translate(N_("{where} “{lemma}”"), language)
    return [part.format(where=where) for part in shown.split("{lemma}")]


def note_texts(edition: Edition, note: Note, resolve: Callable[[str], str]) -> list[Any]:
    """Return lemma, paragraphs and text for the search index."""
    where = format_locus(note.locus, edition.language)
    lang = edition.layers[note.layer].lang
    (text,) = map(resolve, edition.marked[note.key])
    return [
        [note.lemma, *_around_lemma(where, edition.language)] if note.lemma else "",
        "" if note.lemma else where,
        [text, "", "", lang],
    ]


def visit_html(self: HTML5Translator, node: edition_note) -> None:
    """Open a division in the note's language, with its layer and kind as classes."""
    classes = f"edition-note layer-{node['layer']} kind-{node['kind']} colour-{node['colour']}"
    self.body.append(self.starttag(node, "div", CLASS=classes, role="note", lang=node["lang"]))


def depart_html(self: HTML5Translator, node: edition_note) -> None:
    """Close the division."""
    self.body.append("</div>\n")


def setup(app: Sphinx) -> None:
    """Register node and event; the directive belongs to the domain."""
    app.add_node(edition_note, html=carded(visit_html, depart_html, first_id, whole=True))
    app.connect("source-read", forget_unnamed)


KIND = Kind(
    entry=Note,
    node=edition_note,
    directive=NoteDirective,
    read=read_note,
    setup=setup,
    plural="notes",
    label=N_("Note"),
    purpose=N_("a note, as LAYER-ID"),
    data=note_data,
    schema=entry_schema("note"),
    data_order=lambda note: (note.locus.first, note.layer, note.line or 0),
    search=SearchForm(
        fields=(SearchField("body"), SearchField("label"), SearchField("body")),
        values=note_texts,
        rank=4,
    ),
    in_inventory=True,
    unknown=Subtype.UNKNOWN_NOTE,
)
