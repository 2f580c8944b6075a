"""Which paragraph a changed text is: known by its neighbours, never guessed.

A fingerprint says nothing about a text that differs from its own, so what tells is the place, the length, the weight, and the lemmas that
the record has seen in the paragraph. A line between two exact paragraphs, or all lines there together, are taken for a paragraph that
belongs between these two and was found nowhere, if

- they hold one of its lemmas, and their length differs by a third at most;
- no other lines there could be it as well;
- they could not as well be another paragraph that was found nowhere, which might stand there in a text whose order has been changed
  (where both have a text at their places: unless changing the two round would fit them clearly less well);
- they are no changed copy of a paragraph that was found.

Where no lemma is known, or the only one is not there, they must differ by few characters (four, or a sixteenth) judged by length and
weight, nothing else may stand there, and nothing may stand between paragraphs elsewhere, such as advertisements. Beside one exact
paragraph only (before the first that was found, after the last, and where the order breaks off) a lemma is needed.
What fits and leaves a doubt is told as doubtful.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from .fingerprint import Fingerprint, character_weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_ONE_CHANGE = 1400
"""By how much the weights of two texts differ that differ in one character, on average (a third of 4096)."""
_CLEARLY = 4
"""By how many more changes another text or paragraph must differ to be none."""
_GRAM = 6
"""Characters in a row that are looked for in the paragraphs that were found: a quarter of them there makes a copy."""
_TRIED = 100_000
"""Lines times paragraphs in a gap: above it nothing is tried, there being no hope of a sure result."""


class Piece(NamedTuple):
    """What a line has between two paragraphs: ``start`` to ``end`` in the reader's text, normalised, and its visible characters."""

    line: int
    start: int
    end: int
    plain: str
    characters: int
    heading: bool


class Gap(NamedTuple):
    """What stands between two paragraphs that were found; ``before`` and ``after`` are their ranks, None if unknown or at an end."""

    pieces: tuple[Piece, ...]
    before: int | None
    after: int | None
    wrapped: bool
    """Whether one of the two goes over several lines."""

    @property
    def lines(self) -> list[int]:
        """The pieces that are no headings."""
        return [at for at, piece in enumerate(self.pieces) if not piece.heading]


class Sought(NamedTuple):
    """A paragraph that was found nowhere."""

    mark: Fingerprint
    lemmas: tuple[str, ...]
    """Normalised."""


class _Fit(NamedTuple):
    """Pieces ``first`` to before ``last`` of a gap as the text of a paragraph."""

    changes: int
    first: int
    last: int
    lemma: bool
    sure: bool
    """Whether it has a lemma, or nothing else stands there."""


class _Text(NamedTuple):
    """A normalised text, and what a fingerprint tells of it."""

    plain: str
    length: int
    weight: int

    @classmethod
    def of(cls, pieces: Sequence[Piece]) -> _Text:
        """The text of lines."""
        plain = "".join(piece.plain for piece in pieces)
        return cls(plain, len(plain), sum(map(character_weight, plain)))


class _Claim(NamedTuple):
    """What is taken for a paragraph, if there is no doubt."""

    pieces: tuple[Piece, ...]
    text: _Text
    fit: _Fit


def find_altered(
    gaps: Sequence[Gap], sought: Mapping[int, Sought], exact: Sequence[str]
) -> tuple[dict[int, tuple[Piece, ...]], set[int]]:
    """The altered paragraphs, and those that are in doubt.

    :param sought: by rank, the paragraph's place in the edition from 0.
    :param exact: the normalised texts of the paragraphs that were found.
    """
    claims: dict[int, list[_Claim]] = defaultdict(list)
    doubtful: set[int] = set()
    disturbed = any(gap.lines and not _ranks(gap, sought) for gap in gaps[1:-1])
    for gap in gaps:
        taken: dict[int, _Fit] = {}
        for rank, needs_lemma, fits in _candidates(gap, sought):
            usable = [fit for fit in fits if fit.lemma] or ([] if needs_lemma else fits)
            if usable:
                taken[rank] = best = min(usable)
                others = any(
                    _apart(fit, best) and fit.changes <= best.changes + _CLEARLY for fit in usable
                )
                if others or not best.sure or (disturbed and not best.lemma):
                    doubtful.add(rank)
        for one, other in combinations(sorted(taken), 2):
            if taken[one].last > taken[other].first:
                doubtful |= {one, other}
        for rank, fit in taken.items():
            pieces = gap.pieces[fit.first : fit.last]
            claims[rank].append(_Claim(pieces, _Text.of(pieces), fit))
    doubtful |= {
        rank for rank, found in claims.items() if len(found) > 1 or _rivals(rank, claims, sought)
    }
    clear = {rank: found[0] for rank, found in claims.items() if rank not in doubtful}
    grams = {gram for text in exact for gram in _grams(text)} if clear else set()
    copies = {rank for rank, claim in clear.items() if _copied(claim.text.plain, grams)}
    return {
        rank: claim.pieces for rank, claim in clear.items() if rank not in copies
    }, doubtful | copies


def _ranks(gap: Gap, sought: Mapping[int, Sought]) -> list[int]:
    """The paragraphs sought that belong between the two beside the gap."""
    if gap.before is None or gap.after is None:
        return []
    return [rank for rank in range(gap.before + 1, gap.after) if rank in sought]


def _candidates(gap: Gap, sought: Mapping[int, Sought]) -> Iterator[tuple[int, bool, list[_Fit]]]:
    """The paragraphs that may stand in a gap: rank, whether a lemma is needed, and what fits."""
    before, after, lines = gap.before, gap.after, gap.lines
    if not lines:
        return
    if before is not None and after is not None and before < after:
        ranks = _ranks(gap, sought)
        if len(lines) * len(ranks) <= _TRIED:
            pairs = zip(lines, ranks, strict=False)
            each = len(lines) == len(ranks) and all(
                _fit(_Text.of(gap.pieces[at : at + 1]), sought[rank]) for at, rank in pairs
            )
            yield from ((rank, False, list(_fits(gap, sought[rank], each=each))) for rank in ranks)
        return
    if before is not None and before + 1 in sought:
        yield (
            before + 1,
            True,
            [fit for fit in _fits(gap, sought[before + 1]) if fit.first == lines[0]],
        )
    if after is not None and after - 1 in sought:
        yield (
            after - 1,
            True,
            [fit for fit in _fits(gap, sought[after - 1]) if fit.last == lines[-1] + 1],
        )


def _fits(gap: Gap, paragraph: Sought, *, each: bool = False) -> Iterator[_Fit]:
    """What may be the paragraph: a line (unless paragraphs go over several), or all lines if no heading parts them.

    :param each: whether there are as many lines as paragraphs sought here, and each may be one of them in their order.
    """
    lines = gap.lines
    first, last = lines[0], lines[-1] + 1
    stretches = [] if gap.wrapped and len(lines) > 1 else [(at, at + 1, each) for at in lines]
    if len(lines) > 1 and last - first == len(lines):
        stretches.append((first, last, gap.wrapped))
    for first, last, alone in stretches:
        length = sum(len(piece.plain) for piece in gap.pieces[first:last])
        if abs(length - paragraph.mark.length) <= _furthest(paragraph):
            fit = _fit(_Text.of(gap.pieces[first:last]), paragraph)
            if fit:
                yield _Fit(fit[0], first, last, fit[1], fit[1] or alone)


def _furthest(paragraph: Sought) -> int:
    """By how much the length may differ at most."""
    return max(4, paragraph.mark.length // (3 if paragraph.lemmas else 16))


def _changes(text: _Text, mark: Fingerprint) -> int:
    """How many characters are likely to differ between a text and the paragraph with this fingerprint."""
    return max(abs(text.length - mark.length), -(-abs(text.weight - mark.weight) // _ONE_CHANGE))


def _fit(text: _Text, paragraph: Sought, few: int | None = None) -> tuple[int, bool] | None:
    """By how many changes a text may differ from the paragraph, and whether it holds a lemma; None if it is not the paragraph.

    :param few: up to how many changes are few, instead of four or a sixteenth of the length.
    """
    mark, lemmas = paragraph
    changes = _changes(text, mark)
    if few is None:
        few = max(4, mark.length // 16)
    near = bool(lemmas) and abs(text.length - mark.length) <= _furthest(paragraph)
    if not near and (changes > few or len(lemmas) > 1):
        return None
    lemma = any(lemma in text.plain for lemma in lemmas)
    return (changes, lemma) if (near and lemma) or (len(lemmas) <= 1 and changes <= few) else None


def _rivals(
    rank: int, claims: Mapping[int, Sequence[_Claim]], sought: Mapping[int, Sought]
) -> bool:
    """Whether what is taken for a paragraph could as well be another one that was found nowhere."""
    _, text, best = claims[rank][0]
    for other, paragraph in sought.items():
        fit = _fit(text, paragraph, best.changes + _CLEARLY) if other != rank else None
        if fit is None or fit[1] < best.lemma:
            continue
        theirs = claims.get(other, ())
        if fit[1] > best.lemma or len(theirs) != 1 or theirs[0].pieces == claims[rank][0].pieces:
            round_about = fit[0] - best.changes
        else:
            round_about = (
                fit[0]
                + _changes(theirs[0].text, sought[rank].mark)
                - best.changes
                - theirs[0].fit.changes
            )
        if fit[1] > best.lemma or round_about <= _CLEARLY:
            return True
    return False


def _apart(one: _Fit, other: _Fit) -> bool:
    return one.last <= other.first or other.last <= one.first


def _grams(plain: str) -> Iterator[str]:
    return (plain[at : at + _GRAM] for at in range(len(plain) - _GRAM + 1))


def _copied(plain: str, grams: set[str]) -> bool:
    own = list(_grams(plain))
    return bool(own) and 4 * sum(gram in grams for gram in own) >= len(own)
