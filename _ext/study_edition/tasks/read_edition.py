"""Read an edition without building anything."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING, Any

from sphinx.util.console import nocolor

from ..support.lock import CACHE, alone
from .run_sphinx import EditionError, one_line_of, run_sphinx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from sphinx.application import Sphinx


def read_edition(
    root: Path,
    settings: Mapping[str, Any] | None = None,
    *,
    cache: str = "",
    resolve: Callable[[Sphinx], Iterable[str]] = lambda _app: (),
) -> tuple[Sphinx, list[str]]:
    """Read an edition without building anything.

    :param settings: values that take the place of those in ``conf.py``.
    :param cache: a folder of the cache in which what has been read is kept, so that only what has changed is read again;
        without it all is read anew.
    :param resolve: gives the documents whose references are to be followed, so that those that lead nowhere are told.
    :returns: Sphinx, with all it has read, and the lines that tell what is wrong in the sources.
    :raises EditionError: if it cannot be read at all.
    """
    told = io.StringIO()
    nocolor()
    try:
        folder = root / CACHE / (cache or "read")
        if not cache:
            shutil.rmtree(folder, ignore_errors=True)
        with (
            alone(root),
            run_sphinx(root, "dummy", folder, folder, dict(settings or {}), warning=told) as app,
        ):
            app.builder.read()
            for docname in resolve(app):
                app.env.get_and_resolve_doctree(docname, app.builder)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # conf.py and what it loads may raise anything
        raise EditionError(one_line_of(root, error)) from error
    return app, told.getvalue().splitlines()
