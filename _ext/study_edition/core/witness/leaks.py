"""The essay in what is to be published: its paragraphs by their fingerprints, and, with the text at hand, any part of 18 characters."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from .fingerprint import normalise
from .normalised_text import LINE_END, mapped
from .occurrences import occurrences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .fingerprint import Fingerprint
    from .normalised_text import Mapped
    from .witness_record import WitnessRecord

RUN = 18
"""So many characters of the essay in a row, normalised, are a part of it; a lemma has at most 12."""
_CORE = RUN // 2
"""A run of :data:`RUN` holds one of the pieces of this length that begin at its multiples."""
_LINE_BEGINS_WITH_READING = re.compile(r"[\r\n][^\S\r\n]*[(（][ぁ-ゖー]+[)）]")


class Leak(NamedTuple):
    """A part of the essay in a text: of which paragraph, whether all of it, how many characters, and on which lines (from 1)."""

    key: str
    whole: bool
    characters: int
    line: int
    last: int


class Sought(NamedTuple):
    """A paragraph whose fingerprint is looked for."""

    key: str
    mark: Fingerprint
    lemmas: tuple[str, ...]
    """Words that stand in it: where one is missing, so is the paragraph."""


class Essay:
    """What is looked for; made once for many texts."""

    def __init__(
        self,
        record: WitnessRecord,
        texts: Mapping[str, str] | None = None,
        allowed: Iterable[str] = (),
    ) -> None:
        """Prepare the search.

        Paragraphs shorter than :data:`RUN` are not looked for: so much may stand in the edition.

        :param record: of the witness; the lemmas of a paragraph must stand in it, as ``edition fingerprint`` makes sure.
        :param texts: the paragraphs by id, where they are at hand. A run of Latin letters in a paragraph of another script is a name,
            and not looked for.
        :param allowed: texts that may stand in the edition although the essay has them, such as its title.
        """
        self._sought = [
            Sought(key, mark, tuple(map(normalise, record.lemmas.get(key, ()))))
            for key, mark in record.fingerprints.items()
            if mark.length >= RUN
        ]
        self._grams: dict[str, str] = {}
        for key, text in (texts or {}).items():
            plain = normalise(text)
            for gram in _pieces(plain, RUN):
                if plain.isascii() or not gram.isascii():
                    self._grams.setdefault(gram, key)
        for title in chain(allowed, record.headings):
            for gram in _pieces(normalise(title), RUN):
                self._grams.pop(gram, None)
        self._ascii = any(all(map(str.isascii, one.lemmas)) for one in self._sought) or any(
            map(str.isascii, self._grams)
        )
        """Whether a text in ASCII may have anything of the essay."""
        self._cores = {piece for gram in self._grams for piece in _pieces(gram, _CORE)}
        self.with_text = texts is not None
        """Whether runs of the essay are looked for as well as fingerprints."""
        self.digest = hashlib.sha256(repr((self._sought, sorted(self._grams))).encode()).hexdigest()
        """Differs where something else is looked for."""

    def leaks(self, text: str) -> list[Leak]:
        """What of the essay stands in *text*, in the order of its lines; of what is found twice the longer counts.

        Line breaks and whatever else the rule of the fingerprints evens out do not matter.
        """
        if text.isascii() and not self._ascii:
            return []
        found = list(self._found(normalise(text)))
        leaks = list(_placed(text, mapped(text), found)) if found else []
        if _LINE_BEGINS_WITH_READING.search(text):
            form = mapped(text, keep_across=True)
            leaks += _placed(text, form, list(self._found(form.plain)))
        return longest(leaks)

    def _found(self, plain: str) -> Iterator[tuple[int, int, str, bool]]:
        """Where a normalised text has something of the essay: start, end, paragraph, whether all of it."""
        sought = [one for one in self._sought if all(lemma in plain for lemma in one.lemmas)]
        if sought:
            keys = {one.mark: one.key for one in reversed(sought)}
            for start, end, mark in occurrences(plain, (), Counter(iter(keys))):
                yield start, end, keys[mark], True
        if self._grams:
            yield from self._runs(plain)

    def _runs(self, plain: str) -> Iterator[tuple[int, int, str, bool]]:
        """The runs of at least :data:`RUN` characters."""
        near = [at for at in range(0, len(plain), _CORE) if plain[at : at + _CORE] in self._cores]
        starts = {
            start
            for at in near
            for start in range(max(0, at - _CORE + 1), at + 1)
            if plain[start : start + RUN] in self._grams
        }
        for start in sorted(starts):
            if start - 1 not in starts:
                end = start
                while end + 1 in starts:
                    end += 1
                yield start, end + RUN, self._grams[plain[start : start + RUN]], False


def longest(leaks: Iterable[Leak]) -> list[Leak]:
    """Without those that stand on lines where a longer one of the same paragraph is; in the order of lines."""
    kept: list[Leak] = []
    for leak in sorted(leaks, key=lambda leak: (not leak.whole, -leak.characters, leak.line)):
        if not any(
            other.key == leak.key and other.line <= leak.last and leak.line <= other.last
            for other in kept
        ):
            kept.append(leak)
    return sorted(kept, key=lambda leak: (leak.line, leak.key))


def _placed(text: str, form: Mapped, found: Iterable[tuple[int, int, str, bool]]) -> Iterator[Leak]:
    lines = [0, *(match.end() for match in LINE_END.finditer(text))]
    for start, end, key, whole in found:
        first, last = form.starts[start], form.starts[end - 1]
        yield Leak(key, whole, end - start, bisect_right(lines, first), bisect_right(lines, last))


def _pieces(text: str, length: int) -> Iterator[str]:
    return (text[at : at + length] for at in range(len(text) - length + 1))
