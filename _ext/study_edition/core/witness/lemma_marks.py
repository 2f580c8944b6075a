"""Mark the lemmas of notes in a paragraph of the essay's own text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..text.matching import Hit, cut
from .normalised_text import normalise_with_offsets
from .text_fingerprint import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable


def cut_at_lemmas(text: str, lemmas: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Cut a paragraph at the lemmas of its notes.

    Texts are compared under the fingerprint rule, so that brackets, readings and spaces of the
    reader's copy are ignored. Each lemma is marked at its first occurrence that does not overlap
    one already marked; longer lemmas come first.

    :param lemmas: pairs of a lemma and its mark, such as the note's id; of equal lemmas the first
        counts.
    :returns: (piece, mark or empty) pairs; joined, the pieces give *text*.
    """
    form = normalise_with_offsets(text)
    marks: dict[str, str] = {}
    for lemma, mark in lemmas:
        marks.setdefault(normalise(lemma), mark)
    hits: list[Hit] = []
    for lemma in sorted(filter(None, marks), key=len, reverse=True):
        at = form.plain.find(lemma)
        while at >= 0:
            start, end = form.starts[at], form.ends[at + len(lemma) - 1]
            if all(end <= hit.start or start >= hit.end for hit in hits):
                hits.append(Hit(0, start, end, marks[lemma]))
                break
            at = form.plain.find(lemma, at + 1)
    return cut(text, sorted(hits))
