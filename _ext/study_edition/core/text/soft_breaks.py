"""Where a line break in the source is no space in the text.

Japanese is written without spaces, so a soft line break between two Japanese characters must vanish, and
so must one beside Japanese punctuation, which brings its own space. Elsewhere, as between kana and a Latin
word, it stays a space (after the segment break transformation rules of CSS Text 4).
"""

from __future__ import annotations

import unicodedata


def is_wide(char: str) -> bool:
    """Whether *char* is set without spaces around it: East Asian Wide or Fullwidth, not Hangul."""
    return unicodedata.east_asian_width(char) in "WF" and not unicodedata.name(char, "").startswith(
        "HANGUL"
    )


def parts_itself(char: str) -> bool:
    """Whether *char* is wide punctuation (、。「」（）…), which is never followed or preceded by a space."""
    return is_wide(char) and unicodedata.category(char).startswith("P")


def join(text: str, before: str = "", after: str = "") -> str:
    """Drop every newline of *text* that stands between two wide characters or beside wide punctuation.

    *before* and *after* are the characters next to *text* (empty at the edge of a paragraph).
    """
    if "\n" not in text:
        return text
    kept = []
    for i, char in enumerate(text):
        if char == "\n":
            left = text[i - 1] if i else before
            right = text[i + 1] if i + 1 < len(text) else after
            if left and right and _joins(left, right):
                continue
        kept.append(char)
    return "".join(kept)


def _joins(left: str, right: str) -> bool:
    if left in " \t\n" or right in " \t\n":
        return False
    return (_japanese(left) and _japanese(right)) or parts_itself(left) or parts_itself(right)


def _japanese(char: str) -> bool:
    """Wide, or one of the marks of Japanese that Unicode calls ambiguous: leaders and dashes."""
    return is_wide(char) or char in "…‥―—"
