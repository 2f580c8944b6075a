"""What an author can write: directives and roles, their nodes, records and HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    audience_blocks,
    card_marks,
    footnotes,
    linking,
    overview,
    paragraphs,
    passage,
    ruby,
    since,
    unwritten,
)
from .kinds import KINDS

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Set up every module of the room, and every kind of entry."""
    passage.setup(app)
    ruby.setup(app)
    since.setup(app)
    paragraphs.setup(app)
    unwritten.setup(app)
    for kind in KINDS:
        kind.setup(app)
    audience_blocks.setup(app)
    linking.setup(app)
    card_marks.setup(app)
    footnotes.setup(app)
    overview.setup(app)
