"""What an author can write: directives and roles, their nodes, records and HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    audience_blocks,
    card_marks,
    events,
    footnotes,
    linking,
    names,
    notes,
    overview,
    paragraphs,
    passage,
    questions,
    ruby,
    since,
    terms,
    unwritten,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Set up every module of the room."""
    passage.setup(app)
    ruby.setup(app)
    since.setup(app)
    paragraphs.setup(app)
    unwritten.setup(app)
    notes.setup(app)
    terms.setup(app)
    questions.setup(app)
    audience_blocks.setup(app)
    linking.setup(app)
    card_marks.setup(app)
    names.setup(app)
    events.setup(app)
    footnotes.setup(app)
    overview.setup(app)
