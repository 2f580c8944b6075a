"""Extract the texts of a file of any format, packed or not, in any encoding.

No encoding is guessed. A file of unknown encoding is decoded in every encoding in use for Japanese,
since the search for the essay is exact.
"""

from __future__ import annotations

import gzip
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from ...core.text.messages import _
from .gate_errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_UNPACKED_SIZE = 256 * 2**20
"""Bytes that a packed file may have when unpacked."""
_MAX_DEPTH = 3
"""A document in an archive in an archive."""

_PICTURES_AND_FONTS = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"\x00\x00\x01\x00",  # .ico
    b"II*\x00",
    b"MM\x00*",
    b"wOFF",
    b"wOF2",
    b"OTTO",
    b"ttcf",
    b"\x00\x01\x00\x00",  # .ttf
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ENCODINGS = ("utf-8", "cp932", "euc_jp", "utf-16-le", "utf-16-be")
_INVENTORY = b"# Sphinx inventory version 2"


class TextPart(NamedTuple):
    """A text of a file, and its location: a page of a PDF, or a file in an archive.

    The location is empty if the text is that of the whole file.
    """

    text: str
    location: str = ""


def extract_texts(data: bytes, location: str = "", depth: int = 0) -> Iterator[TextPart]:
    """Yield the texts of a file; pictures and fonts have none.

    :param location: where these bytes are within the file.
    :param depth: the number of archives around them.
    :raises UnreadableFileError: if the file is encrypted, broken, or too large unpacked.
    """
    if depth > _MAX_DEPTH:
        raise UnreadableFileError(_("archives are nested too deeply."))
    if data.startswith(_PICTURES_AND_FONTS) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return
    try:
        if b"%PDF-" in data[:1024] and b" obj" in data:
            from . import pdf_contents  # noqa: PLC0415  starting must be quick

            for part in pdf_contents.extract_parts(data):
                inner = _join_location(location, part.location)
                if part.attachment:
                    yield from extract_texts(part.attachment, inner, depth + 1)
                else:
                    yield TextPart(part.text, inner)
        elif data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            yield from _extract_members(data, location, depth)
        elif data.startswith(b"\x1f\x8b"):
            with gzip.open(BytesIO(data)) as file:
                unpacked = _check_size(file.read(MAX_UNPACKED_SIZE + 1))
            yield from extract_texts(unpacked, location, depth + 1)
        elif data.startswith(_INVENTORY):
            *head, packed = data.split(b"\n", 4)
            unpacked = zlib.decompressobj().decompress(packed, MAX_UNPACKED_SIZE + 1)
            lines = [*head, _check_size(unpacked)]
            yield TextPart(b"\n".join(lines).decode("utf-8", "replace"), location)
        else:
            yield from (TextPart(text, location) for text in decode_possible_texts(data))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        ValueError,
        IndexError,
    ) as error:
        raise UnreadableFileError(_("it is broken and cannot be checked.")) from error


def decode_possible_texts(data: bytes) -> list[str]:
    """Return the text of a text file; if it is not UTF-8, as decoded in each possible encoding.

    >>> "潮" in "".join(decode_possible_texts("潮の満ち引き".encode("cp932")))
    True
    """
    if b"\x00" not in data and not data.startswith(_BOMS):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return [text, data.decode("iso2022_jp", "replace")] if b"\x1b$" in data else [text]
    if data.startswith(_BOMS[0]):
        return [data[3:].decode("utf-8", "replace")]
    if data.startswith(_BOMS[1:]):
        return [data.decode("utf-16", "replace")]
    return [data.decode(encoding, "replace") for encoding in _ENCODINGS]


def _extract_members(data: bytes, location: str, depth: int) -> Iterator[TextPart]:
    """Yield the texts of the files in an archive; office documents are archives too."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED_SIZE:
            raise _size_error()
        for member in archive.infolist():
            if member.flag_bits & 1:
                raise UnreadableFileError(_("it has a password and cannot be checked."))
            if not member.is_dir():
                with archive.open(member) as file:
                    unpacked = _check_size(file.read(MAX_UNPACKED_SIZE + 1))
                inner = _join_location(location, member.filename)
                yield from extract_texts(unpacked, inner, depth + 1)


def _check_size(data: bytes) -> bytes:
    if len(data) > MAX_UNPACKED_SIZE:
        raise _size_error()
    return data


def _size_error() -> UnreadableFileError:
    return UnreadableFileError(_("it is too large to check."))


def _join_location(outer: str, inner: str) -> str:
    return "/".join(filter(None, (outer, inner)))
