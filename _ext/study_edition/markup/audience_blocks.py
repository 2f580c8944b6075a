"""Blocks for instructors: ``{rubric}`` and ``{answer}``.

A build for students drops them unread, so that they are in none of its files. Layers with
``audience: instructor`` are dropped in :mod:`study_edition.sources.audience_filter`. A reference to
something dropped is reported like any other that leads nowhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.transforms.references import Footnotes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from ..core.text.messages import N_
from ..sources.audience_filter import for_students
from ..support.build_state import build_state
from ..support.interface import bilingual
from .card_marks import begin_left_out, end_left_out
from .linking import META

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from ..support.directive_options import Options


_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]")


class _Dropped:
    """The blocks dropped from the document being read."""

    def __init__(self) -> None:
        self.count = 0
        self.labels: set[str] = set()
        """The footnotes that they refer to."""


class for_instructors(nodes.container):
    """Blocks for instructors."""


class _InstructorDirective(SphinxDirective):
    """Base of the directives whose content only an edition for instructors has."""

    has_content = True
    option_spec: ClassVar[Options] = {}
    head: ClassVar[str]

    def run(self) -> list[nodes.Node]:
        """Wrap the content under its heading line, or drop it unread."""
        if for_students(self.config):
            dropped = build_state(self.env).of(_Dropped)
            dropped.count += 1
            dropped.labels.update(_FOOTNOTE.findall("\n".join(self.content)))
            return []
        self.assert_has_content()
        own, *others = bilingual(self.head, self.config.language)
        heading = [nodes.strong("", "", own), *others]
        head = nodes.paragraph("", "", *heading, classes=[META, "edition-instructor-head"])
        node = for_instructors("", head, *self.parse_content_to_nodes())
        self.set_source_info(node)
        return [node]


class RubricDirective(_InstructorDirective):
    """``{rubric}``: the criteria of a good answer."""

    purpose: ClassVar[str] = N_("what a good answer does; in an edition for instructors only")
    head = N_("Rubric")


class AnswerDirective(_InstructorDirective):
    """``{answer}``: a model answer."""

    purpose: ClassVar[str] = N_("an answer; in an edition for instructors only")
    head = N_("Answer")


class RemoveTraces(SphinxTransform):
    """Remove what dropped blocks leave: the text of blocks around them, and their footnotes."""

    default_priority = Footnotes.default_priority - 5
    """Before footnotes are numbered."""

    def apply(self, **kwargs: object) -> None:
        """Remove both, and the footnotes that only such footnotes refer to."""
        dropped = build_state(self.env).of(_Dropped)
        count, dropped.count = dropped.count, 0
        withheld, dropped.labels = dropped.labels, set()
        if count:
            for node in self.document.findall(nodes.Element):
                if not isinstance(node, nodes.TextElement):
                    node.rawsource = ""  # of a directive: all its lines, as written
        while withheld:
            cited = {node["refname"] for node in self.document.findall(nodes.footnote_reference)}
            gone = [
                note
                for note in self.document.findall(nodes.footnote)
                if withheld.intersection(note["names"]) and not cited.intersection(note["names"])
            ]
            withheld = set()
            for note in gone:
                withheld |= {node["refname"] for node in note.findall(nodes.footnote_reference)}
                self._remove(note)

    def _remove(self, note: nodes.footnote) -> None:
        """Remove a footnote from the document and from all its lists, which are stored with it."""
        document = self.document
        note.parent.remove(note)
        for notes in (document.footnotes, document.autofootnotes):
            notes[:] = [other for other in notes if other is not note]
        gone = set(note.findall(nodes.Element))
        for node in gone:
            for identifier in node["ids"]:
                document.ids.pop(identifier, None)
            for name in node["names"]:
                document.nameids.pop(name, None)
                document.nametypes.pop(name, None)
        for name, references in document.footnote_refs.items():
            document.footnote_refs[name] = [node for node in references if node not in gone]
        for name, others in document.refnames.items():
            document.refnames[name] = [node for node in others if node not in gone]
        automatic = document.autofootnote_refs
        automatic[:] = [node for node in automatic if node not in gone]


def visit_html(self: HTML5Translator, node: for_instructors) -> None:
    """Open a division that no card includes."""
    begin_left_out(self)
    self.body.append(self.starttag(node, "div", CLASS="edition-instructor"))


def depart_html(self: HTML5Translator, node: for_instructors) -> None:
    """Close the division."""
    self.body.append("</div>\n")
    end_left_out(self)


def setup(app: Sphinx) -> None:
    """Register the node; the directives belong to the domain."""
    app.add_transform(RemoveTraces)
    app.add_node(for_instructors, html=(visit_html, depart_html))
