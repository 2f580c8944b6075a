"""Reading what people hand in or paste: txt, md, html, docx and pdf, in any encoding Japanese is met in, as lines.

What a file is, is seen from its content first and from its name second.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..support.cli_text import reason, say
from .document import Document, DocumentError, Line, Part
from .text_encodings import decode

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "MAX_FILE",
    "MAX_TEXT_FILE",
    "Document",
    "DocumentError",
    "Line",
    "Part",
    "decode",
    "file_bytes",
    "read_bytes",
    "read_document",
    "read_text",
]

MAX_FILE = 64 * 2**20
"""Bytes of a file, pictures included."""
MAX_TEXT_FILE = 16 * 2**20
"""Bytes of a file of text."""
MAX_TEXT = 4 * 10**6
"""Characters of a document, some 3,000 pages."""

_FOREIGN = (
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
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Controls, which a terminal might obey, and marks that turn the direction of writing."""
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)


def read_document(path: Path) -> Document:
    """Read a file.

    :raises DocumentError: if it is missing, no file, too large, broken, encrypted, of another kind, or without text.
    """
    return read_bytes(file_bytes(path, MAX_FILE), str(path))


def read_text(path: Path) -> str:
    """Read a file of plain text or Markdown as it is, empty lines too.

    :raises DocumentError: as :func:`read_document`, and if it is another kind of document.
    """
    data = file_bytes(path, MAX_FILE)
    read_bytes(data, str(path))
    other = (
        data.startswith(b"PK\x03\x04")
        or b"%PDF-" in data[:1024]
        or path.suffix.lower() in {".html", ".htm", ".xhtml"}
    )
    text = "" if other else decode(data)
    if other or _HTML.match(text):
        raise DocumentError(
            say(
                "プレーンテキストでない。.txt として保存しなおす。",
                "this is no plain text: save it as .txt.",
            )
        )
    return text


def file_bytes(path: Path, most: int) -> bytes:
    """The bytes of an ordinary file: no pipe is waited for, and no device is read without end.

    :param most: how many bytes it may have.
    :raises DocumentError: if it is missing, no file, larger, or may not be read.
    """
    try:
        if path.is_dir():
            raise DocumentError(
                say("フォルダーである。ファイルを指定する。", "this is a folder: name a file.")
            )
        if path.exists() and not path.is_file():
            raise DocumentError(say("ふつうのファイルでない。", "this is no ordinary file."))
        with path.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError as error:
        raise DocumentError(say("ファイルがない。", "there is no such file.")) from error
    except PermissionError as error:
        raise DocumentError(
            say("読む権限がない。", "you may not read it (no permission).")
        ) from error
    except (OSError, ValueError) as error:
        raise DocumentError(
            say(f"読めない（{reason(error)}）。", f"it cannot be read ({reason(error)}).")
        ) from error
    if len(data) > most:
        megabytes = most // 2**20
        raise DocumentError(
            say(
                f"大きすぎる（{megabytes} MB まで）。分ける。",
                f"it is too large (at most {megabytes} MB): divide it.",
            )
        )
    return data


def read_bytes(data: bytes, name: str) -> Document:
    """Read the content of a file, such as standard input gives.

    :param name: stands in the document; its extension tells Markdown and HTML from plain text.
    :raises DocumentError: as :func:`read_document`.
    """
    if len(data) > MAX_FILE:
        raise _too_large()
    read = (line._replace(text=_UNSEEN.sub("", line.text)) for line in _lines(data, name.lower()))
    lines = tuple(line for line in read if line.text.strip())
    if not lines:
        raise DocumentError(say("文字が一つもない。", "there is no text in it."))
    if sum(len(line.text) for line in lines) > MAX_TEXT:
        raise _too_large()
    return Document(name, lines)


def _too_large() -> DocumentError:
    return DocumentError(
        say(
            f"大きすぎる（文字は{MAX_TEXT // 10**4}万字、ファイルは{MAX_FILE // 2**20} MB まで）。分けて指定する。",
            f"it is too large (at most {MAX_TEXT // 10**6} million characters, {MAX_FILE // 2**20} MB): divide it.",
        )
    )


def _lines(data: bytes, name: str) -> list[Line]:
    """The lines of a file, by what it is. A module is imported when its kind is met: starting must be quick."""
    if b"%PDF-" in data[:1024]:
        from . import pdf_file as pdf  # noqa: PLC0415

        return pdf.lines(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from . import docx_file as docx  # noqa: PLC0415

        return docx.lines(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(
            say(
                "パスワード付きの文書か、古い形式（.doc）である。パスワードを外し、.docx で保存しなおす。",
                "it has a password or is in an old format (.doc): save it as .docx without a password.",
            )
        )
    for start, kind in _FOREIGN:
        if data.startswith(start):
            raise DocumentError(
                say(
                    f"{kind} は読めない。txt、md、html、docx、pdf で保存する。",
                    f"{kind} is not read: save as txt, md, html, docx or pdf.",
                )
            )
    if name.endswith((".pdf", ".docx")) and data.strip():
        raise DocumentError(
            say(
                f"壊れているか、{name[name.rfind('.') :]} でない。",
                f"it is broken, or no {name[name.rfind('.') :]}.",
            )
        )
    if len(data) > MAX_TEXT_FILE:
        raise _too_large()
    return _text_lines(data, name)


def _text_lines(data: bytes, name: str) -> list[Line]:
    from . import html_file, markdown_file
    from . import text_file as plain  # noqa: PLC0415

    if name.endswith((".html", ".htm", ".xhtml")) or re.search(
        rb"<meta[^>]+charset", data[:2048], re.IGNORECASE
    ):
        return html_file.lines(html_file.decode_page(data))
    text = decode(data)
    if _HTML.match(text):
        return html_file.lines(text)
    if name.endswith((".md", ".markdown", ".mdown", ".myst")):
        return markdown_file.lines(text)
    return plain.lines(text)
