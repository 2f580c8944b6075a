"""``edition check``: everything that a build would tell, without building."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import project
from ..config import AUDIENCES
from ..console import command, say, tell

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def add(subparsers: argparse._SubParsersAction) -> None:
    """Register the command."""
    parser = command(subparsers, "check", say("組まずに全体を確かめる", "check everything without building"), "edition check")
    parser.set_defaults(run=_run)


def _run(root: Path, _options: argparse.Namespace) -> int:
    # what is for instructors is read for them alone, and what refers to it is wrong for students alone
    status = any(project.build(root, "dummy", root / ".cache/check", audience=audience, quiet=True) for audience in AUDIENCES)
    if not status:
        tell(say("誤りはない。", "Nothing is wrong."))
    return int(status)
