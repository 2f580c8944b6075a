"""Romanise names in kana, as English texts cite Japanese authors."""

from __future__ import annotations

import re

_ROWS = {
    "": "あいうえお",
    "k": "かきくけこ",
    "s": "さしすせそ",
    "t": "たちつてと",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "m": "まみむめも",
    "y": "や ゆ よ",
    "r": "らりるれろ",
    "w": "わゐ ゑを",
    "g": "がぎぐげご",
    "z": "ざじずぜぞ",
    "d": "だぢづでど",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}
_KANA = {
    kana: consonant + vowel
    for consonant, row in _ROWS.items()
    for kana, vowel in zip(row, "aiueo", strict=True)
    if kana != " "
}
_KANA |= {
    "し": "shi",
    "ち": "chi",
    "つ": "tsu",
    "ふ": "fu",
    "じ": "ji",
    "ぢ": "ji",
    "づ": "zu",
    "を": "o",
    "ん": "n",
}
_SMALL = {"ゃ": "a", "ゅ": "u", "ょ": "o"}
_LONG = {"ou": "ō", "oo": "ō", "uu": "ū", "aa": "ā", "ee": "ē"}


def romaji(kana: str) -> tuple[str, ...]:
    """Romanise a name by modified Hepburn: with macrons, without, and with long vowels written out.

    :returns: the distinct forms; none if the name is not in hiragana.

    >>> romaji("かとう"), romaji("きしもと"), romaji("はっとり")
    (('Katō', 'Kato', 'Katou'), ('Kishimoto',), ('Hattori',))
    """
    letters: list[str] = []
    for char in kana:
        if char in _SMALL and letters and letters[-1].endswith("i"):
            stem = letters.pop()[:-1]
            letters.append(stem + ("" if stem in {"sh", "ch", "j"} else "y") + _SMALL[char])
        elif char in _KANA or char == "っ":
            letters.append(_KANA.get(char, "っ"))
        else:
            return ()
    written = re.sub(
        "っ(.)", lambda m: ("t" if m[1] == "c" else m[1]) + m[1], "".join(letters)
    ).capitalize()
    macron = re.sub("|".join(_LONG), lambda m: _LONG[m[0]], written)
    bare = re.sub("|".join(_LONG), lambda m: m[0][0], written)
    return tuple(dict.fromkeys((macron, bare, written))) if kana else ()
