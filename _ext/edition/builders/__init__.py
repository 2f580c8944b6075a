"""Builders of our own: ``typst``, the PDF study guide, and the two of a handout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..handout import setup as setup_handouts
from ..handoutpage import setup as setup_handout_page
from .handout import HandoutHtml, HandoutTypst
from .typst import TypstBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register the builders."""
    setup_handouts(app)
    setup_handout_page(app)
    for builder in (TypstBuilder, HandoutTypst, HandoutHtml):
        app.add_builder(builder)
