"""Italics in citations: marked by a pair of private-use characters, converted to output formats."""

from __future__ import annotations

import html as _html
import re

ITALIC_ON, ITALIC_OFF = "\ue010", "\ue011"
_PAIR = re.compile(f"{ITALIC_ON}([^{ITALIC_ON}{ITALIC_OFF}]+){ITALIC_OFF}")
_STRAY = re.compile(f"[{ITALIC_ON}{ITALIC_OFF}]")
_SPECIAL = re.compile(
    r"[\\`*<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|(?<=!)\[|\[(?=[\^@\[])|\](?=[(\[:])"
)
_BLOCK = re.compile(r"^(\d+)(?=[.)])|^(?=[#>+=~-])", re.MULTILINE)


def italic(text: str) -> str:
    """Mark a text as italic; an empty text stays empty."""
    return f"{ITALIC_ON}{text}{ITALIC_OFF}" if text else ""


def plain(text: str) -> str:
    """Remove the marks."""
    return _STRAY.sub("", text)


def html(text: str) -> str:
    """Convert to escaped HTML with italics as ``<i>``; the caller sets the language."""
    return _STRAY.sub("", _PAIR.sub(r"<i>\1</i>", _html.escape(text)))


def markdown(text: str) -> str:
    """Convert to Markdown (CommonMark 0.31).

    Italics are between asterisks; every other character is literal.
    """
    escaped = _BLOCK.sub(
        lambda match: f"{match[1] or ''}\\", _SPECIAL.sub(lambda match: f"\\{match[0]}", text)
    )
    return _STRAY.sub("", _PAIR.sub(r"*\1*", escaped))
