"""PDF: its lines, with those that a sentence runs over joined."""

from __future__ import annotations

import logging
import re
import time
from collections import Counter
from io import BytesIO
from itertools import pairwise
from typing import NamedTuple

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError

from ..support.cli_text import say
from .document import DocumentError, Line
from .kangxi_radicals import as_typed

MAX_PAGES = 1000
MAX_CONTENT = 2 * 2**20
"""Bytes of instructions on one page; a page of text has some thousands."""
MAX_SECONDS = 60.0

_NUMBER = re.compile(
    r"[-–—\s]*(?:p\.?\s*|頁\s*)?[0-9０-９]{1,4}(?:\s*[/／]\s*\d{1,4}|\s*頁)?[-–—\s]*", re.IGNORECASE
)
_ENDS = re.compile(r"[。．.!?！？：:][」』”\")）\]\d]*\s*$")
_BEGINS = re.compile(
    r"[\u3000・●■◆○•*※]|[（(\[]?\d+[)）.\]]\s*|第[0-9０-９一二三四五六七八九十]+[章節]"
    r"|(?:参考文献|引用文献|References|Works Cited|Bibliography)\s*$"
)
_CJK = "\u2e80-\u9fff\uff00-\uffef\u3000-\u30ff"
_BETWEEN = re.compile(f"(?<=[{_CJK}“”‘’…―—]) +(?=[{_CJK}“”‘’…―—])")


class Printed(NamedTuple):
    """A line on a page, and where it begins: in points from the left and from below."""

    text: str
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0


def lines(data: bytes) -> list[Line]:
    """The lines of a PDF, a paragraph as one line under the number of its first.

    :raises DocumentError: if it is broken, encrypted, has too many or too large pages, or no text (a scan).
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells every small fault of a file
    try:
        pages = _pages(data)
    except DocumentError:
        raise
    except DependencyError as error:
        raise _encrypted() from error
    except (
        PyPdfError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
        ArithmeticError,
        OSError,
        AssertionError,
    ) as error:
        # pypdf raises nearly anything on a file that breaks its rules
        raise DocumentError(
            say("壊れていて読めない。", "it is broken and cannot be read.")
        ) from error
    if not any(line.text.strip() for page in pages for line in page):
        raise DocumentError(
            say(
                "文字がない（画像だけの PDF）。文字認識（OCR）にかけるか、もとの文書を指定する。",
                "it has no text (a scan): run text recognition (OCR), or name the document it was made from.",
            )
        )
    return join(pages)


def _encrypted() -> DocumentError:
    return DocumentError(
        say("パスワードが付いている。外して保存しなおす。", "it has a password: save it without.")
    )


def _pages(data: bytes) -> list[list[Printed]]:
    """The lines of each page."""
    started = time.monotonic()
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):  # an empty password only forbids changes
        raise _encrypted()
    if len(reader.pages) > MAX_PAGES:
        raise DocumentError(
            say(
                f"頁が多すぎる（{MAX_PAGES}頁まで）。",
                f"it has too many pages (at most {MAX_PAGES}).",
            )
        )
    found = []
    for page in reader.pages:
        found.append(_printed(page))
        if time.monotonic() - started > MAX_SECONDS:
            raise DocumentError(
                say(
                    "読むのに時間がかかりすぎる。分けて指定する。",
                    "it takes too long to read: divide it.",
                )
            )
    return found


def _printed(page: PageObject) -> list[Printed]:
    """The lines of a page; a number alone at its head or foot is left out."""
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > MAX_CONTENT:
        raise DocumentError(say("大きすぎる頁がある。", "one of its pages is too large."))
    found = [Printed("")]

    def visit(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        for i, piece in enumerate(as_typed(text).split("\n")):
            if i:
                found.append(Printed(""))
            if piece and not found[-1].text:
                x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                found[-1] = Printed(piece, x, y, abs(size * tm[3] * cm[3]) or size)
            elif piece:
                found[-1] = found[-1]._replace(text=found[-1].text + piece)

    page.extract_text(visitor_text=visit)
    filled = [line for line in found if line.text.strip()]
    return [
        line
        for i, line in enumerate(filled)
        if i not in (0, len(filled) - 1) or not _NUMBER.fullmatch(line.text)
    ]


def join(pages: list[list[Printed]]) -> list[Line]:
    """The paragraphs of pages: running heads left out, lines that fill their measure joined with the next.

    >>> [line.text for line in join([[Printed("港の市場は潮の満ち引きで"), Printed("開いたという。"), Printed("次の段落。")]])]
    ['港の市場は潮の満ち引きで開いたという。', '次の段落。']
    """
    heads = _running(pages)
    full = 0.75 * _measure([line.text for page in pages for line in page])
    pitch = _pitch(pages)
    found: list[Line] = []
    number = 0
    previous: Printed | None = None
    for page in pages:
        for line in page:
            number += 1
            if line.text.strip() in heads and line in (page[0], page[-1]):
                continue
            text = _BETWEEN.sub("", line.text.strip(" "))
            if previous and _goes_on(previous, line, full, pitch, _unfinished(found[-1].text)):
                found[-1] = found[-1]._replace(text=_joined(found[-1].text, text.strip()))
            else:
                found.append(Line(number, text.strip()))
            previous = line
    return found


def _goes_on(previous: Printed, line: Printed, full: float, pitch: float, unfinished: bool) -> bool:  # noqa: FBT001
    """Whether a line belongs to the paragraph of the one before."""
    ended = _ENDS.search(previous.text) is not None
    if _BEGINS.match(line.text) and not unfinished:
        return False
    if previous.size and abs(line.size - previous.size) > 1 and not unfinished:
        return False  # a heading, or a note
    if (
        ended
        and not unfinished
        and (line.x > previous.x + line.size / 2 or previous.y - line.y > 1.5 * pitch > 0)
    ):
        return False
    in_word = (
        re.search(r"[a-z,]-?\s*$", previous.text) is not None
        and re.match(r"\s*[a-z]", line.text) is not None
    )
    return _width(previous.text) >= full or in_word or (unfinished and not ended)


def _running(pages: list[list[Printed]]) -> set[str]:
    """The lines that stand first or last on three pages or more, and end no sentence."""
    edges = Counter(
        text for page in pages if page for text in {page[0].text.strip(), page[-1].text.strip()}
    )
    return {text for text, number in edges.items() if number >= 3 and not _ENDS.search(text)}


def _pitch(pages: list[list[Printed]]) -> float:
    """The usual distance of two lines."""
    steps = Counter(round(a.y - b.y) for page in pages for a, b in pairwise(page) if a.y > b.y)
    return float(steps.most_common(1)[0][0]) if steps else 0.0


def _width(text: str) -> float:
    """The width of a line in full-width characters."""
    return sum(0.5 if ord(c) < 0x2E80 else 1 for c in text)


def _measure(lines: list[str]) -> float:
    """The width of a full line: that which one line in ten reaches."""
    widths = sorted((_width(line) for line in lines if line.strip()), reverse=True)
    return widths[len(widths) // 10] if widths else 0.0


def _unfinished(text: str) -> bool:
    """Whether a bracket of a quotation is still open."""
    return any(text.count(a) > text.count(b) for a, b in ("「」", "『』", "“”"))


def _joined(before: str, after: str) -> str:
    if re.search(f"[{_CJK}]$", before) or re.match(f"[{_CJK}]", after):
        return before + after
    if re.search(r"[a-z]-$", before) and re.match(r"[a-z]", after):
        return before[:-1] + after
    return f"{before} {after}"
