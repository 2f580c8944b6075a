"""Files with data of one page, ``FOLDER/PAGE.js``, which scripts load when they need them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..support.files import write_script
from ..support.html_builders import writes_pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    Handler = Callable[[Sphinx, BuildEnvironment, set[str], set[str], set[str]], list[str]]


def page_path(app: Sphinx, pagename: str) -> str:
    """Return a page's path as scripts form it: its address without ``.html`` or a final slash."""
    return app.builder.get_target_uri(pagename).removesuffix(".html").removesuffix("/") or "index"


def data_file(app: Sphinx, folder: str, pagename: str) -> Path:
    """Return the path of the file with data of a page."""
    return Path(app.outdir) / folder / f"{page_path(app, pagename)}.js"


def write_page_data(
    app: Sphinx, folder: str, pagename: str, function: str, *arguments: object
) -> None:
    """Write data of a page as a call of *function* with its path and *arguments*."""
    path = data_file(app, folder, pagename)
    write_script(path, function, page_path(app, pagename), *arguments)


def data_remover(folder: str) -> Handler:
    """Return a handler of ``env-get-outdated`` that deletes the data of removed documents."""

    def remove(
        app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
    ) -> list[str]:
        if writes_pages(app):
            for docname in removed:
                data_file(app, folder, docname).unlink(missing_ok=True)
        return []

    return remove
