"""Hover cards: what a card shows, cut from the HTML of the page it belongs to while that page is written.

Every page with paragraphs, notes, terms, names or sources gets a file ``_cards/PAGE.js`` with the HTML of each, by
id. A page that refers to them loads the file when it is needed. A card is thus written when its page is, and no page
carries what others say.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..markup.card_marks import PageCards
from ..support.build_state import build_state
from ..support.files import write_if_changed
from ..support.html_builders import writes_pages

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

FOLDER = "_cards"


def write_cards(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Write the cards of a page beside it (event ``html-page-context``)."""
    if doctree is None or not writes_pages(app):
        return
    path = card_file(app, pagename)
    page = build_state(app.env).of(PageCards).of.pop(pagename, None)
    cards = page.html if page else {}
    if cards:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(cards, ensure_ascii=False, separators=(",", ":"))
        write_if_changed(path, f"editionCards({json.dumps(page_path(app, pagename))},{text})\n")
    else:
        path.unlink(missing_ok=True)


def page_path(app: Sphinx, pagename: str) -> str:
    """A page as the script knows it: its address without ``.html`` or the last stroke."""
    return app.builder.get_target_uri(pagename).removesuffix(".html").removesuffix("/") or "index"


def card_file(app: Sphinx, pagename: str) -> Path:
    """The file with the cards of a page."""
    return Path(app.outdir) / FOLDER / f"{page_path(app, pagename)}.js"


def remove_stale(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Delete the cards of documents that are gone (event ``env-get-outdated``)."""
    if writes_pages(app):
        for docname in removed:
            card_file(app, docname).unlink(missing_ok=True)
    return []


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("html-page-context", write_cards)
    app.connect("env-get-outdated", remove_stale)
