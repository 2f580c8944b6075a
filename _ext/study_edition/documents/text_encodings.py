"""Finding the encoding of a text: strict decoding, and whether the result can be what somebody wrote.

A text is never guessed: where no encoding gives a plausible text, or two do, it is refused.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter

from ..support.cli_text import say
from .document import DocumentError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins in the same way
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_JIS_ESCAPE = re.compile(rb"\x1b\$(?:[@B]|\([DOPQ])|\x1b\([IJ]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_LATIN = re.compile(
    "[‘’“”–—…•€£§©®°ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿŒœŠšŽž\xa0]"
)
_GLUED = re.compile("(?:(?<=[a-z ])[\u3400-\u9fff](?=[a-z])|(?<=[a-z])[\u3400-\u9fff](?=[a-z ]))")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_TOLERATED = 0.06
"""Share of the characters beyond ASCII that may be rare ones: names are written with them."""


def decode(data: bytes) -> str:
    """The text of *data*: UTF-8, UTF-16, UTF-32, Shift_JIS (cp932), EUC-JP, ISO-2022-JP or Windows-1252, with or without a mark.

    :raises DocumentError: if it is binary, or in no encoding or in more than one that gives a plausible text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _clean(_strict(data[len(bom) :], encoding))
    if b"\x00" in data:
        return _clean(
            _only([text for encoding in _WIDE if (text := attempt(data, encoding)) and _wide(text)])
        )
    if _JIS_ESCAPE.search(data) and data.isascii():
        for encoding in ("iso2022_jp", "iso2022_jp_2004", "iso2022_jp_ext"):
            if text := attempt(data, encoding):
                return _clean(text)
    if (text := attempt(data, "utf-8")) is not None:
        return _clean(text)
    return _clean(_only([text for text in _candidates(data) if text]))


def attempt(data: bytes, encoding: str) -> str | None:
    """The text of *data* in an encoding, or None if it is not in it."""
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _candidates(data: bytes) -> list[str | None]:
    euc = attempt(data, "euc_jp") or attempt(data, "euc_jis_2004")
    return [
        text if text and plausible(text) else None
        for text, plausible in (
            (attempt(data, "cp932"), _japanese),
            (euc, lambda text: _japanese(text) and _has_kana(text)),
            (attempt(data, "cp1252"), _western),
            *(
                (attempt(data, encoding), lambda text: _japanese(text) and _has_kana(text))
                for encoding in ("utf-16-le", "utf-16-be")
            ),
        )
    ]


def _strict(data: bytes, encoding: str) -> str:
    text = attempt(data, encoding)
    if text is None:
        raise _undecidable()
    return text


def _only(texts: list[str]) -> str:
    if len(texts) != 1:
        raise _undecidable()
    return texts[0]


def _undecidable() -> DocumentError:
    return DocumentError(
        say(
            "文字でないか、文字コードが分からない。UTF-8 で保存しなおす。",
            "this is no text, or its encoding cannot be told: save it as UTF-8.",
        )
    )


def _clean(text: str) -> str:
    """The text without a byte order mark and stray control characters.

    :raises DocumentError: if there are too many of them for a text.
    """
    controls = len(_CONTROL.findall(text))
    if controls > len(text) // 1000 or "\x00" in text:
        raise _undecidable()
    return (_CONTROL.sub("", text) if controls else text).removeprefix("\ufeff")


def _wide(text: str) -> bool:
    """Whether a text read two or four bytes a character is one: in the wrong order of bytes nearly nothing is common."""
    return not _CONTROL.search(text) and (_ordinary(text) or _western(text))


def _ordinary(text: str) -> bool:
    return _odd(text) <= _TOLERATED


def _japanese(text: str) -> bool:
    """Whether a text read as Japanese is one: few rare characters, and no kanji that stands alone inside a Latin word."""
    return (
        _ordinary(text)
        and not _CONTROL.search(text)
        and len(_GLUED.findall(text)) * 5 <= _beyond_ascii(text)
    )


def _has_kana(text: str) -> bool:
    """Whether there is kana as in any Japanese text; Chinese and Korean, read as EUC-JP, have none."""
    return len(_KANA.findall(text)) * 10 >= _beyond_ascii(text)


def _western(text: str) -> bool:
    """Whether a text read as Windows-1252 is one: mostly ASCII, and beyond it only letters and punctuation."""
    others = [c for c in text if not c.isascii()]
    return (
        len(others) * 8 <= len(text)
        and all(map(_LATIN.match, others))
        and not _CONTROL.search(text)
    )


def _beyond_ascii(text: str) -> int:
    return sum(not c.isascii() for c in text)


def _odd(text: str) -> float:
    """The share of rare characters among those beyond ASCII."""
    counted = Counter(c for c in text if not c.isascii())
    total = sum(counted.values())
    return sum(number * _rarity(c) for c, number in counted.items()) / total if total else 0.0


def _rarity(c: str) -> float:
    """How strange a character is in Japanese text, 0 to 1."""
    if (
        "\u3000" <= c <= "\u30ff"
        or "\uff01" <= c <= "\uff5e"
        or "\u2010" <= c <= "\u2027"
        or c == "\xa0"
    ):
        return 0.0
    if "\u3400" <= c <= "\u9fff":
        try:
            return (
                0.0 if 0xB0 <= c.encode("euc_jp")[0] <= 0xCF else 0.5
            )  # the kanji of level 1 of JIS X 0208
        except UnicodeEncodeError:
            return 1.0
    if (
        "\u2190" <= c <= "\u27bf"
        or "\xc0" <= c <= "\u024f"
        or "\u0370" <= c <= "\u04ff"
        or "\u3200" <= c <= "\u33ff"
    ):
        return 0.3  # arrows, circled numbers, accented and Greek letters
    return 1.0
