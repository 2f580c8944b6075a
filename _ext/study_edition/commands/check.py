"""``edition check``: report what a build would report, and any of the essay that git tracks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..core.text.messages import _
from ..support.cli_text import add_command, print_line
from ..support.config import AUDIENCES
from ..tasks.build_edition import build_edition
from ..witness.gate import scan

if TYPE_CHECKING:
    import argparse


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = add_command(
        subparsers,
        "check",
        _("check everything without building"),
        "edition check",
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--witness",
        type=Path,
        metavar="FILE",
        help=_("look for parts of this text too, without attaching it"),
    )
    which.add_argument(
        "--staged",
        action="store_true",
        help=_("only look for the essay in what is staged for a commit"),
    )
    which.add_argument(
        "--message",
        type=Path,
        metavar="FILE",
        help=_("only look for the essay in a commit message"),
    )
    parser.set_defaults(run=_run)


def _run(root: Path, options: argparse.Namespace) -> int:
    if options.staged:
        return scan.scan_staged_files(root)
    if options.message:
        return scan.scan_commit_message(root, options.message)
    # For students, the parts for instructors are not read, and references to them are errors.
    has_errors = any(
        build_edition(root, "dummy", root / ".cache/check", audience=audience, quiet=True)
        for audience in AUDIENCES
    )
    leaked = scan.scan_tracked_files(root, options.witness, record_error_reported=has_errors)
    if has_errors or leaked:
        return 1
    print_line(_("Nothing is wrong."))
    return 0
