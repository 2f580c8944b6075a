"""A plain text taken apart into pages, headings and paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from ..text.soft_breaks import join
from . import aozora

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARKDOWN = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*")
_ENDS = '。」』）)”’".!?！？…―'
"""How a line ends that is a paragraph, and not broken to fit a page."""
_CONTROL = re.compile("[\x00-\x1f\x7f\u2028\u2029]+")


class Block(NamedTuple):
    """A paragraph, or a heading of that level (1 is the highest), with the line of the file on which it begins."""

    line: int
    runs: tuple[aozora.Run, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """Its text without readings."""
        return "".join(run.text for run in self.runs)


class Page(NamedTuple):
    """What stands under a heading of the highest level; without one ``title`` is empty."""

    title: str
    blocks: tuple[Block, ...]

    @property
    def paragraphs(self) -> tuple[Block, ...]:
        """Those that get a number."""
        return tuple(block for block in self.blocks if not block.level)


class Work(NamedTuple):
    """A text as it was read; what the file does not say is empty."""

    title: str
    author: str
    pages: tuple[Page, ...]
    colophon: tuple[str, ...]
    dropped: dict[str, int]
    """Notes on how the page was set that were left out, and how often."""

    @property
    def paragraphs(self) -> tuple[Block, ...]:
        """All paragraphs, in order: their numbers count from 1."""
        return tuple(block for page in self.pages for block in page.paragraphs)

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading, in order."""
        found = (
            (page.title, *(block.text for block in page.blocks if block.level))
            for page in self.pages
        )
        return tuple(text for texts in found for text in texts if text)


def read_work(text: str, headings: re.Pattern[str] | None = None, parted: str = "") -> Work:
    """Read a text.

    Headings are lines that begin with ``#`` (Markdown), that a note makes one (Aozora), or that *headings* matches whole. A single heading
    above everything else is the title. The highest level makes the pages.

    :param parted: what parts paragraphs, ``lines`` (each is one) or ``blanks`` (blank lines do); empty to tell from the text.
    """
    given = aozora.frame(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    dropped: Counter[str] = Counter()
    lines = list(_lines(given.body, headings, dropped))
    by_line = parted == "lines" or (parted != "blanks" and _is_by_line(lines))
    blocks = list(_blocks(lines, by_line=by_line))
    title = given.title
    levels = [block.level for block in blocks if block.level]
    if (
        blocks
        and blocks[0].level
        and levels.count(blocks[0].level) == 1
        and blocks[0].level == min(levels)
    ):
        title = title or blocks[0].text
        blocks = blocks[1:]
    return Work(title, given.author, tuple(_pages(blocks)), given.colophon, dict(dropped))


class _Line(NamedTuple):
    number: int
    text: str
    level: int
    is_set_in: bool


def _lines(
    body: Sequence[tuple[int, str]], headings: re.Pattern[str] | None, dropped: Counter[str]
) -> Iterator[_Line]:
    """Every line without its notes; one that held nothing but notes is left out, and parts nothing."""
    for number, line in body:
        marked, level = aozora.heading(line.strip())
        text = _CONTROL.sub(" ", aozora.plain(marked, dropped)).strip()
        if line.strip() and not text:
            continue
        markdown = _MARKDOWN.fullmatch(text)
        if not level and markdown and markdown[2]:
            text, level = markdown[2], len(markdown[1])
        elif not level and headings and text and headings.fullmatch(text):
            level = 1
        yield _Line(number, text, level, line.startswith("\u3000"))


def _is_by_line(lines: Sequence[_Line]) -> bool:
    """Whether a line is a paragraph: most are set in by a space, or most that another follows end as a paragraph does."""
    texts = [line for line in lines if line.text and not line.level]
    if 2 * sum(line.is_set_in or line.text[0] in "「『（" for line in texts) > len(texts):
        return True
    inner = [
        line
        for line, after in pairwise(lines)
        if line.text and after.text and not line.level and not after.level
    ]
    return 2 * sum(line.text[-1] in _ENDS for line in inner) > len(inner)


def _blocks(lines: Sequence[_Line], *, by_line: bool) -> Iterator[Block]:
    for (blank, level), group in groupby(lines, lambda line: (not line.text, line.level)):
        if blank:
            continue
        found = list(group)
        for part in [[line] for line in found] if by_line or level else [found]:
            text = join("\n".join(line.text for line in part)).replace("\n", " ")
            yield Block(part[0].number, aozora.runs(text), level)


def _pages(blocks: Sequence[Block]) -> Iterator[Page]:
    """A page for each heading of the highest level, and one for what stands before the first."""
    highest = min((block.level for block in blocks if block.level), default=1)
    title, held = "", list[Block]()
    for block in blocks:
        if block.level != highest:
            held.append(block)
            continue
        if held or title:
            yield Page(title, tuple(held))
        title, held = block.text, []
    if held or title:
        yield Page(title, tuple(held))
