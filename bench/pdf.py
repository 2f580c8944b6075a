"""How long the study guide takes: ``python bench/pdf.py``.

Prints, in one run, the time of the builder ``typst`` on this repository's edition, on a synthetic one of 400
paragraphs (time for each page, as a ratio), and of Sphinx's LaTeX builder with LuaLaTeX on the same sources
where TeX is installed. Processes are measured whole, with fresh doctrees; times are medians of ``--runs``.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from pypdf import PdfReader
from synthetic import make_content, write_ours

ROOT = Path(__file__).resolve().parent.parent
PARAGRAPHS = 400


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        real = _copy(folder / "real")
        synthetic = folder / "synthetic"
        write_ours(synthetic, make_content(PARAGRAPHS), ROOT / "_ext")
        real_time, real_pages = _typst(real, real / "source", runs)
        print(_row("this edition", real_time, real_pages))
        other_time, other_pages = _typst(synthetic, synthetic / "source", runs)
        print(_row(f"{PARAGRAPHS} paragraphs", other_time, other_pages))
        print(f"ratio for each page {(other_time / other_pages) / (real_time / real_pages):7.2f}")
        if shutil.which("lualatex") is None:
            print("LuaLaTeX is not installed: not compared")
            return
        tex_time = _lualatex(real)
        print(f"{'LuaLaTeX':16}{tex_time:7.2f} s  ours/LuaLaTeX {real_time / tex_time:.3f}")


def _row(name: str, seconds: float, pages: int) -> str:
    return f"{name:16}{seconds:7.2f} s {pages:5} pages {1000 * seconds / pages:7.1f} ms a page"


def _copy(folder: Path) -> Path:
    folder.mkdir()
    for name in ("conf.py", "references.bib", "witness.json"):
        shutil.copy(ROOT / name, folder)
    for name in ("source", "_ext"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def _run(*command: str, cwd: Path) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=cwd, check=True, capture_output=True)
    return time.perf_counter() - started


def _typst(config: Path, source: Path, runs: int) -> tuple[float, int]:
    """Median seconds of a whole build, and the pages of the book."""
    out = config / "pdf"
    times = []
    for _ in range(runs):
        shutil.rmtree(out, ignore_errors=True)
        command = [sys.executable, "-m", "sphinx", "-q", "-E", "-b", "typst", "-c", str(config), str(source), str(out)]
        times.append(_run(*command, cwd=config))
    return median(times), len(PdfReader(out / "study-guide.pdf").pages)


def _lualatex(config: Path) -> float:
    """Seconds of Sphinx's LaTeX builder and of ``make`` in what it writes."""
    out = config / "latex"
    options = ["-D", "latex_engine=lualatex"]
    wrote = _run(
        sys.executable, "-m", "sphinx", "-q", "-E", "-b", "latex", "-c", str(config), *options, str(config / "source"), str(out), cwd=config
    )
    return wrote + _run("make", "all-pdf", cwd=out)


if __name__ == "__main__":
    main()
