"""Writing Typst: every text goes into a string literal, so that nothing in it can be markup."""

from __future__ import annotations

WORD_JOINER = "\u2060"
"""Keeps a line from breaking where it stands."""

# Japanese characters that may not begin a line (JIS X 4051, 行頭禁則文字)
NOT_AT_START = frozenset("、。，．・：；？！゛゜」』】〕〉》）］｝’”々〻ゝゞヽヾーぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ〜～…‥")


def literal(text: str) -> str:
    """A Typst string literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "").replace("\t", "\\t")
    return f'"{escaped}"'


def text(value: str) -> str:
    """Text in markup; newlines are spaces, for Japanese lines have been joined before."""
    return f"#{literal(value.replace(chr(10), ' '))};" if value else ""


def call(name: str, *arguments: str, **named: str | None) -> str:
    """A function call in markup; *named* values that are None are left out."""
    parts = [*arguments, *(f"{key.replace('_', '-')}: {value}" for key, value in named.items() if value is not None)]
    return f"#{name}({', '.join(parts)});"


def content(markup: str) -> str:
    """Markup as a value."""
    return f"[{markup}]"


def array(values: list[str]) -> str:
    """A Typst array."""
    return f"({', '.join(values)}{',' if len(values) == 1 else ''})"
