"""Build an edition with every warning an error, as the command does."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.util.console import color_terminal, nocolor

from ..core.text.messages import _
from ..support.cli_text import fail
from ..support.lock import CACHE, clean_after_failure, edition_lock
from ..witness.gate import scan
from .run_sphinx import error_line, run_sphinx

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Output(NamedTuple):
    """A kind of output: Sphinx's builder, the folder under ``build/``, and the file to open."""

    builder: str
    folder: str
    main_file: str


OUTPUTS = {
    "html": Output("html", "html", "index.html"),
    "pdf": Output("typst", "pdf", "study-guide.pdf"),
}
"""What a user can request, in the order in which it is built."""


def _variant_folder(base: Path, audience: str, *, private: bool) -> Path:
    """Return the folder of a variant under *base*; the public one for students is *base* itself."""
    return base / ("private" if private else "") / ("" if audience == "student" else audience)


def output_folder(root: Path, folder: str, audience: str, *, private: bool = False) -> Path:
    """Return the destination of an output for an audience."""
    return _variant_folder(root / "build", audience, private=private) / folder


def build_edition(
    root: Path,
    builder: str,
    output: Path,
    *,
    audience: str = "student",
    private: bool = False,
    quiet: bool = False,
    settings: Mapping[str, Any] | None = None,
    cache: str = "",
) -> int:
    """Build an edition with every warning an error, and print the errors.

    A failed build is not cached, so that the next one reports the same errors again. A build for
    publication that contains any text of the essay has failed, and the files with such text are
    removed (:mod:`study_edition.witness.gate`).

    :param audience: for whom; each has its own doctrees, so that nothing of one reaches the other.
    :param private: whether to include the attached text; such a build has its own doctrees as well.
    :param settings: values that override those in ``conf.py``, without the prefix ``edition_``;
        those that are None are ignored.
    :param cache: the subfolder of the cache for the doctrees; by default that of the builder.
    :returns: the exit code: 0, or 1 if there were errors.
    """
    overrides = {
        f"edition_{name}": value for name, value in (settings or {}).items() if value is not None
    }
    overrides["edition_audience"] = audience
    overrides["edition_private"] = private
    doctrees = _variant_folder(root / CACHE, audience, private=private) / (cache or builder)
    if not private and scan.is_private_folder(root, output):
        return fail(
            _("{output} holds a private build; build the public edition elsewhere.").format(
                output=output
            )
        )
    if not (sys.stderr.isatty() and color_terminal()):
        nocolor()
    try:
        with (
            edition_lock(root),
            clean_after_failure(doctrees, output) as finish,
            run_sphinx(
                root,
                builder,
                output,
                doctrees,
                {"nitpicky": True, **overrides},
                status=None if quiet else sys.stdout,
                strict=True,
            ) as app,
        ):
            app.build()
            failed = app.statuscode != 0 or not (
                private or scan.scan_output(root, output, quiet=quiet) == 0
            )
            if not failed:
                finish()
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001  conf.py and what it loads may raise anything
        failed = bool(fail(error_line(root, error)))
    return int(failed)
