"""A précis that is still to be written: ``{unwritten}`412字```, shown and counted as such."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from ..support.language import english
from .linking import META

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class UnwrittenRole(SphinxRole):
    """``{unwritten}`SIZE```: a paragraph without précis; SIZE is the length of the essay's."""

    purpose: ClassVar[tuple[str, str]] = (
        "要旨がまだ書かれていない段落",
        "a paragraph whose précis is still to be written",
    )

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a label of the engine's, which counts as no text in data, search and citations."""
        size = self.text.strip()
        node = nodes.inline("", "", classes=[META, "edition-unwritten"])
        if self.config.language.startswith("ja"):
            node += [nodes.Text(f"要旨は未執筆（{size}） "), english("Précis not yet written")]
        else:
            node += nodes.Text(f"Précis not yet written ({size})")
        self.set_source_info(node)
        return [node], []


def setup(app: Sphinx) -> None:
    """Register the role."""
    app.add_role("unwritten", UnwrittenRole())
