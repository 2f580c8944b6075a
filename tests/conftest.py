"""Fixtures shared by all tests: small editions, this edition as built, and a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import partial
from http.server import ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from project_paths import PROJECT
from quick_selection import quick_tests
from shared_tabs import SharedTabs
from workshop import FileLock, StrictHandler, Workshop, built_workshop, run_edition

if TYPE_CHECKING:
    from pathlib import Path

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first that is installed is used; that without windows takes two thirds of the time."""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BLANK = "_static/cite.css"
"""A file without a script that is shown as text."""
MEDIA = {"color_scheme", "forced_colors", "reduced_motion"}
STORE = """
(all) => {
  localStorage.clear();
  for (const [key, data] of Object.entries(all)) localStorage.setItem(key, typeof data === "string" ? data : JSON.stringify(data));
}
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--quick``."""
    parser.addoption(
        "--quick", action="store_true", help="one test for each behaviour (quick_selection.py)"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Drop all but the quick tests, if asked to."""
    if config.getoption("quick"):
        chosen = quick_tests(items)
        config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
        items[:] = chosen


@pytest.fixture(autouse=True)
def one_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands in this process use one processor: the tests themselves use them all."""
    monkeypatch.setattr(os, "cpu_count", lambda: 1)


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """A fresh copy of the small edition, with messages in English."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Workshop(tmp_path)


@pytest.fixture(scope="session")
def small_edition(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """The small edition as built, for tests that change nothing."""
    return built_workshop(tmp_path_factory.mktemp("small-edition") / "edition")


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all test processes of this run share."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def edition(shared: Path) -> Path:
    """The HTML folder of this repository's edition, built as a user builds it."""
    folder = shared / "the-edition"
    with FileLock(folder):
        if not (folder / "build/pdf/study-guide.pdf").exists():
            files = subprocess.run(
                ["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=True
            ).stdout
            for name in filter(None, files.split("\0")):
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                if (PROJECT / name).is_file():
                    shutil.copy2(PROJECT / name, target)
            run_edition(folder, "build", "--quiet", check=True, new_process=True)
    return folder / "build/html"


@pytest.fixture(scope="session")
def guide(edition: Path) -> Path:
    """The study guide of this repository as PDF."""
    return edition.parent / "pdf/study-guide.pdf"


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium; without it these tests fail."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert path, "no Chromium found: apt-get install chromium"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=ARGUMENTS)


@pytest.fixture(scope="session")
def readers(browser, edition):
    """The readers whom tests share, by the options of their browser contexts."""
    shared: dict[tuple, SharedTabs] = {}

    def reader(**options) -> SharedTabs:
        key = tuple(sorted(options.items()))
        if key not in shared:
            shared[key] = SharedTabs(browser, (edition / BLANK).as_uri(), options)
        return shared[key]

    reader.all = shared.values()
    yield reader
    for tabs in shared.values():
        tabs.context.close()


@pytest.fixture
def visit(browser, edition, readers):
    """Open a page of the edition from the disk with empty storage, and record its requests and errors.

    The tab is one that earlier tests used, unless the reader is this test's *own*, in a context which
    it may change.

    :param stored: what the storage has instead of nothing, as texts or as data of JSON.
    :param options: Playwright's for media or a context.
    """
    contexts = []

    def go(name, width=1280, height=900, *, own=False, stored=None, **options):
        media = {name: options.pop(name) for name in MEDIA & options.keys()}
        if own:
            contexts.append(browser.new_context(**options))
            page = contexts[-1].new_page()
        else:
            page = readers(**options).take()
        size = {"width": width, "height": height}
        if page.viewport_size != size:
            page.set_viewport_size(size)
        if media:
            page.emulate_media(**media)
        page.foreign = []
        page.errors = []
        page.on(
            "request",
            lambda request: (
                page.foreign.append(request.url)
                if not request.url.startswith(("file:", "data:"))
                else None
            ),
        )
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        if own:
            page.goto((edition / BLANK).as_uri())
        page.evaluate(STORE, stored or {})
        page.goto(f"{edition.as_uri()}/{name}")
        return page

    yield go
    for context in contexts:
        context.close()
    for tabs in readers.all:
        tabs.give_back()


@pytest.fixture(scope="session")
def served(edition):
    """The address of a local server of the edition with a strict Content-Security-Policy."""
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(StrictHandler, directory=str(edition))
    ) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
