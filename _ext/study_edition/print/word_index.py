"""The index of the book: Python sorts, Typst fills in the page numbers."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ..core.text.gojuon import row, sort_key
from ..markup.kinds import KINDS
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
    """Yield the entries; of two with one headword the kind listed first has it alone."""
    listed: set[str] = set()
    for kind in KINDS:
        indexed = [
            (entry, head)
            for entry in edition.entries[kind.name].values()
            if kind.index and (head := kind.index(entry)) and head.headword not in listed
        ]
        listed.update(head.headword for _, head in indexed)
        for entry, head in indexed:
            paragraphs = edition.paragraphs_with.get(entry.key) or edition.paragraphs_of(entry)
            positions = [*paragraphs, *edition.notes_with.get(entry.key, ())]
            main = entry.key if head.is_explained else ""
            yield Entry(head.headword, head.reading, main, positions)


def _markup(entry: Entry, anchored: AbstractSet[str]) -> str:
    marks = [literal(place) for place in entry.places if place in anchored]
    main = literal(entry.main) if entry.main in anchored else "none"
    if main == "none" and not marks:
        return ""
    reading = "" if entry.name.isascii() else entry.reading
    return f"({literal(entry.name)}, {literal(reading)}, {main}, {array(marks)})"
