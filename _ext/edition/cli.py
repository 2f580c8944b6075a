"""The command ``edition``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from . import project
from .commands import attach, build, check, cite, detach, export, fingerprint, layer, release, retire, verify
from .console import Parser, fail, file_reason, give_up_output, prepare_streams, say
from .version import VERSION

if TYPE_CHECKING:
    import argparse


def main(argv: list[str] | None = None) -> int:
    """Run the command; 0 done, 1 the work has errors or was stopped, 2 wrong usage."""
    prepare_streams()
    try:
        try:
            return _run(argv)
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return fail(say("中止した。", "stopped."))
    except BrokenPipeError:  # whoever read the output has gone, and wants no more
        give_up_output()
        return 1
    except OSError as error:
        give_up_output()
        return fail(file_reason(error))


def _run(argv: list[str] | None) -> int:
    parser = _parser()
    options = parser.parse_args(argv)
    root = project.find_root((options.root or Path.cwd()).resolve())
    if root is None:
        return fail(
            say(
                "conf.py と source/ のあるフォルダーが見つからない。--root で指定する。",
                "no folder with conf.py and source/ found: name it with --root.",
            )
        )
    return options.run(root, options)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="edition", description=say("注釈版を組み、確かめる。", "Build and check a study edition."))
    parser.add_argument("--version", action="version", version=f"edition {VERSION}")
    parser.add_argument(
        "--root",
        type=Path,
        help=say("版のフォルダー（既定は現在地から上へ探す）", "the edition's folder (default: found from here upwards)"),
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    build.add(commands)
    check.add(commands)
    fingerprint.add(commands)
    layer.add(commands)
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
