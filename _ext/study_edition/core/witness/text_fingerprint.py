"""Fingerprints: recognise a paragraph of the essay without storing its text.

For each paragraph three values are published: its length, one SHA-256 of the whole text, and its
weight, a sum over its characters by which it is found in a longer text. Nothing finer is published:
hashes of short overlapping pieces would let anyone rebuild the text character by character, by
trying the few thousand characters that can follow the known part. The weight carries about as much
information as one character (the weights of two texts of 90 characters differ by some 16,000), says
nothing about any position in the paragraph, and does not depend on the order of the characters. A
paragraph of only a few characters can be guessed from any hash; it should have no fingerprint.

The rule is implemented a second time in ``pages/static/recognise.js``;
``tests/data/cases/fingerprints.json`` tests both.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

RULE = 2
"""Version of the rule. A change to :func:`normalise` or the weight needs a new number and new
fingerprints.

Rule 2 added the weight, removes all invisible characters (rule 1 removed some), and unifies the
characters that decoders of Shift_JIS and EUC-JP disagree on (``〜`` and ``～``, ``‖`` and ``∥``).
"""

INVISIBLE = re.compile(
    "[\\x00-\\x20\\x7f-\\xa0\\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
"""White space, controls and default ignorable characters (``DerivedCoreProperties.txt``), listed
explicitly so that every Unicode version gives the same result."""

KANJI = "[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
IN_BRACKETS = "(?:\\([ぁ-ゖー]+\\))+"
READING = re.compile(f"(?<={KANJI}){IN_BRACKETS}")
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
"""Variants of quotation marks, dashes and wave dashes, mapped to one character each."""


class Fingerprint(NamedTuple):
    """Length in code points, SHA-256 (hexadecimal) and weight of a normalised paragraph."""

    length: int
    sha256: str
    weight: int


def normalise(text: str) -> str:
    """Return the form of a paragraph that is hashed (rule 2).

    The steps, in order: NFKC; :data:`INVISIBLE` characters removed; NFKC again; :data:`READING`
    removed; :data:`UNIFIED`. NFKC uses the available Unicode version: later versions differ only in
    characters that earlier ones did not have.
    """
    plain = INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    plain = unicodedata.normalize("NFKC", plain)  # what the removal has brought together
    return READING.sub("", plain).translate(UNIFIED)


@lru_cache(maxsize=1 << 16)
def character_weight(char: str) -> int:
    """Return the weight of a character, 0 to 4095.

    It consists of the upper bits of the mixed code point (the finaliser of MurmurHash3, 32 bits).
    """
    mixed = ord(char)
    mixed = ((mixed ^ mixed >> 16) * 0x85EBCA6B) & 0xFFFFFFFF
    mixed = ((mixed ^ mixed >> 13) * 0xC2B2AE35) & 0xFFFFFFFF
    return (mixed ^ mixed >> 16) >> 20


def digest(plain: str) -> str:
    """Return the SHA-256 of a normalised text in UTF-8, in hexadecimal.

    Lone surrogates are encoded as three bytes, so that no text fails.
    """
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def fingerprint(text: str) -> Fingerprint:
    """Return the fingerprint of a paragraph's text."""
    plain = normalise(text)
    return Fingerprint(len(plain), digest(plain), sum(map(character_weight, plain)))
