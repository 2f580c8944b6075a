"""``handout.html``: a form that shows the command for a handout, in editions for instructors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..builds.output_cache import is_page_current, output_cache
from ..domain.edition_domain import domain_of
from ..sources.audience_filter import for_students
from ..support.config import PAPERS
from ..support.html_builders import remove_page, writes_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

PAGE = "handout"
TEMPLATE = "handout-form.html"
MAX_LINES = 40
"""Ruled lines under a question; more than a page of them is a slip."""


def has_page(app: Sphinx) -> bool:
    """Return whether this build has the page.

    It is for instructors; a document of that name replaces it.
    """
    return (
        writes_pages(app)
        and not for_students(app.config)
        and PAGE not in app.env.found_docs
        and bool(domain_of(app.env).edition.paragraphs)
    )


def collect_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page (event ``html-collect-pages``)."""
    if not has_page(app) or is_page_current(app, PAGE):
        return
    edition = domain_of(app.env).edition
    numbers = [p.number for p in edition.paragraphs.values()]
    used = {note.layer for notes in edition.notes_at.values() for note in notes}
    last = numbers[min(3, len(numbers) - 1)]
    context = {
        "edition_layers": [layer for layer in edition.layers.values() if layer.id in used],
        "edition_numbers": numbers,
        "edition_known": edition.known_range(),
        "edition_example": f"{numbers[0]}-{last}" if len(numbers) > 1 else str(numbers[0]),
        "edition_papers": PAPERS,
        "edition_max_lines": MAX_LINES,
    }
    yield PAGE, context, TEMPLATE


def add_files(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Link to the page from every page, and add its files to it (event ``html-page-context``)."""
    context["edition_handout"] = (
        app.builder.get_relative_uri(pagename, PAGE) if has_page(app) else ""
    )
    if templatename == TEMPLATE:
        app.add_css_file("handout-form.css")
        app.add_js_file("handout-form.js", loading_method="defer")


def remove_old_page(app: Sphinx, exception: Exception | None) -> None:
    """Delete the page of an earlier build (event ``build-finished``)."""
    if exception or output_cache(app).unchanged:
        return
    if writes_pages(app) and not has_page(app):
        remove_page(app, PAGE)


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("html-collect-pages", collect_page)
    # priority: before handlers that replace Sphinx's list of scripts by one of their own
    app.connect("html-page-context", add_files, priority=400)
    app.connect("build-finished", remove_old_page)
