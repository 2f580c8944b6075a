"""Size of the search index, and time to load and search it.

Chromium opens the search page of a built edition from disk. Half of the queries are substrings of
two to eight characters of the texts, half are characters and words that occur almost everywhere.
*search* is the call that finds the passages; *typed* is all that happens on the page after a key,
up to the layout of the first results. Only the size has a counterpart: plain Sphinx's index of the
same content.
"""

from __future__ import annotations

import json
import re
from random import Random
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from browser import chromium
from table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUERIES = 400
LOAD = """
() => {
  const texts = editionBenchIndex;
  const times = [];
  for (let i = 0; i < RUNS; i++) {
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
    for (let i = 0; i < 5; i++) await null; /* the index's promise is already resolved */
    document.body.getBoundingClientRect();
    times.push(performance.now() - started);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return times;
}
"""
COMMON = (
    "の",
    "春先",
    "古い帳面",
    "山里",
    "春先 帳面",
    "季",
    "雨",
    "窓",
    "道",
    "紙",
    "竹",
    "そのとき",
    "記して",
    "人から",
    "は",
    "work",
)


def rows(folder: Path, size: int, runs: int) -> Iterator[Row]:
    """Yield the index sizes of ``ours`` and ``plain`` below *folder*, and our times in Chromium.

    :raises AbsentError: without Chromium, after the first row.
    """
    html = folder / "ours/html"
    written = (html / "search-index.js").read_text("utf-8")
    texts = [text for entry in _entries(json.loads(_json(written))) for text in _strings(entry[1:])]
    net = sum(len(re.sub("[\ue000-\ue002]", "", text).encode()) for text in texts)
    ours, plain = len(written.encode()), (folder / "plain/html/searchindex.js").stat().st_size
    remark = f"texts × {ours / net:.2f}"
    yield Row(
        size,
        "search index: Sphinx, MB",
        ours / 1e6,
        plain / 1e6,
        ours / plain,
        remark=remark,
    )
    queries = _queries(texts, QUERIES)
    with chromium() as browser:
        page = browser.new_page()
        page.goto(f"{html.as_uri()}/search.html")
        page.wait_for_function("document.getElementById('search-results').ariaBusy === 'false'")
        page.evaluate("(texts) => { window.editionBenchIndex = texts; }", _json(written))
        loads = [sum(times) for times in page.evaluate(LOAD.replace("RUNS", str(runs)))]
        yield Row(size, "search loaded, ms", median(loads), remark=f"first {loads[0]:.1f}")
        found = page.evaluate(SEARCH, queries)
        remark = f"{QUERIES} queries, {median(n for _, n in found):.0f} results"
        yield _times(size, "search, ms", [took for took, _ in found], remark)
        typed = page.evaluate(TYPED, queries[::8])
        yield _times(size, "key to results, ms", typed, f"{len(typed)} queries")


def _times(size: int, what: str, times: list[float], remark: str) -> Row:
    return Row(size, what, median(times), remark=f"95 % {quantiles(times, n=20)[-1]:.1f}, {remark}")


def _json(written: str) -> str:
    return written.removeprefix("editionSearchIndex(").removesuffix(")\n")


def _entries(index: dict[str, Any]) -> list[list[Any]]:
    return [
        entry
        for kind, pages in index.items()
        if kind != "oldForms"
        for _, own in pages
        for entry in own
    ]


def _strings(data: object) -> list[str]:
    if isinstance(data, list):
        return [text for item in data for text in _strings(item)]
    return [data] if isinstance(data, str) else []


def _queries(texts: list[str], number: int) -> list[str]:
    choose = Random(1)  # noqa: S311  not a secret
    long = [text for text in texts if len(text) > 8]
    drawn = []
    for _ in range(number - number // 2):
        text, length = choose.choice(long), choose.randint(2, 8)
        start = choose.randrange(len(text) - length)
        drawn.append(text[start : start + length])
    return drawn + [choose.choice(COMMON) for _ in range(number // 2)]
