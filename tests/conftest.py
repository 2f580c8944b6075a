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
from workshop import FileLock, StrictHandler, Workshop, built_workshop, run_edition

if TYPE_CHECKING:
    from pathlib import Path

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


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
    path = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    assert path, "no Chromium found: apt-get install chromium"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=ARGUMENTS)


def _fail_on_shared_browser(*_: object, **__: object) -> None:
    pytest.fail("this changes the reader whom all tests share: visit(…, own=True)")


@pytest.fixture(scope="session")
def shared_reader(browser, edition):
    """One reader's browser context, in which most pages are opened, and a page that clears its storage.

    A new context would cost a second for each page.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto((edition / "layer.schema.json").as_uri())
    for name in ("add_init_script", "grant_permissions", "route", "set_offline"):
        setattr(context, name, _fail_on_shared_browser)
    yield context, page
    context.close()


@pytest.fixture
def visit(browser, edition, shared_reader):
    """Open a page of the edition from the disk with empty storage, and record its requests and errors.

    With Playwright's options, or *own*, the page has a browser context of its own.
    """
    shared, cleaner = shared_reader
    contexts = []

    def go(name, width=1280, height=900, *, own=False, **options):
        if own or options:
            context = browser.new_context(viewport={"width": width, "height": height}, **options)
            contexts.append(context)
            page = context.new_page()
        else:
            cleaner.evaluate("localStorage.clear()")
            page = shared.new_page()
            if (width, height) != (1280, 900):
                page.set_viewport_size({"width": width, "height": height})
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
        page.goto(f"{edition.as_uri()}/{name}")
        return page

    yield go
    for context in contexts:
        context.close()
    for page in shared.pages:
        if page != cleaner:
            page.close()


@pytest.fixture(scope="session")
def served(edition):
    """The address of a local server of the edition with a strict Content-Security-Policy."""
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(StrictHandler, directory=str(edition))
    ) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
