"""Writing Typst: every text goes into a string literal, so that nothing in it can be markup."""

from __future__ import annotations

import re

WORD_JOINER = "\u2060"
"""Keeps a line from breaking where it stands."""

# Japanese characters that may not begin a line (JIS X 4051, 行頭禁則文字)
NOT_AT_START = frozenset(
    "、。，．・：；？！゛゜」』】〕〉》）］｝’”々〻ゝゞヽヾーぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ〜～…‥"
)


_BREAKS = re.compile("[\v\f\x85\u2028\u2029]")
"""What ends a line for Typst besides a newline; at the beginning of one, what has no glyph (such as U+202E) is not let through."""


def literal(text: str) -> str:
    """A Typst string literal; U+FEFF, which PDF/UA-1 forbids and nobody sees, is left out."""
    escaped = (
        text.replace("\\", "\\\\")
        .replace('"', '\\"')
        .replace("\r", "")
        .replace("\t", "\\t")
        .replace("\ufeff", "")
    )
    return f'"{_BREAKS.sub(chr(10), escaped)}"'.replace("\n", "\\n")


def text(value: str) -> str:
    """Text in markup; newlines are spaces, for Japanese lines have been joined before."""
    return f"#{literal(_BREAKS.sub(' ', value).replace(chr(10), ' '))};" if value else ""


def call(name: str, *arguments: str, **named: str | None) -> str:
    """A function call in markup; *named* values that are None are left out."""
    parts = [
        *arguments,
        *(f"{key.replace('_', '-')}: {value}" for key, value in named.items() if value is not None),
    ]
    return f"#{name}({', '.join(parts)});"


def content(markup: str) -> str:
    """Markup as a value."""
    return f"[{markup}]"


def array(values: list[str]) -> str:
    """A Typst array."""
    return f"({', '.join(values)}{',' if len(values) == 1 else ''})"
