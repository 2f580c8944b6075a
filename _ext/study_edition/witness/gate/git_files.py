"""Read the files that git tracks, and those staged for a commit."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from ...core.text.messages import _
from ...support.git_command import run_git
from .gate_errors import GateError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_UNTRACKED_FOLDERS = frozenset({".git", ".venv", ".cache", ".witness", "build", "__pycache__"})
"""Folders skipped when git cannot list the tracked files."""
_REGULAR_FILE_MODE = "100"
"""The start of git's mode of a regular file; other entries are links and submodules."""


def list_tracked_files(root: Path) -> list[str]:
    """Return the files of an edition that git tracks, relative to *root*.

    Without git, return all files except those in build, cache and private folders.
    """
    try:
        result = run_git(root, "ls-files", "-z")
        names = [os.fsdecode(name) for name in result.stdout.split(b"\0") if name]
    except OSError:
        names = []
    return sorted(set(names)) or sorted(_walk(root))


def _walk(root: Path) -> Iterator[str]:
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = [name for name in subfolders if name not in _UNTRACKED_FOLDERS]
        yield from (os.path.relpath(os.path.join(folder, name), root) for name in names)  # noqa: PTH118  quicker


def read_file(path: Path) -> bytes | None:
    """Return the content of a regular file; None if it is missing, a link, or not readable."""
    try:
        return path.read_bytes() if path.is_file() and not path.is_symlink() else None
    except OSError:
        return None


def read_staged_files() -> Iterator[tuple[str, bytes | None]]:
    """Yield name and content of the files that the commit being made adds, changes or renames.

    The index is the one in git's environment variables; git runs in the working directory of the
    hook.

    :raises GateError: if git fails.
    """
    entries = _git_output(
        "diff", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", "--diff-filter=d"
    ).split(b"\0")
    blobs = {}
    for head, path in zip(entries[::2], entries[1::2], strict=False):
        _, mode, _, blob, *_ = head.decode().split()
        if mode.startswith(_REGULAR_FILE_MODE):
            blobs[os.fsdecode(path)] = blob
    stream = _git_output(
        "cat-file", "--batch", stdin="".join(f"{blob}\n" for blob in blobs.values()).encode()
    )
    at = 0
    for name in blobs:
        end = stream.index(b"\n", at)
        size = int(stream[at:end].split()[2])
        yield name, stream[end + 1 : end + 1 + size]
        at = end + size + 2


def _git_output(*arguments: str, stdin: bytes = b"") -> bytes:
    try:
        result = subprocess.run(["git", *arguments], input=stdin, capture_output=True, check=True)  # noqa: S603, S607
    except (OSError, subprocess.CalledProcessError) as error:
        output = os.fsdecode(getattr(error, "stderr", b"") or b"").strip().splitlines()
        reason = output[-1] if output else str(error)
        raise GateError(_("git failed ({reason}).").format(reason=reason)) from error
    return result.stdout
