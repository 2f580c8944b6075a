"""The stylesheets, scripts and templates of the pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

HERE = Path(__file__).parent
EARLY = 10
"""Before any other script: what it sets must be there when the page is first painted."""


def add_paths(app: Sphinx, config: Config) -> None:
    """Offer the engine's templates and files after the editor's own (event ``config-inited``)."""
    # new lists: the old ones may be Sphinx's own defaults, shared by every application of the process
    config.templates_path = [*config.templates_path, str(HERE / "templates")]
    config.html_static_path = [str(HERE / "static"), *config.html_static_path]


def refine_page(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give the page its reading settings, and take from it the theme's inline scripts (event ``html-page-context``).

    Those tell the theme's version switcher and search, which are not used, on which page they are; a strict
    Content-Security-Policy would refuse them.
    """
    context["script_files"] = [file for file in context.get("script_files", ()) if not _only_for_the_theme(file)]
    header = context.get("theme_article_header_end")
    if isinstance(header, list) and "edition-settings.html" not in header:
        context["theme_article_header_end"] = ["edition-settings.html", *header]


def _only_for_the_theme(file: object) -> bool:
    return str(getattr(file, "attributes", {}).get("body", "")).startswith("DOCUMENTATION_OPTIONS.")


def setup(app: Sphinx) -> None:
    """Connect the events and name the files."""
    app.connect("config-inited", add_paths)
    app.connect("html-page-context", refine_page, priority=900)  # after the theme's own
    app.add_css_file("edition.css")
    app.add_js_file("edition-early.js", priority=EARLY)
    for name in ("edition-cards.js", "edition-settings.js", "edition-ways.js"):
        app.add_js_file(name, loading_method="defer")
