"""Compare the engine with what an editor would use instead, in one table: ``python bench/run.py``.

The same invented content is built with the engine, plain Sphinx with the same theme,
mkdocs-material and mystmd; as a PDF with the engine and LuaLaTeX; and searched. An essay is
recognised in a reader's copy, and a student's essay is verified. :mod:`synthetic` and :mod:`peers`
describe the input of each; where possible, input and output are the same.

In each run all kinds take turns (ours, plain, mkdocs, …), after a small build of each that fills
the byte-code and system caches. Each build is a separate process; one that fails, warns or leaves
something out is not counted. The table has medians of wall-clock time, and remarks the ratio of
processor time: if it differs much, the machine was busy with something else, or more than one core
was used.

Examples:
  python bench/run.py --mkdocs peers/bin/python --myst peers/node_modules/.bin/myst
  python bench/run.py --size 5000 --runs 1 --only clean,again --json figures.json
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import os
import platform
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import attach
import pdf
import peers
import search
import turns
import verify
from measure import AbsentError, FailedError, progress
from synthetic import PAGE
from table import Row, format_table

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = (500, 5000, 20_000)
PARTS = ("clean", "again", "parallel", "mkdocs", "myst", "pdf", "search", "attach", "verify")
GROWTH = 1.05
"""The goal for the exponent with which processor time of a clean build grows with paragraphs."""


class Comparison(NamedTuple):
    """A comparison, which gives a row for each size."""

    part: str
    what: str
    ours: str
    """The kind and step of ours, and of the other, as in :attr:`turns.Turns.uses`."""
    other: str
    quantity: str = "wall"
    """The field of :class:`measure.Use` that is compared."""
    goal: float | None = None
    at: int | None = None
    """The size for which the goal is set; ``None`` for all."""


COMPARISONS = (
    Comparison("clean", "clean: Sphinx, s", "ours clean", "plain clean", goal=0.70, at=5000),
    Comparison(
        "mkdocs",
        "clean: mkdocs-material, s",
        "ours clean",
        "mkdocs clean",
        goal=1.00,
        at=5000,
    ),
    Comparison("myst", "clean: mystmd, s", "ours clean", "myst clean"),
    Comparison("parallel", "parallel, -j 2: -j 1, s", "ours parallel", "ours clean", goal=0.65),
    Comparison("clean", "peak memory: Sphinx, MiB", "ours clean", "plain clean", "memory", 1.50),
    Comparison(
        "again",
        "nothing changed: Sphinx, s",
        "ours unchanged",
        "plain unchanged",
        goal=1.20,
    ),
    Comparison("again", "one note changed: Sphinx, s", "ours note", "plain note", goal=1.20),
    Comparison("again", "one term changed: Sphinx, s", "ours term", "plain term"),
    Comparison("pdf", "study guide: LuaLaTeX, s", "typst pdf", "lualatex pdf"),
    Comparison("pdf", "study guide, memory: LuaLaTeX, MiB", "typst pdf", "lualatex pdf", "memory"),
)


def main() -> int:
    """Measure, print the table, and return 1 if a measurement failed."""
    parser = _parser()
    options = parser.parse_args()
    if options.keep and options.keep.exists() and any(options.keep.iterdir()):
        parser.error(f"{options.keep} is not empty")
    rows: list[Row] = []
    measured: dict[int, turns.Turns] = {}
    failures: list[str] = []
    with tempfile.TemporaryDirectory(prefix="edition-bench-") as temporary:
        work = (options.keep or Path(temporary)).resolve()
        _write_json(options, rows, measured)  # to fail now, not after hours, if it cannot
        try:
            for row in _measured(work, options, measured, failures):
                rows.append(row)
                _write_json(options, rows, measured)
        finally:  # hours of measuring are not lost
            print(f"{_machine(options.runs)}\n\n{format_table(rows)}")
    for failure in failures:
        print(failure, file=sys.stderr)
    return int(bool(failures))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    sizes = ", ".join(map(str, SIZES))
    parser.add_argument(
        "--size",
        type=_positive,
        action="append",
        metavar="N",
        help=f"paragraphs; may be repeated (default: {sizes})",
    )
    parser.add_argument(
        "--runs",
        type=_positive,
        default=5,
        metavar="N",
        help="runs, of which the table has the medians (default: 5)",
    )
    parser.add_argument(
        "--only",
        type=_parts,
        default=PARTS,
        metavar="PART,…",
        help=f"parts to measure, of {', '.join(PARTS)} (default: all)",
    )
    parser.add_argument(
        "--mkdocs",
        metavar="PYTHON",
        help="a Python that has mkdocs-material and mkdocs-ezglossary-plugin",
    )
    parser.add_argument("--myst", metavar="COMMAND", help="the command `myst` of mystmd")
    parser.add_argument(
        "--json",
        type=Path,
        metavar="FILE",
        help="write all figures to FILE, including those of each run",
    )
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="DIR",
        help="build in DIR, which must be new or empty, and keep the result",
    )
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        message = f"{text!r} is not a number above 0"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _parts(text: str) -> tuple[str, ...]:
    parts = tuple(text.split(","))
    for part in parts:
        if part not in PARTS:
            message = f"{part!r} is not one of {', '.join(PARTS)}"
            raise argparse.ArgumentTypeError(message)
    return parts


def _measured(
    work: Path, options: argparse.Namespace, measured: dict[int, turns.Turns], failures: list[str]
) -> Iterator[Row]:
    """Yield all rows; add measurements to *measured*, and messages of failures to *failures*."""
    parts, tools = frozenset(options.only), {"mkdocs": options.mkdocs, "myst": options.myst}
    sizes = sorted(set(options.size or SIZES)) if parts - {"attach", "verify"} else []
    if sizes:
        progress("warming up")
        turns.take(work / "warm-up", PAGE, 1, parts, tools)
    for size in sizes:
        folder = work / str(size)
        measured[size] = turns.take(folder, size, options.runs, parts, tools)
        failures += [
            str(problem)
            for problem in measured[size].problems.values()
            if isinstance(problem, FailedError)
        ]
        yield from (
            _row(folder, size, comparison, measured[size])
            for comparison in COMPARISONS
            if comparison.part in parts
        )
        if "search" in parts:
            yield from _guarded("search", search.rows(folder, size, options.runs), failures, size)
    yield from _growth(measured)
    if "pdf" in parts:
        yield from _guarded("PDF", pdf.rows(work, options.runs), failures)
    if "attach" in parts:
        yield from _guarded("attach", attach.rows(options.runs), failures)
    if "verify" in parts:
        yield from _guarded("verify", verify.rows(work, options.runs), failures)


def _row(folder: Path, size: int, comparison: Comparison, measured: turns.Turns) -> Row:
    ours, other = (
        median(getattr(use, comparison.quantity) for use in measured.uses[name])
        if name in measured.uses
        else None
        for name in (comparison.ours, comparison.other)
    )
    ratio = ours / other if ours and other else None
    goal = comparison.goal if comparison.at in {None, size} else None
    return Row(
        size, comparison.what, ours, other, ratio, goal, _remark(folder, comparison, measured)
    )


def _remark(folder: Path, comparison: Comparison, measured: turns.Turns) -> str:
    """Return why there is no ratio, or that of processor time and figures to compare the output."""
    kinds = dict.fromkeys(name.split()[0] for name in (comparison.ours, comparison.other))
    if missing := dict.fromkeys(
        _not_measured(measured.problems[kind]) for kind in kinds if kind in measured.problems
    ):
        return ", ".join(missing)
    if comparison.quantity != "wall":
        return ""
    ours, other = (
        median(use.cpu for use in measured.uses[name])
        for name in (comparison.ours, comparison.other)
    )
    remark = f"CPU {ours / other:.2f}"
    if comparison.part in {"mkdocs", "myst"}:
        ours_links, other_links = (peers.links(folder / k) for k in ("ours", comparison.part))
        remark += f", links to terms {ours_links:,} / {other_links:,}"
    if comparison.part == "pdf":
        remark += f", pages {pdf.pages(folder / 'ours'):,} / {pdf.pages(folder / 'plain'):,}"
    return remark


def _not_measured(problem: Exception) -> str:
    """Return why there is no figure, for a cell of the table."""
    if isinstance(problem, AbsentError):
        return f"not measured: {problem}"
    return f"failed: {str(problem).splitlines()[0][:80]}"


def _guarded(
    what: str, rows: Iterator[Row], failures: list[str], size: int | None = None
) -> Iterator[Row]:
    """Yield the rows; if measuring fails, end with a row that says why."""
    progress(what)
    try:
        yield from rows
    except (AbsentError, FailedError, OSError) as problem:
        if not isinstance(problem, AbsentError):
            failures.append(str(problem))
        yield Row(size, what, remark=_not_measured(problem))


def _growth(measured: dict[int, turns.Turns]) -> Iterator[Row]:
    """Yield the exponents with which processor time of a clean build grows between sizes."""
    clean = {
        size: of_size.uses["ours clean"]
        for size, of_size in measured.items()
        if "ours clean" in of_size.uses
    }
    spent = {size: median(use.cpu for use in uses) for size, uses in clean.items()}
    for small, large in itertools.pairwise(spent):
        exponent = math.log(spent[large] / spent[small]) / math.log(large / small)
        what = f"growth, {large:,}: {small:,}, CPU s"
        yield Row(None, what, spent[large], spent[small], exponent, GROWTH)


def _machine(runs: int) -> str:
    """Describe the date and the machine of the measurement."""
    model = ""
    if (info := Path("/proc/cpuinfo")).exists():
        model = next(
            (
                line.split(":", 1)[1].strip()
                for line in info.read_text("utf-8").splitlines()
                if line.startswith("model name")
            ),
            "",
        )
    system = (
        platform.freedesktop_os_release()["PRETTY_NAME"]
        if sys.platform == "linux"
        else platform.platform()
    )
    cores = f"{os.cpu_count()} cores{f' ({model})' if model else ''}"
    version = platform.python_version()
    return f"{time.strftime('%Y-%m-%d')}, {cores}, {system}, Python {version}, medians of {runs}"


def _write_json(
    options: argparse.Namespace, rows: list[Row], measured: dict[int, turns.Turns]
) -> None:
    if options.json is None:
        return
    figures = {
        size: {name: [use._asdict() for use in uses] for name, uses in of_size.uses.items()}
        for size, of_size in measured.items()
    }
    data = {
        "machine": _machine(options.runs),
        "rows": [row._asdict() | {"verdict": row.verdict} for row in rows],
        "figures": figures,
    }
    options.json.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
