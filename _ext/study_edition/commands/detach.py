"""``edition detach``: remove every trace of the attached text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.text.messages import _
from ..support.cli_text import add_command, fail, print_line
from ..witness import attached_text

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = add_command(
        subparsers,
        "detach",
        _("remove the attached text and everything private built from it"),
        "edition detach",
    )
    parser.set_defaults(run=_run)


def _run(root: Path, _options: argparse.Namespace) -> int:
    try:
        removed = attached_text.remove(root)
    except attached_text.AttachedTextError as error:
        return fail(str(error))
    if removed:
        names = _(", ").join(removed)
        print_line(_("Removed: {names}. Nothing of the text is left.").format(names=names))
    else:
        print_line(_("No text is attached."))
    return 0
