"""Where a line break in the source is no space in the text.

Japanese is written without spaces, so a soft line break between two Japanese characters must vanish,
while one beside a Latin word stays a space (W3C, Requirements for Japanese Text Layout, 3.2.6;
CSS Text 4, segment break transformation rules).
"""

from __future__ import annotations

import unicodedata


def is_wide(char: str) -> bool:
    """Whether *char* is set without spaces around it: East Asian Wide or Fullwidth, not Hangul."""
    return unicodedata.east_asian_width(char) in "WF" and not unicodedata.name(char, "").startswith("HANGUL")


def join(text: str, before: str = "", after: str = "") -> str:
    """Drop every newline of *text* that stands between two wide characters.

    *before* and *after* are the characters next to *text* (empty at the edge of a paragraph).
    """
    if "\n" not in text:
        return text
    kept = []
    for i, char in enumerate(text):
        if char == "\n":
            left = text[i - 1] if i else before
            right = text[i + 1] if i + 1 < len(text) else after
            if left and right and is_wide(left) and is_wide(right):
                continue
        kept.append(char)
    return "".join(kept)
