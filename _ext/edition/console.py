"""What the commands share: the user's language, a command with its example, a failure in one line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from .core.problems import user_language

if TYPE_CHECKING:
    import argparse


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


def command(commands: argparse._SubParsersAction, name: str, purpose: str, example: str) -> argparse.ArgumentParser:
    """Register a command; its help ends with an example."""
    return commands.add_parser(name, help=purpose, description=purpose, epilog=say("例：", "Example: ") + example)


def tell(line: str) -> None:
    """Print a line for the user."""
    sys.stdout.write(f"{line}\n")


def fail(message: str) -> int:
    """Print why nothing was done; the exit code for it."""
    sys.stderr.write(f"edition: {message}\n")
    return 1
