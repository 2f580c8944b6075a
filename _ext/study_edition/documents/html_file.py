"""Read HTML: one line for each block, with its line in the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from ..core.text.document_line import Line, Part
from ..core.text.messages import _
from .document import DocumentError, note_mark, with_address
from .text_encodings import decode, try_decode

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
_DATA_URL = re.compile(r"data:[\w/+.;-]+;base64,[A-Za-z0-9+/=\s]+")
SKIPPED = frozenset(
    {
        *("script", "style", "noscript", "template", "head", "nav"),
        *("svg", "math", "iframe", "object", "audio", "video", "canvas"),
        *("button", "select", "textarea", "form"),
        *("rt", "rp", "rtc"),
    }
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PAGE = frozenset({"body", "html"})
BLOCKS = (
    _HEADINGS
    | _PAGE
    | {
        *("address", "article", "aside", "blockquote", "center", "details", "dialog", "div"),
        *(
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "header",
            "hr",
            "main",
            "p",
            "pre",
            "section",
        ),
        *("summary", "dd", "dl", "dt", "li", "ol", "ul"),
        *("caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
    }
)
_NOTE_NAME = re.compile(r"foot-?notes?\b|end-?notes?\b|^_?(?:ftn|edn)\d", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def decode_page(data: bytes) -> str:
    """Return the text of a page, in the declared encoding if the page is valid in it.

    :raises DocumentError: as :func:`.text_encodings.decode`.
    """
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    if (
        name in _CODECS
        and not data.isascii()
        and (text := try_decode(data, _CODECS[name])) is not None
    ):
        return text
    return decode(data)


def read_lines(text: str) -> list[Line]:
    """Return the lines of a page without scripts, hidden text and readings over words.

    :raises DocumentError: if it has more than :data:`MAX_TAGS` tags or nests deeper than
        :data:`MAX_DEPTH`.
    """
    text = _DATA_URL.sub("data:,", text)
    if text.count("<") > MAX_TAGS:
        raise DocumentError(_("this HTML has too many elements."))
    try:
        soup = _ShallowSoup(text, "html.parser")
        return list(_LineReader().read(soup))
    except RecursionError as error:
        raise DocumentError(_("this HTML is nested too deeply.")) from error


class _ShallowSoup(BeautifulSoup):
    """Stops at :data:`MAX_DEPTH`: the time to read a page grows with the square of its depth."""

    def pushTag(self, tag: Tag) -> None:  # noqa: N802  BeautifulSoup's name
        """Open a tag."""
        if len(self.tagStack) > MAX_DEPTH:
            raise RecursionError
        super().pushTag(tag)


class _LineReader:
    """Collects the texts of a block until it ends."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.line = 1
        self.notes: list[Line] = []

    def read(self, soup: BeautifulSoup) -> Iterator[Line]:
        yield from self._read_children(soup, Part.TEXT)
        yield from self._end_line(Part.TEXT)
        yield from self.notes

    def _read_children(self, tag: Tag, part: Part) -> Iterator[Line]:
        for child in tag.children:
            yield from self._read_element(child, part)

    def _read_element(self, element: PageElement, part: Part) -> Iterator[Line]:
        if isinstance(element, Tag):
            if (
                element.name not in SKIPPED
                and not element.has_attr("hidden")
                and not _HIDDEN.search(str(element.get("style", "")))
            ):
                yield from self._read_tag(element, part)
        elif isinstance(element, NavigableString) and not isinstance(element, PreformattedString):
            self.texts.append(str(element))

    def _read_tag(self, tag: Tag, part: Part) -> Iterator[Line]:
        is_block = tag.name in BLOCKS
        if is_block or tag.name == "br":
            yield from self._end_line(part)
            self.line = tag.sourceline or self.line
        inner = _part_of(tag, part)
        first = len(self.texts)
        yield from self._read_children(tag, inner)
        if is_block:
            yield from self._end_line(inner)
        else:
            self.texts[first:] = [_inline_text(tag, "".join(self.texts[first:]))]

    def _end_line(self, part: Part) -> Iterator[Line]:
        text = " ".join("".join(self.texts).split())
        self.texts.clear()
        if text and part is Part.NOTE:
            self.notes.append(Line(self.line, text, part))
        elif text:
            yield Line(self.line, text, part)


def _part_of(tag: Tag, outer: Part) -> Part:
    names = [
        str(tag.get("id", "")),
        str(tag.get("role", "")),
        str(tag.get("epub:type", "")),
        *(tag.get_attribute_list("class")),
    ]
    if outer is Part.NOTE or (
        tag.name in BLOCKS - _PAGE and any(_NOTE_NAME.search(name or "") for name in names)
    ):
        return Part.NOTE
    if tag.name == "blockquote":
        return Part.QUOTE
    return Part.HEADING if tag.name in _HEADINGS else outer


def _inline_text(tag: Tag, text: str) -> str:
    if tag.name == "q":
        return f"“{text}”"
    if tag.name == "sup" and re.fullmatch(r"\s*[\[(（]?\d+[\])）]?\s*", text):
        return note_mark(re.sub(r"\D", "", text))
    if tag.name == "a":
        return with_address(text, str(tag.get("href", "")))
    return text
