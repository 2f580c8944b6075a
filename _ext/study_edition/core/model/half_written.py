"""Lines that are nearly ``{rubric}`` or ``{answer}``, and would be printed for students.

Markdown prints what it does not understand, so these words are recognised however they are written.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = ("rubric", "answer")
"""The directives for instructors."""

_RIGHT = re.compile(
    r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(?::{3,}|`{3,}|~{3,})\s*"
    r"\{(?:edition:)?(?:rubric|answer)\}(?:[ \t].*)?",
    re.IGNORECASE,
)
"""What MyST takes for the directive."""
_IN_BRACES = re.compile(r"\{[^{}]*\b(?:rubric|answer)s?\b[^{}]*\}")
_HEAD = re.compile(r"(?P<signs>[\W_]*)(?:edition[\W_]+)?(?P<word>[a-z]+)(?P<rest>.*)")
_FENCE = re.compile(r"[\s>*+\d.)-]*[:`~]{2}")


def written_blocks(text: str) -> list[int]:
    """Return the lines of a source that are a directive for instructors, if MyST reads them so."""
    return [n for n, line in enumerate(text.split("\n"), 1) if _RIGHT.fullmatch(line.rstrip())]


def half_written(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a source that are nearly a directive for instructors: number and text."""
    for number, line in enumerate(text.split("\n"), 1):
        may_be = "r" in line.lower() or not line.isascii()  # full-width and other forms of letters
        if may_be and not _RIGHT.fullmatch(line.rstrip()) and _is_near(line):
            yield number, line.strip()


def _is_near(line: str) -> bool:
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKC", line) if unicodedata.category(sign) != "Cf"
    ).casefold()
    if _IN_BRACES.search(plain):
        return True
    head = _HEAD.match(plain)
    if not head:
        return False
    signs, rest = head["signs"], head["rest"]
    if _FENCE.match(plain):
        others = re.findall("[a-z]+", rest)
        return _is_word(head["word"]) or (len(others) == 1 and _is_word(others[0]))
    is_alone = not re.search(r"\w", rest)
    is_marked = bool(re.search(r"[:{[<(%]|\.\.", signs)) or rest.count(":") > 1
    return is_alone and is_marked and _is_word(head["word"])


def _is_word(word: str) -> bool:
    return bool(difflib.get_close_matches(word, WORDS, n=1, cutoff=0.75))
