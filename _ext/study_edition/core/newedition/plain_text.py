"""Parse a plain text into pages, headings and paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from ..text.soft_breaks import join_lines
from . import aozora

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARKDOWN = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*")
_PARAGRAPH_ENDS = '。」』）)”’".!?！？…―'
"""Last characters of a line that is a whole paragraph, not wrapped to fit a page."""
_CONTROL = re.compile("[\x00-\x1f\x7f\u2028\u2029]+")


class TextBlock(NamedTuple):
    """A paragraph, or a heading of ``level`` (1 is the highest).

    ``line`` is the line of the file on which it starts.
    """

    line: int
    runs: tuple[aozora.RubyRun, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """Its text without readings."""
        return "".join(run.text for run in self.runs)


class TextPage(NamedTuple):
    """A heading of the highest level and the blocks below it; the title may be empty."""

    title: str
    blocks: tuple[TextBlock, ...]

    @property
    def paragraphs(self) -> tuple[TextBlock, ...]:
        """The blocks that get a number."""
        return tuple(block for block in self.blocks if not block.level)


class ParsedText(NamedTuple):
    """A parsed text; what the file does not say is empty."""

    title: str
    author: str
    pages: tuple[TextPage, ...]
    colophon: tuple[str, ...]
    dropped: dict[str, int]
    """Typesetting notes that were removed, with their number."""

    @property
    def paragraphs(self) -> tuple[TextBlock, ...]:
        """All paragraphs in order, numbered from 1."""
        return tuple(block for page in self.pages for block in page.paragraphs)

    @property
    def headings(self) -> tuple[str, ...]:
        """All headings in order."""
        by_page = (
            (page.title, *(block.text for block in page.blocks if block.level))
            for page in self.pages
        )
        return tuple(text for texts in by_page for text in texts if text)


def parse_text(
    text: str, headings: re.Pattern[str] | None = None, paragraph_break: str = ""
) -> ParsedText:
    """Parse a text.

    Headings are lines that begin with ``#`` (Markdown), that a note makes one (Aozora), or that
    *headings* matches as a whole. A single heading above everything else is the title. The highest
    level makes pages.

    :param paragraph_break: what separates paragraphs: ``lines`` (each line is one) or ``blanks``
        (blank lines); empty to detect it.
    """
    frame = aozora.split_frame(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    dropped: Counter[str] = Counter()
    lines = list(_lines(frame.body, headings, dropped))
    by_line = paragraph_break == "lines" or (paragraph_break != "blanks" and _is_by_line(lines))
    blocks = list(_blocks(lines, by_line=by_line))
    title = frame.title
    levels = [block.level for block in blocks if block.level]
    if (
        blocks
        and blocks[0].level
        and levels.count(blocks[0].level) == 1
        and blocks[0].level == min(levels)
    ):
        title = title or blocks[0].text
        blocks = blocks[1:]
    return ParsedText(title, frame.author, tuple(_pages(blocks)), frame.colophon, dict(dropped))


class _Line(NamedTuple):
    number: int
    text: str
    level: int
    is_indented: bool


def _lines(
    body: Sequence[tuple[int, str]], headings: re.Pattern[str] | None, dropped: Counter[str]
) -> Iterator[_Line]:
    """Yield every line without its notes; a line of notes only is dropped and separates nothing."""
    for number, line in body:
        marked, level = aozora.read_heading(line.strip())
        text = _CONTROL.sub(" ", aozora.strip_notes(marked, dropped)).strip()
        if line.strip() and not text:
            continue
        markdown = _MARKDOWN.fullmatch(text)
        if not level and markdown and markdown[2]:
            text, level = markdown[2], len(markdown[1])
        elif not level and headings and text and headings.fullmatch(text):
            level = 1
        yield _Line(number, text, level, line.startswith("\u3000"))


def _is_by_line(lines: Sequence[_Line]) -> bool:
    """Return whether every line is a paragraph.

    It is if most lines are indented, or most lines followed by another end as a paragraph does.
    """
    texts = [line for line in lines if line.text and not line.level]
    if 2 * sum(line.is_indented or line.text[0] in "「『（" for line in texts) > len(texts):
        return True
    inner = [
        line
        for line, after in pairwise(lines)
        if line.text and after.text and not line.level and not after.level
    ]
    return 2 * sum(line.text[-1] in _PARAGRAPH_ENDS for line in inner) > len(inner)


def _blocks(lines: Sequence[_Line], *, by_line: bool) -> Iterator[TextBlock]:
    for (blank, level), group in groupby(lines, lambda line: (not line.text, line.level)):
        if blank:
            continue
        group_lines = list(group)
        for part in [[line] for line in group_lines] if by_line or level else [group_lines]:
            text = join_lines("\n".join(line.text for line in part)).replace("\n", " ")
            yield TextBlock(part[0].number, aozora.read_ruby(text), level)


def _pages(blocks: Sequence[TextBlock]) -> Iterator[TextPage]:
    """Yield a page for each heading of the highest level, and one for blocks before the first."""
    highest = min((block.level for block in blocks if block.level), default=1)
    title, held = "", list[TextBlock]()
    for block in blocks:
        if block.level != highest:
            held.append(block)
            continue
        if held or title:
            yield TextPage(title, tuple(held))
        title, held = block.text, []
    if held or title:
        yield TextPage(title, tuple(held))
