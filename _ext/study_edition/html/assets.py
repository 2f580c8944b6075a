"""The stylesheets, scripts and templates of the pages."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rcssmin import cssmin
from rjsmin import jsmin

from ..support.config import EditionConfig
from ..support.files import write_if_changed
from .work_id import work_id

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

ROOMS = [Path(__file__).parents[1] / room for room in ("html", "pages", "print")]
"""The rooms with templates, and with styles and scripts."""
EARLY = 10
"""Before any other script: what it sets must be there when the page is first painted."""


def add_templates(app: Sphinx, config: Config) -> None:
    """Offer the engine's templates after the editor's own and before the theme's (event ``config-inited``).

    They are offered when the builder has noted its settings in ``.buildinfo``, which shall not tell where the engine is installed.
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
    """Name the script that runs first; it is told the name under which the browser holds a text, if it may (event ``config-inited``)."""
    work = {} if EditionConfig.of(config).private else {"data-work": work_id(config)}
    app.add_js_file("edition-early.js", priority=EARLY, **work)


def write_static(app: Sphinx) -> None:
    """Put the engine's files into the output, without their comments (event ``builder-inited``).

    Sphinx copies the editor's own files later, so one of the same name takes the place of ours.
    """
    if app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static"
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(path for room in ROOMS for path in (room / "static").glob("*")):
        minify = {".js": jsmin, ".css": cssmin}[path.suffix]
        write_if_changed(folder / path.name, str(minify(path.read_text("utf-8"))) + "\n")


def refine_page(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the page its reading settings, and take from it what a strict policy would refuse (event ``html-page-context``).

    That is the theme's inline scripts, which tell its version switcher and its search on which page they are, and
    Sphinx's translations for its search, which are evaluated as code; none of these is in use.
    """
    context["script_files"] = [
        file for file in context.get("script_files", ()) if not _refused(file)
    ]
    for name in ("pagetitle", "root_title"):  # bare text, which the theme prints as HTML
        if name in context:
            context[name] = escape(context[name])
    header = context.get("theme_article_header_end")
    if isinstance(header, list) and "edition-settings.html" not in header:
        context["theme_article_header_end"] = ["edition-settings.html", *header]


def _refused(file: object) -> bool:
    inline = str(getattr(file, "attributes", {}).get("body", "")).startswith(
        "DOCUMENTATION_OPTIONS."
    )
    return inline or str(getattr(file, "filename", "")).endswith("translations.js")


def setup(app: Sphinx) -> None:
    """Connect the events and name the files."""
    app.connect("config-inited", add_templates)
    app.connect("config-inited", add_early, priority=900)  # when the settings have been checked
    app.connect("builder-inited", write_static)
    app.connect("html-page-context", refine_page, priority=900)  # after the theme's own
    app.add_css_file("edition.css")
    for name in ("edition-cards.js", "edition-settings.js", "edition-ways.js"):
        app.add_js_file(name, loading_method="defer")
