"""Which paragraph a place in a text is, where the record has several with the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .fingerprint import Fingerprint


class Place(NamedTuple):
    """A stretch of a reader's text with the fingerprint of a paragraph; ``rank`` is the paragraph's place in the edition, from 0."""

    start: int
    end: int
    mark: Fingerprint
    rank: int | None
    sure: bool = True
    """Whether the rank follows from more than the order of the places."""


def number(places: Sequence[Place], marks: Sequence[Fingerprint]) -> tuple[list[Place], set[int]]:
    """Give every place its rank, and tell the ranks that could not be decided.

    Paragraphs with different words have one place each, or several with the same words. Of paragraphs that share their words, one is
    taken for the place where it stands beside a neighbour, or else between two found paragraphs of the edition's order, as long as
    no other could stand there. Where as many places are left as paragraphs, they are these, in the order of both. Otherwise none is chosen.

    :param places: in the order of the text.
    :param marks: the fingerprints in the order of the edition.
    """
    ranks: dict[Fingerprint, list[int]] = {}
    for rank, mark in enumerate(marks):
        ranks.setdefault(mark, []).append(rank)
    known = [ranks[place.mark][0] if len(ranks[place.mark]) == 1 else None for place in places]
    shared = {at: ranks[place.mark] for at, place in enumerate(places) if known[at] is None}
    for decide in (_beside, _within):
        while _decided(known, shared, decide):
            pass
    undecided: set[int] = set()
    by_order: set[int] = set()
    for mark in dict.fromkeys(places[at].mark for at in shared):
        left = [at for at in shared if places[at].mark == mark and known[at] is None]
        options = [rank for rank in ranks[mark] if rank not in known]
        if len(left) >= len(options):
            for at, rank in zip(left, options, strict=False):
                known[at] = rank
            by_order.update(left)
        elif left:
            undecided.update(options)
    return [
        place._replace(rank=known[at], sure=at not in by_order) for at, place in enumerate(places)
    ], undecided


def _decided(
    known: list[int | None],
    shared: Mapping[int, list[int]],
    decide: Callable[[int, int, list[int | None]], bool],
) -> bool:
    """Put into *known* what can now be decided; whether there was anything."""
    changed = False
    for at, same in shared.items():
        if known[at] is None:
            options = [rank for rank in same if rank not in known and decide(rank, at, known)]
            if len(options) == 1:
                known[at], changed = options[0], True
    return changed


def _beside(rank: int, at: int, known: list[int | None]) -> bool:
    """Whether a neighbour of the paragraph stands directly before or after the place."""
    before = known[at - 1] if at else None
    after = known[at + 1] if at + 1 < len(known) else None
    return before == rank - 1 or (after is not None and after == rank + 1)


def _within(rank: int, at: int, known: list[int | None]) -> bool:
    """Whether the place is between known ones that have the paragraph between them in the edition."""
    before = next((other for other in reversed(known[:at]) if other is not None), None)
    after = next((other for other in known[at + 1 :] if other is not None), None)
    return before is not None and after is not None and before < rank < after
