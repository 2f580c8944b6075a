"""The index of the book: Python sorts, Typst fills in the page numbers."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ..core.gojuon import row, sort_key
from .markup import array, call, literal

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from ..core.edition import Edition
    from ..core.records import Term


def index_markup(edition: Edition, anchored: AbstractSet[str]) -> str:
    """The markup of the index: terms in gojūon rows, each with the places of the book where it is told of.

    :param anchored: the places that are in the book; others (of parts left out) are not listed.
    """
    terms = sorted((term for term in edition.terms.values()), key=lambda term: (sort_key(_reading(term)), term.headword))
    groups = []
    for heading, group in groupby(terms, key=lambda term: row(_reading(term))):
        entries = [entry for term in group if (entry := _entry(edition, term, anchored))]
        if entries:
            groups.append(f"({literal(heading)}, {array(entries)})")
    return "\n" + call("index-pages", array(groups)) + "\n" if groups else ""


def _reading(term: Term) -> str:
    return term.headword if term.headword.isascii() else term.reading or term.headword


def _entry(edition: Edition, term: Term, anchored: AbstractSet[str]) -> str:
    main = f"term-{term.id}"
    places = [*edition.paragraphs_with.get(term.id, ()), *edition.notes_with.get(term.id, ())]
    marks = [literal(place) for place in places if place in anchored]
    if main not in anchored and not marks:
        return ""
    reading = "" if term.headword.isascii() else term.reading
    first = literal(main) if main in anchored else "none"
    return f"({literal(term.headword)}, {literal(reading)}, {first}, {array(marks)})"
