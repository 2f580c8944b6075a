"""The choice of source files, and the restrictions on their content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    allowed_markup,
    audience_filter,
    line_joining,
    outside_layers,
    safety,
    source_front_matter,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Set up every module of the room."""
    outside_layers.setup(app)
    safety.setup(app)
    allowed_markup.setup(app)
    source_front_matter.setup(app)
    audience_filter.setup(app)
    line_joining.setup(app)
