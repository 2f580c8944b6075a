"""An essay as one text, in which blocks, sentences and lines are known by their places."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .coursework_records import CourseLine

_ENDED = re.compile(r"[。．.!?！？：:][」』”’\"')）\]\d]*$")
_END = re.compile(
    r"[。！？][」』”’）)]*|[.!?][”’\"')\]]*(?=\s+[“‘\"'(\[A-Z\u3000-\u9fff]|\s*$)|\n\n"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:paras?|pars?|pp?|nos?|vols?|eds?|cf|al|chs?|fig|ibid|vs|mr|mrs|ms|dr|st|e\.g|i\.e|jan|feb|mar|apr|aug|sept?|oct|nov|dec|u\.s|u\.k)|\b[A-Z])$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*(?:[（(［\[〔][^（）()［\]〔〕]*[）)］\]〕]\s*)+[。.]?\s*")
_OPEN, _CLOSED = "「『“（(", "」』”）)"


class Block(NamedTuple):
    """A stretch of lines that belong together, from ``start`` to ``end`` in the text."""

    start: int
    end: int
    part: str


@dataclass(frozen=True)
class Prose:
    """The text of an essay; blocks stand apart by an empty line."""

    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[tuple[int, int], ...]
    _starts: tuple[int, ...]
    _numbers: tuple[int, ...]

    def line(self, place: int) -> int:
        """The number of the line at a place in the text."""
        return self._numbers[max(0, bisect_right(self._starts, place) - 1)]

    def block(self, place: int) -> Block:
        """The block at a place in the text."""
        return self.blocks[
            max(0, bisect_right(self.blocks, place, key=lambda block: block.start) - 1)
        ]

    def sentence(self, place: int) -> int:
        """The index of the sentence at a place in the text."""
        return max(0, bisect_right(self.sentences, place, key=lambda sentence: sentence[0]) - 1)


def lay_out(lines: Iterable[CourseLine]) -> Prose:
    """Join lines: those over which a sentence runs into one block, the others each into its own."""
    pieces: list[str] = []
    starts: list[int] = []
    numbers: list[int] = []
    blocks: list[Block] = []
    place = 0
    before: CourseLine | None = None
    for line in lines:
        if before is not None:
            gap = "\n" if _goes_on(before, line) else "\n\n"
            pieces.append(gap)
            place += len(gap)
        starts.append(place)
        numbers.append(line.number)
        pieces.append(line.text)
        place += len(line.text)
        if before is not None and _goes_on(before, line):
            blocks[-1] = blocks[-1]._replace(end=place)
        else:
            blocks.append(Block(starts[-1], place, line.part))
        before = line
    text = "".join(pieces)
    return Prose(
        text, tuple(blocks), tuple(_sentences(text, blocks)), tuple(starts), tuple(numbers)
    )


def _goes_on(before: CourseLine, line: CourseLine) -> bool:
    if (
        before.part != line.part
        or line.part == "heading"
        or not 0 <= line.number - before.number <= 1
    ):
        return False
    if line.part == "note":
        return not re.match(r"[\[(（注]", line.text) and line.number == before.number + 1
    return line.part == "quote" or not _ENDED.search(before.text.rstrip())


def _sentences(text: str, blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """The sentences; a full stop inside quotation marks or brackets ends none, and brackets after one belong to it."""
    found: list[tuple[int, int]] = []
    for block in blocks:
        first = len(found)
        start = block.start
        depth = _depths(text[block.start : block.end])
        for end in _END.finditer(text, block.start, block.end):
            if depth[end.start() - block.start] or (
                text[end.start()] == "."
                and _ABBREVIATION.search(text, max(0, end.start() - 8), end.start())
            ):
                continue
            if len(found) > first and _BRACKETS.fullmatch(text, start, end.end()):
                found[-1] = (found[-1][0], end.end())
            else:
                found.append((start, end.end()))
            start = end.end()
        rest = text[start : block.end].strip()
        if rest and len(found) > first and _BRACKETS.fullmatch(rest):
            found[-1] = (found[-1][0], block.end)
        elif rest or len(found) == first:
            found.append((start, block.end))
    return found


def _depths(text: str) -> list[int]:
    """How deep each character stands in quotation marks and brackets that are closed again; an open one counts for nothing."""
    change = [0] * (len(text) + 1)
    open_at: list[int] = []
    for i, char in enumerate(text):
        if char in _OPEN:
            open_at.append(i)
        elif (
            char in _CLOSED
            and (
                at := next(
                    (j for j in reversed(open_at) if _OPEN.index(text[j]) == _CLOSED.index(char)),
                    None,
                )
            )
            is not None
        ):
            while open_at.pop() != at:
                pass
            change[at] += 1
            change[i] -= 1
    depth, total = [], 0
    for step in change[:-1]:
        total += step
        depth.append(total)
    return depth
