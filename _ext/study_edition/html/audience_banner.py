"""The banner on every page of an edition for instructors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..sources.audience_filter import for_students

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def add_banner(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the banner, and keep the page out of search engines (event ``html-page-context``)."""
    if for_students(app.config):
        return
    context["metatags"] = context.get("metatags", "") + '\n<meta name="robots" content="noindex">\n'
    header = context.get("theme_article_header_end")
    if isinstance(header, list) and "edition-audience.html" not in header:
        context["theme_article_header_end"] = ["edition-audience.html", *header]


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("html-page-context", add_banner, priority=902)  # after the theme's own, and ours
