"""The style sheets, scripts and templates of the pages."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rcssmin import cssmin
from rjsmin import jsmin

from ..markup.kinds import KINDS
from ..support.config import EditionConfig
from ..support.files import write_if_changed
from .work_id import work_id

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

ROOMS = [Path(__file__).parents[1] / room for room in ("html", "pages", "print")]
"""The rooms with templates, style sheets and scripts."""
EARLY = 10
"""Before any other script: what it sets is needed when the page is first painted."""
TABLES = {"__KINDS__": {kind.name: kind.label for kind in KINDS}}
"""What stands for a table in a script, and the table."""


def add_templates(app: Sphinx, config: Config) -> None:
    """Offer the engine's templates after the editor's and before the theme's (event ``config-inited``).

    They are offered after the builder has noted its settings in ``.buildinfo``, which should not
    depend on where the engine is installed.
    """
    # a new list: the old one may be Sphinx's own default, shared by every application of the process
    own = config.templates_path = [*config.templates_path]
    count = len(own)  # the theme adds to it

    def offer(app: Sphinx) -> None:
        if (bridge := getattr(app.builder, "templates", None)) is not None:
            config.templates_path[count:count] = [str(room / "templates") for room in ROOMS]
            bridge.init(app.builder, getattr(app.builder, "theme", None))

    app.connect("builder-inited", offer)


def add_early(app: Sphinx, config: Config) -> None:
    """Add the script that runs first (event ``config-inited``).

    It is given the name under which the browser keeps a text, unless the build is private.
    """
    work = {} if EditionConfig.of(config).private else {"data-work": work_id(config)}
    app.add_js_file("edition-early.js", priority=EARLY, **work)


def write_static(app: Sphinx) -> None:
    """Write the engine's files, with their tables and without comments (event ``builder-inited``).

    Sphinx copies the editor's own files later, so one of the same name replaces ours.
    """
    if app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static"
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(path for room in ROOMS for path in (room / "static").glob("*")):
        minify = {".js": jsmin, ".css": cssmin}[path.suffix]
        text = path.read_text("utf-8")
        for name, table in TABLES.items():
            text = text.replace(name, json.dumps(table, ensure_ascii=False, separators=(",", ":")))
        write_if_changed(folder / path.name, str(minify(text)) + "\n")


def refine_page(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the reading settings, and remove what a strict policy refuses (event ``html-page-context``).

    That is the theme's inline scripts, which serve its version switcher and its search, and Sphinx's
    translations for its search, which are evaluated as code; none of these is in use.
    """
    context["script_files"] = [
        file for file in context.get("script_files", ()) if not _is_refused(file)
    ]
    for name in ("pagetitle", "root_title"):  # bare text, which the theme prints as HTML
        if name in context:
            context[name] = escape(context[name])
    header = context.get("theme_article_header_end")
    if isinstance(header, list) and "edition-settings.html" not in header:
        context["theme_article_header_end"] = ["edition-settings.html", *header]


def _is_refused(file: object) -> bool:
    body = str(getattr(file, "attributes", {}).get("body", ""))
    is_inline = body.startswith("DOCUMENTATION_OPTIONS.")
    return is_inline or str(getattr(file, "filename", "")).endswith("translations.js")


def setup(app: Sphinx) -> None:
    """Connect the events and name the files."""
    app.connect("config-inited", add_templates)
    app.connect("config-inited", add_early, priority=900)  # when the settings have been checked
    app.connect("builder-inited", write_static)
    app.connect("html-page-context", refine_page, priority=900)  # after the theme's own
    app.add_css_file("edition.css")
    for name in ("edition-cards.js", "edition-settings.js", "edition-ways.js"):
        app.add_js_file(name, loading_method="defer")
