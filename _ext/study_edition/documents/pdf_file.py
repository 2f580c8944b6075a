"""Read PDF: its lines, joined into paragraphs."""

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

from ..core.text.document_line import Line
from ..core.text.messages import _
from .document import DocumentError, password_error
from .kangxi_radicals import replace_radicals

MAX_PAGES = 1000
MAX_CONTENT_SIZE = 2 * 2**20
"""Bytes of drawing instructions on one page; a page of text has a few thousand."""
MAX_SECONDS = 60.0

_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:p\.?\s*|頁\s*)?[0-9０-９]{1,4}(?:\s*[/／]\s*\d{1,4}|\s*頁)?[-–—\s]*", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[。．.!?！？：:][」』”\")）\]\d]*\s*$")
_PARAGRAPH_START = re.compile(
    r"[\u3000・●■◆○•*※]|[（(\[]?\d+[)）.\]]\s*|第[0-9０-９一二三四五六七八九十]+[章節]"
    r"|(?:参考文献|引用文献|References|Works Cited|Bibliography)\s*$"
)
_CJK = "\u2e80-\u9fff\uff00-\uffef\u3000-\u30ff"
_SPACE_IN_CJK = re.compile(f"(?<=[{_CJK}“”‘’…―—]) +(?=[{_CJK}“”‘’…―—])")


class PrintedLine(NamedTuple):
    """A line on a page: its start, from the left and the bottom, and its type size, in points."""

    text: str
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0


def read_lines(data: bytes) -> list[Line]:
    """Return the paragraphs of a PDF, each as one line with the number of its first.

    :raises DocumentError: if it is broken or encrypted, has too many or too large pages, or has no
        text (a scan).
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every small fault of a file
    try:
        pages = _read_pages(data)
    except DocumentError:
        raise
    except DependencyError as error:
        raise password_error() from error
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
        raise DocumentError(_("it is broken and cannot be read.")) from error
    if not any(line.text.strip() for page in pages for line in page):
        raise DocumentError(
            _(
                "it has no text (a scan): run text recognition (OCR), or name the document "
                "it was made from."
            )
        )
    return join_paragraphs(pages)


def _read_pages(data: bytes) -> list[list[PrintedLine]]:
    """Return the lines of each page."""
    started = time.monotonic()
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):  # an empty password only forbids changes
        raise password_error()
    if len(reader.pages) > MAX_PAGES:
        raise DocumentError(
            _("it has too many pages (at most {MAX_PAGES}).").format(MAX_PAGES=MAX_PAGES)
        )
    pages = []
    for page in reader.pages:
        pages.append(_read_page(page))
        if time.monotonic() - started > MAX_SECONDS:
            raise DocumentError(_("it takes too long to read: divide it."))
    return pages


def _read_page(page: PageObject) -> list[PrintedLine]:
    """Return the lines of a page without a page number at its head or foot."""
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > MAX_CONTENT_SIZE:
        raise DocumentError(_("one of its pages is too large."))
    lines = [PrintedLine("")]

    def visit(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        for i, piece in enumerate(replace_radicals(text).split("\n")):
            if i:
                lines.append(PrintedLine(""))
            if piece and not lines[-1].text:
                x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                lines[-1] = PrintedLine(piece, x, y, abs(size * tm[3] * cm[3]) or size)
            elif piece:
                lines[-1] = lines[-1]._replace(text=lines[-1].text + piece)

    page.extract_text(visitor_text=visit)
    filled = [line for line in lines if line.text.strip()]
    return [
        line
        for i, line in enumerate(filled)
        if i not in (0, len(filled) - 1) or not _PAGE_NUMBER.fullmatch(line.text)
    ]


def join_paragraphs(pages: list[list[PrintedLine]]) -> list[Line]:
    """Join the lines of pages into paragraphs, without running heads.

    >>> page = ["港の市場は潮の満ち引きで", "開いたという。", "次の段落。"]
    >>> [line.text for line in join_paragraphs([[PrintedLine(text) for text in page]])]
    ['港の市場は潮の満ち引きで開いたという。', '次の段落。']
    """
    heads = _running_heads(pages)
    full_width = 0.75 * _measure([line.text for page in pages for line in page])
    pitch = _line_pitch(pages)
    paragraphs: list[Line] = []
    number = 0
    previous: PrintedLine | None = None
    for page in pages:
        for line in page:
            number += 1
            if line.text.strip() in heads and line in (page[0], page[-1]):
                continue
            text = _SPACE_IN_CJK.sub("", line.text.strip(" ")).strip()
            if previous and _continues_paragraph(
                previous,
                line,
                full_width=full_width,
                pitch=pitch,
                in_quotation=_has_open_quotation(paragraphs[-1].text),
            ):
                paragraphs[-1] = paragraphs[-1]._replace(text=_join_text(paragraphs[-1].text, text))
            else:
                paragraphs.append(Line(number, text))
            previous = line
    return paragraphs


def _continues_paragraph(
    previous: PrintedLine, line: PrintedLine, *, full_width: float, pitch: float, in_quotation: bool
) -> bool:
    """Return whether a line belongs to the same paragraph as the previous line.

    :param full_width: the width from which a line counts as full, in full-width characters.
    :param pitch: the usual distance between lines, in points.
    :param in_quotation: whether the paragraph so far has an open quotation.
    """
    ended = _SENTENCE_END.search(previous.text) is not None
    if _PARAGRAPH_START.match(line.text) and not in_quotation:
        return False
    if previous.size and abs(line.size - previous.size) > 1 and not in_quotation:
        return False  # a heading, or a note
    if (
        ended
        and not in_quotation
        and (line.x > previous.x + line.size / 2 or previous.y - line.y > 1.5 * pitch > 0)
    ):
        return False
    in_word = (
        re.search(r"[a-z,]-?\s*$", previous.text) is not None
        and re.match(r"\s*[a-z]", line.text) is not None
    )
    return _width(previous.text) >= full_width or in_word or (in_quotation and not ended)


def _running_heads(pages: list[list[PrintedLine]]) -> set[str]:
    """Return the lines that are first or last on three pages or more, and end no sentence."""
    edges = Counter(
        text for page in pages if page for text in {page[0].text.strip(), page[-1].text.strip()}
    )
    return {
        text for text, number in edges.items() if number >= 3 and not _SENTENCE_END.search(text)
    }


def _line_pitch(pages: list[list[PrintedLine]]) -> float:
    """Return the usual distance between two lines in points; 0 if there is none."""
    steps = Counter(round(a.y - b.y) for page in pages for a, b in pairwise(page) if a.y > b.y)
    return float(steps.most_common(1)[0][0]) if steps else 0.0


def _width(text: str) -> float:
    """Return the width of a line in full-width characters."""
    return sum(0.5 if ord(c) < 0x2E80 else 1 for c in text)


def _measure(lines: list[str]) -> float:
    """Return the width of a full line: the width that one line in ten reaches."""
    widths = sorted((_width(line) for line in lines if line.strip()), reverse=True)
    return widths[len(widths) // 10] if widths else 0.0


def _has_open_quotation(text: str) -> bool:
    """Return whether a quotation mark is still open at the end of a text."""
    return any(text.count(a) > text.count(b) for a, b in ("「」", "『』", "“”"))


def _join_text(before: str, after: str) -> str:
    if re.search(f"[{_CJK}]$", before) or re.match(f"[{_CJK}]", after):
        return before + after
    if re.search(r"[a-z]-$", before) and re.match(r"[a-z]", after):
        return before[:-1] + after
    return f"{before} {after}"
