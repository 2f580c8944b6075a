"""Fingerprints: recognising a paragraph of the essay without holding its text.

Only the length and one SHA-256 of a whole paragraph are published. Anything finer, such as hashes of
overlapping short pieces, would let anyone rebuild the text character by character.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import NamedTuple

RULE = 1
"""Version of the normalisation. A change of :func:`normalise` needs a new number and new fingerprints."""

_READING = re.compile("(?<=[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])(?:\\([ぁ-ゖー]+\\))+")
_INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_QUOTES = str.maketrans("“”„‟«»‘’‚‛『』", '""""""' + "''''" + "「」")
_DASHES = re.compile("[‐‑‒–—―−─]")


class Fingerprint(NamedTuple):
    """Length in characters (code points) and SHA-256 (hexadecimal) of a normalised paragraph."""

    length: int
    sha256: str


def normalise(text: str) -> str:
    """Bring a paragraph into the form that is hashed (rule 1).

    NFKC; white space and invisible characters removed; readings in brackets after kanji removed;
    quotation marks and dashes each made one kind.
    """
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    plain = unicodedata.normalize("NFKC", plain)  # what the removal has brought together
    plain = _DASHES.sub("-", _READING.sub("", plain))
    return plain.translate(_QUOTES)


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of a paragraph's text."""
    plain = normalise(text)
    return Fingerprint(len(plain), hashlib.sha256(plain.encode()).hexdigest())
