"""Measurement of processes, the reasons why one cannot be measured, and the working folders.

Processes are measured with ``os.wait4``: wall-clock time, processor time (``ru_utime + ru_stime``)
and peak memory (``ru_maxrss``: KiB on Linux, bytes on macOS). The peak is that of the largest
process, not a sum.
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
"""Units of ``ru_maxrss`` per MiB."""


class Use(NamedTuple):
    """Resources a process used: wall-clock seconds, processor seconds, peak memory in MiB."""

    wall: float
    cpu: float
    memory: float


class AbsentError(Exception):
    """A measurement needs a tool, or memory, that is not available; the message names it."""


class FailedError(Exception):
    """A process failed or gave unexpected output, so that there is nothing to compare."""


def progress(text: str) -> None:
    """Print what is being done, with the time."""
    print(f"{time.strftime('%H:%M:%S')} {text} …", file=sys.stderr, flush=True)


def run(command: list[str], folder: Path, *, silent: bool = False, accept: int = 0) -> Use:
    """Run a command in *folder* and measure it; its output goes to ``log.txt`` there.

    :param folder: a folder two levels below that of all measurements.
    :param silent: whether the command must print nothing.
    :param accept: the highest exit status that is not a failure.
    :raises FailedError: if the command fails, or is not silent.
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
    """Return the user's environment with a fixed hash seed and a separate byte-code cache."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONHASHSEED": "0", "PYTHONPYCACHEPREFIX": str(folder.parents[1] / "pycache")}


def put_aside(folder: Path, *names: str) -> None:
    """Move old output aside without deleting it.

    Some file systems are slow to create files after many were deleted.
    """
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
    """Copy this repository's edition and its engine to *folder*, and return it."""
    folder.mkdir(parents=True)
    for name in ("conf.py", "references.bib", "readings.txt", "witness.json", "anchors.lock"):
        if (ROOT / name).exists():
            shutil.copy2(ROOT / name, folder)
    for name in ("source", "_ext"):
        shutil.copytree(ROOT / name, folder / name)
    return folder
