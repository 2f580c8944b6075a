"""The edition in Sphinx's environment, and the transforms that lay it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    backlinks,
    edition_domain,
    furigana_ruby,
    legend,
    note_placement,
    overview_lists,
    private_text,
    unwritten_report,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Set up every module of the room."""
    edition_domain.setup(app)
    unwritten_report.setup(app)
    legend.setup(app)
    note_placement.setup(app)
    backlinks.setup(app)
    private_text.setup(app)
    overview_lists.setup(app)
    furigana_ruby.setup(app)
