"""Tries the engine with every Python and with the oldest and the newest dependencies it allows: ``make versions``.

For each set a new environment is made, the wheel installed, this edition built and compared with what the locked dependencies build,
and the tests run that need no browser. ``tools/versions.py WHEEL oldest newest`` tries two sets alone.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PLACE = ROOT / "build/versions"
OURS = PLACE / "first"
"""What the first set built, with which the others are compared."""
TESTS = (
    "core builds edition citations pdf new attach notes layers ledger exports cli injection faults"
)


class Set(NamedTuple):
    """What is tried together."""

    python: str
    resolution: str | None
    """How uv chooses within the ranges of ``pyproject.toml``; None for what is locked."""


SETS = {
    "locked-3.11": Set("3.11", None),
    "locked-3.12": Set("3.12", None),
    "locked-3.13": Set("3.13", None),
    "oldest": Set(
        "3.11", "lowest-direct"
    ),  # what dependencies ask of theirs is older than they can use
    "oldest-3.13": Set("3.13", "lowest-direct"),
    "newest": Set("3.13", "highest"),
}


class FailedError(Exception):
    """A step of a set failed; the message is what it printed last."""


def run(*command: object, folder: Path = ROOT, last: int = 15) -> str:
    """Run a command.

    :returns: what it printed.
    :raises FailedError: if it fails.
    """
    result = subprocess.run(  # noqa: S603  the commands below
        list(map(str, command)),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if result.returncode:
        raise FailedError("\n".join(result.stdout.splitlines()[-last:]))
    return result.stdout


def install(uv: str, chosen: Set, place: Path, wheel: Path) -> Path:
    """A new environment with the set, the wheel and what the tests need.

    :returns: its Python.
    """
    run(uv, "venv", "--quiet", "--clear", "--seed", "--python", chosen.python, place / "venv")
    python = place / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = (uv, "pip", "install", "--quiet", "--python", python)
    if chosen.resolution is None:
        for name in ("requirements.txt", "requirements-test.txt"):
            run(*pip, "--require-hashes", "-r", name)
    else:
        these = place / "these.txt"
        way = ("--resolution", chosen.resolution, "--python-version", chosen.python)
        run(
            uv,
            "pip",
            "compile",
            "--quiet",
            "--upgrade",
            *way,
            "--no-header",
            "--no-annotate",
            "pyproject.toml",
            "--group",
            "build",
            "-o",
            these,
        )
        run(*pip, "-r", these)
        run(*pip, "-c", these, "--group", "test")
    run(*pip, "--no-deps", wheel)
    return python


def build(python: Path, folder: Path) -> list[str]:
    """Build a copy of this edition, without its engine.

    :returns: the files that are not as the first set built them.
    """
    shutil.rmtree(folder, ignore_errors=True)
    for name in run("git", "ls-files", "-z").split("\0"):
        if name and not name.startswith(("tests/", "_ext/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    run(python, "-m", "study_edition.commands.cli", "build", "--quiet", folder=folder)
    built = {
        path.relative_to(folder): path.read_bytes()
        for path in (folder / "build").rglob("*")
        if path.is_file() and path.name != "made-of"
    }
    if not OURS.exists():
        shutil.copytree(folder / "build", OURS / "build")
    ours = {
        path.relative_to(OURS)
        for path in OURS.rglob("*")
        if path.is_file() and path.name != "made-of"
    }
    return sorted(
        str(name)
        for name in ours | built.keys()
        if name not in ours or built.get(name) != (OURS / name).read_bytes()
    )


def main(arguments: list[str]) -> int:
    """Try the sets named, or all; 1 if one fails, or builds something else from what is locked."""
    if (uv := shutil.which("uv")) is None:
        sys.stderr.write(
            "versions: uv is needed to choose dependencies and Pythons: pip install uv\n"
        )
        return 1
    wheel, *names = arguments
    if unknown := set(names) - SETS.keys():
        sys.stderr.write(
            f"versions: no such set: {', '.join(sorted(unknown))}; there are {', '.join(SETS)}\n"
        )
        return 1
    shutil.rmtree(OURS, ignore_errors=True)
    failed = False
    for name in names or SETS:
        began = time.monotonic()
        place = PLACE / name
        try:
            place.mkdir(parents=True, exist_ok=True)
            python = install(uv, SETS[name], place, Path(wheel).resolve())
            version = run(python, "-c", "import platform; print(platform.python_version())").strip()
            differing = build(python, place / "edition")
            tests = ["tests/core", *(f"tests/test_{test}.py" for test in TESTS.split()[1:])]
            passed = run(
                python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests, last=30
            ).splitlines()[-1]
        except FailedError as error:
            failed = True
            print(f"{name}: FAILED\n{error}", flush=True)
            continue
        same = f"other than the first: {', '.join(differing)}" if differing else "the same files"
        failed |= bool(differing) and SETS[name].resolution is None
        print(
            f"{name}: Python {version}; {same}; {re.sub(' in .*', '', passed)}; {time.monotonic() - began:.0f} s",
            flush=True,
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
