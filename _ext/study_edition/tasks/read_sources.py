"""Read an edition without building anything."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING, Any

from sphinx.util.console import nocolor

from ..support.lock import CACHE, edition_lock
from .run_sphinx import EditionError, error_line, run_sphinx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from sphinx.application import Sphinx


def read_sources(
    root: Path,
    settings: Mapping[str, Any] | None = None,
    *,
    cache: str = "",
    resolve: Callable[[Sphinx], Iterable[str]] = lambda _app: (),
) -> tuple[Sphinx, list[str]]:
    """Read an edition without building anything.

    :param settings: values that override those in ``conf.py``.
    :param cache: a subfolder of the cache for the doctrees, so that only changed sources are read
        again; without it everything is read again.
    :param resolve: returns the documents whose references are resolved, so that broken ones are
        reported.
    :returns: Sphinx after reading, and the lines of its warnings.
    :raises EditionError: if the edition cannot be read at all.
    """
    warnings = io.StringIO()
    nocolor()
    try:
        folder = root / CACHE / (cache or "read")
        if not cache:
            shutil.rmtree(folder, ignore_errors=True)
        with (
            edition_lock(root),
            run_sphinx(
                root, "dummy", folder, folder, dict(settings or {}), warning=warnings
            ) as app,
        ):
            app.builder.read()
            for docname in resolve(app):
                app.env.get_and_resolve_doctree(docname, app.builder)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # conf.py and what it loads may raise anything
        raise EditionError(error_line(root, error)) from error
    return app, warnings.getvalue().splitlines()
