"""The index of the book: Python sorts, Typst fills in the page numbers."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ..core.text.gojuon import row, sort_key
from .typst_text import array, call, literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from ..core.model.edition import Edition


class Entry(NamedTuple):
    """An entry: what is shown, its reading, the place where it is explained (or none), and the places where it is told of."""

    name: str
    reading: str
    main: str
    places: list[str]

    @property
    def sorted_by(self) -> str:
        """The reading, or the name itself if that is Latin."""
        return self.name if self.name.isascii() else self.reading or self.name


def index_markup(edition: Edition, anchored: AbstractSet[str]) -> str:
    """The markup of the index: terms, people, places and organisations in gojūon rows.

    :param anchored: the places that are in the book; others (of parts left out) are not listed.
    """
    entries = sorted(_entries(edition), key=lambda entry: (sort_key(entry.sorted_by), entry.name))
    groups = []
    for heading, group in groupby(entries, key=lambda entry: row(entry.sorted_by)):
        written = [markup for entry in group if (markup := _markup(entry, anchored))]
        if written:
            groups.append(f"({literal(heading)}, {array(written)})")
    return "\n" + call("index-pages", array(groups)) + "\n" if groups else ""


def _entries(edition: Edition) -> Iterator[Entry]:
    terms = {term.headword for term in edition.terms.values()}
    for term in edition.terms.values():
        places = [*edition.paragraphs_with.get(term.id, ()), *edition.notes_with.get(term.id, ())]
        yield Entry(term.headword, term.reading, f"term-{term.id}", places)
    for name in edition.names.values():
        if name.headword not in terms:
            places = [
                *edition.paragraphs_naming.get(name.id, ()),
                *edition.notes_naming.get(name.id, ()),
            ]
            yield Entry(name.headword, name.reading, f"name-{name.id}" if name.text else "", places)


def _markup(entry: Entry, anchored: AbstractSet[str]) -> str:
    marks = [literal(place) for place in entry.places if place in anchored]
    main = literal(entry.main) if entry.main in anchored else "none"
    if main == "none" and not marks:
        return ""
    reading = "" if entry.name.isascii() else entry.reading
    return f"({literal(entry.name)}, {literal(reading)}, {main}, {array(marks)})"
