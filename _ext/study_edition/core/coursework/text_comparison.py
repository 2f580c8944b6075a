"""Decide whether quoted words occur in a text, and how they differ if they almost do.

The texts compared are normalised
(:func:`~study_edition.core.witness.text_fingerprint.normalise`), in lower case, and without
quotation marks and commas. A quotation may omit words (…, 〜 or （中略）), insert some in square
brackets, and lack its final full stop.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from ..witness.text_fingerprint import normalise

_OMISSION = re.compile(
    r"[\[［〔（(]?\s*(?:…+|‥+|(?:\.\s?){3,}|・{3,}"
    r"|[（(［\[〔]?(?:中略|前略|後略|以下略|略)[）)］\]〕]?)\s*[\]］〕）)]?|[〜～]+"
    r"|[\[［〔][^\[\]［］〔〕]{0,80}[\]］〕]|(?:——|――|──)$"
)
_IGNORED = str.maketrans("", "", "\"'「」,、，･・")
_FINAL_MARKS = ".。;;:!?！？-"
_CONTEXT = 2
MIN_SIMILARITY = 0.72
"""Minimum share of the quoted characters that a text must have, in order, for an altered quotation.
"""


class Match(NamedTuple):
    """How similar a quotation and a text are.

    ``similarity`` is 1.0 if they are equal; ``differences`` are pairs of (quoted, in the text).
    """

    similarity: float
    differences: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=4096)
def comparable(text: str) -> str:
    """Return the form in which a text is compared."""
    return normalise(text).lower().translate(_IGNORED)


def fragments(words: str) -> list[str]:
    """Return the parts of a quotation that must occur in the text, in the form compared."""
    results = [comparable(part).strip(_FINAL_MARKS) for part in _OMISSION.split(words)]
    return [part for part in results if part]


def contains_in_order(parts: list[str], text: str) -> bool:
    """Return whether a text, in the form compared, contains the parts in order."""
    position = 0
    for part in parts:
        results = text.find(part, position)
        if results < 0:
            return False
        position = results + len(part)
    return bool(parts)


@lru_cache(maxsize=4096)
def _grams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def shared_bigrams(parts: list[str], text: str) -> float:
    """Return the share of a quotation's character bigrams that a text has.

    It is a fast upper estimate for :func:`compare`.
    """
    grams = frozenset[str]().union(*map(_grams, parts))
    return len(grams & _grams(text)) / len(grams) if grams else 0.0


def compare(parts: list[str], text: str) -> Match:
    """Compare the parts of a quotation, not all of which occur, with a text."""
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
        changes = [_trim(code[1:], len(part)) for code in codes if code[0] != "equal"]
        same += sum(a2 - a1 for tag, a1, a2, *_ in codes if tag == "equal") - sum(
            max(0, b2 - b1 - a2 + a1) for a1, a2, b1, b2 in changes
        )
        differences += [
            (part[a1:a2], window[b1:b2]) for a1, a2, b1, b2 in _widen(changes, part, window)
        ]
    length = sum(map(len, parts))
    return Match(max(0.0, same / length) if length else 0.0, tuple(differences))


def differing_words(words: str, text: str) -> list[tuple[str, str]]:
    """Return the differences between a quotation and its text, word by word and as written.

    This is for languages that separate words.
    """
    quoted, written = words.split(), text.split()
    plain_quoted, plain_written = (
        [comparable(word).strip(_FINAL_MARKS) for word in side] for side in (quoted, written)
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
    changes = [_trim(code[1:], len(quoted), 0) for code in codes if code[0] != "equal"]
    return [
        (" ".join(quoted[a1:a2]), " ".join(written[first:last][b1:b2]))
        for a1, a2, b1, b2 in changes
    ]


def _trim(
    change: tuple[int, int, int, int], length: int, spare: int = 1
) -> tuple[int, int, int, int]:
    """Cut text before or after the quotation off a change."""
    a1, a2, b1, b2 = change
    if a1 == 0:
        b1 = max(b1, b2 - a2 - spare)
    if a2 == length:
        b2 = min(b2, b1 + a2 - a1 + spare)
    return a1, a2, b1, b2


def _widen(
    changes: list[tuple[int, int, int, int]], part: str, window: str
) -> list[tuple[int, int, int, int]]:
    """Add some context to changes so that they are readable, and merge those that then touch."""
    results: list[tuple[int, int, int, int]] = []
    for a1, a2, b1, b2 in changes:
        before, after = min(_CONTEXT, a1, b1), min(_CONTEXT, len(part) - a2, len(window) - b2)
        a1, a2, b1, b2 = a1 - before, a2 + after, b1 - before, b2 + after  # noqa: PLW2901
        if results and a1 <= results[-1][1]:
            results[-1] = (results[-1][0], a2, results[-1][2], b2)
        else:
            results.append((a1, a2, b1, b2))
    return results


def _window(part: str, text: str) -> str:
    """Return the stretch of a text that a part most probably comes from."""
    longest = SequenceMatcher(None, part, text, autojunk=False).find_longest_match()
    margin = 2 + len(part) // 5
    return text[max(0, longest.b - longest.a - margin) : longest.b + len(part) - longest.a + margin]
