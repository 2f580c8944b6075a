"""Hover cards: the parts of a page's HTML that other pages show of it.

Every page with paragraphs, notes, terms, names or sources gets a file ``_cards/PAGE.js`` with the
HTML of each, by id. A page that refers to them loads the file when it is needed. So a card is
written when its page is, and no page contains text of others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..markup.card_marks import PageCards
from ..support.build_state import build_state
from ..support.html_builders import writes_pages
from .page_data import data_file, data_remover, write_page_data

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

FOLDER = "_cards"


def write_cards(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Write the cards of a page, or delete its file (event ``html-page-context``)."""
    if doctree is None or not writes_pages(app):
        return
    page = build_state(app.env).of(PageCards).of.pop(pagename, None)
    if page and page.html:
        write_page_data(app, FOLDER, pagename, "editionCards", page.html)
    else:
        data_file(app, FOLDER, pagename).unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("html-page-context", write_cards)
    app.connect("env-get-outdated", data_remover(FOLDER))
