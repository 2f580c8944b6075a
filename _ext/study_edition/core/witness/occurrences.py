"""Find the paragraphs of a record in a normalised text, whatever the paragraph boundaries."""

from __future__ import annotations

import re
import sys
from array import array
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from .text_fingerprint import Fingerprint, character_weight, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SENTENCE_END = """。.!?」)"'…"""
_SENTENCE_END = re.compile(f"[{SENTENCE_END}]")
MAX_BOUNDS = 64
"""Number of subsequent line and sentence ends with which the end of a paragraph is tried."""
MAX_WINDOWS = 5_000_000
"""Number of windows up to which the whole text is searched; above it, only the parts not covered by
occurrences already found."""


class Occurrence(NamedTuple):
    """A span of the normalised text that has a fingerprint of the record."""

    start: int
    end: int
    fingerprint: Fingerprint


def find_occurrences(
    plain: str,
    line_starts: Iterable[int],
    fingerprints: Counter[Fingerprint],
    progress: Callable[[float], None] | None = None,
) -> list[Occurrence]:
    """Return where the paragraphs with these fingerprints occur; occurrences may overlap.

    Spans between two ends of lines or sentences are tried first. Nearly all paragraphs are there,
    and every occurrence there is found. A paragraph without an occurrence there (or with fewer than
    the edition has) is then searched for at every position.

    :param line_starts: where lines start in *plain*.
    :param fingerprints: the fingerprints, with the number of paragraphs that have each.
    :param progress: called with the completed share of the work, 0 to 1.
    """
    sums = array("q", accumulate(_weights(plain), initial=0))
    groups = _group_by_length(fingerprints)
    bounds = sorted(
        {0, len(plain), *line_starts, *(match.end() for match in _SENTENCE_END.finditer(plain))}
    )
    found_occurrences = dict.fromkeys(
        _confirm(plain, _spans_between_bounds(bounds, sums, groups), groups)
    )
    groups = _group_by_length(
        fingerprints - Counter(occurrence.fingerprint for occurrence in found_occurrences)
    )
    search_everywhere = len(groups) * len(plain) <= MAX_WINDOWS
    low = sums.tobytes()[0 if sys.byteorder == "little" else 7 :: 8]
    for done, length in enumerate(sorted(groups), 1):
        regions = (
            [(0, len(plain))]
            if search_everywhere
            else list(_uncovered_spans(found_occurrences, len(plain)))
        )
        found_occurrences.update(
            dict.fromkeys(
                _confirm(plain, _spans_anywhere(regions, length, sums, low, groups[length]), groups)
            )
        )
        if progress:
            progress(done / len(groups))
    return list(found_occurrences)


class _LengthGroup(NamedTuple):
    """The fingerprints of one length."""

    weights: frozenset[int]
    fingerprints: dict[str, Fingerprint]
    """By SHA-256."""


def _group_by_length(fingerprints: Iterable[Fingerprint]) -> dict[int, _LengthGroup]:
    by_length: dict[int, list[Fingerprint]] = {}
    for fingerprint in fingerprints:
        if fingerprint.length:
            by_length.setdefault(fingerprint.length, []).append(fingerprint)
    return {
        length: _LengthGroup(
            frozenset(fingerprint.weight for fingerprint in group),
            {fingerprint.sha256: fingerprint for fingerprint in group},
        )
        for length, group in by_length.items()
    }


def _weights(plain: str) -> Iterator[int]:
    table = {char: character_weight(char) for char in set(plain)}
    return map(table.__getitem__, plain)


def _spans_between_bounds(
    bounds: list[int], sums: array[int], groups: dict[int, _LengthGroup]
) -> Iterator[tuple[int, int]]:
    """Yield the spans between two bounds that have a paragraph's length and weight."""
    longest = max(groups, default=0)
    for index, start in enumerate(bounds, 1):
        for end in bounds[index : index + MAX_BOUNDS]:
            if end - start > longest:
                break
            group = groups.get(end - start)
            if group and sums[end] - sums[start] in group.weights:
                yield start, end


def _spans_anywhere(
    regions: list[tuple[int, int]], length: int, sums: array[int], low: bytes, group: _LengthGroup
) -> Iterator[tuple[int, int]]:
    """Yield the spans of one length that have one of the weights.

    The low bytes of all differences are computed by one subtraction of two long integers in which
    no byte borrows from the next (*SIMD within a register*; L. Lamport, Multiple byte processing
    with full-word instructions, 1975). Only one position in 256 is then examined.

    :param low: the low byte of each of *sums*.
    """
    for first, last in regions:
        count = last - first - length + 1
        if count <= 0:
            continue
        high, rest = (int.from_bytes(byte * count, "little") for byte in (b"\x80", b"\x7f"))
        ends = int.from_bytes(low[first + length : last + 1], "little")
        starts = int.from_bytes(low[first : first + count], "little")
        differences = (
            ((ends | high) - (starts & rest)) ^ ((ends ^ starts ^ high) & high)
        ).to_bytes(count, "little")
        for weight in group.weights:
            for match in re.finditer(re.escape(bytes([weight & 0xFF])), differences):
                start = first + match.start()
                if sums[start + length] - sums[start] == weight:
                    yield start, start + length


def _confirm(
    plain: str, stretches: Iterable[tuple[int, int]], groups: dict[int, _LengthGroup]
) -> Iterator[Occurrence]:
    """Yield the spans whose SHA-256 is that of a paragraph."""
    for start, end in stretches:
        fingerprint = groups[end - start].fingerprints.get(digest(plain[start:end]))
        if fingerprint:
            yield Occurrence(start, end, fingerprint)


def _uncovered_spans(
    found_occurrences: Iterable[Occurrence], length: int
) -> Iterator[tuple[int, int]]:
    """Yield the spans of a text of this length that no occurrence covers."""
    done = 0
    for start, end, _ in sorted(found_occurrences):
        if start > done:
            yield done, start
        done = max(done, end)
    if length > done:
        yield done, length
