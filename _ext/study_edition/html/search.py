"""The edition's search, which replaces Sphinx's: that cannot find part of a Japanese sentence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..builds.output_cache import is_page_current, output
from ..support.files import write_script
from ..support.html_builders import writes_pages
from .search_index import index_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

INDEX = "search-index.js"
HIGHLIGHT = "sphinx_highlight.js"
"""Sphinx's script that marks a search word on a page; it also handles the Escape key."""
SPHINX_FILES = (
    "searchindex.js",
    "_static/searchtools.js",
    "_static/language_data.js",
    f"_static/{HIGHLIGHT}",
)
"""The files of Sphinx's search; its themes copy all but the first even when it is off."""


def replace_search(app: Sphinx) -> None:
    """Switch off Sphinx's index, search page and shortcut key (event ``builder-inited``)."""
    if writes_pages(app):
        builder: Any = app.builder
        builder.search = False
        if "enable_search_shortcuts" in builder.theme.get_options({}):
            builder.theme_options = {"enable_search_shortcuts": False, **builder.theme_options}


def collect_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the search page (event ``html-collect-pages``)."""
    if writes_pages(app) and not is_page_current(app, "search"):
        yield "search", {}, "search.html"


def remove_highlighting(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Remove :data:`HIGHLIGHT` from the page (event ``html-page-context``)."""
    files = context.get("script_files", ())
    context["script_files"] = [
        file for file in files if not str(getattr(file, "filename", "")).endswith(HIGHLIGHT)
    ]


@output("search index", INDEX)
def write_index(app: Sphinx) -> None:
    """Write the index (event ``build-finished``)."""
    write_script(Path(app.outdir) / INDEX, "editionSearchIndex", index_data(app))


def remove_sphinx_files(app: Sphinx, exception: Exception | None) -> None:
    """Remove the files of Sphinx's search, which each build writes (event ``build-finished``)."""
    if not exception and writes_pages(app):
        for name in SPHINX_FILES:
            (Path(app.outdir) / name).unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("builder-inited", replace_search)
    app.connect("html-collect-pages", collect_page)
    app.connect("html-page-context", remove_highlighting)
    app.connect("build-finished", write_index)
    app.connect("build-finished", remove_sphinx_files)
