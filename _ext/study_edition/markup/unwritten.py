"""A précis that is still to be written: ``{unwritten}`412字```, shown and counted as such."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from ..core.text.messages import N_, interface_languages, translate
from ..support.language import english
from .linking import META

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class UnwrittenRole(SphinxRole):
    """``{unwritten}`SIZE```: a paragraph without précis; SIZE is the length of the essay's."""

    purpose: ClassVar[str] = N_("a paragraph whose précis is still to be written")

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a label of the engine's, which counts as no text in data, search and citations."""
        size = self.text.strip()
        node = nodes.inline("", "", classes=[META, "edition-unwritten"])
        language = self.config.language
        own = translate(N_("Précis not yet written ({size})"), language).format(size=size)
        node += nodes.Text(own)
        if len(interface_languages(language)) > 1:
            node += [nodes.Text(" "), english(N_("Précis not yet written"))]
        self.set_source_info(node)
        return [node], []


def setup(app: Sphinx) -> None:
    """Register the role."""
    app.add_role("unwritten", UnwrittenRole())
