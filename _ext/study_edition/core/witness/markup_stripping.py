"""Strip markup from a file's text: tags, escapes, roles, comment markers.

This removes what editors, formats and programs add to a text without meaning to hide it. Every form
keeps the line breaks of the file, so that line numbers agree.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHARACTER_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f{]|x[0-9A-Fa-f]{2})")
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|([^\n\r]))")
_WHITE_SPACE_ESCAPES = dict.fromkeys("nrtfvb", " ")
_READING = re.compile(
    r"<((?:\w+:)?r(?:t|p|Ph))\b[^>]*>.*?(?:</\1\s*>|(?=<(?:\w+:)?r(?:t|p|b|Ph)\b|</(?:\w+:)?ruby\b))",
    re.DOTALL,
)
"""A reading over words in HTML, Word (``w:rt``) or Excel (``rPh``), or its brackets."""
_TAG = re.compile(r"<(?!!\[CDATA)[!?/a-zA-Z][^<>]*>")
_ROLE = re.compile(
    r"\{cite[\w:+.-]*\}`[^`]*`|\{[\w:+.-]+\}`([^`|<]*)(?:[|<][^`]*)?`|!?\[([^\]\n]{0,500})\]\([^)\n]{0,500}\)|\[\^[\w-]+\]"
)
"""A MyST role, a link, or a footnote reference; groups 1 and 2 are the displayed text."""
_STRING_SEAM = re.compile(r"""["'][ \t]*[+\\]?[ \t]*\r?\n[ \t]*\+?[ \t]*[A-Za-z]{0,2}["']""")
"""The seam of a program's string that continues on the next line."""
_LINE_MARKER = re.compile(r"^[ \t]*(?:[>#%;|]+|//+|\*+|\.\.)[ \t]+", re.MULTILINE)
"""The marker at the start of each line of a comment or a quotation."""
_INLINE_MARKS = ("*", "_", "`", "{", "}")


def readable_forms(text: str) -> Iterator[str]:
    """Yield the text with entities decoded, then any further forms that differ.

    These are the text with escapes decoded, with percent-encoding decoded, and without markup.
    """
    plain = html.unescape(text) if "&" in text else text
    yield plain
    unescaped_text = plain
    if "\\" in plain:
        unescaped_text = unescape(plain)
        if _CHARACTER_ESCAPE.search(plain):
            yield unescaped_text
    if "%E" in unescaped_text:
        yield unquote(unescaped_text)
    bare = strip_markup(unescaped_text)
    if bare != plain:
        yield bare


def unescape(text: str) -> str:
    r"""Decode ``\uXXXX``, ``\xXX`` and similar escapes; an escaped line break becomes a space.

    >>> unescape(r"\u6f6e \ud83c\udf0a \"\x41\" a\nb")
    '潮 🌊 "A" a b'
    """
    unescaped_text = _ESCAPE.sub(_decode_escape, text)
    if re.search("[\ud800-\udfff]", unescaped_text):
        unescaped_text = unescaped_text.encode("utf-16", "surrogatepass").decode(
            "utf-16", "replace"
        )
    return unescaped_text


def _decode_escape(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if not code:
        return _WHITE_SPACE_ESCAPES.get(match[4], match[4])
    number = int(code, 16)
    return chr(number) if 0x20 <= number <= 0x10FFFF else " "


def strip_markup(text: str) -> str:
    """Remove tags, readings over words, roles, links, emphasis and comment markers.

    >>> strip_markup("潮の<b>満ち</b>引き<rt>ひ</rt>と{ruby}`港|みなと`")
    '潮の満ち引きと港'
    """
    if "<" in text:
        text = _TAG.sub(_line_breaks, _READING.sub(_line_breaks, text))
    if "`" in text or "](" in text or "[^" in text:
        text = _ROLE.sub(
            lambda match: (
                (match[1] or match[2] or "") + _line_breaks(match)[(match[1] or "").count("\n") :]
            ),
            text,
        )
    text = _LINE_MARKER.sub("", _STRING_SEAM.sub("\n", text))
    for mark in _INLINE_MARKS:
        text = text.replace(mark, "")
    return text


def _line_breaks(match: re.Match[str]) -> str:
    """Return the line breaks within removed text."""
    return "\n" * match[0].count("\n")
