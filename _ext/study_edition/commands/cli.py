"""The command ``edition``: the parser of its verbs, and the exit codes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.text.messages import _
from ..support.cli_text import (
    EXIT_CODES,
    Parser,
    fail,
    file_reason,
    give_up_output,
    prepare_streams,
)
from ..tasks.run_sphinx import find_root
from ..version import VERSION
from . import (
    attach,
    build,
    check,
    cite,
    detach,
    export,
    fingerprint,
    layer,
    new,
    release,
    retire,
    verify,
)

if TYPE_CHECKING:
    import argparse


def main(argv: list[str] | None = None) -> int:
    """Run the command, and return its exit code (see ``EXIT_CODES``)."""
    prepare_streams()
    try:
        try:
            return _run(argv)
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return fail(_("stopped."))
    except BrokenPipeError:  # the reader of the output has closed it
        give_up_output()
        return 1
    except OSError as error:
        give_up_output()
        return fail(file_reason(error))


def _run(argv: list[str] | None) -> int:
    parser = make_parser()
    options = parser.parse_args(argv)
    here = (options.root or Path.cwd()).resolve()
    root = here if getattr(options, "rootless", False) else find_root(here)
    if root is None:
        return fail(_("no folder with conf.py and source/ found: give it with --root."))
    code: int = options.run(root, options)
    return code


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command, with help in the user's language."""
    parser: argparse.ArgumentParser = Parser(
        prog="edition",
        description=_("Build and check a study edition."),
        epilog=_("Exit codes: ")
        + _("; ").join(f"{code} {_(meaning)}" for code, meaning in EXIT_CODES.items()),
    )
    parser.add_argument("--version", action="version", version=f"edition {VERSION}")
    parser.add_argument(
        "--root",
        type=Path,
        help=_("the edition's folder (default: searched for from here upwards)"),
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    build.add(commands)
    check.add(commands)
    fingerprint.add(commands)
    layer.add(commands)
    new.add(commands)
    cite.add(commands)
    verify.add(commands)
    attach.add(commands)
    detach.add(commands)
    export.add(commands)
    retire.add(commands)
    release.add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
