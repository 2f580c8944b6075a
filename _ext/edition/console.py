"""What the commands share: the user's language, a command with its example, a failure in one line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from .core.problems import user_language

if TYPE_CHECKING:
    import argparse


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
