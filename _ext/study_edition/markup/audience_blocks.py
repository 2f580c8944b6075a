"""For whom an edition is built: what is for instructors is dropped when it is read, so that a build for students never has it.

That is what stands under ``{rubric}`` or ``{answer}``, and every layer whose front matter says ``audience: instructor``: its
file is no document of the build. A reference to what is dropped is told like one to anything else that is not there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ..sources.audience_filter import for_students
from ..support.language import english as in_english
from .card_marks import begin_left_out, end_left_out
from .linking import META

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class for_instructors(nodes.container):
    """Blocks for instructors."""


class _InstructorDirective(SphinxDirective):
    """Blocks that only an edition for instructors has; to students it is as if they had never been written."""

    has_content = True
    option_spec: ClassVar[dict] = {}
    head: ClassVar[tuple[str, str]]

    def run(self) -> list[nodes.Node]:
        """Wrap the content under its heading line, or drop it unread."""
        if for_students(self.config):
            return []
        self.assert_has_content()
        japanese, english = self.head
        words = [nodes.strong("", japanese), nodes.Text(" "), in_english(english)]
        head = nodes.paragraph("", "", *words, classes=[META, "edition-instructor-head"])
        node = for_instructors("", head, *self.parse_content_to_nodes())
        self.set_source_info(node)
        return [node]


class RubricDirective(_InstructorDirective):
    """``{rubric}``: what a good answer does."""

    what: ClassVar[tuple[str, str]] = (
        "採点の観点。教員用の版にだけ載る",
        "what a good answer does; in an edition for instructors only",
    )
    head = ("採点の観点", "Rubric")


class AnswerDirective(_InstructorDirective):
    """``{answer}``: an answer."""

    what: ClassVar[tuple[str, str]] = (
        "解答例。教員用の版にだけ載る",
        "an answer; in an edition for instructors only",
    )
    head = ("解答例", "Answer")


def visit_html(self: HTML5Translator, node: for_instructors) -> None:
    """A division."""
    begin_left_out(self)
    self.body.append(self.starttag(node, "div", CLASS="edition-instructor"))


def depart_html(self: HTML5Translator, node: for_instructors) -> None:
    """Close the division; a card does not have it."""
    self.body.append("</div>\n")
    end_left_out(self)


def setup(app: Sphinx) -> None:
    """Register the node; the directives belong to the domain."""
    app.add_node(for_instructors, html=(visit_html, depart_html))
