"""The button “My notes” of text pages: a reader's notes are kept in the browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..builds.output_cache import output_cache
from ..core.model.locus import Locus
from ..domain.edition_domain import domain_of
from ..html.work_id import work_id
from ..support.files import write_if_changed

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

TEMPLATE = "edition-mine.html"
DATA = "notes-known.js"


def add_button(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the button to a page with paragraphs (event ``html-page-context``)."""
    paragraphs = domain_of(app.env).edition.paragraphs.values()
    header = context.get("theme_article_header_end")
    if (
        not isinstance(header, list)
        or TEMPLATE in header
        or all(p.docname != pagename for p in paragraphs)
    ):
        return
    context["edition_mine"] = work_id(app.config)
    context["theme_article_header_end"] = [TEMPLATE, *header]


def write_known_paragraphs(app: Sphinx, exception: Exception | None) -> None:
    """Write the numbers of all paragraphs for ``notes.js`` (event ``build-finished``).

    They are in a file of their own, so that no page depends on all others.
    """
    if (
        exception
        or app.builder.format != "html"
        or output_cache(app).is_current("known", (f"_static/{DATA}",))
    ):
        return
    ranges = Locus.of(p.number for p in domain_of(app.env).edition.paragraphs.values()).ranges
    write_if_changed(
        Path(app.outdir) / "_static" / DATA, f"editionNotesKnown({json.dumps(ranges)})\n"
    )


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("html-page-context", add_button, priority=901)  # after the theme and the settings
    app.connect("build-finished", write_known_paragraphs)
