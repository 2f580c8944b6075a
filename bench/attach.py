"""How long it takes to recognise an essay in a reader's copy: ``python bench/attach.py``.

In Python: 50 paragraphs in a noisy page of 100 kB, exact and with some changed, and all of them run together; a book of 5,000 paragraphs,
exact, with every tenth changed, and another book of that size. In Chromium: the same pages, by the published script, at once and in slices.
The texts are drawn from a fixed seed. Times are medians of ``--runs``, without reading the file. Where time by the clock is well above
processor time, the machine was busy with something else.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median

from playwright.sync_api import sync_playwright
from rjsmin import jsmin

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "_ext"))

from edition.core.fingerprint import fingerprint  # noqa: E402
from edition.core.recognition import State, recognise  # noqa: E402
from edition.core.witness import WitnessRecord, format_record  # noqa: E402

KANA = "のにはをたがでてとしれさるいなあもこかうらくりきつえす"
KANJI = "朝市場魚菜昼人声夕店閉港船荷塩税湾記録潮艀鐘雨屋根傘床翌客向売手肩橋山畑駅町道坂"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    essay, book, other = (_essay(kind, count) for kind, count in KINDS)
    page = _page(list(essay.values()))
    pages = {
        "page of 100 kB": page,
        "three changed": _page(_changed(list(essay.values()), 17)),
        "without line ends": page.replace("\n", ""),
        "another text": _page(list(other.values())[:50]),
    }
    books = {
        "book, 5,000 paragraphs": "\n".join(book.values()),
        "every tenth changed": "\n".join(_changed(list(book.values()), 10)),
        "another book": "\n".join(other.values()),
    }
    for paragraphs, texts in ((essay, pages), (book, books)):
        record = WitnessRecord("", {key: fingerprint(text) for key, text in paragraphs.items()})
        for name, text in texts.items():
            clock, processor, result = [], [], recognise(text, record)
            for _ in range(runs):
                begin, used = time.perf_counter(), time.process_time()
                recognise(text, record)
                clock.append(time.perf_counter() - begin)
                processor.append(time.process_time() - used)
            found = " ".join(f"{state.value} {result.count(state)}" for state in State if result.count(state))
            took = f"{1000 * median(clock):8.1f} ms (processor {1000 * median(processor):.1f})"
            print(f"Python   {name:24}{len(text.encode()) // 1000:6} kB {took}   {found}")
    _browser(pages, WitnessRecord("", {key: fingerprint(text) for key, text in essay.items()}), runs)


KINDS = (("essay", 50), ("book", 5000), ("other", 5000))


def _essay(kind: str, count: int) -> dict[str, str]:
    rng = Random(kind)  # noqa: S311
    return {f"p{n}": _paragraph(rng) for n in range(1, count + 1)}


def _paragraph(rng: Random) -> str:
    length = rng.randint(40, 140)
    return "".join(rng.choice(KANA if rng.random() < 0.6 else KANJI) if rng.random() < 0.96 else "、" for _ in range(length)) + "。"


def _changed(paragraphs: list[str], every: int) -> list[str]:
    return [text[:20] + "〓" + text[21:] if n % every == every // 2 else text for n, text in enumerate(paragraphs)]


def _page(paragraphs: list[str]) -> str:
    """The essay within menus, advertisements and comments, 100 kB in all."""
    rng = Random(0)  # noqa: S311
    around = [_paragraph(rng)[: rng.randint(3, 60)] for _ in range(5000)]
    size = 100_000 - len("\n".join(paragraphs).encode())
    lines: list[str] = []
    while size > 0:
        lines.append(around[len(lines)])
        size -= len(lines[-1].encode()) + 1
    middle = len(lines) // 3
    return "\n".join([*lines[:middle], *paragraphs, *lines[middle:]])


def _browser(pages: dict[str, str], record: WitnessRecord, runs: int) -> None:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        print("Chromium is not installed: not measured")
        return
    script = str(jsmin((ROOT / "_ext/edition/static/recognise.js").read_text("utf-8")))
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        (Path(name) / "recognise.js").write_text(script, "utf-8")
        (Path(name) / "page.html").write_text("<!doctype html><script src=recognise.js></script>", "utf-8")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for kind, text in pages.items():
            times: dict[str, list[float]] = {"recognise": [], "recogniseInSlices": []}
            for _ in range(runs):
                for call, measured in times.items():
                    page = browser.new_page()  # nothing is compiled yet, as when a reader pastes the text
                    page.goto((Path(name) / "page.html").as_uri())
                    took = "async ([text, record]) => { const begin = performance.now(); await editionRecognise.CALL(text, record);"
                    took += " return performance.now() - begin; }"
                    measured.append(page.evaluate(took.replace("CALL", call), [text, json.loads(format_record(record))]))
                    page.close()
            at_once, in_slices = (median(measured) for measured in times.values())
            print(f"Chromium {kind:24}{len(text.encode()) // 1000:6} kB {at_once:8.1f} ms   in slices {in_slices:.1f} ms")
        browser.close()


if __name__ == "__main__":
    main()
