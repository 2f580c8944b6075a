"""Time to recognise an essay in a reader's copy: in Python, and in Chromium with our script.

The copies are: a web page of 100 kB with 50 paragraphs, exact, with some changed, and without line
ends; a book of 5,000 paragraphs, exact and with every tenth changed; other texts of these sizes.
Chromium gets the pages only, at once and in slices. Texts come from a fixed seed; reading the file
is not counted.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING

from browser import chromium
from measure import ROOT
from rjsmin import jsmin
from table import Row

sys.path.insert(0, str(ROOT / "_ext"))

from study_edition.core.witness.recognition import ParagraphState, recognise
from study_edition.core.witness.text_fingerprint import fingerprint
from study_edition.core.witness.witness_record import WitnessRecord, format_record

if TYPE_CHECKING:
    from collections.abc import Iterator

KANA = "のにはをたがでてとしれさるいなあもこかうらくりきつえす"
KANJI = "朝市場魚菜昼人声夕店閉港船荷塩税湾記録潮艀鐘雨屋根傘床翌客向売手肩橋山畑駅町道坂"


KINDS = (("essay", 50), ("book", 5000), ("other", 5000))
RECOGNISE = """
async ([text, record]) => {
  const begin = performance.now();
  await editionRecognise.CALL(text, record);
  return performance.now() - begin;
}
"""


def rows(runs: int) -> Iterator[Row]:
    """Yield medians of *runs* runs, first of Python, then of Chromium.

    :raises AbsentError: without Chromium, after the rows of Python.
    """
    essay, book, other = (_essay(kind, count) for kind, count in KINDS)
    page = _page(list(essay.values()))
    pages = {
        "page of 100 kB": page,
        "three changed": _page(_changed(list(essay.values()), 17)),
        "no line ends": page.replace("\n", ""),
        "another text": _page(list(other.values())[:50]),
    }
    books = {
        "book of 5,000": "\n".join(book.values()),
        "every tenth changed": "\n".join(_changed(list(book.values()), 10)),
        "another book": "\n".join(other.values()),
    }
    for paragraphs, texts in ((essay, pages), (book, books)):
        record = WitnessRecord("", {key: fingerprint(text) for key, text in paragraphs.items()})
        for name, text in texts.items():
            yield _python(name, text, record, runs)
    yield from _browser(
        pages, WitnessRecord("", {key: fingerprint(text) for key, text in essay.items()}), runs
    )


def _python(name: str, text: str, record: WitnessRecord, runs: int) -> Row:
    result = recognise(text, record)
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        recognise(text, record)
        times.append(1000 * (time.perf_counter() - begin))
    states = " ".join(
        f"{state.value} {result.count(state)}" for state in ParagraphState if result.count(state)
    )
    return Row(
        None,
        f"attach, Python, {name}, ms",
        median(times),
        remark=f"{len(text.encode()) // 1000:,} kB, {states}",
    )


def _essay(kind: str, count: int) -> dict[str, str]:
    rng = Random(kind)  # noqa: S311
    return {f"p{n}": _paragraph(rng) for n in range(1, count + 1)}


def _paragraph(rng: Random) -> str:
    length = rng.randint(40, 140)
    return (
        "".join(
            rng.choice(KANA if rng.random() < 0.6 else KANJI) if rng.random() < 0.96 else "、"
            for _ in range(length)
        )
        + "。"
    )


def _changed(paragraphs: list[str], every: int) -> list[str]:
    return [
        text[:20] + "〓" + text[21:] if n % every == every // 2 else text
        for n, text in enumerate(paragraphs)
    ]


def _page(paragraphs: list[str]) -> str:
    """Return a page of 100 kB: the essay within menus, advertisements and comments."""
    rng = Random(0)  # noqa: S311
    around = [_paragraph(rng)[: rng.randint(3, 60)] for _ in range(5000)]
    size = 100_000 - len("\n".join(paragraphs).encode())
    lines: list[str] = []
    while size > 0:
        lines.append(around[len(lines)])
        size -= len(lines[-1].encode()) + 1
    middle = len(lines) // 3
    return "\n".join([*lines[:middle], *paragraphs, *lines[middle:]])


def _browser(pages: dict[str, str], record: WitnessRecord, runs: int) -> Iterator[Row]:
    script = str(jsmin((ROOT / "_ext/study_edition/pages/static/recognise.js").read_text("utf-8")))
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        (Path(name) / "recognise.js").write_text(script, "utf-8")
        (Path(name) / "page.html").write_text(
            "<!doctype html><script src=recognise.js></script>", "utf-8"
        )
        for kind, text in pages.items():
            times: dict[str, list[float]] = {"recognise": [], "recogniseInSlices": []}
            for _ in range(runs):
                for call, measured in times.items():
                    # A new page has no compiled code, as when a reader pastes the text.
                    page = browser.new_page()
                    page.goto((Path(name) / "page.html").as_uri())
                    measured.append(
                        page.evaluate(
                            RECOGNISE.replace("CALL", call),
                            [text, json.loads(format_record(record))],
                        )
                    )
                    page.close()
            at_once, in_slices = (median(measured) for measured in times.values())
            yield Row(
                None,
                f"attach, Chromium, {kind}, ms",
                at_once,
                remark=f"in slices {in_slices:.1f}",
            )
