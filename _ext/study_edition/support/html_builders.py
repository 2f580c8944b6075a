"""The builders that write the edition's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

HTML_BUILDERS = ("html", "dirhtml")
"""The names of the builders that write pages; a handout is HTML as well, and is none of them."""


def writes_pages(app: Sphinx) -> bool:
    """Return whether the build writes pages."""
    return app.builder.name in HTML_BUILDERS
