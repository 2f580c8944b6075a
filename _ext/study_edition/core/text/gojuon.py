"""Japanese dictionary order (gojūon) from a reading in kana.

The order follows the prefaces of the large dictionaries
(小学館『日本国語大辞典』and『大辞泉』凡例，見出しの配列): words are compared by plain kana first,
the long mark counting as the vowel before it. Ties are broken by voicing (清音, 濁音, 半濁音), then
small kana before full-size ones, then a vowel before the long mark, then hiragana before katakana.
"""

from __future__ import annotations

import re
import unicodedata

ROWS = "あかさたなはまやらわ"
LATIN = "A–Z"

_READING = re.compile(r"[ぁ-ゖァ-ヺー]+(?:[・ ][ぁ-ゖァ-ヺー]+)*")
_STARTS = "あかさたなはまやらわん"
_SMALL = str.maketrans("ぁぃぅぇぉゕゖっゃゅょゎ", "あいうえおかけつやゆよわ")
_VOWELS = {
    "あ": "あかさたなはまやらわ",
    "い": "いきしちにひみりゐ",
    "う": "うくすつぬふむゆる",
    "え": "えけせてねへめれゑ",
    "お": "おこそとのほもよろを",
}
_VOWEL_OF = {kana: vowel for vowel, column in _VOWELS.items() for kana in column}
_VOICED, _HALF_VOICED = "\u3099", "\u309a"

SortKey = tuple[int, str, str, str, str, str]


def is_reading(text: str) -> bool:
    """Return whether a text is a reading: kana words separated by ``・`` or a space."""
    return _READING.fullmatch(unicodedata.normalize("NFKC", text)) is not None


def sort_key(reading: str) -> SortKey:
    """Return the sort key of a reading in kana or of a Latin word; Latin words follow all kana.

    Any other text sorts by code point within the Latin group, so that sorting never fails.
    """
    text = unicodedata.normalize("NFKC", reading)
    if not is_reading(text):
        folded = "".join(
            c
            for c in unicodedata.normalize("NFKD", text).casefold()
            if not unicodedata.combining(c)
        )
        return (1, re.sub(r"[^\w ]", "", folded), folded, text, "", "")
    base: list[str] = []
    voicing, size, length = [], [], []
    for char in text:
        if char in "・ ":
            continue
        plain = to_hiragana(unicodedata.normalize("NFD", char))
        if plain == "ー":
            base.append(_VOWEL_OF.get(base[-1], "ー") if base else "ー")
            voicing.append("0")
            size.append("1")
            length.append("1")
            continue
        full = plain[0].translate(_SMALL)
        base.append(full)
        voicing.append("1" if _VOICED in plain else "2" if _HALF_VOICED in plain else "0")
        size.append("0" if full != plain[0] else "1")
        length.append("0")
    return (0, "".join(base), "".join(voicing), "".join(size), "".join(length), text)


def index_row(reading: str) -> str:
    """Return the index heading of a reading: one of :data:`ROWS`, or :data:`LATIN`."""
    group, base, *_ = sort_key(reading)
    if group or not base:
        return LATIN
    index = max(i for i, start in enumerate(_STARTS) if start <= base[0]) if base[0] >= "あ" else 0
    return ROWS[min(index, len(ROWS) - 1)]


def to_hiragana(text: str) -> str:
    """Convert katakana to hiragana; other characters are unchanged."""
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)
