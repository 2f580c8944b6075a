"""What the commands share: the user's language, a command with its example, a failure in one line."""

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

from ..core.model.problems import user_language

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""What would end a line, be obeyed by a terminal, or turn the direction of writing."""
_REASONS = {
    errno.ENOENT: ("ファイルもフォルダーもない", "there is no such file or folder"),
    errno.EISDIR: ("フォルダーである", "it is a folder"),
    errno.ENOTDIR: ("フォルダーであるべき所がフォルダーでない", "what should be a folder is none"),
    errno.EEXIST: ("同じ名のものがすでにある", "something of that name is there already"),
    errno.EACCES: ("権限がない", "no permission"),
    errno.EPERM: ("権限がない", "no permission"),
    errno.EROFS: ("書き込めない場所である", "the place is read-only"),
    errno.ENOSPC: ("ディスクに空きがない", "the disk is full"),
    errno.ELOOP: ("リンクが堂々めぐりしている", "the links go round in a circle"),
    errno.ENAMETOOLONG: ("名が長すぎる", "the name is too long"),
}
"""What people meet, in their language; the system's own words for the rest."""


EXIT_CODES = {
    0: ("完了", "done"),
    1: (
        "版か、渡されたものに誤りがあった。何が、どこで、どうすればよいかを一行ずつ示す",
        "something is wrong with the edition or with what was given: each told in a line",
    ),
    2: ("使い方の誤り。使い方を示す", "wrong usage, which is shown"),
}
"""What the command's exit codes mean, in Japanese and English."""


def say(japanese: str, english: str) -> str:
    """The text in the user's language."""
    return japanese if user_language() == "ja" else english


def command(
    commands: argparse._SubParsersAction, name: str, purpose: str, example: str
) -> argparse.ArgumentParser:
    """Register a command; its help ends with an example."""
    return commands.add_parser(
        name, help=purpose, description=purpose, epilog=say("例：", "Example: ") + example
    )


class Parser(argparse.ArgumentParser):
    """Tells of wrong usage on one line, whatever was written."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and the message, and end the program with 2."""
        super().error(one_line(message))


def words(text: str) -> str:
    """The type of an argument that becomes text of a source: one line of characters that a file can hold.

    :raises ArgumentTypeError: if it is none.
    """
    if _CONTROL.search(text) or re.search("[\ud800-\udfff]", text):
        raise argparse.ArgumentTypeError(
            say(f"{text!a} は一行の文字でない", f"{text!a} is no line of text")
        )
    return text


def prepare_streams() -> None:
    """Have the streams able to take whatever is written: one that was closed takes it to nowhere, no character is refused."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def give_up_output() -> None:
    """Let go of what has not been written to an output that takes no more, so that Python does not try again at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def shown(path: Path, root: Path) -> str:
    """A file's path for the user: of one in the edition as it is from here, with forward slashes; of another as it was given."""
    here = path.resolve()
    return (
        Path(os.path.relpath(here)).as_posix() if here.is_relative_to(root.resolve()) else str(path)
    )


def tell(line: str) -> None:
    """Print a line for the user."""
    sys.stdout.write(f"{line}\n")


def fail(message: str) -> int:
    """Print why nothing was done; the exit code for it."""
    sys.stderr.write(f"edition: {one_line(message)}\n")
    return 1


def one_line(text: str) -> str:
    """A text that may hold whatever a file is called, safe on a terminal: what is no character there is written as its code."""
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def reason(error: OSError | ValueError) -> str:
    """Why the system refuses, in the user's language; a ValueError is a name that no file can have."""
    if not isinstance(error, OSError):
        return say("ファイルの名になりえない", "no file can have this name")
    known = _REASONS.get(error.errno or 0)
    return say(*known) if known else error.strerror or type(error).__name__


def file_reason(error: OSError) -> str:
    """The file that the system refused, and why."""
    return f"{error.filename or ''}: {reason(error)}".removeprefix(": ")
