"""How long ``edition verify`` takes for an essay of 10,000 words, as a whole process: ``python bench/verify.py``.

The essay is invented; it quotes the précis of this edition and names its paragraphs every few sentences. The edition is read once
before, as at a teacher's first call; the first call is given apart.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median

PROJECT = Path(__file__).parents[1]
WORDS = """alliance burden bargain market security partner pressure promise defence economy history argument evidence reader author claim
cost benefit region crisis summit tariff dollar troops harbour factory ship the a of and in for with against because although while"""


def write_essay(path: Path, words: int = 10_000) -> Path:
    """Write an essay of at least so many words, with a reference in every third sentence and a quotation in every sixth."""
    choose = Random(5)  # noqa: S311  the same essay every time
    known = WORDS.split()
    sentences = []
    number = count = 0
    while count < words:
        number += 1
        sentence = " ".join(choose.choice(known) for _ in range(choose.randrange(12, 26))).capitalize()
        if number % 6 == 0:
            sentence += f" “{' '.join(choose.choice(known) for _ in range(8))}” (précis, para. {choose.randrange(1, 51)})"
        elif number % 3 == 0:
            sentence += f" (see paras. {choose.randrange(1, 25)}–{choose.randrange(25, 51)}; Zimmermann 2002, {number})"
        count += len(sentence.split())
        sentences.append(f"{sentence}.{chr(10) * 2 if number % 7 == 0 else ' '}")
    path.write_text("".join(sentences), "utf-8")
    return path


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for item in ("conf.py", "references.bib", "readings.txt", "witness.json", "anchors.lock"):
            if (PROJECT / item).exists():
                shutil.copy2(PROJECT / item, folder / item)
        shutil.copytree(PROJECT / "source", folder / "source")
        essay = write_essay(folder / "essay.txt")
        times = [_run(folder, essay) for _ in range(runs + 1)]
    words = 10_000
    print(f"edition verify, {words:,} words: first {times[0]:.2f} s, then {median(times[1:]):.2f} s (at most {max(times[1:]):.2f} s)")


def _run(folder: Path, essay: Path) -> float:
    started = time.perf_counter()
    result = subprocess.run(
        [sys.executable, "-m", "edition.cli", "verify", str(essay)],
        cwd=folder,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    taken = time.perf_counter() - started
    if result.stderr:
        sys.exit(result.stderr)
    return taken


if __name__ == "__main__":
    main()
