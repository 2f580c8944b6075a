"""Read and write the ledger file, and report its problems."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ..core.model.ledger import Ledger
from ..core.model.ledger_format import LedgerError, format_ledger, parse_ledger
from ..core.model.problems import Problem, Subtype
from ..support.cli_text import reason
from ..support.config import EditionConfig
from ..support.reporting import report, warn

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.config import Config

RETIRED_PAGE = "retired"
"""The page of the retired ids; each id is an anchor on it."""


def ledger_path(confdir: Path, config: Config) -> Path | None:
    """Return the path of the ledger, which need not exist; None if the edition keeps no ledger."""
    name = EditionConfig.of(config).ledger
    return confdir / name if name else None


def load_ledger(path: Path | None) -> Ledger:
    """Return the ledger in a file; without a file it is empty, since nothing has been released.

    :raises LedgerError: if the file cannot be used.
    """
    if path is None or not path.exists():
        return Ledger()
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        detail = reason(error) if isinstance(error, OSError) else "UTF-8"
        raise LedgerError(Problem(Subtype.BAD_LEDGER, "", 1, {"detail": detail})) from error
    return parse_ledger(text)


def save_ledger(path: Path, ledger: Ledger) -> None:
    """Write the ledger completely or not at all, even if the machine stops meanwhile.

    :raises OSError: if it cannot be written; the file is then unchanged.
    """
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.write(format_ledger(ledger))
            file.flush()
            os.fsync(file.fileno())  # else the rename may reach the disk before the content
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def report_ledger_problem(problem: Problem, path: Path | None) -> None:
    """Emit the warning for a problem; one without a document is in the ledger at *path*."""
    if problem.docname:
        report(problem)
    else:
        warn(problem.subtype, f"{path}:{problem.line}", **problem.args)
