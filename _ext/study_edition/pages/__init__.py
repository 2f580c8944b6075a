"""Generated pages and files, which have no source document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    check_page,
    cite_links,
    cite_pages,
    edition_json,
    exports,
    generated_links,
    handout_form,
    my_notes,
    my_text,
    page_metadata,
    permalinks,
    retired,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Set up the modules of this package."""
    cite_links.setup(app)
    my_notes.setup(app)
    permalinks.setup(app)
    cite_pages.setup(app)
    generated_links.setup(app)
    retired.setup(app)
    check_page.setup(app)
    my_text.setup(app)
    edition_json.setup(app)
    exports.setup(app)
    page_metadata.setup(app)
    handout_form.setup(app)
