"""A locus: the paragraph, range or set of paragraphs that a note or a citation is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PART = re.compile(r"(?P<first>[1-9][0-9]{0,8})(?:-(?P<last>[1-9][0-9]{0,8}))?")
_ID = re.compile(r"p(?P<number>[1-9][0-9]{0,8})")


class LocusError(ValueError):
    """A text that is not a locus; the message is the text itself."""


class Locus(NamedTuple):
    """One or more closed ranges of paragraph numbers, in the order written."""

    ranges: tuple[tuple[int, int], ...]

    @classmethod
    def single(cls, number: int) -> Locus:
        """Return the locus of one paragraph."""
        return cls(((number, number),))

    @classmethod
    def of(cls, numbers: Iterable[int]) -> Locus:
        """Return the locus of some paragraphs, with consecutive ones as one range."""
        return merge((number, number) for number in numbers)

    @property
    def first(self) -> int:
        """Number of the first paragraph; a note is shown next to it."""
        return self.ranges[0][0]

    @property
    def starts(self) -> tuple[int, ...]:
        """First paragraph of every range."""
        return tuple(first for first, _ in self.ranges)

    def numbers(self) -> Iterator[int]:
        """Yield every paragraph number in the locus, in order."""
        for first, last in self.ranges:
            yield from range(first, last + 1)

    def __str__(self) -> str:
        """Return the strict form, inverse of :func:`parse_locus`: ``18``, ``18-20``, ``18,24``."""
        return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in self.ranges)


def parse_locus(text: str) -> Locus:
    """Read the strict form ``18``, ``18-20`` or ``18,24-26``; spaces after a comma are allowed.

    Numbers must ascend: ``20-18`` and ``24,18`` are rejected, so that a locus has one spelling.

    :raises LocusError: if *text* is anything else.
    """
    ranges: list[tuple[int, int]] = []
    reached = 0
    for part in text.split(","):
        match = _PART.fullmatch(part.strip())
        if match is None:
            raise LocusError(text)
        first = int(match["first"])
        last = int(match["last"] or first)
        if first <= reached or last < first or (match["last"] and last == first):
            raise LocusError(text)
        ranges.append((first, last))
        reached = last
    return Locus(tuple(ranges))


def merge(pairs: Iterable[tuple[int, int]]) -> Locus:
    """Return the locus of these ranges, sorted, with adjacent and overlapping ones merged."""
    ranges: list[tuple[int, int]] = []
    for first, last in sorted(pairs):
        if ranges and first <= ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], max(ranges[-1][1], last))
        else:
            ranges.append((first, last))
    return Locus(tuple(ranges))


def format_locus(locus: Locus, lang: str) -> str:
    """Return a locus for readers: 第18–20・24段落, or ¶¶18–20, 24 in English."""
    parts = [str(a) if a == b else f"{a}–{b}" for a, b in locus.ranges]
    if lang.startswith("ja"):
        return f"第{'・'.join(parts)}段落"
    several = len(parts) > 1 or locus.ranges[0][0] != locus.ranges[0][1]
    return ("¶¶" if several else "¶") + ", ".join(parts)


def paragraph_number(node_id: str) -> int | None:
    """Return the number in a paragraph id (18 for ``p18``), or None if it is another id."""
    match = _ID.fullmatch(node_id)
    return int(match["number"]) if match else None
