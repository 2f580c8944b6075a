"""Decide which paragraph each match is, where several paragraphs have the same text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .text_fingerprint import Fingerprint


class ParagraphMatch(NamedTuple):
    """A span of the reader's text with the fingerprint of a paragraph.

    ``rank`` is the paragraph's index in the edition, or None while undecided.
    """

    start: int
    end: int
    fingerprint: Fingerprint
    rank: int | None
    sure: bool = True
    """Whether the rank follows from more than the order of the matches."""


def assign_ranks(
    matches: Sequence[ParagraphMatch], fingerprints: Sequence[Fingerprint]
) -> tuple[list[ParagraphMatch], set[int]]:
    """Assign a rank to every match, and return the ranks that remain undecided.

    A paragraph with a unique text takes its match. Among paragraphs with the same text, one is
    assigned to the match next to one of its neighbours, or else between two known paragraphs in the
    edition's order, provided no other is possible there. If as many matches as paragraphs remain,
    they are paired in order. Otherwise none is chosen.

    :param matches: in the order of the text.
    :param fingerprints: in the order of the edition.
    """
    ranks: dict[Fingerprint, list[int]] = {}
    for rank, fingerprint in enumerate(fingerprints):
        ranks.setdefault(fingerprint, []).append(rank)
    known = [
        ranks[match.fingerprint][0] if len(ranks[match.fingerprint]) == 1 else None
        for match in matches
    ]
    shared = {at: ranks[match.fingerprint] for at, match in enumerate(matches) if known[at] is None}
    for is_possible in (_is_next_to_neighbour, _is_between_known):
        while _decide_ranks(known, shared, is_possible):
            pass
    undecided: set[int] = set()
    by_order: set[int] = set()
    for fingerprint in dict.fromkeys(matches[at].fingerprint for at in shared):
        left = [at for at in shared if matches[at].fingerprint == fingerprint and known[at] is None]
        options = [rank for rank in ranks[fingerprint] if rank not in known]
        if len(left) >= len(options):
            for at, rank in zip(left, options, strict=False):
                known[at] = rank
            by_order.update(left)
        elif left:
            undecided.update(options)
    return [
        match._replace(rank=known[at], sure=at not in by_order) for at, match in enumerate(matches)
    ], undecided


def _decide_ranks(
    known: list[int | None],
    shared: Mapping[int, list[int]],
    is_possible: Callable[[int, int, list[int | None]], bool],
) -> bool:
    """Fill in the ranks that can now be decided; return whether there were any."""
    changed = False
    for at, candidates in shared.items():
        if known[at] is None:
            options = [
                rank for rank in candidates if rank not in known and is_possible(rank, at, known)
            ]
            if len(options) == 1:
                known[at], changed = options[0], True
    return changed


def _is_next_to_neighbour(rank: int, at: int, known: list[int | None]) -> bool:
    """Return whether a neighbour of the paragraph is directly before or after the match."""
    before = known[at - 1] if at else None
    after = known[at + 1] if at + 1 < len(known) else None
    return before == rank - 1 or (after is not None and after == rank + 1)


def _is_between_known(rank: int, at: int, known: list[int | None]) -> bool:
    """Return whether the known matches around this one enclose the paragraph in the edition."""
    before = next((other for other in reversed(known[:at]) if other is not None), None)
    after = next((other for other in known[at + 1 :] if other is not None), None)
    return before is not None and after is not None and before < rank < after
