"""Write Typst markup; every text goes into a string literal, so that none of it is markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

WORD_JOINER = "\u2060"
"""Prevents a line break."""

# Japanese characters that must not begin a line (JIS X 4051, 行頭禁則文字)
NOT_AT_START = frozenset(
    "、。，．・：；？！゛゜」』】〕〉》）］｝’”々〻ゝゞヽヾーぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ〜～…‥"
)

_BREAKS = re.compile("[\v\f\x85\u2028\u2029]")
"""Line breaks of Typst besides the newline; after one, Typst rejects characters without a glyph."""


def literal(text: str) -> str:
    """Return a Typst string literal; U+FEFF, invisible and forbidden by PDF/UA-1, is omitted."""
    escaped = (
        text.replace("\\", "\\\\")
        .replace('"', '\\"')
        .replace("\r", "")
        .replace("\t", "\\t")
        .replace("\ufeff", "")
    )
    return f'"{_BREAKS.sub(chr(10), escaped)}"'.replace("\n", "\\n")


def text(value: str) -> str:
    """Return markup of a text, with spaces for newlines: Japanese lines are joined already."""
    return f"#{literal(_BREAKS.sub(' ', value).replace(chr(10), ' '))};" if value else ""


def call(name: str, *arguments: str, **named: str | None) -> str:
    """Return markup of a function call; *named* values that are None are omitted."""
    parts = [
        *arguments,
        *(f"{key.replace('_', '-')}: {value}" for key, value in named.items() if value is not None),
    ]
    return f"#{name}({', '.join(parts)});"


def content(markup: str) -> str:
    """Return markup as a value."""
    return f"[{markup}]"


def array(values: list[str]) -> str:
    """Return a Typst array."""
    return f"({', '.join(values)}{',' if len(values) == 1 else ''})"


def dictionary(texts: Mapping[str, Any]) -> str:
    """Return a Typst dictionary of texts."""
    entries = ", ".join(f"{literal(key)}: {literal(text)}" for key, text in texts.items())
    return f"({entries or ':'})"
