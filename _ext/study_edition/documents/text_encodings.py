"""Detect the encoding of a text by strict decoding and the plausibility of the result.

A text is never guessed: if no encoding, or more than one, gives a plausible text, it is refused.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter

from ..core.text.messages import _
from .document import DocumentError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark has the same start
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE_ENCODINGS = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_JIS_ESCAPE = re.compile(rb"\x1b\$(?:[@B]|\([DOPQ])|\x1b\([IJ]")
_CONTROL_CHARACTER = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_LATIN_CHARACTER = re.compile(
    "[‘’“”–—…•€£§©®°ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿŒœŠšŽž\xa0]"
)
_KANJI_IN_LATIN_WORD = re.compile(
    "(?:(?<=[a-z ])[\u3400-\u9fff](?=[a-z])|(?<=[a-z])[\u3400-\u9fff](?=[a-z ]))"
)
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_MAX_RARITY = 0.06
"""The share of rare characters among those beyond ASCII that is allowed, since names have them."""


def decode(data: bytes) -> str:
    """Decode a text, with or without a byte order mark.

    The encoding is UTF-8, UTF-16, UTF-32, Shift_JIS (cp932), EUC-JP, ISO-2022-JP or Windows-1252.

    :raises DocumentError: if the data are binary, or not exactly one encoding gives a plausible
        text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _remove_controls(_decode_strictly(data[len(bom) :], encoding))
    if b"\x00" in data:
        return _remove_controls(
            _single(
                [
                    text
                    for encoding in _WIDE_ENCODINGS
                    if (text := try_decode(data, encoding)) and _is_wide_text(text)
                ]
            )
        )
    if _JIS_ESCAPE.search(data) and data.isascii():
        for encoding in ("iso2022_jp", "iso2022_jp_2004", "iso2022_jp_ext"):
            if text := try_decode(data, encoding):
                return _remove_controls(text)
    if (text := try_decode(data, "utf-8")) is not None:
        return _remove_controls(text)
    return _remove_controls(_single([text for text in _candidates(data) if text]))


def try_decode(data: bytes, encoding: str) -> str | None:
    """Return the text of *data* in an encoding; None if it is not valid in it."""
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _candidates(data: bytes) -> list[str | None]:
    euc = try_decode(data, "euc_jp") or try_decode(data, "euc_jis_2004")
    return [
        text if text and plausible(text) else None
        for text, plausible in (
            (try_decode(data, "cp932"), _is_japanese),
            (euc, lambda text: _is_japanese(text) and _has_kana(text)),
            (try_decode(data, "cp1252"), _is_western),
            *(
                (try_decode(data, encoding), lambda text: _is_japanese(text) and _has_kana(text))
                for encoding in ("utf-16-le", "utf-16-be")
            ),
        )
    ]


def _decode_strictly(data: bytes, encoding: str) -> str:
    text = try_decode(data, encoding)
    if text is None:
        raise _encoding_error()
    return text


def _single(texts: list[str]) -> str:
    if len(texts) != 1:
        raise _encoding_error()
    return texts[0]


def _encoding_error() -> DocumentError:
    return DocumentError(
        _("this is not text, or its encoding cannot be determined: save it as UTF-8.")
    )


def _remove_controls(text: str) -> str:
    """Remove a byte order mark and stray control characters.

    :raises DocumentError: if there are too many control characters for a text.
    """
    controls = len(_CONTROL_CHARACTER.findall(text))
    if controls > len(text) // 1000 or "\x00" in text:
        raise _encoding_error()
    return (_CONTROL_CHARACTER.sub("", text) if controls else text).removeprefix("\ufeff")


def _is_wide_text(text: str) -> bool:
    """Return whether text decoded by two or four bytes a character is plausible.

    In the wrong byte order, nearly every character is rare.
    """
    return not _CONTROL_CHARACTER.search(text) and (
        _has_common_characters(text) or _is_western(text)
    )


def _has_common_characters(text: str) -> bool:
    return _mean_rarity(text) <= _MAX_RARITY


def _is_japanese(text: str) -> bool:
    """Return whether text decoded as Japanese is plausible.

    It has few rare characters, and hardly any single kanji inside Latin words.
    """
    return (
        _has_common_characters(text)
        and not _CONTROL_CHARACTER.search(text)
        and len(_KANJI_IN_LATIN_WORD.findall(text)) * 5 <= _count_non_ascii(text)
    )


def _has_kana(text: str) -> bool:
    """Return whether a tenth is kana; Chinese and Korean, decoded as EUC-JP, have almost none."""
    return len(_KANA.findall(text)) * 10 >= _count_non_ascii(text)


def _is_western(text: str) -> bool:
    """Return whether text decoded as Windows-1252 is plausible.

    It is mostly ASCII, and otherwise only letters and punctuation.
    """
    others = [c for c in text if not c.isascii()]
    return (
        len(others) * 8 <= len(text)
        and all(map(_LATIN_CHARACTER.match, others))
        and not _CONTROL_CHARACTER.search(text)
    )


def _count_non_ascii(text: str) -> int:
    return sum(not c.isascii() for c in text)


def _mean_rarity(text: str) -> float:
    """Return the mean rarity of the characters beyond ASCII."""
    counted = Counter(c for c in text if not c.isascii())
    total = sum(counted.values())
    return sum(number * _rarity(c) for c, number in counted.items()) / total if total else 0.0


def _rarity(c: str) -> float:
    """Return how rare a character is in Japanese text, from 0 to 1."""
    if (
        "\u3000" <= c <= "\u30ff"
        or "\uff01" <= c <= "\uff5e"
        or "\u2010" <= c <= "\u2027"
        or c == "\xa0"
    ):
        return 0.0
    if "\u3400" <= c <= "\u9fff":
        try:
            # the kanji of level 1 of JIS X 0208 are common
            return 0.0 if 0xB0 <= c.encode("euc_jp")[0] <= 0xCF else 0.5
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
