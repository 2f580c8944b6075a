"""HTML: one line for each block, with its line in the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from ..support.cli_text import say
from .document import DocumentError, Line, Part, mark, with_address
from .text_encodings import attempt, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_TAGS = 200_000
MAX_DEPTH = 400

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_CODECS = {
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "windows-31j": "cp932",
    "euc-jp": "euc_jp",
    "x-euc-jp": "euc_jp",
}
_DATA = re.compile(r"data:[\w/+.;-]+;base64,[A-Za-z0-9+/=\s]+")
_DROPPED = frozenset(
    "script style nav noscript template head svg math iframe object button select textarea form rt rp rtc audio video canvas".split()  # noqa: SIM905  words read easier
)
_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6
    header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul""".split()  # noqa: SIM905  words read easier
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NOTE = re.compile(r"foot-?notes?\b|end-?notes?\b|^_?(?:ftn|edn)\d", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def decode_page(data: bytes) -> str:
    """The text of a page, in the encoding it declares if it is in it.

    :raises DocumentError: as :func:`.encodings.decode`.
    """
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    if (
        name in _CODECS
        and not data.isascii()
        and (text := attempt(data, _CODECS[name])) is not None
    ):
        return text
    return decode(data)


def lines(text: str) -> list[Line]:
    """The lines of a page; what is not read by people, and readings over words, is left out.

    :raises DocumentError: if it has more tags or nests deeper than any page that somebody wrote.
    """
    text = _DATA.sub("data:,", text)
    if text.count("<") > MAX_TAGS:
        raise DocumentError(say("HTML の要素が多すぎる。", "this HTML has too many elements."))
    try:
        soup = _Shallow(text, "html.parser")
        return list(_Reader().read(soup))
    except RecursionError as error:
        raise DocumentError(
            say("HTML の入れ子が深すぎる。", "this HTML is nested too deeply.")
        ) from error


class _Shallow(BeautifulSoup):
    """Gives up where a page nests deeper than any: what is deeper takes as long to read as the square of its depth."""

    def pushTag(self, tag: Tag) -> None:  # noqa: N802  its name there
        """Go one deeper."""
        if len(self.tagStack) > MAX_DEPTH:
            raise RecursionError
        super().pushTag(tag)


class _Reader:
    """Gathers the words of a block until it ends."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.line = 1
        self.notes: list[Line] = []

    def read(self, soup: BeautifulSoup) -> Iterator[Line]:
        yield from self._children(soup, Part.TEXT)
        yield from self._end(Part.TEXT)
        yield from self.notes

    def _children(self, tag: Tag, part: Part) -> Iterator[Line]:
        for child in tag.children:
            yield from self._element(child, part)

    def _element(self, element: PageElement, part: Part) -> Iterator[Line]:
        if isinstance(element, Tag):
            if (
                element.name not in _DROPPED
                and not element.has_attr("hidden")
                and not _HIDDEN.search(str(element.get("style", "")))
            ):
                yield from self._tag(element, part)
        elif isinstance(element, NavigableString) and not isinstance(element, PreformattedString):
            self.words.append(str(element))

    def _tag(self, tag: Tag, part: Part) -> Iterator[Line]:
        block = tag.name in _BLOCKS
        if block or tag.name == "br":
            yield from self._end(part)
            self.line = tag.sourceline or self.line
        inner = _part(tag, part)
        first = len(self.words)
        yield from self._children(tag, inner)
        if block:
            yield from self._end(inner)
        else:
            self.words[first:] = [_inline(tag, "".join(self.words[first:]))]

    def _end(self, part: Part) -> Iterator[Line]:
        text = " ".join("".join(self.words).split())
        self.words.clear()
        if text and part is Part.NOTE:
            self.notes.append(Line(self.line, text, part))
        elif text:
            yield Line(self.line, text, part)


def _part(tag: Tag, part: Part) -> Part:
    names = [
        str(tag.get("id", "")),
        str(tag.get("role", "")),
        str(tag.get("epub:type", "")),
        *(tag.get_attribute_list("class")),
    ]
    if part is Part.NOTE or (
        tag.name in _BLOCKS - {"body", "html"} and any(_NOTE.search(name or "") for name in names)
    ):
        return Part.NOTE
    if tag.name == "blockquote":
        return Part.QUOTE
    return Part.HEADING if tag.name in _HEADINGS else part


def _inline(tag: Tag, text: str) -> str:
    if tag.name == "q":
        return f"“{text}”"
    if tag.name == "sup" and re.fullmatch(r"\s*[\[(（]?\d+[\])）]?\s*", text):
        return mark(re.sub(r"\D", "", text))
    if tag.name == "a":
        return with_address(text, str(tag.get("href", "")))
    return text
