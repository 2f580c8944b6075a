"""All that a PDF says: its pages, what is set as decoration apart from the rest, and what it holds besides.

Where every font of a page says which characters it draws, as those of Typst do, the page is read from its instructions; pypdf, which
finds out where each word stands, takes several times as long. Other pages are left to pypdf.
"""

from __future__ import annotations

import codecs
import logging
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import ContentStream, StreamObject

from ...documents.kangxi_radicals import replace_radicals
from ...support.cli_text import say
from .unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pypdf import PageObject

_INSTRUCTION = re.compile(
    rb"/(?P<font>[^\s/<>()\[\]]+)\s+[\d.+-]+\s+Tf|(?P<literal>\((?:[^\\()]|\\.|\((?:[^\\()]|\\.)*\))*\))|<(?P<hex>[0-9A-Fa-f\s]*)>"
    rb"|/(?P<tag>[A-Za-z]\w*)\s*(?:(?P<said><<.*?>>)\s*BDC|BMC\b|/\w+\s+BDC\b)|(?P<end>\bEMC\b)",
    re.DOTALL,
)
_ESCAPED = re.compile(rb"\\(?:([0-7]{1,3})|\r?\n|(.))", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_STREAM = re.compile(
    rb"(\d+)\s+(\d+)\s+obj\b(?:(?!endobj|stream\r?\n).){0,4000}?\bstream\r?\n", re.DOTALL
)
_BODY = re.compile(rb"\bstream\r?\n.*?\bendstream", re.DOTALL)
_STRING = re.compile(
    rb"\((?:[^\\()]|\\.|\((?:[^\\()]|\\.)*\))*\)|(?<!<)<[0-9A-Fa-f\s]{8,}>(?!>)", re.DOTALL
)
_CODE = rb"<([0-9A-Fa-f]+)>"
_CHAR = re.compile(_CODE + rb"\s*" + _CODE)
_RANGE = re.compile(_CODE + rb"\s*" + _CODE + rb"\s*(?:" + _CODE + rb"|\[([^\]]*)\])")


_DEEPEST = 4
"""Forms within forms."""


class _Unmapped(Exception):  # noqa: N818
    """A font that does not say which characters it draws."""


def texts(data: bytes) -> Iterator[tuple[str, str, bytes]]:
    """What stands on each page and on two together; metadata, outline, comments, alternative texts; attached files.

    :returns: text, where it stands, and the bytes of an attached file.
    :raises ValueError: if it is broken.
    :raises Unreadable: if it is encrypted.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise Unreadable(
                say(
                    "暗号化されていて中を調べられない。",
                    "it is encrypted and cannot be looked into.",
                )
            )
        fonts: dict[Any, dict[bytes, str]] = {}
        pages = []
        for number, page in enumerate(reader.pages, 1):
            aside: list[str] = []
            pages.append(_page(page, fonts, aside))
            yield pages[-1], f"p. {number}", b""
            yield "".join(aside), f"p. {number}", b""
        for number in range(1, len(pages)):  # a paragraph may go on overleaf
            yield pages[number - 1] + pages[number], f"p. {number}", b""
        yield from _besides(reader, data)
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
        raise ValueError(
            str(error)
        ) from error  # pypdf raises nearly anything on a file that breaks its rules


def _page(page: PageObject, fonts: dict[Any, dict[bytes, str]], aside: list[str]) -> str:
    try:
        return replace_radicals(_drawn(page.get_contents(), page.get("/Resources", {}), fonts, aside))
    except _Unmapped:
        return replace_radicals(page.extract_text())


def _drawn(
    contents: StreamObject | ContentStream | None,
    resources: Any,  # noqa: ANN401
    fonts: dict[Any, dict[bytes, str]],
    aside: list[str],
    depth: int = 0,
) -> str:
    """What instructions draw, and the forms they use.

    :param aside: gets what is decoration, such as running heads and readings over words, and what is said in the place of words.
    """
    resources = _object(resources)
    named = {
        name.removeprefix("/"): font for name, font in _object(resources.get("/Font", {})).items()
    }
    words: list[str] = []
    marked: list[bool] = []
    characters: Mapping[bytes, str] | None = None
    for match in _INSTRUCTION.finditer(contents.get_data() if contents is not None else b""):
        kind = match.lastgroup
        if kind in {"tag", "said"}:
            marked.append(match["tag"] == b"Artifact")
            aside += (f"{_string(token)}\n" for token in _STRING.findall(match["said"] or b""))
        elif kind == "end":
            del marked[-1:]
        elif kind == "font":
            characters = _characters(named.get(match["font"].decode("latin-1")), fonts)
        elif characters is not None:
            codes = (
                _hexadecimal(match["hex"]) if kind == "hex" else _unescaped(match["literal"][1:-1])
            )
            (aside if any(marked) else words).extend(
                characters.get(codes[at : at + 2], "") for at in range(0, len(codes), 2)
            )
    forms = map(
        _object, _object(resources.get("/XObject", {})).values() if depth < _DEEPEST else ()
    )
    words += [
        _drawn(form, form.get("/Resources", resources), fonts, aside, depth + 1)
        for form in forms
        if form.get("/Subtype") == "/Form"
    ]
    return "".join(words)


def _object(value: Any) -> Any:  # noqa: ANN401
    """What a reference refers to."""
    return value.get_object() if hasattr(value, "get_object") else value


def _characters(reference: Any, fonts: dict[Any, dict[bytes, str]]) -> dict[bytes, str]:  # noqa: ANN401
    """The characters of a font by their codes of two bytes."""
    key = getattr(reference, "idnum", id(reference))
    if key not in fonts:
        font = _object(reference) or {}
        if font.get("/Encoding") not in {"/Identity-H", "/Identity-V"} or "/ToUnicode" not in font:
            raise _Unmapped
        fonts[key] = _mapped(font["/ToUnicode"].get_data())
    return fonts[key]


def _mapped(table: bytes) -> dict[bytes, str]:
    """A table ``ToUnicode``: single codes (``bfchar``) and ranges of them (``bfrange``)."""
    found = {}
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, to in _CHAR.findall(part):
            found[bytes.fromhex(code.decode())] = _utf16(to)
    for part in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, to, several in _RANGE.findall(part):
            low, high = int(first, 16), min(int(last, 16), 0xFFFF)
            each = re.findall(_CODE, several)
            for code in range(low, high + 1):
                text = _utf16(each[code - low] if code - low < len(each) else to)
                if text and not each:
                    text = text[:-1] + chr(min(ord(text[-1]) + code - low, 0x10FFFF))
                found[code.to_bytes(2, "big")] = text
    return found


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def _besides(reader: PdfReader, data: bytes) -> Iterator[tuple[str, str, bytes]]:
    """The words outside pages. All strings of all objects are taken, as they stand: there are too many places for them to be named."""
    sources = [_BODY.sub(b"", data)]
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
            yield content.decode("utf-8", "replace"), "XMP", b""
        else:
            yield "", say("添付", "attached"), content
    for source in sources:
        strings = "\n".join(map(_string, _STRING.findall(source)))
        yield strings, say("頁の外", "outside the pages"), b""


def _string(token: bytes) -> str:
    """A string of an object: UTF-16 or UTF-8 with a mark, or PDFDocEncoding."""
    value = _hexadecimal(token[1:-1]) if token.startswith(b"<") else _unescaped(token[1:-1])
    if value.startswith(codecs.BOM_UTF16_BE):
        return value[2:].decode("utf-16-be", "replace")
    if value.startswith(codecs.BOM_UTF16_LE):
        return value[2:].decode("utf-16-le", "replace")
    return value.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")


def _unescaped(literal: bytes) -> bytes:
    if b"\\" not in literal:
        return literal
    return _ESCAPED.sub(
        lambda match: (
            bytes([int(match[1], 8) & 0xFF]) if match[1] else _NAMED.get(match[2], match[2] or b"")
        ),
        literal,
    )


def _hexadecimal(digits: bytes) -> bytes:
    digits = b"".join(digits.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
