"""Anchor foreign annotations: find the paragraph each is about.

The evidence is the paragraph's number, its address, or the text quoted; nothing is guessed.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ..model.loci import Form, find_loci, known_locus, read_locus
from ..model.locus import Locus, format_locus, merge
from ..witness.text_fingerprint import normalise
from .annotation import Annotation, ForeignAnnotation, Reason, Rejection, clean, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LEMMA_LIMIT = 12
"""Maximum length of a lemma. A longer quotation identifies its paragraph but is not kept."""
_DATE = re.compile(
    r"\d{4}-\d\d-\d\d(?:[ T].*)?|\d{1,2}月\d{1,2}日|\d{1,2}/\d{1,2}(?:/\d{2,4})?"
    r"|\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{1,2}"
)
"""What a spreadsheet makes of 3-5."""


class AnchorTargets(NamedTuple):
    """The parts of an edition to which annotations can be anchored."""

    precis: Mapping[int, str]
    """Paragraph number to the paragraph's text in the edition."""
    lemmas: Mapping[int, tuple[str, ...]]
    """Paragraph number to the lemmas known to occur in the essay."""
    notes: Mapping[str, tuple[Locus, str]]
    """Id of a note to its locus and text."""
    extent: str = ""

    def has_lemma(self, number: int, lemma: str) -> bool:
        """Return whether a phrase is acceptable as a lemma on a paragraph."""
        searched = normalise(lemma)
        return lemma in self.lemmas.get(number, ()) or (
            searched != "" and searched in normalise(self.precis.get(number, ""))
        )


def anchor_all(
    foreign: Iterable[ForeignAnnotation], targets: AnchorTargets
) -> tuple[list[Annotation], list[Rejection]]:
    """Separate the annotations that can be anchored from those that cannot."""
    results = [anchor(annotation, targets) for annotation in foreign]
    return [r for r in results if isinstance(r, Annotation)], [
        r for r in results if isinstance(r, Rejection)
    ]


def anchor(foreign: ForeignAnnotation, targets: AnchorTargets) -> Annotation | Rejection:
    """Anchor one annotation, or say why it is rejected."""
    text = clean(foreign.text)
    if not text:
        return Rejection(foreign.row, Reason.EMPTY, {})
    locus = _locus(foreign, targets)
    if isinstance(locus, Rejection):
        return locus
    lemma = one_line(foreign.lemma)
    if len(lemma) > LEMMA_LIMIT:
        return Rejection(foreign.row, Reason.LEMMA_TOO_LONG, {"length": len(lemma)})
    if lemma and not targets.has_lemma(locus.first, lemma):
        return Rejection(
            foreign.row, Reason.LEMMA_NOT_FOUND, {"lemma": lemma, "number": locus.first}
        )
    quote = one_line(foreign.quote)
    if not lemma and quote and len(quote) <= LEMMA_LIMIT and targets.has_lemma(locus.first, quote):
        lemma = quote
    return Annotation(
        foreign.name,
        locus,
        lemma,
        text,
        foreign.lang,
        one_line(foreign.author),
        one_line(foreign.license),
    )


def _locus(foreign: ForeignAnnotation, targets: AnchorTargets) -> Locus | Rejection:
    """Find the locus: as written, else by addresses, else by the quotation."""
    if foreign.locus_text:
        return _read_written_locus(foreign, targets)
    pairs: list[tuple[int, int]] = []
    for address in foreign.addresses:
        fragment = address.rpartition("#")[2]
        if fragment in targets.notes:
            pairs += targets.notes[fragment][0].ranges
        pairs += [
            pair
            for m in find_loci(address)
            if m.form is Form.ADDRESS and m.reading.locus
            for pair in m.reading.locus.ranges
        ]
    if pairs:
        locus = _merge_if_overlapping(sorted(set(pairs)))
        missing = next((n for pair in locus.ranges for n in pair if n not in targets.precis), None)
        missing = missing or next((n for n in locus.numbers() if n not in targets.precis), None)
        return (
            locus
            if missing is None
            else Rejection(foreign.row, Reason.UNKNOWN_PARAGRAPH, {"number": missing})
        )
    return (
        _find_quotation(foreign, targets)
        if foreign.quote.strip()
        else Rejection(foreign.row, Reason.NO_PARAGRAPH, {})
    )


def _read_written_locus(foreign: ForeignAnnotation, targets: AnchorTargets) -> Locus | Rejection:
    if _DATE.fullmatch(foreign.locus_text):
        return Rejection(foreign.row, Reason.DATE, {"locus": foreign.locus_text})
    reading = read_locus(foreign.locus_text)
    if reading.locus is None:
        return Rejection(foreign.row, Reason.BAD_LOCUS, {"locus": foreign.locus_text})
    known = known_locus(reading, targets.precis, targets.extent)
    if known.locus is None:
        number = known.problem.args["number"] if known.problem else foreign.locus_text
        return Rejection(foreign.row, Reason.UNKNOWN_PARAGRAPH, {"number": number})
    return known.locus


def _merge_if_overlapping(pairs: list[tuple[int, int]]) -> Locus:
    """Make a locus of ranges; if they overlap they are merged."""
    apart = all(a[1] < b[0] for a, b in pairwise(pairs))
    return Locus(tuple(pairs)) if apart else merge(pairs)


def _find_quotation(foreign: ForeignAnnotation, targets: AnchorTargets) -> Locus | Rejection:
    """Find the one paragraph whose précis, lemmas or notes contain the quotation.

    If several do, the one that also contains the text around the quotation.
    """
    quote = normalise(foreign.quote)
    if not quote:
        return Rejection(foreign.row, Reason.NO_PARAGRAPH, {})
    around = normalise(foreign.prefix[-20:]) + quote + normalise(foreign.suffix[:20])
    for searched in (around, quote):
        at = {Locus(((n, n),)) for n, text in targets.precis.items() if searched in normalise(text)}
        at |= {
            Locus(((n, n),))
            for n, lemmas in targets.lemmas.items()
            if any(normalise(lemma) == searched for lemma in lemmas)
        }
        at = at or {locus for locus, text in targets.notes.values() if searched in normalise(text)}
        if len(at) == 1:
            return at.pop()
        if at:
            where = "、".join(format_locus(locus, "en") for locus in sorted(at))
            return Rejection(foreign.row, Reason.QUOTE_IN_SEVERAL, {"where": where})
    return Rejection(foreign.row, Reason.QUOTE_NOT_FOUND, {})
