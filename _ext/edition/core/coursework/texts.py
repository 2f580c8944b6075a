"""The texts a quotation may come from: précis and notes, and the essay itself where it is at hand."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from .compare import NEAR, Match, compare, plain, shared, stands_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .records import CourseworkEdition


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
            *(Passage("essay", (number,), plain(text), text) for number, text in sorted(edition.witness.items())),
            *(Passage("precis", (number,), plain(text), text) for number, texts in sorted(edition.precis.items()) for text in texts),
            *(Passage("note", note.paragraphs, plain(note.text), note.text) for note in edition.notes),
        ]

    @cached_property
    def words(self) -> frozenset[str]:
        """The names and titles, as compared."""
        return frozenset(map(plain, (*self._edition.words, *self._edition.titles)))

    def holding(self, parts: list[str]) -> Iterator[Passage]:
        """The passages that have a quotation word for word."""
        return (passage for passage in self.passages if stands_in(parts, passage.text))

    def nearest(self, parts: list[str], among: Iterable[int] | None = None) -> Near | None:
        """The passage that has a quotation nearly, if any has; *among* limits it to passages on these paragraphs."""
        wanted = None if among is None else frozenset(among)
        likely = sorted(
            (
                (share, i)
                for i, passage in enumerate(self.passages)
                if (wanted is None or not wanted.isdisjoint(passage.paragraphs)) and (share := shared(parts, passage.text)) >= 0.4
            ),
            key=lambda found: (-found[0], found[1]),
        )[:3]
        found = [Near(self.passages[i], compare(parts, self.passages[i].text)) for _, i in likely]
        best = max(found, key=lambda near: near.match.near, default=None)
        return best if best and best.match.near >= NEAR else None
