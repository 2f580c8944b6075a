"""Identify altered paragraphs by their neighbours, without ever guessing.

A fingerprint says nothing about a text that differs from the original. The evidence is position,
length, weight, and the lemmas that the record lists for the paragraph. A line between two exact
paragraphs, or all the lines between them together, are taken for a missing paragraph that belongs
between these two if

- they contain one of its lemmas, and their length differs by at most a third;
- no other lines in the gap could be it as well;
- they could not equally be another missing paragraph, which might be there in a reordered text
  (where both have candidates: unless swapping the two would fit clearly less well);
- they are not an altered copy of a paragraph found elsewhere.

If no lemma is known, or the only one does not occur, they must differ by few characters (four, or a
sixteenth) judging by length and weight, they must be the only text in the gap, and there must be no
extra text between paragraphs elsewhere, such as advertisements. Next to a single exact paragraph
(before the first match, after the last, and where the order breaks off) a lemma is required. A fit
that leaves doubt is reported as doubtful.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from .text_fingerprint import Fingerprint, character_weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

WEIGHT_PER_CHANGE = 1400
"""Average difference in weight between two texts that differ in one character (a third of 4096)."""
CLEAR_MARGIN = 4
"""Number of additional changes from which an alternative no longer competes."""
GRAM_LENGTH = 6
"""Length of the character n-grams compared with the paragraphs found: a text that shares a quarter
of its n-grams with them is a copy."""
MAX_TRIALS = 100_000
"""Largest product of lines and paragraphs in a gap that is tried; above it no result is certain."""


class Piece(NamedTuple):
    """One line's text within a gap.

    It gives the position in the reader's text, the normalised text, and the number of visible
    characters.
    """

    line: int
    start: int
    end: int
    plain: str
    characters: int
    heading: bool


class Gap(NamedTuple):
    """The text between two consecutive matches.

    ``before`` and ``after`` are the ranks of the matches, or None if unknown or at an end of the
    text.
    """

    pieces: tuple[Piece, ...]
    before: int | None
    after: int | None
    wrapped: bool
    """Whether one of the two matches spans several lines."""

    @property
    def text_lines(self) -> list[int]:
        """Indexes of the pieces that are not headings."""
        return [at for at, piece in enumerate(self.pieces) if not piece.heading]


class MissingParagraph(NamedTuple):
    """A paragraph of the record that was not found in the text."""

    fingerprint: Fingerprint
    lemmas: tuple[str, ...]
    """Its lemmas, normalised."""


class _Fit(NamedTuple):
    """The pieces from ``first`` to before ``last`` of a gap as a possible text of a paragraph."""

    changes: int
    first: int
    last: int
    lemma: bool
    sure: bool
    """Whether a lemma occurs in them, or the gap has no other text."""


class _MeasuredText(NamedTuple):
    """A normalised text with the quantities its fingerprint would have."""

    plain: str
    length: int
    weight: int

    @classmethod
    def of(cls, pieces: Sequence[Piece]) -> _MeasuredText:
        """Measure the joined text of several pieces."""
        plain = "".join(piece.plain for piece in pieces)
        return cls(plain, len(plain), sum(map(character_weight, plain)))


class _Claim(NamedTuple):
    """A candidate text for a paragraph, accepted unless it is in doubt."""

    pieces: tuple[Piece, ...]
    text: _MeasuredText
    fit: _Fit


def find_altered(
    gaps: Sequence[Gap], missing: Mapping[int, MissingParagraph], exact: Sequence[str]
) -> tuple[dict[int, tuple[Piece, ...]], set[int]]:
    """Return the altered paragraphs with their pieces, and the ranks in doubt.

    :param missing: missing paragraphs by rank, the paragraph's index in the edition.
    :param exact: the normalised texts of the paragraphs found.
    """
    claims: dict[int, list[_Claim]] = defaultdict(list)
    doubtful: set[int] = set()
    disturbed = any(gap.text_lines and not _ranks_between(gap, missing) for gap in gaps[1:-1])
    for gap in gaps:
        taken: dict[int, _Fit] = {}
        for rank, needs_lemma, fits in _candidates(gap, missing):
            usable = [fit for fit in fits if fit.lemma] or ([] if needs_lemma else fits)
            if usable:
                taken[rank] = best = min(usable)
                others = any(
                    _are_disjoint(fit, best) and fit.changes <= best.changes + CLEAR_MARGIN
                    for fit in usable
                )
                if others or not best.sure or (disturbed and not best.lemma):
                    doubtful.add(rank)
        for one, other in combinations(sorted(taken), 2):
            if taken[one].last > taken[other].first:
                doubtful |= {one, other}
        for rank, fit in taken.items():
            pieces = gap.pieces[fit.first : fit.last]
            claims[rank].append(_Claim(pieces, _MeasuredText.of(pieces), fit))
    doubtful |= {
        rank
        for rank, found in claims.items()
        if len(found) > 1 or _has_rival(rank, claims, missing)
    }
    clear = {rank: found[0] for rank, found in claims.items() if rank not in doubtful}
    grams = {gram for text in exact for gram in _grams(text)} if clear else set()
    copies = {rank for rank, claim in clear.items() if _is_copy(claim.text.plain, grams)}
    return {
        rank: claim.pieces for rank, claim in clear.items() if rank not in copies
    }, doubtful | copies


def _ranks_between(gap: Gap, missing: Mapping[int, MissingParagraph]) -> list[int]:
    """Return the ranks of the missing paragraphs that belong between the gap's two matches."""
    if gap.before is None or gap.after is None:
        return []
    return [rank for rank in range(gap.before + 1, gap.after) if rank in missing]


def _candidates(
    gap: Gap, missing: Mapping[int, MissingParagraph]
) -> Iterator[tuple[int, bool, list[_Fit]]]:
    """Yield the missing paragraphs that a gap may hold.

    :returns: rank, whether a lemma is required, and the fits.
    """
    before, after, lines = gap.before, gap.after, gap.text_lines
    if not lines:
        return
    if before is not None and after is not None and before < after:
        ranks = _ranks_between(gap, missing)
        if len(lines) * len(ranks) <= MAX_TRIALS:
            pairs = zip(lines, ranks, strict=False)
            one_line_each = len(lines) == len(ranks) and all(
                _fit(_MeasuredText.of(gap.pieces[at : at + 1]), missing[rank]) for at, rank in pairs
            )
            yield from (
                (rank, False, list(_fits(gap, missing[rank], one_line_each=one_line_each)))
                for rank in ranks
            )
        return
    if before is not None and before + 1 in missing:
        yield (
            before + 1,
            True,
            [fit for fit in _fits(gap, missing[before + 1]) if fit.first == lines[0]],
        )
    if after is not None and after - 1 in missing:
        yield (
            after - 1,
            True,
            [fit for fit in _fits(gap, missing[after - 1]) if fit.last == lines[-1] + 1],
        )


def _fits(gap: Gap, paragraph: MissingParagraph, *, one_line_each: bool = False) -> Iterator[_Fit]:
    """Yield the possible texts of a paragraph in a gap.

    These are single lines, unless matches span several lines, and all lines together if no heading
    separates them.

    :param one_line_each: whether there are as many lines as missing paragraphs, each fitting in
        order.
    """
    lines = gap.text_lines
    first, last = lines[0], lines[-1] + 1
    candidates = (
        [] if gap.wrapped and len(lines) > 1 else [(at, at + 1, one_line_each) for at in lines]
    )
    if len(lines) > 1 and last - first == len(lines):
        candidates.append((first, last, gap.wrapped))
    for first, last, is_only_text in candidates:
        length = sum(len(piece.plain) for piece in gap.pieces[first:last])
        if abs(length - paragraph.fingerprint.length) <= _max_length_difference(paragraph):
            fit = _fit(_MeasuredText.of(gap.pieces[first:last]), paragraph)
            if fit:
                yield _Fit(fit[0], first, last, fit[1], fit[1] or is_only_text)


def _max_length_difference(paragraph: MissingParagraph) -> int:
    """Return the largest accepted difference in length."""
    return max(4, paragraph.fingerprint.length // (3 if paragraph.lemmas else 16))


def _changes(text: _MeasuredText, fingerprint: Fingerprint) -> int:
    """Estimate how many characters differ between a text and a paragraph."""
    return max(
        abs(text.length - fingerprint.length),
        -(-abs(text.weight - fingerprint.weight) // WEIGHT_PER_CHANGE),
    )


def _fit(
    text: _MeasuredText, paragraph: MissingParagraph, max_changes: int | None = None
) -> tuple[int, bool] | None:
    """Return (number of changes, whether a lemma occurs) if a text may be the paragraph, else None.

    :param max_changes: how many changes are accepted without a lemma; by default four, or a
        sixteenth of the length.
    """
    fingerprint, lemmas = paragraph
    changes = _changes(text, fingerprint)
    if max_changes is None:
        max_changes = max(4, fingerprint.length // 16)
    near = bool(lemmas) and abs(text.length - fingerprint.length) <= _max_length_difference(
        paragraph
    )
    if not near and (changes > max_changes or len(lemmas) > 1):
        return None
    lemma = any(lemma in text.plain for lemma in lemmas)
    return (
        (changes, lemma)
        if (near and lemma) or (len(lemmas) <= 1 and changes <= max_changes)
        else None
    )


def _has_rival(
    rank: int, claims: Mapping[int, Sequence[_Claim]], missing: Mapping[int, MissingParagraph]
) -> bool:
    """Return whether the text taken for a paragraph could equally be another missing one."""
    _, text, best = claims[rank][0]
    for other, paragraph in missing.items():
        fit = _fit(text, paragraph, best.changes + CLEAR_MARGIN) if other != rank else None
        if fit is None or fit[1] < best.lemma:
            continue
        other_claims = claims.get(other, ())
        if (
            fit[1] > best.lemma
            or len(other_claims) != 1
            or other_claims[0].pieces == claims[rank][0].pieces
        ):
            cost_of_swap = fit[0] - best.changes
        else:
            cost_of_swap = (
                fit[0]
                + _changes(other_claims[0].text, missing[rank].fingerprint)
                - best.changes
                - other_claims[0].fit.changes
            )
        if fit[1] > best.lemma or cost_of_swap <= CLEAR_MARGIN:
            return True
    return False


def _are_disjoint(one: _Fit, other: _Fit) -> bool:
    return one.last <= other.first or other.last <= one.first


def _grams(plain: str) -> Iterator[str]:
    return (plain[at : at + GRAM_LENGTH] for at in range(len(plain) - GRAM_LENGTH + 1))


def _is_copy(plain: str, grams: set[str]) -> bool:
    own = list(_grams(plain))
    return bool(own) and 4 * sum(gram in grams for gram in own) >= len(own)
