"""The ledger on the disk, and telling what is wrong with it."""

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
"""The page that tells of retired ids, each under its own id."""


def ledger_path(confdir: Path, config: Config) -> Path | None:
    """The file of an edition's ledger, whether it exists or not; None if the edition keeps none."""
    name = EditionConfig.of(config).ledger
    return confdir / name if name else None


def load(path: Path | None) -> Ledger:
    """The ledger in a file; where there is none, nothing has been released yet.

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


def save(path: Path, ledger: Ledger) -> None:
    """Write the ledger, whole or not at all, even if the machine stops meanwhile.

    :raises OSError: if it cannot be written; the file is then as before.
    """
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.write(format_ledger(ledger))
            file.flush()
            os.fsync(file.fileno())  # else the new name may reach the disk before the content does
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def tell(problem: Problem, path: Path | None) -> None:
    """Emit the warning for a problem; one without a document is in the ledger at *path*."""
    if problem.docname:
        report(problem)
    else:
        warn(problem.subtype, f"{path}:{problem.line}", **problem.args)
