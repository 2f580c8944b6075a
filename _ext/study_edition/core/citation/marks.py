"""Italics inside a citation: a pair of private-use characters, turned into what the reader's format has for them."""

from __future__ import annotations

import html as _html
import re

ON, OFF = "\ue010", "\ue011"
_PAIR = re.compile(f"{ON}([^{ON}{OFF}]+){OFF}")
_STRAY = re.compile(f"[{ON}{OFF}]")
_SPECIAL = re.compile(
    r"[\\`*<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|(?<=!)\[|\[(?=[\^@\[])|\](?=[(\[:])"
)
_BLOCK = re.compile(r"^(\d+)(?=[.)])|^(?=[#>+=~-])", re.MULTILINE)


def italic(text: str) -> str:
    """The text between marks; nothing for nothing."""
    return f"{ON}{text}{OFF}" if text else ""


def plain(text: str) -> str:
    """Without italics."""
    return _STRAY.sub("", text)


def html(text: str) -> str:
    """As HTML, everything escaped and italics as ``<i>``; the language is for the caller to set."""
    return _STRAY.sub("", _PAIR.sub(r"<i>\1</i>", _html.escape(text)))


def markdown(text: str) -> str:
    """As Markdown (CommonMark 0.31), with italics between asterisks and every other sign taken literally."""
    escaped = _BLOCK.sub(
        lambda match: f"{match[1] or ''}\\", _SPECIAL.sub(lambda match: f"\\{match[0]}", text)
    )
    return _STRAY.sub("", _PAIR.sub(r"*\1*", escaped))
