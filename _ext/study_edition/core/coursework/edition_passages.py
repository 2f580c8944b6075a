"""The texts a quotation may come from: précis, notes, and the essay itself if available."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from .text_comparison import (
    MIN_SIMILARITY,
    Match,
    comparable,
    compare,
    contains_in_order,
    shared_bigrams,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .coursework_records import CourseworkEdition


LEAST_PART = 6
"""Minimum length of a part of a quotation that identifies its paragraph."""
_QUOTED = re.compile('「[^「」]*」|“[^“”]*”|"[^"]*"')


class Passage(NamedTuple):
    """A text of the edition: its origin (``essay``, ``precis``, ``note``) and its paragraphs."""

    origin: str
    paragraphs: tuple[int, ...]
    text: str
    """The form compared, from :func:`.text_comparison.comparable`."""
    written: str

    def has_as_its_own(self, parts: list[str]) -> bool:
        """Return whether a quotation occurs outside quotation marks.

        What a note quotes is somebody else's.
        """
        return self.origin != "note" or contains_in_order(
            parts, comparable(_QUOTED.sub("", self.written))
        )


class NearestPassage(NamedTuple):
    """The passage most similar to a quotation, and how similar it is."""

    passage: Passage
    match: Match


class Passages:
    """All passages of an edition."""

    def __init__(self, edition: CourseworkEdition) -> None:
        self._edition = edition

    @cached_property
    def passages(self) -> list[Passage]:
        """The passages, the essay's first: what occurs in both is the author's."""
        edition = self._edition
        return [
            *(
                Passage("essay", (number,), comparable(text), text)
                for number, text in sorted(edition.witness.items())
            ),
            *(
                Passage("precis", (number,), comparable(text), text)
                for number, texts in sorted(edition.precis.items())
                for text in texts
            ),
            *(
                Passage("note", note.paragraphs, comparable(note.text), note.text)
                for note in edition.notes
            ),
        ]

    @cached_property
    def names(self) -> frozenset[str]:
        """Names and titles, in the form compared."""
        return frozenset(map(comparable, (*self._edition.names, *self._edition.titles)))

    def containing(self, parts: list[str]) -> Iterator[Passage]:
        """Yield the passages that contain a quotation word for word."""
        return (passage for passage in self.passages if contains_in_order(parts, passage.text))

    def spanning(self, parts: list[str], among: Iterable[int] | None = None) -> Passage | None:
        """Return the paragraphs of the essay that contain a quotation, or its parts, only together.

        :param among: if given, the paragraphs that are considered; without it each part must be
            long enough to identify its position.
        """
        considered = None if among is None else frozenset(among)
        passages = [
            p
            for p in self.passages
            if p.origin == "essay" and (considered is None or p.paragraphs[0] in considered)
        ]
        joined = "".join(passage.text for passage in passages)
        starts = [0, *accumulate(len(passage.text) for passage in passages)]
        position, touched = 0, set[int]()
        for part in parts:
            start = joined.find(part, position)
            if start < 0 or (considered is None and len(part) < LEAST_PART):
                return None
            position = start + len(part)
            touched.update(range(bisect_right(starts, start) - 1, bisect_left(starts, position)))
        held = [passages[i] for i in sorted(touched)]
        numbers = tuple(passage.paragraphs[0] for passage in held)
        return (
            Passage("essay", numbers, joined, "\n".join(passage.written for passage in held))
            if held
            else None
        )

    def separate_parts(self, parts: list[str]) -> list[Passage]:
        """Return the essay's paragraphs that contain the parts of a quotation, one by one.

        :returns: empty if a part does not occur.
        """
        found = [self._part(part) for part in parts] if len(parts) > 1 else []
        held = [passage for passage in found if passage is not None]
        return held if len(held) == len(found) else []

    def _part(self, part: str) -> Passage | None:
        """Return the paragraph that contains a part, if the part is long enough to identify it."""
        return next(
            (
                p
                for p in self.passages
                if p.origin == "essay" and len(part) >= LEAST_PART and part in p.text
            ),
            None,
        )

    def nearest(
        self, parts: list[str], among: Iterable[int] | None = None
    ) -> NearestPassage | None:
        """Return the passage that almost contains a quotation, if there is one.

        :param among: if given, the paragraphs that are considered.
        """
        considered = None if among is None else frozenset(among)
        candidates = sorted(
            (
                (share, i)
                for i, passage in enumerate(self.passages)
                if (considered is None or not considered.isdisjoint(passage.paragraphs))
                and (share := shared_bigrams(parts, passage.text)) >= 0.4
            ),
            key=lambda candidate: (-candidate[0], candidate[1]),
        )[:3]
        compared = [
            NearestPassage(self.passages[i], compare(parts, self.passages[i].text))
            for _, i in candidates
        ]
        best = max(compared, key=lambda near: near.match.similarity, default=None)
        return best if best and best.match.similarity >= MIN_SIMILARITY else None
