"""Join source lines: decide whether a line break is a space in the text.

Japanese is written without spaces, so a soft line break between two Japanese characters is removed,
and so is one next to Japanese punctuation, which has its own space. Elsewhere, as between kana and
a Latin word, it remains (after the segment break transformation rules of CSS Text 4).
"""

from __future__ import annotations

import unicodedata

WIDE = "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60"
"""The commonest of the wide characters, as a set in a pattern: enough for the pages' scripts."""


def is_wide(char: str) -> bool:
    """Return whether a character is set without spaces around it.

    Such characters are East Asian Wide or Fullwidth, except Hangul.
    """
    return unicodedata.east_asian_width(char) in "WF" and not unicodedata.name(char, "").startswith(
        "HANGUL"
    )


def is_wide_punctuation(char: str) -> bool:
    """Return whether a character is wide punctuation (、。「」（）…), never next to a space."""
    return is_wide(char) and unicodedata.category(char).startswith("P")


def join_lines(text: str, before: str = "", after: str = "") -> str:
    """Remove the newlines between two wide characters or next to wide punctuation.

    :param before: the character before *text*; empty at the start of a paragraph.
    :param after: the character after *text*; empty at the end of a paragraph.
    """
    if "\n" not in text:
        return text
    kept = []
    for i, char in enumerate(text):
        if char == "\n":
            left = text[i - 1] if i else before
            right = text[i + 1] if i + 1 < len(text) else after
            if left and right and _is_joined(left, right):
                continue
        kept.append(char)
    return "".join(kept)


def _is_joined(left: str, right: str) -> bool:
    if left in " \t\n" or right in " \t\n":
        return False
    return (
        (_is_japanese(left) and _is_japanese(right))
        or is_wide_punctuation(left)
        or is_wide_punctuation(right)
    )


def _is_japanese(char: str) -> bool:
    """Return whether a character is wide, or a dash or leader of East Asian Ambiguous width."""
    return is_wide(char) or char in "…‥―—"
