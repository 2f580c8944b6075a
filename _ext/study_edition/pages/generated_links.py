"""Links in a source to a page that no source is of: ``[引用のしかた](cite.html)``, ``{ref}`words <check>` ``.

Where the page is not made, as in the study guide, the words stand without a link.
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


class LinkGenerated(SphinxPostTransform):
    """Resolves such links; those to a page that is not made are left to MyST and its warning."""

    default_priority = 8
    """Before MyST's own (9)."""

    def run(self) -> None:
        """Resolve them."""
        found = [
            node
            for node in self.document.findall(addnodes.pending_xref)
            if node["reftype"] == "myst" and node["reftarget"] == f"{PAGE}.html"
        ]
        if not found or edition_record(self.app) is None:
            return
        for node in found:
            node.replace_self(
                self._link(node.children) if writes_pages(self.app) else node.children
            )

    def _link(self, words: list[nodes.Node]) -> nodes.reference:
        builder = self.app.builder
        uri = relative_uri(
            builder.get_target_uri(self.env.current_document.docname), builder.get_target_uri(PAGE)
        )
        return nodes.reference("", "", *words, refuri=uri, internal=True)


def leads_to(page: str, has_page: Callable[[Sphinx], bool]) -> Callable[..., nodes.Element | None]:
    """A handler of ``missing-reference`` that leads ``{ref}`words <page>` `` to a page; in a build without it the words alone stand."""

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
        words = nodes.inline("", contnode.astext())
        if not has_page(app):
            return words
        return nodes.reference(
            "", "", words, internal=True, refuri=app.builder.get_relative_uri(node["refdoc"], page)
        )

    return resolve


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(LinkGenerated)
