"""PDFs of the same content: ours by the builder ``typst``, Sphinx's by ``latex`` and LuaLaTeX.

LuaLaTeX is set up for Japanese (class ltjsbook, luatexja, the HaranoAji fonts), without an index,
which makeindex cannot sort in Japanese; it sets no furigana, links no terms and writes no tags.
``latexmk`` runs it as often as cross-references require; Sphinx's part is counted too.
"""

from __future__ import annotations

import shutil
from statistics import median
from typing import TYPE_CHECKING

from builds import sphinx
from measure import AbsentError, Use, copy_edition, put_aside, run
from pypdf import PdfReader
from table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST = 1000
"""Maximum number of paragraphs: Typst needs some 4 MiB for each (1.8 GiB for 500, 3.9 GiB for
1,000), so that a machine would run out of memory."""
_SETTINGS = {
    "latex_engine": "lualatex",
    "latex_docclass.manual": "ltjsbook",
    "latex_use_xindy": "0",
    "latex_elements.fontpkg": r"\usepackage[haranoaji]{luatexja-preset}",
    **{
        f"latex_elements.{name}": ""
        for name in ("babel", "polyglossia", "fncychap", "makeindex", "printindex")
    },
}


def typst(edition: Path, paragraphs: int) -> Use:
    """Build our study guide from scratch.

    :raises AbsentError: if there are too many paragraphs.
    """
    _refuse(paragraphs)
    put_aside(edition, "typst", "doctrees")
    return sphinx(edition, "typst")


def lualatex(edition: Path, paragraphs: int) -> Use:
    """Build the PDF of plain Sphinx from scratch.

    :raises AbsentError: without TeX, or if there are too many paragraphs.
    """
    _refuse(paragraphs)
    for tool in ("lualatex", "latexmk", "make"):
        if shutil.which(tool) is None:
            raise AbsentError(tool)
    put_aside(edition, "latex", "doctrees")
    written = sphinx(
        edition, "latex", options=tuple(f"-D{name}={value}" for name, value in _SETTINGS.items())
    )
    made = run(
        ["make", "-C", "latex", "all-pdf", "LATEXMKOPTS=-interaction=nonstopmode -halt-on-error"],
        edition,
    )
    return Use(written.wall + made.wall, written.cpu + made.cpu, max(written.memory, made.memory))


def _refuse(paragraphs: int) -> None:
    if paragraphs > LARGEST:
        message = f"PDF > {LARGEST:,}"
        raise AbsentError(message)


def pages(edition: Path) -> int:
    """Return the number of pages of an edition's PDF."""
    return len(
        PdfReader(
            next(path for folder in ("typst", "latex") for path in (edition / folder).glob("*.pdf"))
        ).pages
    )


def rows(work: Path, runs: int) -> Iterator[Row]:
    """Yield the median of *runs* builds of this repository's study guide, in a copy in *work*."""
    edition = copy_edition(work / "own/pdf")
    times = [typst(edition, 0).wall for _ in range(runs)]
    yield Row(
        None,
        "this edition's study guide, s",
        median(times),
        remark=f"pages {pages(edition)}",
    )
