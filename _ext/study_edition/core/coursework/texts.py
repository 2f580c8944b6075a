"""The texts a quotation may come from: précis and notes, and the essay itself where it is at hand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from .compare import NEAR, Match, compare, plain, shared, stands_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .coursework_records import CourseworkEdition


LEAST_PART = 6
"""Characters of a part of a quotation by which its paragraph can be told."""
_QUOTED = re.compile('「[^「」]*」|“[^“”]*”|"[^"]*"')


class Passage(NamedTuple):
    """A text of the edition: whose it is (``essay``, ``precis``, ``note``), and the paragraphs it is on or of."""

    whose: str
    paragraphs: tuple[int, ...]
    text: str
    """As :func:`.compare.plain` gives it."""
    written: str

    def has_as_its_own(self, parts: list[str]) -> bool:
        """Whether a quotation stands in it outside quotation marks: what a note quotes is somebody else's."""
        return self.whose != "note" or stands_in(parts, plain(_QUOTED.sub("", self.written)))


class Near(NamedTuple):
    """The passage a quotation comes nearest to, and how near."""

    passage: Passage
    match: Match


class Texts:
    """All passages of an edition."""

    def __init__(self, edition: CourseworkEdition) -> None:
        """Take them from the edition."""
        self._edition = edition

    @cached_property
    def passages(self) -> list[Passage]:
        """The essay's own first: what stands in both is the author's."""
        edition = self._edition
        return [
            *(
                Passage("essay", (number,), plain(text), text)
                for number, text in sorted(edition.witness.items())
            ),
            *(
                Passage("precis", (number,), plain(text), text)
                for number, texts in sorted(edition.precis.items())
                for text in texts
            ),
            *(
                Passage("note", note.paragraphs, plain(note.text), note.text)
                for note in edition.notes
            ),
        ]

    @cached_property
    def words(self) -> frozenset[str]:
        """The names and titles, as compared."""
        return frozenset(map(plain, (*self._edition.words, *self._edition.titles)))

    def holding(self, parts: list[str]) -> Iterator[Passage]:
        """The passages that have a quotation word for word."""
        return (passage for passage in self.passages if stands_in(parts, passage.text))

    def across(self, parts: list[str], among: Iterable[int] | None = None) -> Passage | None:
        """The paragraphs of the essay over which a quotation runs, or which its parts are from; *among* limits it to some of them.

        Without that limit each part must be long enough to tell its place.
        """
        wanted = None if among is None else frozenset(among)
        passages = [
            p
            for p in self.passages
            if p.whose == "essay" and (wanted is None or p.paragraphs[0] in wanted)
        ]
        joined = "".join(passage.text for passage in passages)
        starts = [0, *accumulate(len(passage.text) for passage in passages)]
        place, touched = 0, set[int]()
        for part in parts:
            found = joined.find(part, place)
            if found < 0 or (wanted is None and len(part) < LEAST_PART):
                return None
            place = found + len(part)
            touched.update(range(bisect_right(starts, found) - 1, bisect_left(starts, place)))
        held = [passages[i] for i in sorted(touched)]
        numbers = tuple(passage.paragraphs[0] for passage in held)
        return (
            Passage("essay", numbers, joined, "\n".join(passage.written for passage in held))
            if held
            else None
        )

    def parted(self, parts: list[str]) -> list[Passage]:
        """The paragraphs of the essay from which the parts of a quotation are, in the order of the parts; nothing if one is nowhere."""
        found = [self._part(part) for part in parts] if len(parts) > 1 else []
        held = [passage for passage in found if passage is not None]
        return held if len(held) == len(found) else []

    def _part(self, part: str) -> Passage | None:
        """The paragraph that has a part, if the part is long enough to tell it."""
        return next(
            (
                p
                for p in self.passages
                if p.whose == "essay" and len(part) >= LEAST_PART and part in p.text
            ),
            None,
        )

    def nearest(self, parts: list[str], among: Iterable[int] | None = None) -> Near | None:
        """The passage that has a quotation nearly, if any has; *among* limits it to passages on these paragraphs."""
        wanted = None if among is None else frozenset(among)
        likely = sorted(
            (
                (share, i)
                for i, passage in enumerate(self.passages)
                if (wanted is None or not wanted.isdisjoint(passage.paragraphs))
                and (share := shared(parts, passage.text)) >= 0.4
            ),
            key=lambda found: (-found[0], found[1]),
        )[:3]
        found = [Near(self.passages[i], compare(parts, self.passages[i].text)) for _, i in likely]
        best = max(found, key=lambda near: near.match.near, default=None)
        return best if best and best.match.near >= NEAR else None
