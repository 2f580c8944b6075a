"""How large the search index is, and how long it takes to load and to search: ``python bench/search.py``.

An edition of invented content (see :mod:`synthetic`) is built; Chromium opens its search page from the disk and is
given queries drawn from the texts, half of them substrings of two to eight characters, half single characters and
words that stand nearly everywhere. *search* is the call that finds the places; *typed* is all that happens on the page
after a key, up to the layout of the first results.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Page, sync_playwright
from run import build, prepare, progress

LOAD = """
() => {
  const texts = editionBenchIndex;
  const times = [];
  for (let i = 0; i < 5; i++) {
    const started = performance.now();
    const data = JSON.parse(texts);
    const parsed = performance.now();
    window.editionBenchFind = window.editionFinder.finder(data);
    times.push([parsed - started, performance.now() - parsed]);
  }
  return times;
}
"""
SEARCH = """
(queries) => queries.map((query) => {
  const started = performance.now();
  const found = window.editionBenchFind(query);
  return [performance.now() - started, found.main.length];
})
"""
TYPED = """
async (queries) => {
  const input = document.querySelector(".search-form input");
  const times = [];
  for (const query of queries) {
    const started = performance.now();
    input.value = query;
    input.dispatchEvent(new Event("input"));
    for (let i = 0; i < 5; i++) await null; /* the promise of the index is kept already */
    document.body.getBoundingClientRect();
    times.push(performance.now() - started);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return times;
}
"""
COMMON = ("の", "春先", "古い帳面", "山里", "春先 帳面", "季", "雨", "窓", "道", "紙", "竹", "そのとき", "記して", "人から", "は", "work")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=5000, metavar="N", help="paragraphs (default: 5000)")
    parser.add_argument("--queries", type=int, default=400, metavar="N", help="queries (default: 400)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="edition-bench-") as temporary:
        progress(f"building {options.size} paragraphs")
        prepare(Path(temporary), options.size, interleaved=False)
        started = time.perf_counter()
        build(Path(temporary) / "ours", 1)
        print(f"build, s                       {time.perf_counter() - started:10.1f}")
        html = Path(temporary) / "ours/html"
        written = (html / "search-index.js").read_text("utf-8")
        texts = [text for place in _places(json.loads(_json(written))) for text in _strings(place[1:])]
        size, net = len(written.encode()), sum(len(re.sub("[\ue000-\ue002]", "", text).encode()) for text in texts)
        print(f"index, bytes                   {size:10,}\ntexts, bytes                   {net:10,}")
        print(f"index / texts                  {size / net:10.3f}")
        measure(html, _json(written), _queries(texts, options.queries))


def measure(html: Path, index: str, queries: list[str]) -> None:
    """Print the times that Chromium takes."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        sys.exit("no Chromium found")
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"]).new_page()
        page.goto(f"{html.as_uri()}/search.html")
        page.wait_for_function("document.getElementById('search-results').ariaBusy === 'false'")
        _load(page, index)
        found = page.evaluate(SEARCH, queries)
        _times("search", [took for took, _ in found])
        print(f"results, median                {median(n for _, n in found):10.0f}")
        _times("typed", page.evaluate(TYPED, queries[::8]))


def _load(page: Page, index: str) -> None:
    page.evaluate("(texts) => { window.editionBenchIndex = texts; }", index)
    times = page.evaluate(LOAD)
    print(f"load: parse, ms                {times[0][0]:10.1f}\nload: prepare, ms              {times[0][1]:10.1f}")
    print(f"load: both, median of 5, ms    {median(sum(both) for both in times):10.1f}")


def _times(label: str, times: list[float]) -> None:
    print(f"{label}: median, ms{median(times):{29 - len(label)}.2f}\n{label}: p95, ms{quantiles(times, n=20)[-1]:{32 - len(label)}.2f}")


def _json(written: str) -> str:
    return written.removeprefix("editionSearchIndex(").removesuffix(")\n")


def _places(index: dict[str, Any]) -> list[list[Any]]:
    return [place for kind, pages in index.items() if kind != "oldForms" for _, own in pages for place in own]


def _strings(data: object) -> list[str]:
    if isinstance(data, list):
        return [text for item in data for text in _strings(item)]
    return [data] if isinstance(data, str) else []


def _queries(texts: list[str], number: int) -> list[str]:
    choose = Random(1)  # noqa: S311  no secret is made of it
    long = [text for text in texts if len(text) > 8]
    drawn = []
    for _ in range(number - number // 2):
        text, length = choose.choice(long), choose.randint(2, 8)
        start = choose.randrange(len(text) - length)
        drawn.append(text[start : start + length])
    return drawn + [choose.choice(COMMON) for _ in range(number // 2)]


if __name__ == "__main__":
    main()
