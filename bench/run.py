"""How long the engine takes, and how much memory, compared with plain Sphinx: ``python bench/run.py``.

Two editions of the same invented content are built with the html builder: ours with the extension ``edition``,
plain with the same theme, myst_parser and sphinxcontrib.bibtex, and without it. In ours every note is read on a
layer page and written on a text page. The fairest plain edition therefore has each note as an ``{admonition}``, with
its citation, in the text page right after its paragraph, and no layer pages, and the glossary as a ``{glossary}``
with the same definitions: as much text is read and as much is written. :mod:`synthetic` has the particulars.

Each build is a process of its own with fresh doctrees and an empty output folder, and a warning makes it fail. The
two kinds take turns (ours, plain, ours, plain …) after a small build of each, which compiles what is imported and
brings it into the system's cache. After each full build one note is changed and the edition built again, and then
once more with nothing changed. The table gives medians, beside them the ratios that are wanted, and at its end with
what power of the size the time grows. Where time by the clock is well above processor time, the
machine was busy with something else.

Processes are measured with ``os.wait4``: time by the clock, processor time as ``ru_utime + ru_stime``, and peak
memory as ``ru_maxrss``, which is in KiB on Linux and in bytes on macOS. With ``--jobs`` above 1 the peak is that of
the largest process, not their sum.
"""

from __future__ import annotations

import argparse
import itertools
import math
import os
import pstats
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from synthetic import ADDED, MARK, PAGE, Content, make_content, write_ours, write_plain

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("ours", "plain")
ROWS = (
    ("full build: clock, s", "full", "wall", None),
    ("full build: processor, s", "full", "cpu", 0.70),
    ("full build: peak memory, MiB", "full", "memory", 1.50),
    ("one note changed: clock, s", "note_changed", "wall", None),
    ("one note changed: processor, s", "note_changed", "cpu", 1.20),
    ("one note changed: peak memory, MiB", "note_changed", "memory", None),
    ("nothing changed: clock, s", "unchanged", "wall", None),
    ("nothing changed: processor, s", "unchanged", "cpu", 1.20),
)
"""What is printed: its name, the build, the quantity, and the ratio that is wanted at 5,000 paragraphs."""
PARALLEL = 0.65
"""The ratio wanted of a build with two processes to a serial one."""
GROWTH = 1.05
"""The greatest exponent wanted: processor time of a full build grows as the number of paragraphs to this power."""
_RSS_UNITS = 1 << (20 if sys.platform == "darwin" else 10)
"""How many of the units of ``ru_maxrss`` make one MiB."""


class Use(NamedTuple):
    """What a process used: seconds by the clock, seconds of the processor, MiB at its peak."""

    wall: float
    cpu: float
    memory: float


class Builds(NamedTuple):
    """What the three builds of one run used."""

    full: Use
    note_changed: Use
    unchanged: Use


def main() -> None:
    """Measure and print the tables."""
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory(prefix="edition-bench-") as temporary:
        work = (options.keep or Path(temporary)).resolve()
        progress("warming up")
        warm = prepare(work / "warm-up", PAGE, interleaved=False)
        for kind in KINDS:
            measure(work / "warm-up" / kind, warm, options.jobs)
        spent: dict[int, float] = {}
        for size in sorted(options.size or [500, 5000]):
            content = prepare(work / str(size), size, interleaved=options.interleave)
            runs = options.runs if options.runs is not None else 3 if size <= 500 else 1
            results: dict[str, list[Builds]] = {kind: [] for kind in KINDS}
            for i in range(runs):
                for kind in KINDS:
                    progress(f"{size} paragraphs, run {i + 1} of {runs}: {kind}")
                    results[kind].append(measure(work / str(size) / kind, content, options.jobs))
            if runs:
                print_table(size, options.jobs, results)
                if options.jobs > 1:
                    print_parallel(work / str(size) / "ours", options.jobs, runs)
                spent[size] = median(builds.full.cpu for builds in results["ours"])
            if options.profile:
                progress(f"{size} paragraphs: profile")
                profile(work / str(size) / "ours", options.profile / f"ours-{size}.prof")
        print_growth(spent)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=_positive, action="append", metavar="N", help="paragraphs; may be repeated (default: 500 and 5000)")
    parser.add_argument("--runs", type=int, metavar="N", help="runs of each kind (default: 3 up to 500 paragraphs, 1 above); 0 for none")
    parser.add_argument("--jobs", type=_positive, default=1, metavar="N", help="Sphinx's -j (default: 1)")
    parser.add_argument(
        "--interleave", action="store_true", help="in ours, deal the notes out to the layers in turn, so that every page needs all layers"
    )
    parser.add_argument("--keep", type=Path, metavar="DIR", help="make the editions in DIR and leave them there")
    parser.add_argument(
        "--profile",
        type=Path,
        nargs="?",
        const=Path(tempfile.gettempdir()),
        metavar="DIR",
        help="also build ours under cProfile, write DIR/ours-N.prof (default: the system's temporary folder) and print the costliest calls",
    )
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def progress(text: str) -> None:
    """Tell what is being done."""
    print(f"{time.strftime('%H:%M:%S')} {text} …", file=sys.stderr, flush=True)


def prepare(folder: Path, size: int, *, interleaved: bool) -> Content:
    """Write both editions of *size* paragraphs below *folder*, in place of any that are there."""
    content = make_content(size)
    for kind in KINDS:
        shutil.rmtree(folder / kind, ignore_errors=True)
    write_ours(folder / "ours", content, ROOT / "_ext", interleaved=interleaved)
    write_plain(folder / "plain", content)
    return content


def measure(edition: Path, content: Content, jobs: int) -> Builds:
    """Build an edition from nothing, with a note changed, and with nothing changed."""
    old, new = content.changed_note
    page = next(path for path in sorted(edition.glob("source/*/*.md")) if old in path.read_text("utf-8"))
    text = page.read_text("utf-8")
    clear(edition)
    full = build(edition, jobs)
    check_output(edition, content, changed=False)
    page.write_text(text.replace(old, new), "utf-8")
    changed = build(edition, jobs)
    check_output(edition, content, changed=True)
    unchanged = build(edition, jobs)
    page.write_text(text, "utf-8")
    return Builds(full, changed, unchanged)


def clear(edition: Path) -> None:
    """Put aside what was built, to be deleted at the end: after many files were deleted, some file systems are slow to make new ones."""
    aside = Path(tempfile.mkdtemp(prefix="aside-", dir=edition))
    for name in ("html", "doctrees"):
        if (edition / name).exists():
            (edition / name).rename(aside / name)


def build(edition: Path, jobs: int, python_options: tuple[str, ...] = ()) -> Use:
    """Run Sphinx on an edition in a process of its own.

    :raises SystemExit: if it fails or has anything to say, since then there is nothing to compare.
    """
    sphinx = [sys.executable, *python_options, "-m", "sphinx", "-b", "html", "-q", "-W", "--keep-going", "-j", str(jobs)]
    command = [*sphinx, "-c", str(edition), "-d", str(edition / "doctrees"), str(edition / "source"), str(edition / "html")]
    use, said = measure_process(command, edition)
    if said:
        sys.exit(f"{' '.join(command)}\n{said[-4000:]}")
    return use


def measure_process(command: list[str], folder: Path) -> tuple[Use, str]:
    """Run a command in *folder*, its output going to a file there: what it used, and what it said.

    :raises SystemExit: if it fails.
    """
    log = folder / "log.txt"
    with log.open("w") as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output, env=environment(folder.parent.parent))
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    said = log.read_text("utf-8", "replace")
    if process.returncode:
        sys.exit(f"{' '.join(command)}\n{said[-4000:]}\nexit status {process.returncode}")
    return Use(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _RSS_UNITS), said


def environment(work: Path) -> dict[str, str]:
    """The user's environment with hashes that do not vary and byte code kept in *work*, alike for both kinds."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONHASHSEED": "0", "PYTHONPYCACHEPREFIX": str(work / "pycache")}


def check_output(edition: Path, content: Content, *, changed: bool) -> None:
    """See that the text pages show every paragraph and every note, so that the kinds may be compared.

    :raises SystemExit: if they do not.
    """
    shown = "".join(path.read_text("utf-8") for path in sorted(edition.glob("html/text/*.html")))
    size = len(content.paragraphs)
    for mark, number in ((r' id="p\d+"', size), (MARK, size), (ADDED, int(changed))):
        found = len(re.findall(mark, shown))
        if found != number:
            sys.exit(f"{edition}: the text pages have {mark} {found} times, {number} expected")


def print_table(size: int, jobs: int, results: dict[str, list[Builds]]) -> None:
    """Print medians and ratios."""
    runs = len(results["ours"])
    print(f"\n{f'{size:,} paragraphs, -j {jobs}, median of {runs}':44}{'ours':>10}{'plain':>10}{'ratio':>8}{'goal':>8}")
    for label, step, quantity, goal in ROWS:
        ours, plain = (median(getattr(getattr(builds, step), quantity) for builds in results[kind]) for kind in KINDS)
        wanted = f"{goal:8.2f}" if goal else ""
        print(f"{label:44}{ours:10.1f}{plain:10.1f}{ours / plain:8.2f}{wanted}", flush=True)


def print_parallel(edition: Path, jobs: int, runs: int) -> None:
    """Build ours in parallel and serially by turns, and print the ratio of the times by the clock."""
    times: dict[int, list[float]] = {jobs: [], 1: []}
    for _ in range(runs):
        for number, taken in times.items():
            clear(edition)
            taken.append(build(edition, number).wall)
    parallel, serial = (median(taken) for taken in times.values())
    print(f"{f'full build, -j {jobs} against -j 1: clock, s':44}{parallel:10.1f}{serial:10.1f}{parallel / serial:8.2f}{PARALLEL:8.2f}")


def print_growth(spent: dict[int, float]) -> None:
    """Print with what power of the size the processor time of a full build grows, from each size to the next."""
    sizes = sorted(spent)
    for small, large in itertools.pairwise(sizes):
        exponent = math.log(spent[large] / spent[small]) / math.log(large / small)
        print(f"\n{f'growth from {small:,} to {large:,}: exponent':64}{exponent:8.2f}{GROWTH:8.2f}", flush=True)


def profile(edition: Path, result: Path) -> None:
    """Build an edition under cProfile and print the costliest calls, of all and of the engine's own."""
    clear(edition)
    result.parent.mkdir(parents=True, exist_ok=True)
    build(edition, 1, ("-m", "cProfile", "-o", str(result)))
    print(f"\nProfile: {result}")
    stats = pstats.Stats(str(result)).sort_stats("cumulative")
    stats.print_stats(25)
    stats.print_stats(str(ROOT / "_ext"), 25)


if __name__ == "__main__":
    main()
