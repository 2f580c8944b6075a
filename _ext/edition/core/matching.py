"""Finding glossary terms in running text.

Longest match first, from left to right; each term once. Latin forms match whole words only. Full-width
and half-width forms are alike: both text and forms are compared after NFKC, and positions are given in
the text as written.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

_HALF_WIDTH_MARKS = "\uff9e\uff9f"


class Hit(NamedTuple):
    """A term found: which text of the sequence, from where to where, and which term."""

    run: int
    start: int
    end: int
    term: str


class Matcher:
    """All surface forms of all terms, ready to be looked for.

    :param forms: surface form to term id. Where one form is given for two terms the caller has to
        decide before; a mapping holds it once.
    """

    def __init__(self, forms: Mapping[str, str]) -> None:
        self._by_first: dict[str, list[tuple[str, str]]] = {}
        for form, term in forms.items():
            plain = unicodedata.normalize("NFKC", form)
            for variant in {plain, plain[:1].upper() + plain[1:]}:
                if variant:
                    self._by_first.setdefault(variant[0], []).append((variant, term))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry))

    def find(self, runs: Sequence[str], forbid: Collection[str] = ()) -> tuple[Hit, ...]:
        """The first occurrence of each term in *runs*, texts read one after the other.

        A longer form of an already found term still covers its text, so that no shorter term is found
        inside it. Terms in *forbid* are treated in the same way: found, and not reported.
        """
        hits: list[Hit] = []
        done = set(forbid)
        for number, run in enumerate(runs):
            text, origin = _normalise(run)
            position = 0
            while position < len(text):
                length, term = self._match_at(text, position)
                if not length:
                    position += 1
                    continue
                if term not in done:
                    done.add(term)
                    end = position + length
                    hits.append(Hit(number, origin[position], origin[end], term) if origin else Hit(number, position, end, term))
                position += length
        return tuple(hits)

    def _match_at(self, text: str, position: int) -> tuple[int, str]:
        for form, term in self._by_first.get(text[position], ()):
            if text.startswith(form, position) and _whole_word(text, position, position + len(form)):
                return len(form), term
        return 0, ""


def _normalise(text: str) -> tuple[str, list[int]]:
    """NFKC of *text*, and for each of its characters where it begins in *text*.

    The list has one more entry, the length of *text*; it is empty when *text* is NFKC already.
    """
    if unicodedata.is_normalized("NFKC", text):
        return text, []
    pieces, origin = [], []
    i = 0
    while i < len(text):
        width = 1
        while i + width < len(text) and (text[i + width] in _HALF_WIDTH_MARKS or unicodedata.combining(text[i + width])):
            width += 1
        piece = unicodedata.normalize("NFKC", text[i : i + width])
        pieces.append(piece)
        origin.extend([i] * len(piece))
        i += width
    return "".join(pieces), [*origin, len(text)]


def _whole_word(text: str, start: int, end: int) -> bool:
    return not (
        (_is_latin(text[start]) and start > 0 and _is_latin(text[start - 1]))
        or (_is_latin(text[end - 1]) and end < len(text) and _is_latin(text[end]))
    )


def _is_latin(char: str) -> bool:
    return char.isalnum() and ("LATIN" in unicodedata.name(char, "") or char.isdecimal())


def cut(text: str, hits: Iterable[Hit]) -> list[tuple[str, str]]:
    """Cut one text at its hits into (piece, term id or empty) pairs; joined, the pieces are *text*."""
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
