"""Try the engine with every Python and the oldest and newest dependencies: ``make versions``.

For each set, make a new environment, install the wheel, build this edition, compare the output with
that of the locked dependencies, and run the tests that need no browser.
``tools/versions.py WHEEL oldest newest`` tries two sets alone.
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
SETS_FOLDER = ROOT / "build/versions"
REFERENCE = SETS_FOLDER / "first"
"""The output of the first set, with which the others are compared."""
TESTS = (
    "core",
    "bibliography",
    "builds",
    "commands",
    "domain",
    "edition",
    "markup",
    "pages/test_exports.py",
    "print",
    "sources",
    "tasks",
)
"""The tests to run, without those that need a browser."""


class DependencySet(NamedTuple):
    """A Python and a choice of dependencies."""

    python: str
    resolution: str | None
    """How uv chooses within the ranges of ``pyproject.toml``; None for the locked versions."""


SETS = {
    "locked-3.11": DependencySet("3.11", None),
    "locked-3.12": DependencySet("3.12", None),
    "locked-3.13": DependencySet("3.13", None),
    "locked-3.14": DependencySet("3.14", None),
    # Not "lowest": the lowest versions that dependencies allow for theirs are often broken.
    "oldest": DependencySet("3.11", "lowest-direct"),
    "oldest-3.14": DependencySet("3.14", "lowest-direct"),
    "newest": DependencySet("3.14", "highest"),
}


class FailedError(Exception):
    """A step of a set failed; the message is the end of its output."""


def run(*command: object, folder: Path = ROOT, last: int = 15) -> str:
    """Run a command in *folder*.

    :param last: the number of lines of output to report if it fails.
    :returns: its output and errors.
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


def install(uv: str, chosen: DependencySet, folder: Path, wheel: Path) -> Path:
    """Make an environment with the set, the wheel and what the tests need.

    :returns: its Python.
    :raises FailedError: if nothing satisfies the ranges, or a package cannot be installed.
    """
    run(uv, "venv", "--quiet", "--clear", "--seed", "--python", chosen.python, folder / "venv")
    python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip_install = (uv, "pip", "install", "--quiet", "--python", python)
    if chosen.resolution is None:
        for name in ("requirements.txt", "requirements-test.txt"):
            run(*pip_install, "--require-hashes", "-r", name)
    else:
        pins = folder / "pins.txt"
        run(
            *(uv, "pip", "compile", "--quiet", "--upgrade", "--no-header", "--no-annotate"),
            *("--resolution", chosen.resolution, "--python-version", chosen.python),
            *("pyproject.toml", "--group", "build", "-o", pins),
        )
        run(*pip_install, "-r", pins)
        run(*pip_install, "-c", pins, "--group", "test")
    run(*pip_install, "--no-deps", wheel)
    return python


def output_files(folder: Path) -> dict[Path, bytes]:
    """Return what was built in *folder*, by path, without the record of what it was made of."""
    return {
        path.relative_to(folder): path.read_bytes()
        for path in (folder / "build").rglob("*")
        if path.is_file() and path.name != "made-of"
    }


def build(python: Path, folder: Path) -> list[str]:
    """Build a copy of this edition in *folder*, without its engine.

    The first set's output is kept for the others.

    :returns: the files that differ from those of the first set.
    :raises FailedError: if the build fails.
    """
    shutil.rmtree(folder, ignore_errors=True)
    for name in run("git", "ls-files", "-z").split("\0"):
        if name and not name.startswith(("tests/", "_ext/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    run(python, "-m", "study_edition.commands.cli", "build", "--quiet", folder=folder)
    if not REFERENCE.exists():
        shutil.copytree(folder / "build", REFERENCE / "build")
    built, expected = output_files(folder), output_files(REFERENCE)
    return sorted(str(path) for path in expected | built if built.get(path) != expected.get(path))


def try_set(uv: str, name: str, wheel: Path) -> bool:
    """Install, build and test one set, and print a line about it.

    :returns: whether all passed and, with locked dependencies, the output is the first set's.
    """
    began = time.monotonic()
    folder = SETS_FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    try:
        python = install(uv, SETS[name], folder, wheel)
        version = run(python, "-c", "import platform; print(platform.python_version())").strip()
        differing = build(python, folder / "edition")
        tests = [f"tests/{test}" for test in TESTS]
        pytest = (python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not browser")
        passed = re.sub(" in .*", "", run(*pytest, *tests, last=30).splitlines()[-1])
    except FailedError as error:
        print(f"{name}: FAILED\n{error}", flush=True)
        return False
    same = f"these files differ: {', '.join(differing)}" if differing else "the same files"
    seconds = time.monotonic() - began
    print(f"{name}: Python {version}; {same}; {passed}; {seconds:.0f} s", flush=True)
    return not differing or SETS[name].resolution is not None


def main(arguments: list[str]) -> int:
    """Try the sets named after the wheel, or all.

    :returns: 1 if one fails, or if locked dependencies build different files.
    """
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
    shutil.rmtree(REFERENCE, ignore_errors=True)
    results = [try_set(uv, name, Path(wheel).resolve()) for name in names or SETS]
    return int(not all(results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
