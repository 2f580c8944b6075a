"""Replace radicals that a PDF has instead of the characters that were typed.

Many fonts draw a radical and the character of the same shape with one glyph, and a PDF made with
them may name the radical: ⻄ for 西.
Source of the pairs: ``EquivalentUnifiedIdeograph.txt`` of Unicode, limited to radicals of the shape
of a whole character in Japanese use; the radicals of the Kangxi block have their characters as
compatibility decompositions.
"""

from __future__ import annotations

import unicodedata

_SUPPLEMENT = dict(
    zip(
        "⺇⺊⺒⺜⺝⺟⺠⺩⺼⺽⻁⻄⻆⻑⻗⻘⻝⻤⻨⻩⻫⻭⻯⻲",
        "几卜巳日月母民王月臼虎西角長雨青食鬼麦黄斉歯竜亀",
        strict=True,
    )
)
_KANGXI = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_JAPANESE = dict(zip("⼾⾭⿊‧", "戸青黒・", strict=True))
"""Pairs that share a glyph in Japanese fonts although Unicode has another pair, or none."""
_CHARACTERS = str.maketrans(_SUPPLEMENT | _KANGXI | _JAPANESE)


def replace_radicals(text: str) -> str:
    """Replace each radical by its character.

    >>> replace_radicals("⻄ドイツ")
    '西ドイツ'
    """
    return text.translate(_CHARACTERS)
