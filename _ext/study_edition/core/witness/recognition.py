"""Recognise the paragraphs of an edition in a reader's own copy, whatever other text it contains.

``pages/static/recognise.js`` does the same in a browser; a change to one must be made to both.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from ..model.locus import paragraph_number
from .altered_paragraphs import Gap, MissingParagraph, Piece, find_altered
from .normalised_text import LINE_END, normalise_with_offsets
from .occurrences import find_occurrences
from .rank_assignment import ParagraphMatch, assign_ranks
from .text_fingerprint import INVISIBLE, normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .text_fingerprint import Fingerprint
    from .witness_record import WitnessRecord


class ParagraphState(Enum):
    """What was found of a paragraph."""

    EXACT = "exact"
    """The text contains it exactly as recorded."""
    ALTERED = "altered"
    """Its position holds a different text of similar length: see :mod:`.altered_paragraphs`."""
    MISSING = "missing"
    AMBIGUOUS = "ambiguous"
    """There is a text that may be this paragraph or another."""


class FoundParagraph(NamedTuple):
    """A paragraph found in the reader's text: its text, start, end, and line (from 1)."""

    text: str
    start: int
    end: int
    line: int


class LeftoverZone(Enum):
    """Position of foreign text relative to the paragraphs found."""

    BEFORE = "before"
    BETWEEN = "between"
    AFTER = "after"


class Leftover(NamedTuple):
    """Visible characters of a line that belong neither to a paragraph nor to a heading."""

    line: int
    characters: int
    where: LeftoverZone


class Recognition(NamedTuple):
    """The result, by paragraph id.

    ``found`` has the exact and the altered paragraphs.
    """

    states: dict[str, ParagraphState]
    found: dict[str, FoundParagraph]
    leftover: tuple[Leftover, ...]

    def count(self, state: ParagraphState) -> int:
        """Return how many paragraphs have this state."""
        return sum(1 for other in self.states.values() if other is state)


def recognise(
    text: str, record: WitnessRecord, progress: Callable[[float], None] | None = None
) -> Recognition:
    """Find the paragraphs of *record* in *text*.

    Paragraph and line boundaries in *text* are ignored, as is everything that the fingerprint rule
    normalises. A paragraph is exact only if its SHA-256 matches. No text is guessed to be a
    paragraph: see :mod:`.altered_paragraphs` and :mod:`.rank_assignment`.

    :param text: any text that may contain the essay; lines end with LF, CR or both.
    :param progress: called from time to time with the completed share of the search, 0 to 1.
    """
    ids = sorted(record.fingerprints, key=lambda key: paragraph_number(key) or 0)
    fingerprints = [record.fingerprints[key] for key in ids]
    matches, undecided = assign_ranks(_find_matches(text, fingerprints, progress), fingerprints)
    lines = [0, *(match.end() for match in LINE_END.finditer(text))]
    gaps = list(_gaps(text, lines, matches, {normalise(heading) for heading in record.headings}))
    exact = _choose_matches(matches)
    missing = {
        rank: MissingParagraph(
            fingerprints[rank], tuple(map(normalise, record.lemmas.get(key, ())))
        )
        for rank, key in enumerate(ids)
        if rank not in exact and rank not in undecided
    }
    altered, doubtful = find_altered(
        gaps, missing, [normalise(text[match.start : match.end]) for match in exact.values()]
    )
    states, found = dict.fromkeys(ids, ParagraphState.MISSING), {}
    for rank, key in enumerate(ids):
        if rank in exact:
            states[key] = ParagraphState.EXACT
            found[key] = _trimmed(text, lines, exact[rank].start, exact[rank].end)
        elif rank in altered:
            states[key] = ParagraphState.ALTERED
            found[key] = _trimmed(text, lines, altered[rank][0].start, altered[rank][-1].end)
        elif rank in undecided or rank in doubtful:
            states[key] = ParagraphState.AMBIGUOUS
    taken = {piece for pieces in altered.values() for piece in pieces}
    return Recognition(states, found, tuple(_leftover(gaps, taken)))


def _find_matches(
    text: str, fingerprints: list[Fingerprint], progress: Callable[[float], None] | None
) -> list[ParagraphMatch]:
    """Return the matches of the fingerprints, in the order of the text.

    Of overlapping matches the longer is kept.
    """
    found: list[tuple[int, int, int, Fingerprint]] = []
    normalised = normalise_with_offsets(text)
    variants = (
        [normalised, normalise_with_offsets(text, keep_line_start_readings=True)]
        if normalised.has_line_start_readings
        else [normalised]
    )
    for plain, starts, ends, _ in variants:
        begins = (bisect_left(starts, match.end()) for match in LINE_END.finditer(text))
        remaining = Counter(fingerprints) - Counter(fingerprint for *_, fingerprint in found)
        for start, end, fingerprint in find_occurrences(plain, begins, remaining, progress):
            found.append((-fingerprint.length, starts[start], ends[end - 1], fingerprint))
    kept: list[tuple[int, int, Fingerprint]] = []
    for _, start, end, fingerprint in sorted(found):
        at = bisect_left(kept, (start,))
        if (at == 0 or kept[at - 1][1] <= start) and (at == len(kept) or kept[at][0] >= end):
            kept.insert(at, (start, end, fingerprint))
    return [ParagraphMatch(start, end, fingerprint, None) for start, end, fingerprint in kept]


def _choose_matches(matches: list[ParagraphMatch]) -> dict[int, ParagraphMatch]:
    """Choose the match of each paragraph with the most of its neighbours next to it."""
    best: dict[int, tuple[int, ParagraphMatch]] = {}
    for at, match in enumerate(matches):
        if match.rank is None:
            continue
        before = matches[at - 1].rank if at else None
        after = matches[at + 1].rank if at + 1 < len(matches) else None
        beside = (before == match.rank - 1) + (after == match.rank + 1)
        if match.rank not in best or beside > best[match.rank][0]:
            best[match.rank] = beside, match
    return {rank: match for rank, (_, match) in best.items()}


def _gaps(
    text: str, lines: list[int], matches: list[ParagraphMatch], headings: set[str]
) -> Iterator[Gap]:
    """Yield the text before, between and after the matches, line by line."""
    bounds = [0, *(bound for match in matches for bound in (match.start, match.end)), len(text)]
    ranks = [None, *(match.rank if match.sure else None for match in matches), None]
    for at in range(len(matches) + 1):
        pieces = tuple(_pieces(text, lines, bounds[2 * at], bounds[2 * at + 1], headings))
        wrapped = any(
            bisect_left(lines, match.end) > bisect_right(lines, match.start)
            for match in matches[max(0, at - 1) : at + 1]
        )
        yield Gap(pieces, ranks[at], ranks[at + 1], wrapped)


def _pieces(
    text: str, lines: list[int], start: int, end: int, headings: set[str]
) -> Iterator[Piece]:
    first = bisect_right(lines, start)
    for line in range(first, bisect_left(lines, end, lo=first) + 1):
        begin = max(start, lines[line - 1])
        stop = min(end, lines[line]) if line < len(lines) else end
        plain = normalise(text[begin:stop])
        if plain:
            visible = INVISIBLE.sub("", text[begin:stop])
            yield Piece(line, begin, stop, plain, len(visible), plain in headings)


def _trimmed(text: str, lines: list[int], start: int, end: int) -> FoundParagraph:
    while start < end and INVISIBLE.match(text[start]):
        start += 1
    while start < end and INVISIBLE.match(text[end - 1]):
        end -= 1
    return FoundParagraph(text[start:end], start, end, bisect_right(lines, start))


def _leftover(gaps: list[Gap], taken: set[Piece]) -> Iterator[Leftover]:
    counted: dict[int, tuple[int, LeftoverZone]] = {}
    for at, gap in enumerate(gaps):
        where = (
            LeftoverZone.BEFORE
            if at == 0
            else LeftoverZone.AFTER
            if at == len(gaps) - 1
            else LeftoverZone.BETWEEN
        )
        for piece in gap.pieces:
            if not piece.heading and piece not in taken:
                characters, known = counted.get(piece.line, (0, where))
                counted[piece.line] = characters + piece.characters, known
    for line, (characters, where) in sorted(counted.items()):
        yield Leftover(line, characters, where)
