"""Find the essay's text in files to be published.

Whole paragraphs are found by their fingerprints. If the essay's text is available, any run of
:data:`RUN_LENGTH` characters is found as well.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from .normalised_text import LINE_END, normalise_with_offsets
from .occurrences import find_occurrences
from .text_fingerprint import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .normalised_text import NormalisedText
    from .text_fingerprint import Fingerprint
    from .witness_record import WitnessRecord

RUN_LENGTH = 18
"""Length in normalised characters from which a run of the essay is a leak; a lemma has at most 12.
"""
_BLOCK_LENGTH = RUN_LENGTH // 2
"""Every run of :data:`RUN_LENGTH` contains an aligned block of this length."""
_READING_AT_LINE_START = re.compile(r"[\r\n][^\S\r\n]*[(（][ぁ-ゖー]+[)）]")


class Leak(NamedTuple):
    """A part of the essay found in a text.

    It gives the paragraph's id, whether the whole paragraph was found, the number of characters,
    and the first and last line (from 1).
    """

    key: str
    whole: bool
    characters: int
    line: int
    last: int


class SearchedParagraph(NamedTuple):
    """A paragraph whose fingerprint is searched for."""

    key: str
    fingerprint: Fingerprint
    lemmas: tuple[str, ...]
    """Phrases of the paragraph: a text that lacks one of them does not contain the paragraph."""


class LeakSearch:
    """A search for the essay's text, prepared once for many files."""

    def __init__(
        self,
        record: WitnessRecord,
        texts: Mapping[str, str] | None = None,
        allowed: Iterable[str] = (),
    ) -> None:
        """Prepare the search.

        Paragraphs shorter than :data:`RUN_LENGTH` are skipped: that much may be quoted.

        :param record: the record of the witness; its lemmas must occur in their paragraphs, which
            ``edition fingerprint`` ensures.
        :param texts: the paragraphs by id, if available. A run of Latin letters in a paragraph of
            another script is a name, and skipped.
        :param allowed: texts of the essay that the edition may contain, such as its title.
        """
        self._searched = [
            SearchedParagraph(key, fingerprint, tuple(map(normalise, record.lemmas.get(key, ()))))
            for key, fingerprint in record.fingerprints.items()
            if fingerprint.length >= RUN_LENGTH
        ]
        self._grams: dict[str, str] = {}
        for key, text in (texts or {}).items():
            plain = normalise(text)
            for gram in _substrings(plain, RUN_LENGTH):
                if plain.isascii() or not gram.isascii():
                    self._grams.setdefault(gram, key)
        for title in chain(allowed, record.headings):
            for gram in _substrings(normalise(title), RUN_LENGTH):
                self._grams.pop(gram, None)
        self._ascii = any(
            all(map(str.isascii, paragraph.lemmas)) for paragraph in self._searched
        ) or any(map(str.isascii, self._grams))
        """Whether an ASCII text can contain anything searched for."""
        self._blocks = {piece for gram in self._grams for piece in _substrings(gram, _BLOCK_LENGTH)}
        self.with_text = texts is not None
        """Whether runs of the essay are searched for, besides fingerprints."""
        self.digest = hashlib.sha256(
            repr((self._searched, sorted(self._grams))).encode()
        ).hexdigest()
        """Identifies what is searched for."""

    def find(self, text: str) -> list[Leak]:
        """Return what a text contains of the essay, ordered by line.

        Of overlapping leaks only the longest is kept. Line breaks and everything else that the
        fingerprint rule normalises are ignored.
        """
        if text.isascii() and not self._ascii:
            return []
        found = list(self._found(normalise(text)))
        leaks = list(_with_lines(text, normalise_with_offsets(text), found)) if found else []
        if _READING_AT_LINE_START.search(text):
            form = normalise_with_offsets(text, keep_line_start_readings=True)
            leaks += _with_lines(text, form, list(self._found(form.plain)))
        return drop_covered(leaks)

    def _found(self, plain: str) -> Iterator[tuple[int, int, str, bool]]:
        """Yield (start, end, paragraph id, whether whole) of the leaks in a normalised text."""
        searched = [
            paragraph
            for paragraph in self._searched
            if all(lemma in plain for lemma in paragraph.lemmas)
        ]
        if searched:
            keys = {paragraph.fingerprint: paragraph.key for paragraph in reversed(searched)}
            for start, end, fingerprint in find_occurrences(plain, (), Counter(iter(keys))):
                yield start, end, keys[fingerprint], True
        if self._grams:
            yield from self._runs(plain)

    def _runs(self, plain: str) -> Iterator[tuple[int, int, str, bool]]:
        """Yield the runs of at least :data:`RUN_LENGTH` characters of the essay."""
        block_starts = [
            at
            for at in range(0, len(plain), _BLOCK_LENGTH)
            if plain[at : at + _BLOCK_LENGTH] in self._blocks
        ]
        starts = {
            start
            for at in block_starts
            for start in range(max(0, at - _BLOCK_LENGTH + 1), at + 1)
            if plain[start : start + RUN_LENGTH] in self._grams
        }
        for start in sorted(starts):
            if start - 1 not in starts:
                end = start
                while end + 1 in starts:
                    end += 1
                yield start, end + RUN_LENGTH, self._grams[plain[start : start + RUN_LENGTH]], False


def drop_covered(leaks: Iterable[Leak]) -> list[Leak]:
    """Drop leaks on the lines of a longer leak of the same paragraph; sort the rest by line."""
    kept: list[Leak] = []
    for leak in sorted(leaks, key=lambda leak: (not leak.whole, -leak.characters, leak.line)):
        if not any(
            other.key == leak.key and other.line <= leak.last and leak.line <= other.last
            for other in kept
        ):
            kept.append(leak)
    return sorted(kept, key=lambda leak: (leak.line, leak.key))


def _with_lines(
    text: str, form: NormalisedText, found: Iterable[tuple[int, int, str, bool]]
) -> Iterator[Leak]:
    lines = [0, *(match.end() for match in LINE_END.finditer(text))]
    for start, end, key, whole in found:
        first, last = form.starts[start], form.starts[end - 1]
        yield Leak(key, whole, end - start, bisect_right(lines, first), bisect_right(lines, last))


def _substrings(text: str, length: int) -> Iterator[str]:
    return (text[at : at + length] for at in range(len(text) - length + 1))
