"""Links from sources to generated pages: ``[How to cite](cite.html)``, ``{ref}`Check <check>` ``.

In a build without the page, such as the study guide, the text of the link remains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from ..support.html_builders import writes_pages
from .cite_pages import PAGE
from .cite_targets import edition_record

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class LinkCitePage(SphinxPostTransform):
    """Resolve Markdown links to ``cite.html``; without an essay's record MyST warns of them."""

    default_priority = 8
    """Before MyST's own resolver (9)."""

    def run(self, **kwargs: object) -> None:
        """Replace the links by references or, where the build has no such page, by their text."""
        links = [
            node
            for node in self.document.findall(addnodes.pending_xref)
            if node["reftype"] == "myst" and node["reftarget"] == f"{PAGE}.html"
        ]
        if not links or edition_record(self.app) is None:
            return
        for node in links:
            node.replace_self(
                self._link(node.children) if writes_pages(self.app) else node.children
            )

    def _link(self, content: list[nodes.Node]) -> nodes.reference:
        builder = self.app.builder
        uri = relative_uri(
            builder.get_target_uri(self.env.current_document.docname), builder.get_target_uri(PAGE)
        )
        return nodes.reference("", "", *content, refuri=uri, internal=True)


def page_resolver(
    page: str, has_page: Callable[[Sphinx], bool]
) -> Callable[..., nodes.Element | None]:
    """Return a handler of ``missing-reference`` that resolves ``{ref}`text <page>` ``.

    :param page: the name of a generated page.
    :param has_page: returns whether a build has the page; without it the text remains.
    """

    def resolve(
        app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, contnode: nodes.Element
    ) -> nodes.Element | None:
        if (
            node.get("refdomain") != "std"
            or node.get("reftype") != "ref"
            or node.get("reftarget") != page
            or not node.get("refexplicit")
        ):
            return None
        text = nodes.inline("", contnode.astext())
        if not has_page(app):
            return text
        uri = app.builder.get_relative_uri(node["refdoc"], page)
        return nodes.reference("", "", text, internal=True, refuri=uri)

    return resolve


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(LinkCitePage)
