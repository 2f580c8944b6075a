"""Build an edition with every warning an error, as the command does."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.util.console import color_terminal, nocolor

from ..support.cli_text import fail, say
from ..support.lock import CACHE, alone, unbroken
from ..witness.gate import scan
from .run_sphinx import one_line_of, run_sphinx

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Output(NamedTuple):
    """What can be built: Sphinx's builder, the folder under ``build/``, and the file to open."""

    builder: str
    folder: str
    opens: str


OUTPUTS = {
    "html": Output("html", "html", "index.html"),
    "pdf": Output("typst", "pdf", "study-guide.pdf"),
}
"""What a user can ask for, in the order in which it is built."""


def output_folder(root: Path, output: Output, audience: str, *, private: bool = False) -> Path:
    """Where an output for an audience is put: what is for students alone, and not private, may be published."""
    return (
        root
        / "build"
        / ("private" if private else "")
        / ("" if audience == "student" else audience)
        / output.folder
    )


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
    """Build an edition with every warning an error.

    A build that failed is not remembered, so that the next one tells the same errors again. One that is to be published and holds
    anything of the essay has failed, and what holds it is removed (:mod:`.gate`).

    :param audience: for whom; each has doctrees of its own, so that nothing of one can be in the other's.
    :param private: whether the attached text stands in it; it has doctrees of its own as well.
    :param settings: values that take the place of those in ``conf.py``, without the prefix ``edition_``.
    :param cache: the folder of the cache for what is read, where that is not the builder's own.
    :returns: 0, or 1 if anything was wrong; what is wrong has been printed.
    """
    given = {
        f"edition_{name}": value for name, value in (settings or {}).items() if value is not None
    }
    given["edition_audience"] = audience
    given["edition_private"] = private
    doctrees = (
        root
        / CACHE
        / ("private" if private else "")
        / ("" if audience == "student" else audience)
        / (cache or builder)
    )
    if not private and scan.is_private(root, output):
        return fail(
            say(
                f"{output} には自分だけの版がある。公開する版は別の所に組む。",
                f"{output} is for the private build: build elsewhere.",
            )
        )
    if not (sys.stderr.isatty() and color_terminal()):
        nocolor()
    try:
        with (
            alone(root),
            unbroken(doctrees, output) as finished,
            run_sphinx(
                root,
                builder,
                output,
                doctrees,
                {"nitpicky": True, **given},
                status=None if quiet else sys.stdout,
                strict=True,
            ) as app,
        ):
            app.build()
            failed = app.statuscode != 0 or not (
                private or scan.refuse(root, output, quiet=quiet) == 0
            )
            if not failed:
                finished()
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001  conf.py and what it loads may raise anything
        failed = bool(fail(one_line_of(root, error)))
    return int(failed)
