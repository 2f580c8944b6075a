"""Text on a terminal: the user's language, help with examples, errors in one line."""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import re
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

from ..core.text.messages import N_, _

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Line ends, terminal control characters and characters that reverse the writing direction."""
_REASONS = {
    errno.ENOENT: N_("no such file or folder"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("not a folder"),
    errno.EEXIST: N_("something of that name already exists"),
    errno.EACCES: N_("no permission"),
    errno.EPERM: N_("no permission"),
    errno.EROFS: N_("the location is read-only"),
    errno.ENOSPC: N_("the disk is full"),
    errno.ELOOP: N_("the links form a loop"),
    errno.ENAMETOOLONG: N_("the name is too long"),
}
"""The common system errors in Japanese and English; others are shown in the system's words."""


EXIT_CODES = {
    0: N_("done"),
    1: N_("the edition or the input has errors, reported one per line"),
    2: N_("wrong usage; the usage is shown"),
}
"""The command's exit codes: their meaning in Japanese and English."""


def add_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    purpose: str,
    example: str,
) -> argparse.ArgumentParser:
    """Register a command whose help ends with an example."""
    return commands.add_parser(
        name, help=purpose, description=purpose, epilog=_("Example: ") + example
    )


class Parser(argparse.ArgumentParser):
    """An argument parser that reports wrong usage on one line, whatever was typed."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and the message, and exit with 2."""
        super().error(one_line(message))


def single_line(text: str) -> str:
    """Return an argument that will be written into a source file (an argparse type).

    :raises ArgumentTypeError: if it contains control characters or cannot be encoded as UTF-8.
    """
    if _CONTROL.search(text) or re.search("[\ud800-\udfff]", text):
        raise argparse.ArgumentTypeError(
            _("{text!a} is not a single line of text").format(text=text)
        )
    return text


def prepare_streams() -> None:
    """Make the standard streams accept every character.

    A stream that was closed is replaced by the null device.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            stream = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115, PTH123  it stays open
            setattr(sys, name, stream)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def give_up_output() -> None:
    """Redirect a broken standard output to the null device; Python would flush it at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def display_path(path: Path, root: Path) -> str:
    """Return a path for the user.

    A path inside the edition is relative to the current folder, with forward slashes; any other
    path is as it was given.
    """
    absolute = path.resolve()
    return (
        Path(os.path.relpath(absolute)).as_posix()
        if absolute.is_relative_to(root.resolve())
        else str(path)
    )


def print_line(line: str) -> None:
    """Print a line for the user."""
    sys.stdout.write(f"{line}\n")


def fail(message: str) -> int:
    """Print an error message, and return the exit code 1."""
    sys.stderr.write(f"edition: {one_line(message)}\n")
    return 1


def one_line(text: str) -> str:
    """Return a text with control characters escaped: file names, for example, may contain any."""
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def reason(error: OSError | ValueError) -> str:
    """Return why the system refused an operation, in the user's language.

    A ValueError is taken to be about a name that no file can have.
    """
    if not isinstance(error, OSError):
        return _("no file can have this name")
    known = _REASONS.get(error.errno or 0)
    return _(known) if known else error.strerror or type(error).__name__


def file_reason(error: OSError) -> str:
    """Return the file of an OSError and the reason, as ``file: reason``."""
    return f"{error.filename or ''}: {reason(error)}".removeprefix(": ")
