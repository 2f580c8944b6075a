"""Builders of our own: ``typst``, the PDF study guide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .typst import TypstBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register the builders."""
    app.add_builder(TypstBuilder)
