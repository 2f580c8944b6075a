"""``edition detach``: remove every trace of a text that was attached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..support.cli_text import command, fail, say, tell
from ..witness import attached

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def add(subparsers: argparse._SubParsersAction) -> None:
    """Register the command."""
    parser = command(
        subparsers,
        "detach",
        say(
            "添えた本文と、それを載せた私用の版をすべて消す",
            "remove the attached text and everything private that was built from it",
        ),
        "edition detach",
    )
    parser.set_defaults(run=_run)


def _run(root: Path, _options: argparse.Namespace) -> int:
    try:
        removed = attached.remove(root)
    except attached.AttachedError as error:
        return fail(str(error))
    if removed:
        names = say("、", ", ").join(removed)
        tell(
            say(
                f"消した：{names}。本文はもう残っていない。",
                f"Removed: {names}. Nothing of the text is left.",
            )
        )
    else:
        tell(say("添えた本文はない。", "No text is attached."))
    return 0
