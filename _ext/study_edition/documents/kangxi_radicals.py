"""Characters that a PDF has in the place of those that were typed.

Many fonts draw a radical and the character of the same shape with one glyph, and a PDF made with them may name the radical: ⻄ for 西.
Source of the pairs: ``EquivalentUnifiedIdeograph.txt`` of Unicode, here those whose shape is that of a whole character in Japanese use; the
radicals of the Kangxi block have their characters as compatibility decompositions.
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
"""What Japanese fonts draw with one glyph although Unicode has another pair, or none."""
_CHARACTERS = str.maketrans(_SUPPLEMENT | _KANGXI | _JAPANESE)


def as_typed(text: str) -> str:
    """The text with characters for radicals.

    >>> as_typed("⻄ドイツ")
    '西ドイツ'
    """
    return text.translate(_CHARACTERS)
