"""What every room leans on: settings, warnings, text on a terminal, files, one run at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import config, interface, page_facts, reporting

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Set up every module of the room."""
    page_facts.setup(app)
    interface.setup(app)
    config.setup(app)
    reporting.setup(app)
