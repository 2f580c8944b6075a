"""The style sheets, scripts and templates of the pages."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..support.config import EditionConfig
from ..support.files import write_if_changed
from ..support.interface import TemplateWords
from .bundles import BUNDLES, PACKAGES, bundle
from .work_id import work_id

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

EARLY_PRIORITY = 10
"""Before any other script: what it sets is needed when the page is first painted."""


def add_templates(app: Sphinx, config: Config) -> None:
    """Add the engine's templates between the editor's and the theme's (event ``config-inited``).

    They are added after the builder has stored its settings in ``.buildinfo``, which should not
    depend on where the engine is installed.
    """
    # a new list: the old one may be Sphinx's default, which all applications of the process share
    paths = config.templates_path = [*config.templates_path]
    count = len(paths)  # the theme adds to it

    def insert(app: Sphinx) -> None:
        if (bridge := getattr(app.builder, "templates", None)) is not None:
            config.templates_path[count:count] = [str(path / "templates") for path in PACKAGES]
            bridge.init(app.builder, getattr(app.builder, "theme", None))
            bridge.environment.globals.update(TemplateWords(config.language).functions())

    app.connect("builder-inited", insert)


def add_early_script(app: Sphinx, config: Config) -> None:
    """Add the script that runs first (event ``config-inited``).

    Unless the build is private, it gets the name under which the browser keeps a reader's copy of
    the text.
    """
    work = {} if EditionConfig.of(config).private else {"data-work": work_id(config)}
    app.add_js_file("edition-early.js", priority=EARLY_PRIORITY, **work)


def write_static(app: Sphinx) -> None:
    """Write :data:`.BUNDLES`, with their tables (event ``builder-inited``).

    Sphinx copies the editor's own files later, so one of the same name replaces ours.
    """
    if app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static"
    folder.mkdir(parents=True, exist_ok=True)
    for name in BUNDLES:
        write_if_changed(folder / name, bundle(name, app.config.language))


def adjust_page(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the reading settings and remove scripts without use (event ``html-page-context``).

    Removed are those that a strict Content-Security-Policy refuses: the theme's inline scripts,
    which serve its version switcher and its search, and Sphinx's translations for its search, which
    are evaluated as code.
    """
    context["script_files"] = [
        file for file in context.get("script_files", ()) if not _is_refused(file)
    ]
    for name in ("pagetitle", "root_title"):  # plain text, which the theme prints as HTML
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
    """Connect the events and add the files that every page loads."""
    app.connect("config-inited", add_templates)
    app.connect("config-inited", add_early_script, priority=900)  # when settings have been checked
    app.connect("builder-inited", write_static)
    app.connect("html-page-context", adjust_page, priority=900)  # after the theme's own
    app.add_css_file("edition.css")
    app.add_js_file("edition.js", loading_method="defer")
