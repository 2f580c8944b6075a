"""Find glossary terms in running text.

The longest match wins, from left to right, and each term is reported once. Latin forms match whole
words only. Text and forms are compared after NFKC, so that full-width and half-width forms are
equivalent; positions refer to the original text.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence


class Hit(NamedTuple):
    """An occurrence of a term: index of the text in the sequence, start, end and term id."""

    run: int
    start: int
    end: int
    term: str
    checksum: int = 0
    """:func:`checksum` of the text searched, to be compared before the hit is applied."""


class Matcher:
    """Searches texts for all surface forms of all terms.

    :param forms: surface form to term id. If two terms share a form, the caller decides which has
        it.
    """

    def __init__(self, forms: Mapping[str, str]) -> None:
        variants: dict[str, str] = {}
        for form, term in forms.items():
            plain = unicodedata.normalize("NFKC", form)
            if plain:
                variants[plain] = term
        for plain, term in list(variants.items()):
            variants.setdefault(plain[0].upper() + plain[1:], term)  # at the head of a sentence
        self._terms = variants
        lengths: dict[str, set[int]] = {}
        for variant in variants:
            lengths.setdefault(variant[0], set()).add(len(variant))
        self._lengths = {first: sorted(those, reverse=True) for first, those in lengths.items()}
        # a match can begin at few characters only: a search for those passes over all others
        self._first = re.compile(f"[{re.escape(''.join(sorted(lengths)))}]" if lengths else "(?!)")

    def find(self, runs: Sequence[str], forbid: Collection[str] = ()) -> tuple[Hit, ...]:
        """Return the first occurrence of each term in *runs*, a sequence of texts.

        A longer form of a term already found still covers its text, so that no shorter term is
        found inside it. Terms in *forbid* also cover their text, but are not reported.
        """
        hits: list[Hit] = []
        done = set(forbid)
        for number, run in enumerate(runs):
            for start, end, term in self.every(run):
                if term not in done:
                    done.add(term)
                    hits.append(Hit(number, start, end, term, checksum(run)))
        return tuple(hits)

    def every(self, run: str) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, term id) of every form in one text, without overlaps."""
        text, origin = _normalise(run)
        position = 0
        while found := self._first.search(text, position):
            start = found.start()
            length, term = self._match_at(text, origin, start)
            position = start + (length or 1)
            if length:
                yield (origin[start], origin[position], term) if origin else (start, position, term)

    def _match_at(self, text: str, origin: list[int], position: int) -> tuple[int, str]:
        for length in self._lengths[text[position]]:
            end = position + length
            term = self._terms.get(text[position:end])
            if (
                term is not None
                and end <= len(text)
                and _whole_word(text, position, end)
                and _whole_characters(origin, position, end)
            ):
                return length, term
        return 0, ""


def checksum(text: str) -> int:
    """Return a checksum of a text (CRC-32 of its UTF-8)."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def _normalise(text: str) -> tuple[str, list[int]]:
    """Return the NFKC form of a text, and the index in *text* where each of its characters starts.

    The list ends with the length of *text*; it is empty if *text* is already NFKC. Characters that
    are normalised together (a base and its marks) have the same index.
    """
    if unicodedata.is_normalized("NFKC", text):
        return text, []
    pieces: list[str] = []
    origin: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        piece = unicodedata.normalize("NFKC", text[start:end])
        while end < len(text):
            longer = unicodedata.normalize("NFKC", text[start : end + 1])
            if longer == piece + unicodedata.normalize("NFKC", text[end]):
                break
            piece, end = longer, end + 1
        pieces.append(piece)
        origin += [start] * len(piece)
        start = end
    return "".join(pieces), [*origin, len(text)]


def _whole_characters(origin: list[int], start: int, end: int) -> bool:
    """Return whether a match covers whole characters of the original text.

    A compatibility character such as ㍿ is several characters in NFKC.
    """
    return not origin or (
        (start == 0 or origin[start] != origin[start - 1]) and origin[end] != origin[end - 1]
    )


def _whole_word(text: str, start: int, end: int) -> bool:
    return not (
        (_is_latin(text[start]) and start > 0 and _is_latin(text[start - 1]))
        or (_is_latin(text[end - 1]) and end < len(text) and _is_latin(text[end]))
    )


@cache
def _is_latin(char: str) -> bool:
    return char.isalnum() and ("LATIN" in unicodedata.name(char, "") or char.isdecimal())


def cut(text: str, hits: Iterable[Hit]) -> list[tuple[str, str]]:
    """Cut a text at its hits into (piece, term id) pairs; the id is empty between hits.

    Joined, the pieces give the text.
    """
    pieces = []
    reached = 0
    for hit in hits:
        if hit.start > reached:
            pieces.append((text[reached : hit.start], ""))
        pieces.append((text[hit.start : hit.end], hit.term))
        reached = hit.end
    if reached < len(text):
        pieces.append((text[reached:], ""))
    return pieces
