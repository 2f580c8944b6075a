"""An essay as one text with its blocks, sentences and line numbers."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ..text.document_line import Line, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_COMPLETE = re.compile(r"[。．.!?！？：:][」』”’\"')）\]\d]*$")
_SENTENCE_END = re.compile(
    r"[。！？][」』”’）)]*|[.!?][”’\"')\]]*(?=\s+[“‘\"'(\[A-Z\u3000-\u9fff]|\s*$)|\n\n"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:paras?|pars?|pp?|nos?|vols?|eds?|cf|al|chs?|fig|ibid|vs|mr|mrs|ms|dr|st|e\.g|i\.e"
    r"|jan|feb|mar|apr|aug|sept?|oct|nov|dec|u\.s|u\.k)|\b[A-Z])$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*(?:[（(［\[〔][^（）()［\]〔〕]*[）)］\]〕]\s*)+[。.]?\s*")
_OPEN, _CLOSED = "「『“（(", "」』”）)"


class Block(NamedTuple):
    """Consecutive lines of one kind, from ``start`` to ``end`` in the text."""

    start: int
    end: int
    part: Part


@dataclass(frozen=True)
class Prose:
    """The text of an essay, with blocks separated by an empty line."""

    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[tuple[int, int], ...]
    _starts: tuple[int, ...]
    _numbers: tuple[int, ...]

    def line(self, position: int) -> int:
        """Return the line number at a position in the text."""
        return self._numbers[max(0, bisect_right(self._starts, position) - 1)]

    def block(self, position: int) -> Block:
        """Return the block at a position in the text."""
        return self.blocks[
            max(0, bisect_right(self.blocks, position, key=lambda block: block.start) - 1)
        ]

    def sentence(self, position: int) -> int:
        """Return the index of the sentence at a position in the text."""
        return max(0, bisect_right(self.sentences, position, key=lambda sentence: sentence[0]) - 1)


def lay_out(lines: Iterable[Line]) -> Prose:
    """Join the lines of a sentence into one block; every other line is a block of its own."""
    pieces: list[str] = []
    starts: list[int] = []
    numbers: list[int] = []
    blocks: list[Block] = []
    position = 0
    before: Line | None = None
    for line in lines:
        if before is not None:
            gap = "\n" if _continues(before, line) else "\n\n"
            pieces.append(gap)
            position += len(gap)
        starts.append(position)
        numbers.append(line.number)
        pieces.append(line.text)
        position += len(line.text)
        if before is not None and _continues(before, line):
            blocks[-1] = blocks[-1]._replace(end=position)
        else:
            blocks.append(Block(starts[-1], position, line.part))
        before = line
    text = "".join(pieces)
    return Prose(
        text, tuple(blocks), tuple(_sentences(text, blocks)), tuple(starts), tuple(numbers)
    )


def _continues(before: Line, line: Line) -> bool:
    if (
        before.part != line.part
        or line.part is Part.HEADING
        or not 0 <= line.number - before.number <= 1
    ):
        return False
    if line.part is Part.NOTE:
        return not re.match(r"[\[(（注]", line.text) and line.number == before.number + 1
    return line.part is Part.QUOTE or not _COMPLETE.search(before.text.rstrip())


def _sentences(text: str, blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Return the spans of the sentences.

    A full stop inside quotation marks or brackets does not end a sentence; brackets after a
    sentence belong to it.
    """
    sentences: list[tuple[int, int]] = []
    for block in blocks:
        first = len(sentences)
        start = block.start
        depth = _depths(text[block.start : block.end])
        for end in _SENTENCE_END.finditer(text, block.start, block.end):
            if depth[end.start() - block.start] or (
                text[end.start()] == "."
                and _ABBREVIATION.search(text, max(0, end.start() - 8), end.start())
            ):
                continue
            if len(sentences) > first and _BRACKETS.fullmatch(text, start, end.end()):
                sentences[-1] = (sentences[-1][0], end.end())
            else:
                sentences.append((start, end.end()))
            start = end.end()
        rest = text[start : block.end].strip()
        if rest and len(sentences) > first and _BRACKETS.fullmatch(rest):
            sentences[-1] = (sentences[-1][0], block.end)
        elif rest or len(sentences) == first:
            sentences.append((start, block.end))
    return sentences


def _depths(text: str) -> list[int]:
    """Return how deeply each character is nested in quotation marks and brackets.

    Unclosed ones are ignored.
    """
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
