"""The directive ``{overview}``: paragraphs with their key terms and, on request, their précis."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import docname_join
from sphinx.util.docutils import SphinxDirective

from ..core.text.messages import N_
from ..support.directive_options import Option

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..support.directive_options import Options


class overview(nodes.General, nodes.Element):
    """Placeholder of the list until all documents are read; ``page`` is empty for all pages."""


class OverviewDirective(SphinxDirective):
    """``{overview} text/lead``: the paragraphs of a page or, without argument, of all."""

    optional_arguments = 1
    purpose: ClassVar[str] = N_("lists the paragraphs of a page, or of all, with their key terms")
    option_spec: ClassVar[Options] = {
        "precis": Option(directives.flag, N_("with their précis too (no value)"))
    }

    def run(self) -> list[nodes.Node]:
        """Return the placeholder."""
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
