"""The builders that write the edition's pages, and what those pages have in common."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.osutil import relative_uri

if TYPE_CHECKING:
    from sphinx.application import Sphinx

HTML_BUILDERS = ("html", "dirhtml")
"""The names of the builders that write pages; the handout's builder writes HTML but no pages."""


def writes_pages(app: Sphinx) -> bool:
    """Return whether the build writes pages."""
    return app.builder.name in HTML_BUILDERS


def relative_address(here: str, address: str) -> str:
    """Return an address relative to a page, with its anchor (which ``relative_uri`` drops).

    :param here: the address of the page, from the root of the output.
    :param address: what to link to, from the root of the output.
    """
    page, mark, anchor = address.partition("#")
    return relative_uri(here, page) + mark + anchor


def remove_page(app: Sphinx, pagename: str) -> None:
    """Delete a generated page of an earlier build, unless a document has its name."""
    if pagename not in app.env.found_docs:
        builder: Any = app.builder
        Path(builder.get_outfilename(pagename)).unlink(missing_ok=True)
