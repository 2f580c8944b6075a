"""The button 「自分の注」 of a text page: behind it a reader writes notes, which are kept in the browser (``static/notes.js``)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .config import EditionConfig
from .core.locus import merge
from .domain import domain_of
from .output import write_if_changed
from .remembered import of

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

TEMPLATE = "edition-mine.html"
DATA = "notes-known.js"


def work_id(config: Config) -> str:
    """The name under which a browser keeps the notes on a work: ten hexadecimal digits.

    It is made of the essay's record, or else of the project's name, and not of an address or a version, so that notes stay
    when the edition moves or is renewed; two editions on one server (to a browser, all files of a disk are one) have two.
    """
    work = EditionConfig.of(config).essay or config.project
    text = json.dumps(work, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def add_button(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give a page with paragraphs its button (event ``html-page-context``)."""
    paragraphs = domain_of(app.env).edition.paragraphs.values()
    header = context.get("theme_article_header_end")
    if not isinstance(header, list) or TEMPLATE in header or all(p.docname != pagename for p in paragraphs):
        return
    context["edition_mine"] = work_id(app.config)
    context["theme_article_header_end"] = [TEMPLATE, *header]


def write_known(app: Sphinx, exception: Exception | None) -> None:
    """Write which paragraphs there are, in a file of its own, so that no page depends on all others (event ``build-finished``)."""
    if exception or app.builder.format != "html" or of(app).stands("known", (f"_static/{DATA}",)):
        return
    ranges = merge((p.number, p.number) for p in domain_of(app.env).edition.paragraphs.values()).ranges
    write_if_changed(Path(app.outdir) / "_static" / DATA, f"editionNotesKnown({json.dumps(ranges)})\n")


def setup(app: Sphinx) -> None:
    """Connect the events; the page's after the theme's own and the settings (900)."""
    app.connect("html-page-context", add_button, priority=901)
    app.connect("build-finished", write_known)
