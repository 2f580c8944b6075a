"""Measure which branches of the engine the tests reach: ``make coverage``.

The core's tests alone must reach every branch of the core; they take a minute or two. Then all
tests run, in one process, and a table has each room. With ``--core`` the core's alone. Commands in
processes of their own are not measured.
"""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import sys
from pathlib import Path

from coverage import Coverage

ROOT = Path(__file__).parents[1]
ENGINE = ROOT / "_ext/study_edition"
DATA = ROOT / "build/coverage"


def main() -> int:
    """Run the tests, print the tables, and return the exit code.

    :returns: 1 if a test fails or a branch of the core is not reached.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--core", action="store_true", help="measure the core alone")
    options = parser.parse_args()
    shutil.rmtree(DATA, ignore_errors=True)
    DATA.mkdir(parents=True)
    failed = _run_tests("core", "tests/core")
    reached = _measured("core").report(
        include=[f"{ENGINE}/core/*"], show_missing=True, skip_covered=True, precision=2
    )
    if reached < 100:
        sys.stderr.write("coverage: the tests of the core do not reach all of it\n")
        failed = True
    if not options.core:
        failed |= _run_tests("all", "tests")
        _print_rooms(_measured("all"))
    return int(failed)


def _run_tests(name: str, folder: str) -> bool:
    """Run the tests of a folder, and return whether one has failed."""
    command = [
        *(sys.executable, "-m", "coverage", "run", "--branch"),
        *("--source", str(ENGINE), "--data-file", str(DATA / name)),
        *("-m", "pytest", "-p", "no:xdist", "-q", folder),
    ]
    return subprocess.run(command, cwd=ROOT, check=False).returncode != 0  # noqa: S603  these tests


def _measured(name: str) -> Coverage:
    measured = Coverage(data_file=str(DATA / name), branch=True, source=[str(ENGINE)])
    measured.load()
    return measured


def _print_rooms(measured: Coverage) -> None:
    print("Statements and branches reached by all tests:")
    for room in sorted(path.parent for path in ENGINE.glob("*/__init__.py")):
        share = measured.report(include=[f"{room}/*"], file=io.StringIO())
        print(f"{room.name:<14}{share:6.1f} %")


if __name__ == "__main__":
    sys.exit(main())
