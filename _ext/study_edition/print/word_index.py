"""The index of the book: sorted here, with page numbers filled in by Typst."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ..core.text.gojuon import index_row, sort_key
from ..domain.index_heads import indexed
from .typst_text import array, call, literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from ..core.model.edition import Edition


class IndexEntry(NamedTuple):
    """An entry of the index."""

    name: str
    reading: str
    main: str
    """The destination of its explanation, or empty."""
    occurrences: list[str]
    """The destinations of paragraphs and notes that mention it."""

    @property
    def sorted_by(self) -> str:
        """Return the reading, or the name if it is Latin or has no reading."""
        return self.name if self.name.isascii() else self.reading or self.name


def index_markup(edition: Edition, anchored: AbstractSet[str]) -> str:
    """Return the markup of the index: terms, people, places and organisations in gojūon rows.

    :param anchored: the destinations in the book; others (of omitted documents) are not listed.
    """
    entries = sorted(_entries(edition), key=lambda entry: (sort_key(entry.sorted_by), entry.name))
    groups = []
    for heading, group in groupby(entries, key=lambda entry: index_row(entry.sorted_by)):
        written = [markup for entry in group if (markup := _markup(entry, anchored))]
        if written:
            groups.append(f"({literal(heading)}, {array(written)})")
    return "\n" + call("index-pages", array(groups)) + "\n" if groups else ""


def _entries(edition: Edition) -> Iterator[IndexEntry]:
    """Yield the entries; of two kinds with the same headword only the first is listed."""
    for entry, head, paragraphs in indexed(edition):
        occurrences = [*paragraphs, *edition.notes_with.get(entry.key, ())]
        main = entry.key if head.is_explained else ""
        yield IndexEntry(head.headword, head.reading, main, occurrences)


def _markup(entry: IndexEntry, anchored: AbstractSet[str]) -> str:
    """Return an entry as a value, or nothing if none of its destinations is in the book."""
    marks = [literal(name) for name in entry.occurrences if name in anchored]
    main = literal(entry.main) if entry.main in anchored else "none"
    if main == "none" and not marks:
        return ""
    reading = "" if entry.name.isascii() else entry.reading
    return f"({literal(entry.name)}, {literal(reading)}, {main}, {array(marks)})"
