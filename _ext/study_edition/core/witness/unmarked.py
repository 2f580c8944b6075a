"""The words of a file without what is written between them: tags, escapes, roles, marks of comments.

What is undone here is what editors, formats and programs put into a text without meaning to hide it. Every form keeps the line breaks of
the file, so that a place in one is on the same line in the other.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODED = re.compile(r"\\(?:u[0-9A-Fa-f{]|x[0-9A-Fa-f]{2})")
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|([^\n\r]))")
_BLANKS = dict.fromkeys("nrtfvb", " ")
_READING = re.compile(
    r"<((?:\w+:)?r(?:t|p|Ph))\b[^>]*>.*?(?:</\1\s*>|(?=<(?:\w+:)?r(?:t|p|b|Ph)\b|</(?:\w+:)?ruby\b))",
    re.DOTALL,
)
"""A reading over words in HTML, in Word (``w:rt``) and in Excel (``rPh``), or its brackets."""
_TAG = re.compile(r"<(?!!\[CDATA)[!?/a-zA-Z][^<>]*>")
_ROLE = re.compile(
    r"\{cite[\w:+.-]*\}`[^`]*`|\{[\w:+.-]+\}`([^`|<]*)(?:[|<][^`]*)?`|!?\[([^\]\n]{0,500})\]\([^)\n]{0,500}\)|\[\^[\w-]+\]"
)
"""A role of MyST, a link and the mark of a footnote; the words shown are groups 1 and 2."""
_JOINT = re.compile(r"""["'][ \t]*[+\\]?[ \t]*\r?\n[ \t]*\+?[ \t]*[A-Za-z]{0,2}["']""")
"""Where a string of a program goes on in the next line."""
_MARGIN = re.compile(r"^[ \t]*(?:[>#%;|]+|//+|\*+|\.\.)[ \t]+", re.MULTILINE)
"""What begins each line of a comment or a quotation."""
_MARKS = ("*", "_", "`", "{", "}")


def forms(text: str) -> Iterator[str]:
    """The text with its entities, then, where they differ, with its escapes undone, and without any markup."""
    plain = html.unescape(text) if "&" in text else text
    yield plain
    undone = plain
    if "\\" in plain:
        undone = unescaped(plain)
        if _CODED.search(plain):
            yield undone
    if "%E" in undone:
        yield unquote(undone)
    bare = without_markup(undone)
    if bare != plain:
        yield bare


def unescaped(text: str) -> str:
    r"""The text with the characters that ``\uXXXX``, ``\xXX`` and the like stand for; an escaped line break is a space.

    >>> unescaped(r"\u6f6e \ud83c\udf0a \"\x41\" a\nb")
    '潮 🌊 "A" a b'
    """
    undone = _ESCAPE.sub(_character, text)
    if re.search("[\ud800-\udfff]", undone):
        undone = undone.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return undone


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if not code:
        return _BLANKS.get(match[4], match[4])
    number = int(code, 16)
    return chr(number) if 0x20 <= number <= 0x10FFFF else " "


def without_markup(text: str) -> str:
    """The text without tags, readings over words, roles, links, marks of emphasis, and the marks that begin each line of a comment.

    >>> without_markup("潮の<b>満ち</b>引き<rt>ひ</rt>と{ruby}`港|みなと`")
    '潮の満ち引きと港'
    """
    if "<" in text:
        text = _TAG.sub(_lines, _READING.sub(_lines, text))
    if "`" in text or "](" in text or "[^" in text:
        text = _ROLE.sub(
            lambda match: (
                (match[1] or match[2] or "") + _lines(match)[(match[1] or "").count("\n") :]
            ),
            text,
        )
    text = _MARGIN.sub("", _JOINT.sub("\n", text))
    for mark in _MARKS:
        text = text.replace(mark, "")
    return text


def _lines(match: re.Match[str]) -> str:
    """The line breaks of what is taken out."""
    return "\n" * match[0].count("\n")
