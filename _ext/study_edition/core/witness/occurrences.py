"""Finding the paragraphs of a record in a normalised text, wherever they begin and end."""

from __future__ import annotations

import re
import sys
from array import array
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from .fingerprint import Fingerprint, character_weight, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_SENTENCE_END = re.compile("""[。.!?」)"'…]""")
_NEAR = 64
"""How many of the following ends of lines and sentences a paragraph is tried with."""
_THOROUGH = 5_000_000
"""Up to so many windows the whole text is searched; above, only what no paragraph found so far takes up."""


class Occurrence(NamedTuple):
    """A stretch of the normalised text that has a fingerprint of the record."""

    start: int
    end: int
    mark: Fingerprint


def occurrences(
    plain: str,
    line_starts: Iterable[int],
    marks: Counter[Fingerprint],
    progress: Callable[[float], None] | None = None,
) -> list[Occurrence]:
    """Where the paragraphs with these fingerprints stand; they may overlap.

    Places between two ends of lines or sentences are tried first. They are nearly always the right ones, and every occurrence there is
    found. A paragraph that is not among them (or not as often as the edition has it) is then looked for everywhere.

    :param line_starts: where lines begin in *plain*.
    :param marks: the fingerprints, and how many paragraphs have each.
    :param progress: told the share of the work that is done, 0 to 1.
    """
    sums = array("q", accumulate(_weights(plain), initial=0))
    wanted = _by_length(marks)
    bounds = sorted(
        {0, len(plain), *line_starts, *(match.end() for match in _SENTENCE_END.finditer(plain))}
    )
    found = dict.fromkeys(_confirmed(plain, _between(bounds, sums, wanted), wanted))
    wanted = _by_length(marks - Counter(occurrence.mark for occurrence in found))
    thorough = len(wanted) * len(plain) <= _THOROUGH
    low = sums.tobytes()[0 if sys.byteorder == "little" else 7 :: 8]
    for done, length in enumerate(sorted(wanted), 1):
        regions = [(0, len(plain))] if thorough else list(_free(found, len(plain)))
        found.update(
            dict.fromkeys(
                _confirmed(plain, _anywhere(regions, length, sums, low, wanted[length]), wanted)
            )
        )
        if progress:
            progress(done / len(wanted))
    return list(found)


class _OfOneLength(NamedTuple):
    weights: frozenset[int]
    marks: dict[str, Fingerprint]
    """By SHA-256."""


def _by_length(marks: Iterable[Fingerprint]) -> dict[int, _OfOneLength]:
    sorted_out: dict[int, list[Fingerprint]] = {}
    for mark in marks:
        if mark.length:
            sorted_out.setdefault(mark.length, []).append(mark)
    return {
        length: _OfOneLength(
            frozenset(mark.weight for mark in same), {mark.sha256: mark for mark in same}
        )
        for length, same in sorted_out.items()
    }


def _weights(plain: str) -> Iterator[int]:
    table = {char: character_weight(char) for char in set(plain)}
    return map(table.__getitem__, plain)


def _between(
    bounds: list[int], sums: array[int], wanted: dict[int, _OfOneLength]
) -> Iterator[tuple[int, int]]:
    """The stretches between two bounds that have the length and the weight of a paragraph."""
    longest = max(wanted, default=0)
    for place, start in enumerate(bounds, 1):
        for end in bounds[place : place + _NEAR]:
            if end - start > longest:
                break
            same = wanted.get(end - start)
            if same and sums[end] - sums[start] in same.weights:
                yield start, end


def _anywhere(
    regions: list[tuple[int, int]], length: int, sums: array[int], low: bytes, same: _OfOneLength
) -> Iterator[tuple[int, int]]:
    """The stretches of a length that have one of the weights.

    The low bytes of all differences come from one subtraction of two long numbers in which no byte borrows from the next (*SIMD within
    a register*; L. Lamport, Multiple byte processing with full-word instructions, 1975). One place in 256 is then looked at.

    :param low: the low byte of each of *sums*.
    """
    for first, last in regions:
        number = last - first - length + 1
        if number <= 0:
            continue
        high, rest = (int.from_bytes(byte * number, "little") for byte in (b"\x80", b"\x7f"))
        ends = int.from_bytes(low[first + length : last + 1], "little")
        starts = int.from_bytes(low[first : first + number], "little")
        differences = (
            ((ends | high) - (starts & rest)) ^ ((ends ^ starts ^ high) & high)
        ).to_bytes(number, "little")
        for weight in same.weights:
            for match in re.finditer(re.escape(bytes([weight & 0xFF])), differences):
                start = first + match.start()
                if sums[start + length] - sums[start] == weight:
                    yield start, start + length


def _confirmed(
    plain: str, stretches: Iterable[tuple[int, int]], wanted: dict[int, _OfOneLength]
) -> Iterator[Occurrence]:
    """Those stretches whose SHA-256 is that of a paragraph."""
    for start, end in stretches:
        mark = wanted[end - start].marks.get(digest(plain[start:end]))
        if mark:
            yield Occurrence(start, end, mark)


def _free(found: Iterable[Occurrence], length: int) -> Iterator[tuple[int, int]]:
    """The stretches of a text of this length that nothing found takes up."""
    reached = 0
    for start, end, _ in sorted(found):
        if start > reached:
            yield reached, start
        reached = max(reached, end)
    if length > reached:
        yield reached, length
