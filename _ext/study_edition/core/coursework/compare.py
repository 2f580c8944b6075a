"""Whether quoted words stand in a text, and how they differ where they nearly do.

Compared is what :func:`~study_edition.core.witness.fingerprint.normalise` leaves, in small letters and without quotation marks and commas. A
quotation may leave words out (…, 〜 or （中略）), put some in ([ ]), and end without its full stop.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from ..witness.fingerprint import normalise

_LEFT_OUT = re.compile(
    r"[\[［〔（(]?\s*(?:…+|‥+|(?:\.\s?){3,}|・{3,}|[（(［\[〔]?(?:中略|前略|後略|以下略|略)[）)］\]〕]?)\s*[\]］〕）)]?|[〜～]+|[\[［〔][^\[\]［］〔〕]{0,80}[\]］〕]|(?:——|――|──)$"
)
_MARKS = str.maketrans("", "", "\"'「」,、，･・")
_ENDS = ".。;;:!?！？-"
_CONTEXT = 2
NEAR = 0.72
"""Share of the quoted characters that must stand in a text, in order, for a quotation to be an altered one."""


class Match(NamedTuple):
    """How near a quotation comes to a text: 1.0 is exact; and where they differ, as (quoted, in the text)."""

    near: float
    differences: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """What a text is compared as."""
    return normalise(text).lower().translate(_MARKS)


def fragments(words: str) -> list[str]:
    """The stretches of a quotation that must stand in the text, in the form in which they are compared."""
    found = [plain(part).strip(_ENDS) for part in _LEFT_OUT.split(words)]
    return [part for part in found if part]


def stands_in(parts: list[str], text: str) -> bool:
    """Whether stretches stand in a text (as :func:`plain` gives it), in their order."""
    place = 0
    for part in parts:
        found = text.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return bool(parts)


@lru_cache(maxsize=4096)
def _grams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def shared(parts: list[str], text: str) -> float:
    """The share of a quotation's pairs of characters that a text has: a quick bound for :func:`compare`."""
    grams = frozenset[str]().union(*map(_grams, parts))
    return len(grams & _grams(text)) / len(grams) if grams else 0.0


def compare(parts: list[str], text: str) -> Match:
    """How near stretches come to a text; :func:`stands_in` has said that they are not in it."""
    same = 0
    differences: list[tuple[str, str]] = []
    for part in parts:
        if part in text:
            same += len(part)
            continue
        window = _window(part, text)
        codes = SequenceMatcher(None, part, window, autojunk=False).get_opcodes()
        codes = [
            code for i, code in enumerate(codes) if code[0] != "insert" or 0 < i < len(codes) - 1
        ]
        changes = [_trimmed(code[1:], len(part)) for code in codes if code[0] != "equal"]
        same += sum(a2 - a1 for tag, a1, a2, *_ in codes if tag == "equal") - sum(
            max(0, b2 - b1 - a2 + a1) for a1, a2, b1, b2 in changes
        )
        differences += [
            (part[a1:a2], window[b1:b2]) for a1, a2, b1, b2 in _widened(changes, part, window)
        ]
    length = sum(map(len, parts))
    return Match(max(0.0, same / length) if length else 0.0, tuple(differences))


def differing_words(words: str, text: str) -> list[tuple[str, str]]:
    """How a quotation differs from its text, word by word and as both are written: for languages that part their words."""
    quoted, written = words.split(), text.split()
    plain_quoted, plain_written = (
        [plain(word).strip(_ENDS) for word in side] for side in (quoted, written)
    )
    longest = SequenceMatcher(
        None, plain_quoted, plain_written, autojunk=False
    ).find_longest_match()
    first = max(0, longest.b - longest.a - 2)
    last = longest.b + len(quoted) - longest.a + 2
    codes = SequenceMatcher(
        None, plain_quoted, plain_written[first:last], autojunk=False
    ).get_opcodes()
    codes = [code for i, code in enumerate(codes) if code[0] != "insert" or 0 < i < len(codes) - 1]
    changes = [_trimmed(code[1:], len(quoted), 0) for code in codes if code[0] != "equal"]
    return [
        (" ".join(quoted[a1:a2]), " ".join(written[first:last][b1:b2]))
        for a1, a2, b1, b2 in changes
    ]


def _trimmed(
    change: tuple[int, int, int, int], length: int, spare: int = 1
) -> tuple[int, int, int, int]:
    """A change without the text that stands before or after the quotation."""
    a1, a2, b1, b2 = change
    if a1 == 0:
        b1 = max(b1, b2 - a2 - spare)
    if a2 == length:
        b2 = min(b2, b1 + a2 - a1 + spare)
    return a1, a2, b1, b2


def _widened(
    changes: list[tuple[int, int, int, int]], part: str, window: str
) -> list[tuple[int, int, int, int]]:
    """Changes with a character or two around them, so that they can be read; those that touch then are one."""
    found: list[tuple[int, int, int, int]] = []
    for a1, a2, b1, b2 in changes:
        before, after = min(_CONTEXT, a1, b1), min(_CONTEXT, len(part) - a2, len(window) - b2)
        a1, a2, b1, b2 = a1 - before, a2 + after, b1 - before, b2 + after  # noqa: PLW2901
        if found and a1 <= found[-1][1]:
            found[-1] = (found[-1][0], a2, found[-1][2], b2)
        else:
            found.append((a1, a2, b1, b2))
    return found


def _window(part: str, text: str) -> str:
    """The stretch of a text that a part is likeliest to come from."""
    longest = SequenceMatcher(None, part, text, autojunk=False).find_longest_match()
    margin = 2 + len(part) // 5
    return text[max(0, longest.b - longest.a - margin) : longest.b + len(part) - longest.a + margin]
