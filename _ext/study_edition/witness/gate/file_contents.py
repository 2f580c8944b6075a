"""What a file holds, as texts: whatever its format, packed or not, in whatever encoding.

Nothing is guessed. A file of no known encoding is read in every one that Japanese is met in, for what is looked for is exact.
"""

from __future__ import annotations

import gzip
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from ...support.cli_text import say
from .unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_UNPACKED = 256 * 2**20
"""Bytes that a packed file may have unpacked."""
_DEEPEST = 3
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


class Piece(NamedTuple):
    """A text of a file; ``place`` says which, where it is not the whole file: a page of a PDF, a file in an archive."""

    text: str
    place: str = ""


def pieces(data: bytes, place: str = "", depth: int = 0) -> Iterator[Piece]:
    """The texts of a file; none of a picture or a font.

    :param place: where in the file that was named these bytes stand.
    :raises Unreadable: if it is encrypted, broken, or larger unpacked than is looked at.
    """
    if depth > _DEEPEST:
        raise Unreadable(say("入れ子の圧縮ファイルが深すぎる。", "archives are nested too deeply."))
    if data.startswith(_PICTURES_AND_FONTS) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return
    try:
        if b"%PDF-" in data[:1024] and b" obj" in data:
            from . import pdf_contents  # noqa: PLC0415  starting must be quick

            for text, page, attached in pdf_contents.texts(data):
                if attached:
                    yield from pieces(attached, _within(place, page), depth + 1)
                else:
                    yield Piece(text, _within(place, page))
        elif data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            yield from _members(data, place, depth)
        elif data.startswith(b"\x1f\x8b"):
            with gzip.open(BytesIO(data)) as file:
                yield from pieces(_limited(file.read(MAX_UNPACKED + 1)), place, depth + 1)
        elif data.startswith(_INVENTORY):
            *head, packed = data.split(b"\n", 4)
            lines = [*head, _limited(zlib.decompressobj().decompress(packed, MAX_UNPACKED + 1))]
            yield Piece(b"\n".join(lines).decode("utf-8", "replace"), place)
        else:
            yield from (Piece(text, place) for text in texts(data))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        ValueError,
        IndexError,
    ) as error:
        raise Unreadable(
            say("壊れていて中を調べられない。", "it is broken and cannot be looked into.")
        ) from error


def texts(data: bytes) -> list[str]:
    """The text of a file of text; where it is not UTF-8, what each encoding makes of it.

    >>> "潮" in "".join(texts("潮の満ち引き".encode("cp932")))
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


def _members(data: bytes, place: str, depth: int) -> Iterator[Piece]:
    """The texts of the files in an archive, which a document of an office program is too."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
            raise _too_large()
        for member in archive.infolist():
            if member.flag_bits & 1:
                raise Unreadable(
                    say(
                        "パスワードが付いていて中を調べられない。",
                        "it has a password and cannot be looked into.",
                    )
                )
            if not member.is_dir():
                with archive.open(member) as file:
                    yield from pieces(
                        _limited(file.read(MAX_UNPACKED + 1)),
                        _within(place, member.filename),
                        depth + 1,
                    )


def _limited(data: bytes) -> bytes:
    if len(data) > MAX_UNPACKED:
        raise _too_large()
    return data


def _too_large() -> Unreadable:
    return Unreadable(say("大きすぎて中を調べられない。", "it is too large to be looked into."))


def _within(place: str, name: str) -> str:
    return "/".join(filter(None, (place, name)))
