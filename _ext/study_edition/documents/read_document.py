"""Read a document as lines: txt, md, html, docx or pdf, in any encoding in use for Japanese.

The kind of a file is recognised by its content first, and by its name second.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..core.text.messages import _
from ..support.cli_text import reason
from .document import Document, DocumentError, unsupported_error
from .text_encodings import decode

if TYPE_CHECKING:
    from pathlib import Path

    from ..core.text.document_line import Line

__all__ = [
    "MAX_FILE",
    "MAX_TEXT_FILE",
    "Document",
    "DocumentError",
    "decode",
    "parse_document",
    "read_document",
    "read_file_bytes",
    "read_text",
]

MAX_FILE = 64 * 2**20
"""Bytes of a file, including pictures."""
MAX_TEXT_FILE = 16 * 2**20
"""Bytes of a text file."""
MAX_TEXT = 4 * 10**6
"""Characters of a document: some 3,000 pages."""

_UNSUPPORTED = (
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"MIME-Version:", "MHTML"),
    (b"bplist00", "webarchive"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters, which a terminal might obey, and marks that change the writing direction."""
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)


def read_document(path: Path) -> Document:
    """Read a file.

    :raises DocumentError: if it is missing, not a file, too large, broken, encrypted, of an
        unsupported kind, or without text.
    """
    return parse_document(read_file_bytes(path, MAX_FILE), str(path))


def read_text(path: Path) -> str:
    """Read a file of plain text or Markdown unchanged, including empty lines.

    :raises DocumentError: as :func:`read_document`, and if it is another kind of document.
    """
    data = read_file_bytes(path, MAX_FILE)
    parse_document(data, str(path))
    is_other_kind = (
        data.startswith(b"PK\x03\x04")
        or b"%PDF-" in data[:1024]
        or path.suffix.lower() in {".html", ".htm", ".xhtml"}
    )
    text = "" if is_other_kind else decode(data)
    if is_other_kind or _HTML_START.match(text):
        raise DocumentError(_("this is not plain text: save it as .txt."))
    return text


def read_file_bytes(path: Path, max_size: int) -> bytes:
    """Return the bytes of a regular file; pipes and devices are refused, since they may not end.

    :param max_size: the number of bytes that it may have.
    :raises DocumentError: if it is missing, not a regular file, larger, or not readable.
    """
    try:
        if path.is_dir():
            raise DocumentError(_("this is a folder: name a file."))
        if path.exists() and not path.is_file():
            raise DocumentError(_("this is not a regular file."))
        with path.open("rb") as file:
            data = file.read(max_size + 1)
    except FileNotFoundError as error:
        raise DocumentError(_("there is no such file.")) from error
    except PermissionError as error:
        raise DocumentError(_("no permission to read it.")) from error
    except (OSError, ValueError) as error:
        raise DocumentError(
            _("it cannot be read ({reason}).").format(reason=reason(error))
        ) from error
    if len(data) > max_size:
        megabytes = max_size // 2**20
        raise DocumentError(
            _("it is too large (at most {megabytes} MB): divide it.").format(megabytes=megabytes)
        )
    return data


def parse_document(data: bytes, name: str) -> Document:
    """Read the content of a file, or of standard input.

    :param name: the document's name; its extension distinguishes Markdown and HTML from plain text.
    :raises DocumentError: as :func:`read_document`.
    """
    if len(data) > MAX_FILE:
        raise _size_error()
    cleaned = (
        line._replace(text=_CONTROLS.sub("", line.text)) for line in _read_lines(data, name.lower())
    )
    lines = tuple(line for line in cleaned if line.text.strip())
    if not lines:
        raise DocumentError(_("there is no text in it."))
    if sum(len(line.text) for line in lines) > MAX_TEXT:
        raise _size_error()
    return Document(name, lines)


def _size_error() -> DocumentError:
    return DocumentError(
        _("it is too large (at most {MAX_TEXT:,} characters, {limit} MB): divide it.").format(
            MAX_TEXT=MAX_TEXT, limit=MAX_FILE // 2**20
        )
    )


def _read_lines(data: bytes, name: str) -> list[Line]:
    """Return the lines of a file.

    The reader of each kind is imported when needed, so that commands start quickly.
    """
    if b"%PDF-" in data[:1024]:
        from . import pdf_file  # noqa: PLC0415

        return pdf_file.read_lines(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from . import docx_file  # noqa: PLC0415

        return docx_file.read_lines(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(
            _(
                "it has a password or is in an old format (.doc): save it as .docx without "
                "a password."
            )
        )
    for start, kind in _UNSUPPORTED:
        if data.startswith(start):
            raise unsupported_error(kind)
    if name.endswith((".pdf", ".docx")) and data.strip():
        suffix = name[name.rfind(".") :]
        raise DocumentError(_("it is broken, or not a {suffix} file.").format(suffix=suffix))
    if len(data) > MAX_TEXT_FILE:
        raise _size_error()
    return _read_text_lines(data, name)


def _read_text_lines(data: bytes, name: str) -> list[Line]:
    from . import html_file, markdown_file, text_file  # noqa: PLC0415

    if name.endswith((".html", ".htm", ".xhtml")) or re.search(
        rb"<meta[^>]+charset", data[:2048], re.IGNORECASE
    ):
        return html_file.read_lines(html_file.decode_page(data))
    text = decode(data)
    if _HTML_START.match(text):
        return html_file.read_lines(text)
    if name.endswith((".md", ".markdown", ".mdown", ".myst")):
        return markdown_file.read_lines(text)
    return text_file.read_lines(text)
