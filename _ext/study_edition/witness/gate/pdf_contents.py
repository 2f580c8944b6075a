"""Extract all texts of a PDF: pages, decorations on them, and everything outside the pages.

If every font of a page maps its codes to characters, as Typst's fonts do, the page is read from its
drawing instructions; pypdf, which also computes positions, takes several times as long. Other pages
are read by pypdf.
"""

from __future__ import annotations

import codecs
import logging
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import ContentStream, StreamObject

from ...core.text.messages import _
from ...documents.kangxi_radicals import replace_radicals
from .gate_errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pypdf import PageObject

_INSTRUCTION = re.compile(
    rb"/(?P<font>[^\s/<>()\[\]]+)\s+[\d.+-]+\s+Tf"
    rb"|(?P<literal>\((?:[^\\()]|\\.|\((?:[^\\()]|\\.)*\))*\))"
    rb"|<(?P<hex>[0-9A-Fa-f\s]*)>"
    rb"|/(?P<tag>[A-Za-z]\w*)\s*(?:(?P<properties><<.*?>>)\s*BDC|BMC\b|/\w+\s+BDC\b)"
    rb"|(?P<end>\bEMC\b)",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|\r?\n|(.))", re.DOTALL)
_NAMED_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_STREAM = re.compile(
    rb"(\d+)\s+(\d+)\s+obj\b(?:(?!endobj|stream\r?\n).){0,4000}?\bstream\r?\n", re.DOTALL
)
_STREAM_BODY = re.compile(rb"\bstream\r?\n.*?\bendstream", re.DOTALL)
_STRING = re.compile(
    rb"\((?:[^\\()]|\\.|\((?:[^\\()]|\\.)*\))*\)|(?<!<)<[0-9A-Fa-f\s]{8,}>(?!>)", re.DOTALL
)
_CODE = rb"<([0-9A-Fa-f]+)>"
_BFCHAR = re.compile(_CODE + rb"\s*" + _CODE)
_BFRANGE = re.compile(_CODE + rb"\s*" + _CODE + rb"\s*(?:" + _CODE + rb"|\[([^\]]*)\])")

_MAX_DEPTH = 4
"""Forms within forms."""


class PdfPart(NamedTuple):
    """A text of a PDF with its location, or the content of an attached file."""

    text: str
    location: str
    attachment: bytes = b""


class _UnmappedFontError(Exception):
    """A font does not map its codes to characters."""


def extract_parts(data: bytes) -> Iterator[PdfPart]:
    """Yield the text of each page and of each two consecutive pages, and all other texts and files.

    The other texts include metadata, the outline, comments and alternative texts.

    :raises ValueError: if the file is broken.
    :raises UnreadableFileError: if it is encrypted.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise UnreadableFileError(_("it is encrypted and cannot be checked."))
        fonts: dict[Any, dict[bytes, str]] = {}
        pages = []
        for number, page in enumerate(reader.pages, 1):
            decorations: list[str] = []
            pages.append(_page_text(page, fonts, decorations))
            yield PdfPart(pages[-1], f"p. {number}")
            yield PdfPart("".join(decorations), f"p. {number}")
        for number in range(1, len(pages)):  # a paragraph may continue on the next page
            yield PdfPart(pages[number - 1] + pages[number], f"p. {number}")
        yield from _parts_outside_pages(reader, data)
    except (
        PyPdfError,
        DependencyError,
        TypeError,
        KeyError,
        AttributeError,
        RecursionError,
        ArithmeticError,
        AssertionError,
    ) as error:
        # pypdf raises nearly anything on a broken file
        raise ValueError(str(error)) from error


def _page_text(page: PageObject, fonts: dict[Any, dict[bytes, str]], decorations: list[str]) -> str:
    try:
        resources = page.get("/Resources", {})
        return replace_radicals(_drawn_text(page.get_contents(), resources, fonts, decorations))
    except _UnmappedFontError:
        return replace_radicals(page.extract_text())


def _drawn_text(
    contents: StreamObject | ContentStream | None,
    resources: Any,  # noqa: ANN401
    fonts: dict[Any, dict[bytes, str]],
    decorations: list[str],
    depth: int = 0,
) -> str:
    """Return the text that instructions draw, and that of the forms they use.

    :param fonts: the characters of each font by code, filled as fonts are met.
    :param decorations: the list to which decorations are added, such as running heads, readings
        over words, and alternative texts.
    """
    resources = _dereference(resources)
    fonts_by_name = {
        name.removeprefix("/"): font
        for name, font in _dereference(resources.get("/Font", {})).items()
    }
    texts: list[str] = []
    artifacts: list[bool] = []
    characters: Mapping[bytes, str] | None = None
    for match in _INSTRUCTION.finditer(contents.get_data() if contents is not None else b""):
        kind = match.lastgroup
        if kind in {"tag", "properties"}:
            artifacts.append(match["tag"] == b"Artifact")
            strings = _STRING.findall(match["properties"] or b"")
            decorations += (f"{_decode_string(token)}\n" for token in strings)
        elif kind == "end":
            del artifacts[-1:]
        elif kind == "font":
            font = fonts_by_name.get(match["font"].decode("latin-1"))
            characters = _font_characters(font, fonts)
        elif characters is not None:
            codes = _from_hex(match["hex"]) if kind == "hex" else _unescape(match["literal"][1:-1])
            (decorations if any(artifacts) else texts).extend(
                characters.get(codes[at : at + 2], "") for at in range(0, len(codes), 2)
            )
    forms = map(
        _dereference,
        _dereference(resources.get("/XObject", {})).values() if depth < _MAX_DEPTH else (),
    )
    texts += [
        _drawn_text(form, form.get("/Resources", resources), fonts, decorations, depth + 1)
        for form in forms
        if form.get("/Subtype") == "/Form"
    ]
    return "".join(texts)


def _dereference(value: Any) -> Any:  # noqa: ANN401
    """Return the object that a reference refers to; any other value unchanged."""
    return value.get_object() if hasattr(value, "get_object") else value


def _font_characters(reference: Any, fonts: dict[Any, dict[bytes, str]]) -> dict[bytes, str]:  # noqa: ANN401
    """Return the characters of a font by their codes of two bytes.

    :raises _UnmappedFontError: if the font does not map its codes to characters.
    """
    key = getattr(reference, "idnum", id(reference))
    if key not in fonts:
        font = _dereference(reference) or {}
        if font.get("/Encoding") not in {"/Identity-H", "/Identity-V"} or "/ToUnicode" not in font:
            raise _UnmappedFontError
        fonts[key] = _parse_to_unicode(font["/ToUnicode"].get_data())
    return fonts[key]


def _parse_to_unicode(table: bytes) -> dict[bytes, str]:
    """Parse a ``ToUnicode`` table: single codes (``bfchar``) and ranges of them (``bfrange``)."""
    characters = {}
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, to in _BFCHAR.findall(part):
            characters[bytes.fromhex(code.decode())] = _decode_utf16(to)
    for part in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, to, items in _BFRANGE.findall(part):
            low, high = int(first, 16), min(int(last, 16), 0xFFFF)
            targets = re.findall(_CODE, items)
            for code in range(low, high + 1):
                text = _decode_utf16(targets[code - low] if code - low < len(targets) else to)
                if text and not targets:
                    text = text[:-1] + chr(min(ord(text[-1]) + code - low, 0x10FFFF))
                characters[code.to_bytes(2, "big")] = text
    return characters


def _decode_utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def _parts_outside_pages(reader: PdfReader, data: bytes) -> Iterator[PdfPart]:
    """Yield the texts outside pages, and attached files.

    These are all strings of all objects, since too many kinds of objects may contain text.
    """
    sources = [_STREAM_BODY.sub(b"", data)]
    for match in _STREAM.finditer(data):
        head = match[0]
        if not any(kind in head for kind in (b"/ObjStm", b"/Metadata", b"/EmbeddedFile")):
            continue
        stream = reader.get_object(int(match[1]))
        if not isinstance(stream, StreamObject):
            continue
        content = stream.get_data()
        if stream.get("/Type") == "/ObjStm":
            sources.append(content)
        elif stream.get("/Type") == "/Metadata":
            yield PdfPart(content.decode("utf-8", "replace"), "XMP")
        else:
            yield PdfPart("", _("attached"), content)
    for source in sources:
        strings = "\n".join(map(_decode_string, _STRING.findall(source)))
        yield PdfPart(strings, _("outside the pages"))


def _decode_string(token: bytes) -> str:
    """Decode a string of an object: UTF-16 or UTF-8 with a byte order mark, or PDFDocEncoding."""
    value = _from_hex(token[1:-1]) if token.startswith(b"<") else _unescape(token[1:-1])
    if value.startswith(codecs.BOM_UTF16_BE):
        return value[2:].decode("utf-16-be", "replace")
    if value.startswith(codecs.BOM_UTF16_LE):
        return value[2:].decode("utf-16-le", "replace")
    return value.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")


def _unescape(literal: bytes) -> bytes:
    if b"\\" not in literal:
        return literal
    return _ESCAPE.sub(
        lambda match: (
            bytes([int(match[1], 8) & 0xFF])
            if match[1]
            else _NAMED_ESCAPES.get(match[2], match[2] or b"")
        ),
        literal,
    )


def _from_hex(digits: bytes) -> bytes:
    digits = b"".join(digits.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
