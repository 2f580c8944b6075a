"""The study guide and handouts: builders for Typst and for printable HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import handout_document
from .handout_builders import HandoutHtml, HandoutTypst
from .typst_builder import TypstBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register the builders."""
    handout_document.setup(app)
    for builder in (TypstBuilder, HandoutTypst, HandoutHtml):
        app.add_builder(builder)
