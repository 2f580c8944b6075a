"""The argument at a glance: ``{overview}`` lists paragraphs with their key terms, and with their précis if asked to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import docname_join
from sphinx.util.docutils import SphinxDirective

from ..support.directive_options import Option

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class overview(nodes.General, nodes.Element):
    """Stands for the list until all documents are read: of the text page ``page``, or of all if empty."""


class OverviewDirective(SphinxDirective):
    """``{overview} text/lead``: the paragraphs of that page, or of the whole edition if none is named."""

    optional_arguments = 1
    what: ClassVar[tuple[str, str]] = (
        "ある頁の、または全体の段落を、鍵となる用語とともに並べる",
        "lists the paragraphs of a page, or of all, with their key terms",
    )
    option_spec: ClassVar[dict] = {
        "precis": Option(
            directives.flag, "要旨も並べる（値はない）", "with their précis too (no value)"
        )
    }

    def run(self) -> list[nodes.Node]:
        """Make the node."""
        page = self.arguments[0].removesuffix(".md") if self.arguments else ""
        node = overview(
            "",
            page=docname_join(self.env.docname, page) if page else "",
            precis="precis" in self.options,
        )
        self.set_source_info(node)
        return [node]


def setup(app: Sphinx) -> None:
    """Register node and directive."""
    app.add_node(overview)
    app.add_directive("overview", OverviewDirective)
