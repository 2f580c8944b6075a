"""Finding the paragraph that a foreign annotation is about: by its number, its address, or what it quotes; never by guessing."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ..model.loci import Form, find_loci, known_locus, read_locus
from ..model.locus import Locus, format_locus, merge
from ..witness.fingerprint import normalise
from .annotation import Annotation, Found, Reason, Refused, clean, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LEMMA_LIMIT = 12
"""Characters of a lemma; a longer quotation finds its paragraph and is not kept."""
_DATE = re.compile(
    r"\d{4}-\d\d-\d\d(?:[ T].*)?|\d{1,2}月\d{1,2}日|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{1,2}"
)
"""What a spreadsheet makes of 3-5."""


class Places(NamedTuple):
    """What an annotation may stand on."""

    precis: Mapping[int, str]
    """Paragraph number to its text in the edition."""
    lemmas: Mapping[int, tuple[str, ...]]
    """Paragraph number to the lemmas known to stand in the essay."""
    notes: Mapping[str, tuple[Locus, str]]
    """Id of a note to its locus and text."""
    extent: str = ""

    def has_lemma(self, number: int, lemma: str) -> bool:
        """Whether a phrase may be a lemma on a paragraph."""
        wanted = normalise(lemma)
        return lemma in self.lemmas.get(number, ()) or (
            wanted != "" and wanted in normalise(self.precis.get(number, ""))
        )


def place_all(found: Iterable[Found], places: Places) -> tuple[list[Annotation], list[Refused]]:
    """What could be placed, and what could not."""
    results = [place(one, places) for one in found]
    return [r for r in results if isinstance(r, Annotation)], [
        r for r in results if isinstance(r, Refused)
    ]


def place(found: Found, places: Places) -> Annotation | Refused:
    """The annotation that *found* is, or why it is none."""
    text = clean(found.text)
    if not text:
        return Refused(found.row, Reason.EMPTY, {})
    locus = _locus(found, places)
    if isinstance(locus, Refused):
        return locus
    lemma = one_line(found.lemma)
    if len(lemma) > LEMMA_LIMIT:
        return Refused(found.row, Reason.LEMMA_TOO_LONG, {"length": len(lemma)})
    if lemma and not places.has_lemma(locus.first, lemma):
        return Refused(found.row, Reason.LEMMA_NOT_FOUND, {"lemma": lemma, "number": locus.first})
    quote = one_line(found.quote)
    if not lemma and quote and len(quote) <= LEMMA_LIMIT and places.has_lemma(locus.first, quote):
        lemma = quote
    return Annotation(
        found.name, locus, lemma, text, found.lang, one_line(found.author), one_line(found.license)
    )


def _locus(found: Found, places: Places) -> Locus | Refused:
    """Where it stands: as written, else by its addresses, else by its quotation."""
    if found.written:
        return _written(found, places)
    pairs: list[tuple[int, int]] = []
    for address in found.addresses:
        fragment = address.rpartition("#")[2]
        if fragment in places.notes:
            pairs += places.notes[fragment][0].ranges
        pairs += [
            pair
            for m in find_loci(address)
            if m.form is Form.ADDRESS and m.reading.locus
            for pair in m.reading.locus.ranges
        ]
    if pairs:
        locus = _rising(sorted(set(pairs)))
        missing = next((n for pair in locus.ranges for n in pair if n not in places.precis), None)
        missing = missing or next((n for n in locus.numbers() if n not in places.precis), None)
        return (
            locus
            if missing is None
            else Refused(found.row, Reason.UNKNOWN_PARAGRAPH, {"number": missing})
        )
    return (
        _quoted(found, places) if found.quote.strip() else Refused(found.row, Reason.NO_PLACE, {})
    )


def _written(found: Found, places: Places) -> Locus | Refused:
    if _DATE.fullmatch(found.written):
        return Refused(found.row, Reason.DATE, {"locus": found.written})
    reading = read_locus(found.written)
    if reading.locus is None:
        return Refused(found.row, Reason.BAD_LOCUS, {"locus": found.written})
    known = known_locus(reading, places.precis, places.extent)
    if known.locus is None:
        number = known.problem.args["number"] if known.problem else found.written
        return Refused(found.row, Reason.UNKNOWN_PARAGRAPH, {"number": number})
    return known.locus


def _rising(pairs: list[tuple[int, int]]) -> Locus:
    """The locus of these ranges as they are if they rise; else made to."""
    apart = all(a[1] < b[0] for a, b in pairwise(pairs))
    return Locus(tuple(pairs)) if apart else merge(pairs)


def _quoted(found: Found, places: Places) -> Locus | Refused:
    """The one paragraph whose précis, lemmas or notes have the quotation; of several, the one with what stands around it."""
    quote = normalise(found.quote)
    if not quote:
        return Refused(found.row, Reason.NO_PLACE, {})
    around = normalise(found.before[-20:]) + quote + normalise(found.after[:20])
    for wanted in (around, quote):
        at = {Locus(((n, n),)) for n, text in places.precis.items() if wanted in normalise(text)}
        at |= {
            Locus(((n, n),))
            for n, lemmas in places.lemmas.items()
            if any(normalise(lemma) == wanted for lemma in lemmas)
        }
        at = at or {locus for locus, text in places.notes.values() if wanted in normalise(text)}
        if len(at) == 1:
            return at.pop()
        if at:
            where = "、".join(format_locus(locus, "en") for locus in sorted(at))
            return Refused(found.row, Reason.QUOTE_IN_SEVERAL, {"where": where})
    return Refused(found.row, Reason.QUOTE_NOT_FOUND, {})
