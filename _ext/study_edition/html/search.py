"""Search: its index, its page and its box, in the place of Sphinx's, which finds no part of a Japanese sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..builds.output_cache import is_page_current, output
from ..support.files import write_if_changed
from ..support.html_builders import writes_pages
from .search_index import index_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

INDEX = "search-index.js"
HIGHLIGHT = "sphinx_highlight.js"
"""Sphinx's script that marks a search word on a page; it also takes the Escape key for itself."""
SPHINXS = (
    "searchindex.js",
    "_static/searchtools.js",
    "_static/language_data.js",
    f"_static/{HIGHLIGHT}",
)
"""The files of Sphinx's search; its themes bring all but the first along even when it is off."""


def replace_search(app: Sphinx) -> None:
    """Have Sphinx neither index, nor write its search page, nor bind the key / to it (event ``builder-inited``)."""
    if _has_search(app):
        builder: Any = app.builder
        builder.search = False
        if "enable_search_shortcuts" in builder.theme.get_options({}):
            builder.theme_options = {"enable_search_shortcuts": False, **builder.theme_options}


def collect_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The search page (event ``html-collect-pages``)."""
    if _has_search(app) and not is_page_current(app, "search"):
        yield "search", {}, "search.html"


def drop_highlight(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Take Sphinx's script off the page (event ``html-page-context``)."""
    files = context.get("script_files", ())
    context["script_files"] = [
        file for file in files if not str(getattr(file, "filename", "")).endswith(HIGHLIGHT)
    ]


@output("search index", INDEX)
def write_index(app: Sphinx) -> None:
    """Write the index (event ``build-finished``)."""
    data = json.dumps(index_data(app), ensure_ascii=False, separators=(",", ":"))
    write_if_changed(Path(app.outdir) / INDEX, f"editionSearchIndex({data})\n")


def remove_sphinxs(app: Sphinx, exception: Exception | None) -> None:
    """Remove what Sphinx's search would use, which each build brings along (event ``build-finished``)."""
    if not exception and _has_search(app):
        for name in SPHINXS:
            (Path(app.outdir) / name).unlink(missing_ok=True)


def _has_search(app: Sphinx) -> bool:
    return writes_pages(app)


def setup(app: Sphinx) -> None:
    """Connect the events and name the files."""
    app.connect("builder-inited", replace_search)
    app.connect("html-collect-pages", collect_page)
    app.connect("html-page-context", drop_highlight)
    app.connect("build-finished", write_index)
    app.connect("build-finished", remove_sphinxs)
    app.add_css_file("search.css")
    for name in ("search-find.js", "search.js"):
        app.add_js_file(name, loading_method="defer")
