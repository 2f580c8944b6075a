"""Recognising the paragraphs of an edition in a reader's own copy, whatever stands around and between them.

The same is done in a browser by ``static/recognise.js``; whoever changes one changes both.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from ..model.locus import paragraph_number
from .altered import Gap, Piece, Sought, find_altered
from .fingerprint import INVISIBLE, normalise
from .normalised_text import LINE_END, mapped
from .numbering import Place, number
from .occurrences import occurrences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .fingerprint import Fingerprint
    from .witness_record import WitnessRecord


class State(Enum):
    """What became of a paragraph."""

    EXACT = "exact"
    """It stands in the text, as the record has it."""
    ALTERED = "altered"
    """Another text of about its length stands at its place: see :mod:`.altered`."""
    MISSING = "missing"
    AMBIGUOUS = "ambiguous"
    """Something stands there, and it cannot be said of which paragraph."""


class Found(NamedTuple):
    """A paragraph in the reader's text: its words as they stand there, from ``start`` to ``end``, and its line (from 1)."""

    text: str
    start: int
    end: int
    line: int


class Where(Enum):
    """Where something that is not in the edition stands, seen from the paragraphs."""

    BEFORE = "before"
    BETWEEN = "between"
    AFTER = "after"


class Leftover(NamedTuple):
    """What a line has that belongs to no paragraph and is no heading: how many visible characters."""

    line: int
    characters: int
    where: Where


class Recognition(NamedTuple):
    """What was recognised in a text. ``found`` has the paragraphs that are exact or altered; all by paragraph id."""

    states: dict[str, State]
    found: dict[str, Found]
    leftover: tuple[Leftover, ...]

    def count(self, state: State) -> int:
        """How many paragraphs are in this state."""
        return sum(1 for other in self.states.values() if other is state)


def recognise(
    text: str, record: WitnessRecord, progress: Callable[[float], None] | None = None
) -> Recognition:
    """Find the paragraphs of *record* in *text*.

    Boundaries of paragraphs and lines in *text* do not matter, nor does anything the rule of the fingerprints evens out. A paragraph is
    exact only if its SHA-256 says so. It is never guessed which paragraph a text is: see :mod:`.altered` and :mod:`.numbering`.

    :param text: anything that may hold the essay; lines end with LF, CR or both.
    :param progress: told the share of the search that is done, 0 to 1, from time to time.
    """
    ids = sorted(record.fingerprints, key=lambda key: paragraph_number(key) or 0)
    marks = [record.fingerprints[key] for key in ids]
    places, undecided = number(_places(text, marks, progress), marks)
    lines = [0, *(match.end() for match in LINE_END.finditer(text))]
    gaps = list(_gaps(text, lines, places, {normalise(heading) for heading in record.headings}))
    exact = _chosen(places)
    sought = {
        rank: Sought(marks[rank], tuple(map(normalise, record.lemmas.get(key, ()))))
        for rank, key in enumerate(ids)
        if rank not in exact and rank not in undecided
    }
    altered, doubtful = find_altered(
        gaps, sought, [normalise(text[place.start : place.end]) for place in exact.values()]
    )
    states, found = dict.fromkeys(ids, State.MISSING), {}
    for rank, key in enumerate(ids):
        if rank in exact:
            states[key] = State.EXACT
            found[key] = _found(text, lines, exact[rank].start, exact[rank].end)
        elif rank in altered:
            states[key] = State.ALTERED
            found[key] = _found(text, lines, altered[rank][0].start, altered[rank][-1].end)
        elif rank in undecided or rank in doubtful:
            states[key] = State.AMBIGUOUS
    taken = {piece for pieces in altered.values() for piece in pieces}
    return Recognition(states, found, tuple(_leftover(gaps, taken)))


def _places(
    text: str, marks: list[Fingerprint], progress: Callable[[float], None] | None
) -> list[Place]:
    """Where the fingerprints are found, in the order of the text, none overlapping: of two that do, the longer counts."""
    found: list[tuple[int, int, int, Fingerprint]] = []
    form = mapped(text)
    forms = [form, mapped(text, keep_across=True)] if form.across else [form]
    for plain, starts, ends, _ in forms:
        begins = (bisect_left(starts, match.end()) for match in LINE_END.finditer(text))
        wanted = Counter(marks) - Counter(mark for *_, mark in found)
        for start, end, mark in occurrences(plain, begins, wanted, progress):
            found.append((-mark.length, starts[start], ends[end - 1], mark))
    kept: list[tuple[int, int, Fingerprint]] = []
    for _, start, end, mark in sorted(found):
        at = bisect_left(kept, (start,))
        if (at == 0 or kept[at - 1][1] <= start) and (at == len(kept) or kept[at][0] >= end):
            kept.insert(at, (start, end, mark))
    return [Place(start, end, mark, None) for start, end, mark in kept]


def _chosen(places: list[Place]) -> dict[int, Place]:
    """For each paragraph found, the place that has the most of its neighbours beside it, or the first of these."""
    best: dict[int, tuple[int, Place]] = {}
    for at, place in enumerate(places):
        if place.rank is None:
            continue
        before = places[at - 1].rank if at else None
        after = places[at + 1].rank if at + 1 < len(places) else None
        beside = (before == place.rank - 1) + (after == place.rank + 1)
        if place.rank not in best or beside > best[place.rank][0]:
            best[place.rank] = beside, place
    return {rank: place for rank, (_, place) in best.items()}


def _gaps(text: str, lines: list[int], places: list[Place], headings: set[str]) -> Iterator[Gap]:
    """What stands before, between and after the places, line by line."""
    bounds = [0, *(bound for place in places for bound in (place.start, place.end)), len(text)]
    ranks = [None, *(place.rank if place.sure else None for place in places), None]
    for at in range(len(places) + 1):
        pieces = tuple(_pieces(text, lines, bounds[2 * at], bounds[2 * at + 1], headings))
        wrapped = any(
            bisect_left(lines, place.end) > bisect_right(lines, place.start)
            for place in places[max(0, at - 1) : at + 1]
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


def _found(text: str, lines: list[int], start: int, end: int) -> Found:
    while start < end and INVISIBLE.match(text[start]):
        start += 1
    while start < end and INVISIBLE.match(text[end - 1]):
        end -= 1
    return Found(text[start:end], start, end, bisect_right(lines, start))


def _leftover(gaps: list[Gap], taken: set[Piece]) -> Iterator[Leftover]:
    counted: dict[int, tuple[int, Where]] = {}
    for at, gap in enumerate(gaps):
        where = Where.BEFORE if at == 0 else Where.AFTER if at == len(gaps) - 1 else Where.BETWEEN
        for piece in gap.pieces:
            if not piece.heading and piece not in taken:
                characters, known = counted.get(piece.line, (0, where))
                counted[piece.line] = characters + piece.characters, known
    for line, (characters, where) in sorted(counted.items()):
        yield Leftover(line, characters, where)
