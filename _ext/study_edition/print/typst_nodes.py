"""The translator from doctrees to Typst: the nodes of an edition."""

from __future__ import annotations

from docutils import nodes

from ..core.model.event_date import format_event_date, parse_event_date
from ..core.model.locus import format_locus, parse_locus
from ..core.model.vocabulary import KIND_COLOURS, RELATIONS
from ..core.text.messages import translate
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
"""Class of a list to the template function for its items."""


class TypstTranslator(BaseTranslator):
    """Translate the nodes of the edition in addition to those of docutils and Sphinx."""

    def visit_paragraph_row(self, node: paragraph_row) -> None:
        """Write a paragraph with its number, précis in other languages, and notes."""
        notes_beside = next(node.findall(notes_column), None)
        essay = next(node.findall(witness_text), None)
        text_block = next(node.findall(precis_fold), None) or next(node.findall(text_column))
        precis = [child for child in text_block.children if not isinstance(child, edition_note)]
        translations = [
            child
            for child in text_block.children
            if isinstance(child, edition_note) and self._is_printed(child)
        ]
        notes = [
            child
            for child in (notes_beside.children if notes_beside is not None else ())
            if isinstance(child, nodes.Element) and self._is_printed(child)
        ]
        label = format_locus(parse_locus(str(node["number"])), self.config.language)
        self.out(
            "\n"
            + call(
                "numbered",
                str(node["number"]),
                literal(label),
                content(self.markup_of(precis)),
                **({} if essay is None else {"essay": content(self.markup_of(essay.children))}),
                also=array([self._note(child) for child in translations]),
                notes=array([self._note(child) for child in notes]),
            )
            + "\n\n"
        )
        raise nodes.SkipNode

    def _note(self, node: nodes.Element) -> str:
        """Return a note, or a line that links to one, as a value."""
        if not isinstance(node, edition_note):
            return content(self.markup_of([node]))
        body = content(self.anchors(node) + self.markup_of(node.children))
        named = {"kind": literal(node["kind"]), "lang": literal(node["lang"].partition("-")[0])}
        if node["colour"] != KIND_COLOURS.get(node["kind"]):  # else the template's default
            named["colour"] = literal(node["colour"])
        return call("note", body, **named)[1:-1]

    def visit_edition_note(self, node: edition_note) -> None:
        """Write a note that is not in a row."""
        self.out(f"\n#{self._note(node)};\n\n" if self._is_printed(node) else "")
        raise nodes.SkipNode

    def visit_since_then(self, node: since_then) -> None:
        """Write what happened since, in a box."""
        self.block("since", node)

    def visit_passage(self, node: passage) -> None:
        """Write a passage in another language, if the book includes the language."""
        if not self._is_printed(node):
            raise nodes.SkipNode
        self.block("passage", node, lang=literal(node["lang"].partition("-")[0]))

    def visit_study_question(self, node: study_question) -> None:
        """Write a question."""
        self.block("question", node)

    def visit_for_instructors(self, node: for_instructors) -> None:
        """Write what is for instructors, in a box."""
        self.block("instructor", node)

    def visit_timeline(self, node: timeline) -> None:
        """Write the events as a table, without the drawing of the HTML page."""
        rows = [self._event(child) for child in node.children if isinstance(child, event_entry)]
        self.out(f"\n{call('timeline', array(rows))}\n\n")
        raise nodes.SkipNode

    def _event(self, node: event_entry) -> str:
        """Return a row: date, text, relation, paragraphs, and whether it is after the essay."""
        _head, *rest = node.children
        links = [
            child
            for child in rest
            if isinstance(child, nodes.Element) and "edition-places" in child["classes"]
        ]
        title = call("strong", content(text(node["headline"])))
        if node["english"] and self.builder.has_language("en"):
            title += call(
                "word",
                literal("english"),
                content(text(f"　{node['english']}")),
                lang=literal("en"),
            )
        description = self.markup_of(child for child in rest if child not in links)
        cells = [
            literal(format_event_date(parse_event_date(node["date"]), self.config.language)),
            content(f"{self.anchors(node)}{title}\n\n{description}"),
            literal(translate(RELATIONS[node["relation"]], self.config.language)),
            content(self.markup_of(links)),
            str(node["relation"] == "after").lower(),
        ]
        return array(cells)

    def visit_name_body(self, node: name_body) -> None:
        """Write only the content."""

    def depart_name_body(self, node: name_body) -> None:
        """Do nothing."""

    def visit_term_entry(self, node: term_entry) -> None:
        """Write only the content."""

    def depart_term_entry(self, node: term_entry) -> None:
        """Do nothing."""

    def visit_unlinked(self, node: nodes.inline) -> None:
        """Write only the text."""

    def depart_unlinked(self, node: nodes.inline) -> None:
        """Do nothing."""

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """Write a paragraph, in small type if the engine generated it."""
        if META in node["classes"]:
            self.block("small", node)
        super().visit_paragraph(node)

    def visit_bullet_list(self, node: nodes.bullet_list) -> None:
        """Write a list, by a template function for lists of sources and people."""
        function = next((name for kind, name in _LISTS.items() if kind in node["classes"]), None)
        if function is None:
            super().visit_bullet_list(node)
        for item in node.children:
            if isinstance(item, nodes.list_item):
                body = content(self.anchors(item) + self.markup_of(item.children))
                self.out(f"\n{call(str(function), body)}\n")
        self.out("\n")
        raise nodes.SkipNode

    def visit_inline(self, node: nodes.Element) -> None:
        """Write an inline, unless the book does not include its language."""
        if not self._is_printed(node):
            raise nodes.SkipNode
        super().visit_inline(node)

    def visit_toctree(self, node: nodes.Element) -> None:
        """Skip the table of contents: the book has one of its own."""
        raise nodes.SkipNode

    def _is_printed(self, node: nodes.Node) -> bool:
        """Return whether the book includes the language of a node, if the node has one."""
        lang = node.get("lang", "") if isinstance(node, nodes.Element) else ""
        return not lang or self.builder.has_language(lang)
