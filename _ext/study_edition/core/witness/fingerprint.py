"""Fingerprints: recognising a paragraph of the essay without holding its text.

Of each paragraph three things are published: its length, one SHA-256 of the whole, and its weight, a sum over the whole by which
it is looked for in a longer text. Nothing finer is: hashes of overlapping short pieces would let anyone rebuild the text
character by character, by trying the few thousand characters that can follow what is known. The weight holds about as much as
one character does (the weights of two texts of 90 characters differ by some 16,000), says nothing of any place in the paragraph,
and does not depend on the order of the characters. A paragraph of a few characters can be guessed from any hash of it, whatever the
hash: such a paragraph should have no fingerprint.

The rule below is written a second time in ``static/recognise.js``; ``tests/core/cases/fingerprints.json`` holds both to it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

RULE = 2
"""Version of the rule. A change of :func:`normalise` or :func:`weight` needs a new number and new fingerprints.

Rule 2 has the weight, removes all invisible characters (rule 1 some), and makes one of what different decodings of
Shift_JIS and EUC-JP give for one character (``〜`` and ``～``, ``‖`` and ``∥``).
"""

INVISIBLE = re.compile(
    "[\\x00-\\x20\\x7f-\\xa0\\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
"""White space, controls and what Unicode calls default ignorable (``DerivedCoreProperties.txt``), written out to be the same everywhere."""

READING = re.compile(
    "(?<=[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])(?:\\([ぁ-ゖー]+\\))+"
)
"""Readings in hiragana in brackets, after a kanji."""

UNIFIED = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»〝〞〟", '"'),
        **dict.fromkeys("‘’‚‛‹›", "'"),
        "『": "「",
        "』": "」",
        **dict.fromkeys("‐‑‒–—―−─━⸺⸻", "-"),
        **dict.fromkeys("〜∼", "~"),
        "∥": "‖",
    }
)
"""Quotation marks, dashes and wave dashes, each made one kind."""


class Fingerprint(NamedTuple):
    """Of a normalised paragraph: its length in characters (code points), SHA-256 (hexadecimal) and weight."""

    length: int
    sha256: str
    weight: int


def normalise(text: str) -> str:
    """Bring a paragraph into the form that is hashed (rule 2).

    In this order: NFKC; :data:`INVISIBLE` characters removed; NFKC once more; :data:`READING` removed; :data:`UNIFIED`.
    NFKC is that of the Unicode version at hand: later versions differ only in characters that earlier ones did not have.
    """
    plain = INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    plain = unicodedata.normalize("NFKC", plain)  # what the removal has brought together
    return READING.sub("", plain).translate(UNIFIED)


@lru_cache(maxsize=1 << 16)
def character_weight(char: str) -> int:
    """The weight of a character, 0 to 4095: the upper bits of its code point, mixed (the last step of MurmurHash3, 32 bits)."""
    mixed = ord(char)
    mixed = ((mixed ^ mixed >> 16) * 0x85EBCA6B) & 0xFFFFFFFF
    mixed = ((mixed ^ mixed >> 13) * 0xC2B2AE35) & 0xFFFFFFFF
    return (mixed ^ mixed >> 16) >> 20


def digest(plain: str) -> str:
    """SHA-256 of a normalised text in UTF-8, hexadecimal (halves of surrogate pairs as three bytes, so that no text fails)."""
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of a paragraph's text."""
    plain = normalise(text)
    return Fingerprint(len(plain), digest(plain), sum(map(character_weight, plain)))
