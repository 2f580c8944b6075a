"""Builds of the same content by Sphinx with and without the engine: clean, changed, parallel."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from measure import ROOT, FailedError, Use, put_aside, run
from synthetic import ADDED, MARK, Content, write_ours, write_plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KINDS = ("ours", "plain")


def prepare(folder: Path, content: Content) -> None:
    """Write both editions below *folder*."""
    write_ours(folder / "ours", content, ROOT / "_ext")
    write_plain(folder / "plain", content)


def sphinx(
    edition: Path, builder: str = "html", *, jobs: int = 1, options: tuple[str, ...] = ()
) -> Use:
    """Run a Sphinx builder in a separate process; its output folder has the builder's name.

    :raises FailedError: if it fails or prints anything.
    """
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-b",
        builder,
        "-q",
        "-W",
        "--keep-going",
        "-j",
        str(jobs),
        *options,
    ]
    command += [
        "-c",
        str(edition),
        "-d",
        str(edition / "doctrees"),
        str(edition / "source"),
        str(edition / builder),
    ]
    return run(command, edition, silent=True)


def clean(edition: Path, content: Content, *, jobs: int = 1) -> Use:
    """Build an edition's pages from scratch."""
    put_aside(edition, "html", "doctrees")
    use = sphinx(edition, jobs=jobs)
    _check(edition, content)
    return use


def again(edition: Path, content: Content) -> Iterator[tuple[str, Use]]:
    """Rebuild after a clean build: unchanged, then with a note changed, then also with a term."""
    yield "unchanged", sphinx(edition)
    before: dict[Path, str] = {}
    for step, text in (("note", content.changed_note), ("term", content.changed_term)):
        page = next(
            path
            for path in sorted(edition.glob("source/**/*.md"))
            if text in path.read_text("utf-8")
        )
        before[page] = page.read_text("utf-8")
        page.write_text(before[page].replace(text, text + ADDED), "utf-8")
        yield step, sphinx(edition)
        _check(edition, content, note=1, term=int(step == "term"))
    for page, text in before.items():
        page.write_text(text, "utf-8")


def _check(edition: Path, content: Content, *, note: int = 0, term: int = 0) -> None:
    """Check that the pages show every paragraph, every note and the additions.

    :raises FailedError: if not, as figures could then not be compared.
    """
    shown = "".join(path.read_text("utf-8") for path in sorted(edition.glob("html/text/*.html")))
    glossary = (edition / "html/glossary.html").read_text("utf-8")
    size = len(content.paragraphs)
    for html, mark, number in (
        (shown, r' id="p\d+"', size),
        (shown, MARK, size),
        (shown, ADDED, note),
        (glossary, ADDED, term),
    ):
        count = len(re.findall(mark, html))
        if count != number:
            message = f"{edition}: {mark} occurs {count} times, {number} expected"
            raise FailedError(message)
