"""Author and licence of a layer's notes, as shown to readers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .citation_records import Person
from .licenses import license_name

if TYPE_CHECKING:
    from ..model.records import Layer

_JAPANESE_NAME = re.compile("[ぁ-ヿ㐀-鿿々〆]+[ \u3000][ぁ-ヿ㐀-鿿々〆]+")


def author_of(layer: Layer) -> Person:
    """Return the author of a layer as cited.

    山田 花子 is divided at its space, ``Yamada, Hanako`` at its comma.
    """
    family, _, given = layer.author_en.partition(",")
    native, native_family = layer.author, layer.author
    if _JAPANESE_NAME.fullmatch(layer.author):
        native_family, rest = layer.author.split()
        native = native_family + rest
    return Person(family.strip() or native, given.strip(), native, native_family)


def byline(layer: Layer, lang: str) -> str:
    """Return the author and the licence of a layer, in Japanese or in Latin letters."""
    if lang.partition("-")[0] == "ja":
        return "、".join(filter(None, (layer.author, license_name(layer.license))))
    author = author_of(layer)
    name = f"{author.given} {author.family}".strip() if layer.author_en else layer.author
    return ", ".join(filter(None, (name, license_name(layer.license))))
