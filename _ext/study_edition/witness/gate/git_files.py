"""What git tracks, and what is staged."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from ...support.cli_text import say
from .protected_text import GateError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_UNTRACKED = frozenset({".git", ".venv", ".cache", ".witness", "build", "__pycache__"})
"""Folders left out where git is not there to say what is tracked."""
_FILE = "100"
"""How git's mode of an ordinary file begins; other entries are links and other repositories."""


def files(root: Path) -> list[str]:
    """The files of an edition that git tracks, relative to *root*; without git all but what is built and kept for oneself."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=root, env=environment, capture_output=True, check=False
        )  # noqa: S607
        names = [os.fsdecode(name) for name in listed.stdout.split(b"\0") if name]
    except OSError:
        names = []
    return sorted(set(names)) or sorted(_walk(root))


def _walk(root: Path) -> Iterator[str]:
    for folder, inner, names in os.walk(root):
        inner[:] = [name for name in inner if name not in _UNTRACKED]
        yield from (os.path.relpath(os.path.join(folder, name), root) for name in names)  # noqa: PTH118  quicker


def read(path: Path) -> bytes | None:
    """The content of a file; None if it is gone, no ordinary file, or only names another."""
    try:
        return path.read_bytes() if path.is_file() and not path.is_symlink() else None
    except OSError:
        return None


def staged() -> Iterator[tuple[str, bytes | None]]:
    """The files of the commit that is being made, by name, as they will be in it: new, changed or under a new name.

    git says in the environment which index that is; it is asked in the folder where the hook runs.

    :raises GateError: if git cannot be asked.
    """
    entries = _git(
        "diff", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", "--diff-filter=d"
    ).split(b"\0")
    wanted = {}
    for head, name in zip(entries[::2], entries[1::2], strict=False):
        _, mode, _, blob, *_ = head.decode().split()
        if mode.startswith(_FILE):
            wanted[os.fsdecode(name)] = blob
    stream = _git(
        "cat-file", "--batch", given="".join(f"{blob}\n" for blob in wanted.values()).encode()
    )
    at = 0
    for path in wanted:
        end = stream.index(b"\n", at)
        size = int(stream[at:end].split()[2])
        yield path, stream[end + 1 : end + 1 + size]
        at = end + size + 2


def _git(*arguments: str, given: bytes = b"") -> bytes:
    try:
        done = subprocess.run(["git", *arguments], input=given, capture_output=True, check=True)  # noqa: S603, S607
    except (OSError, subprocess.CalledProcessError) as error:
        detail = os.fsdecode(getattr(error, "stderr", b"") or b"").strip().splitlines()
        reason = detail[-1] if detail else str(error)
        raise GateError(
            say(f"git に尋ねられない（{reason}）。", f"git cannot be asked ({reason}).")
        ) from error
    return done.stdout
