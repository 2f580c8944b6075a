"""Where the lemmas of notes stand in a paragraph of the essay's own text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..text.matching import Hit, cut
from .fingerprint import normalise
from .normalised_text import mapped

if TYPE_CHECKING:
    from collections.abc import Iterable


def cut_at_lemmas(text: str, lemmas: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Cut a paragraph at the lemmas of its notes.

    Compared by the rule of the fingerprints, so that brackets, readings and spaces of the reader's copy do not matter. Each lemma is
    marked where it stands first, clear of those marked already; longer ones come first, so that none takes a part of another.

    :param lemmas: lemma and what it is marked with, such as the note's id; of two that are the same the first counts.
    :returns: (piece, mark or empty) pairs; joined, the pieces are *text*.
    """
    form = mapped(text)
    wanted: dict[str, str] = {}
    for lemma, mark in lemmas:
        wanted.setdefault(normalise(lemma), mark)
    hits: list[Hit] = []
    for lemma in sorted(filter(None, wanted), key=len, reverse=True):
        at = form.plain.find(lemma)
        while at >= 0:
            start, end = form.starts[at], form.ends[at + len(lemma) - 1]
            if all(end <= hit.start or start >= hit.end for hit in hits):
                hits.append(Hit(0, start, end, wanted[lemma]))
                break
            at = form.plain.find(lemma, at + 1)
    return cut(text, sorted(hits))
