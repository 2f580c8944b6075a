"""A passage in another language: ``:::{lang} en`` … ``:::``."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ..core.text.messages import N_

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from ..support.directive_options import Options


class passage(nodes.container):
    """Blocks in the language of the attribute ``lang``."""


class LangDirective(SphinxDirective):
    """``{lang} en``: content in English; the argument is any BCP 47 tag."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    purpose: ClassVar[str] = N_("a passage in another language; the argument is its tag (BCP 47)")
    option_spec: ClassVar[Options] = {}

    def run(self) -> list[nodes.Node]:
        """Return the parsed content in a passage."""
        self.assert_has_content()
        node = passage("", *self.parse_content_to_nodes(), lang=self.arguments[0].strip())
        self.set_source_info(node)
        return [node]


def visit_passage_html(self: HTML5Translator, node: passage) -> None:
    """Open a division with its language."""
    self.body.append(self.starttag(node, "div", CLASS="passage", lang=node["lang"]))


def depart_passage_html(self: HTML5Translator, node: passage) -> None:
    """Close the division."""
    self.body.append("</div>\n")


def setup(app: Sphinx) -> None:
    """Register node and directive."""
    app.add_node(passage, html=(visit_passage_html, depart_passage_html))
    app.add_directive("lang", LangDirective)
