"""Time of ``edition verify`` for an essay of 10,000 words, as a whole process.

The essay is invented; every few sentences it cites paragraphs of this edition or quotes a précis.
The first call reads the edition, as for a teacher's first essay, and is reported separately.
"""

from __future__ import annotations

import sys
from random import Random
from statistics import median
from typing import TYPE_CHECKING

from measure import FailedError, copy_edition, run
from table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORDS = """alliance burden bargain market security partner pressure promise defence economy history
argument evidence reader author claim cost benefit region crisis summit tariff dollar troops harbour
factory ship the a of and in for with against because although while"""


def write_essay(path: Path, words: int = 10_000) -> Path:
    """Write an essay of at least *words* words.

    Every third sentence has a reference, every sixth a quotation.
    """
    choose = Random(5)  # noqa: S311  the same essay every time
    vocabulary = WORDS.split()
    sentences = []
    number = count = 0
    while count < words:
        number += 1
        sentence = " ".join(
            choose.choice(vocabulary) for _ in range(choose.randrange(12, 26))
        ).capitalize()
        if number % 6 == 0:
            quotation = " ".join(choose.choice(vocabulary) for _ in range(8))
            sentence += f" “{quotation}” (précis, para. {choose.randrange(1, 51)})"
        elif number % 3 == 0:
            first, last = choose.randrange(1, 25), choose.randrange(25, 51)
            sentence += f" (see paras. {first}–{last}; Zimmermann 2002, {number})"
        count += len(sentence.split())
        sentences.append(f"{sentence}.{chr(10) * 2 if number % 7 == 0 else ' '}")
    path.write_text("".join(sentences), "utf-8")
    return path


def rows(work: Path, runs: int) -> Iterator[Row]:
    """Yield the median of *runs* runs in a copy of this repository's edition in *work*."""
    edition = copy_edition(work / "own/verify")
    essay = write_essay(edition / "essay.txt")
    command = [sys.executable, "-m", "study_edition.commands.cli", "verify", str(essay)]
    # Exit status 1 is accepted: the essay has errors.
    first, *times = (run(command, edition, accept=1).wall for _ in range(runs + 1))
    output = (edition / "log.txt").read_text("utf-8")
    if "quotation-not-found" not in output:
        raise FailedError(output)
    yield Row(
        None,
        "verify, 10,000 words, s",
        median(times),
        remark=f"first {first:.2f}, longest {max(times):.2f}",
    )
