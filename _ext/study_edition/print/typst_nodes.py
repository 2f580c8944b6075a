"""From the doctree to Typst: the nodes of the edition."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from ..core.model.event_date import format_event_date, parse_event_date
from ..core.model.locus import format_locus, parse_locus
from ..core.model.vocabulary import KIND_COLOURS, RELATIONS
from ..domain.private_text import precis_fold, witness_text
from ..markup.audience_blocks import for_instructors
from ..markup.events import event_entry, timeline
from ..markup.linking import META
from ..markup.names import name_body
from ..markup.notes import edition_note
from ..markup.paragraphs import notes_column, paragraph_row, text_column
from ..markup.passage import passage
from ..markup.questions import study_question
from ..markup.since import since_then
from ..markup.terms import term_entry
from .typst_text import array, call, content, literal, text
from .typst_translator import BaseTranslator

_LISTS = {"edition-sources": "source", "edition-people": "person"}
"""Class of a list to the function of the template that sets its items."""


class TypstTranslator(BaseTranslator):
    """Everything a document of an edition can hold."""

    def visit_paragraph_row(self, node: paragraph_row) -> None:
        """A paragraph with its number, what is read with it, and its notes."""
        text = node.next_node(text_column)
        beside = node.next_node(notes_column)
        essay = node.next_node(witness_text)
        read = text if essay is None else node.next_node(precis_fold)
        precis = [child for child in read.children if not isinstance(child, edition_note)]
        with_it = [
            child
            for child in read.children
            if isinstance(child, edition_note) and self._printed(child)
        ]
        notes = [
            child
            for child in (beside.children if beside is not None else ())
            if self._printed(child)
        ]
        label = format_locus(parse_locus(str(node["number"])), self.config.language)
        self.out(
            "\n"
            + call(
                "numbered",
                str(node["number"]),
                literal(label),
                content(self.inside(precis)),
                **({} if essay is None else {"essay": content(self.inside(essay.children))}),
                also=array([self._note(child) for child in with_it]),
                notes=array([self._note(child) for child in notes]),
            )
            + "\n\n"
        )
        raise nodes.SkipNode

    def _note(self, node: nodes.Element) -> str:
        """A note, or the line that leads to one, as a value."""
        if not isinstance(node, edition_note):
            return content(self.inside([node]))
        body = content(self.anchors(node) + self.inside(node.children))
        named = {"kind": literal(node["kind"]), "lang": literal(node["lang"].partition("-")[0])}
        if node["colour"] != KIND_COLOURS.get(node["kind"]):  # else the template's for its kind
            named["colour"] = literal(node["colour"])
        return call("note", body, **named)[1:-1]

    def visit_edition_note(self, node: edition_note) -> None:
        """A note that stands by itself."""
        self.out(f"\n#{self._note(node)};\n\n" if self._printed(node) else "")
        raise nodes.SkipNode

    def visit_since_then(self, node: since_then) -> None:
        """What happened later, told apart."""
        self.block("since", node)

    def visit_passage(self, node: passage) -> None:
        """A passage in another language, if that language is printed."""
        if not self._printed(node):
            raise nodes.SkipNode
        self.block("passage", node, lang=literal(node["lang"].partition("-")[0]))

    def visit_study_question(self, node: study_question) -> None:
        """A question."""
        self.block("question", node)

    def visit_for_instructors(self, node: for_instructors) -> None:
        """What is for instructors, told apart."""
        self.block("instructor", node)

    def visit_timeline(self, node: timeline) -> None:
        """The events as a table; the drawing is for the screen."""
        rows = [self._event(child) for child in node.children if isinstance(child, event_entry)]
        self.out(f"\n{call('timeline', array(rows))}\n\n")
        raise nodes.SkipNode

    def _event(self, node: event_entry) -> str:
        """A row: date, what is told, the relation, its paragraphs, and whether it came after the text."""
        _head, *rest = node.children
        places = [
            child
            for child in rest
            if isinstance(child, nodes.Element) and "edition-places" in child["classes"]
        ]
        title = call("strong", content(text(node["headline"])))
        if node["english"] and self.builder.prints("en"):
            title += call(
                "word",
                literal("english"),
                content(text(f"　{node['english']}")),
                lang=literal("en"),
            )
        told = (
            self.anchors(node)
            + title
            + "\n\n"
            + self.inside(child for child in rest if child not in places)
        )
        cells = [
            literal(format_event_date(parse_event_date(node["date"]))),
            content(told),
            literal(RELATIONS[node["relation"]][0]),
            content(self.inside(places)),
            str(node["relation"] == "after").lower(),
        ]
        return array(cells)

    def visit_name_body(self, node: name_body) -> None:
        """Only its content."""

    def depart_name_body(self, node: name_body) -> None:
        """Nothing closes it."""

    def visit_term_entry(self, node: term_entry) -> None:
        """A glossary entry."""

    def depart_term_entry(self, node: term_entry) -> None:
        """Nothing closes it."""

    def visit_unlinked(self, node: nodes.inline) -> None:
        """Only its text."""

    def depart_unlinked(self, node: nodes.inline) -> None:
        """Nothing follows."""

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """A paragraph; the engine's own lines are set small."""
        if META in node["classes"]:
            self.block("small", node)
        super().visit_paragraph(node)

    def visit_bullet_list(self, node: nodes.bullet_list) -> None:
        """A list; those of sources and of people have items of their own."""
        function = next((name for kind, name in _LISTS.items() if kind in node["classes"]), None)
        if function is None:
            super().visit_bullet_list(node)
        for item in node.children:
            if isinstance(item, nodes.list_item):
                self.out(
                    f"\n{call(str(function), content(self.anchors(item) + self.inside(item.children)))}\n"
                )
        self.out("\n")
        raise nodes.SkipNode

    def visit_inline(self, node: nodes.inline) -> None:
        """An inline; one in a language that is not printed is left out."""
        if not self._printed(node):
            raise nodes.SkipNode
        super().visit_inline(node)

    def visit_toctree(self, node: addnodes.toctree) -> None:
        """The book has its own contents."""
        raise nodes.SkipNode

    def _printed(self, node: nodes.Node) -> bool:
        """Whether the language of a node is among those of the book; the edition's own always is."""
        lang = node.get("lang", "") if isinstance(node, nodes.Element) else ""
        return not lang or self.builder.prints(lang)
