"""What keeps two runs on one edition apart, and lets a run know that the one before was cut off."""

from __future__ import annotations

import contextlib
import shutil
import sys
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from .cli_text import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CACHE = ".cache"
"""Holds what was read, outside ``build/``, which may be published whole.

Each builder has its own: which pages it has still to write is remembered there.
"""
LOCK = f"{CACHE}/lock"
_MARK = "unfinished"


@contextlib.contextmanager
def alone(root: Path) -> Iterator[None]:
    """Wait until no other run works on the edition in *root*, and keep others waiting; may be entered again within.

    The system gives the lock back when a process ends, however it ends.

    :raises OSError: if the edition's folder cannot be written.
    """
    path = root / LOCK
    path.parent.mkdir(exist_ok=True)
    lock = FileLock(path, is_singleton=True)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        sys.stderr.write(
            say(
                "edition: ほかの処理がこの版を使っている。終わるのを待つ。\n",
                "edition: another run is using this edition; waiting for it.\n",
            )
        )
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def unbroken(doctrees: Path, output: Path) -> Iterator[Callable[[], None]]:
    """A build that starts from nothing if the last one did not come to its end, or failed.

    Sphinx remembers what it has read before it writes the pages; cut off in between, it would take the pages for written. And it tells
    its own problems only when it reads, so that after a failed build a second one would pass in silence.

    :param output: what was built; what begins with a dot was not, and stays.
    :returns: what is to be called when the build has come to its end and nothing was wrong.
    :raises OSError: if either cannot be written.
    """
    mark = doctrees / _MARK
    if mark.exists():
        shutil.rmtree(doctrees)
        if output.is_dir():
            for path in output.iterdir():
                if not path.name.startswith("."):
                    shutil.rmtree(
                        path
                    ) if path.is_dir() and not path.is_symlink() else path.unlink()
    doctrees.mkdir(parents=True, exist_ok=True)
    mark.touch()
    yield lambda: mark.unlink(missing_ok=True)
