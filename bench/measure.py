"""Processes measured, what stands in their way, and the folders they work in.

Processes are measured with ``os.wait4``: time by the clock, processor time as ``ru_utime + ru_stime``, and peak memory as
``ru_maxrss``, which is in KiB on Linux and in bytes on macOS. The peak is that of the largest process, not a sum.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
_RSS_UNITS = 1 << (20 if sys.platform == "darwin" else 10)
"""How many of the units of ``ru_maxrss`` make one MiB."""


class Use(NamedTuple):
    """What a process used: seconds by the clock, seconds of the processor, MiB at its peak."""

    wall: float
    cpu: float
    memory: float


class AbsentError(Exception):
    """What is measured needs what is not there, a tool or enough memory; the message says what."""


class FailedError(Exception):
    """A process failed, or said or wrote what it should not, so that there is nothing to compare."""


def progress(text: str) -> None:
    """Tell what is being done."""
    print(f"{time.strftime('%H:%M:%S')} {text} …", file=sys.stderr, flush=True)


def run(command: list[str], folder: Path, *, silent: bool = False, accept: int = 0) -> Use:
    """Run a command in *folder*, which is two below the folder of all measurements; what it says goes to ``log.txt`` there.

    :raises FailedError: if its exit status is above what is accepted, or if it should be *silent* and is not.
    """
    log = folder / "log.txt"
    with log.open("w") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=_environment(folder),
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    said = log.read_text("utf-8", "replace")
    if not 0 <= process.returncode <= accept or (silent and said):
        message = f"{' '.join(command)}\n{said[-4000:]}\nexit status {process.returncode}"
        raise FailedError(message)
    return Use(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _RSS_UNITS)


def _environment(folder: Path) -> dict[str, str]:
    """The user's environment with hashes that do not vary and byte code kept apart, alike for all that are compared."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONHASHSEED": "0", "PYTHONPYCACHEPREFIX": str(folder.parents[1] / "pycache")}


def put_aside(folder: Path, *names: str) -> None:
    """Take what was built out of the way without deleting it: some file systems find room for a new file slowly after many were deleted."""
    aside = folder / "aside"
    aside.mkdir(exist_ok=True)
    for name in names:
        if (folder / name).exists():
            (folder / name).rename(aside / f"{sum(1 for _ in aside.iterdir())}-{name}")


def write(folder: Path, files: dict[str, str]) -> None:
    """Write files below *folder*."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def copy_edition(folder: Path) -> Path:
    """This repository's own edition copied to *folder*, and its engine with it."""
    folder.mkdir(parents=True)
    for name in ("conf.py", "references.bib", "readings.txt", "witness.json", "anchors.lock"):
        if (ROOT / name).exists():
            shutil.copy2(ROOT / name, folder)
    for name in ("source", "_ext"):
        shutil.copytree(ROOT / name, folder / name)
    return folder
