"""One run at a time on an edition, and a clean start after an interrupted or failed build."""

from __future__ import annotations

import contextlib
import shutil
import sys
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from ..core.text.messages import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CACHE = ".cache"
"""Folder of the doctrees, outside ``build/``, which may be published whole.

Each builder has its own subfolder, since Sphinx records there which pages are still to be written.
"""
LOCK = f"{CACHE}/lock"
_MARK = "unfinished"


@contextlib.contextmanager
def edition_lock(root: Path) -> Iterator[None]:
    """Hold the lock of the edition in *root*, after waiting for any other run; reentrant.

    The system releases the lock when a process ends, however it ends.

    :raises OSError: if the edition's folder cannot be written.
    """
    path = root / LOCK
    path.parent.mkdir(exist_ok=True)
    lock = FileLock(path, is_singleton=True)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        sys.stderr.write(_("edition: another run is using this edition; waiting for it.\n"))
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def clean_after_failure(doctrees: Path, output: Path) -> Iterator[Callable[[], None]]:
    """Start a build from nothing if the last one was interrupted or failed.

    Sphinx records what it has read before it writes the pages: after an interruption it would take
    unwritten pages for written. And it reports its own warnings only when it reads a document:
    after a failed build, a second one would pass silently.

    :param doctrees: Sphinx's folder of doctrees, removed with the output.
    :param output: the folder of what is built; its dotfiles are kept.
    :returns: a function to call when the build has finished without errors.
    :raises OSError: if either folder cannot be written.
    """
    mark = doctrees / _MARK
    if mark.exists():
        shutil.rmtree(doctrees)
        for path in output.iterdir() if output.is_dir() else ():
            if path.name.startswith("."):
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
    doctrees.mkdir(parents=True, exist_ok=True)
    mark.touch()
    yield lambda: mark.unlink(missing_ok=True)
