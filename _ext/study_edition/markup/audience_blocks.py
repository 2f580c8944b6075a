"""Blocks for instructors: ``{rubric}`` and ``{answer}``.

A build for students drops them unread, so that they are in none of its files. Layers with
``audience: instructor`` are dropped in :mod:`study_edition.sources.audience_filter`. A reference to
something dropped is reported like any other that leads nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ..core.text.messages import N_
from ..sources.audience_filter import for_students
from ..support.interface import bilingual
from .card_marks import begin_left_out, end_left_out
from .linking import META

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from ..support.directive_options import Options


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
    app.add_node(for_instructors, html=(visit_html, depart_html))
