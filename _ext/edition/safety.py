"""What a source file may not do: put HTML or scripts of its own on a reader's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.docutils import SphinxDirective

from .core.problems import Subtype
from .report import warn

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config


class RefusedRaw(SphinxDirective):
    """Stands in for ``raw``."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Refuse."""
        warn(Subtype.RAW_REFUSED, self.get_location())
        return []


def disable_html(app: Sphinx, config: Config) -> None:
    """Have HTML in a source file read as text (event ``config-inited``)."""
    config.myst_disable_syntax = [*config.myst_disable_syntax, "html_block", "html_inline"]


def setup(app: Sphinx) -> None:
    """Connect the event, before MyST takes its settings, and replace the directive."""
    app.connect("config-inited", disable_html, priority=100)
    app.add_directive("raw", RefusedRaw, override=True)
