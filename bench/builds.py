"""The same content built by Sphinx, with the engine and without it: from nothing, unchanged, a note or a term changed, two processes."""

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
    """Run a builder of Sphinx, in a process of its own; what it writes goes to a folder of its name.

    :raises FailedError: if it fails or has anything to say.
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
    """Build an edition's pages from nothing."""
    put_aside(edition, "html", "doctrees")
    use = sphinx(edition, jobs=jobs)
    _check(edition, content)
    return use


def again(edition: Path, content: Content) -> Iterator[tuple[str, Use]]:
    """After a clean build: with nothing changed, then with a note changed, then with the definition of a term changed as well."""
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
    """See that the pages show every paragraph, every note and what was added, so that they may be compared."""
    shown = "".join(path.read_text("utf-8") for path in sorted(edition.glob("html/text/*.html")))
    glossary = (edition / "html/glossary.html").read_text("utf-8")
    size = len(content.paragraphs)
    for where, mark, number in (
        (shown, r' id="p\d+"', size),
        (shown, MARK, size),
        (shown, ADDED, note),
        (glossary, ADDED, term),
    ):
        found = len(re.findall(mark, where))
        if found != number:
            message = f"{edition}: {mark} stands there {found} times, {number} expected"
            raise FailedError(message)
