"""The entries of the index, in pages and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..markup.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..core.model.edition import Edition
    from ..core.model.records import Entry
    from ..markup.kind import IndexHead


def indexed(edition: Edition) -> Iterator[tuple[Entry, IndexHead, list[str]]]:
    """Yield the entries that have a head in the index, with the ids of their paragraphs.

    Of two with one headword the kind listed first has the entry alone.
    """
    listed: set[str] = set()
    for kind in KINDS:
        if kind.index is None:
            continue
        heads = [(entry, kind.index(entry)) for entry in edition.entries[kind.name].values()]
        new = [(entry, head) for entry, head in heads if head and head.headword not in listed]
        listed.update(head.headword for _, head in new)
        for entry, head in new:
            occurrences = edition.paragraphs_with.get(entry.key)
            yield entry, head, occurrences or edition.paragraphs_of(entry)
