"""Whose the notes of a layer are, and on what terms they may be used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .citation_records import Person

if TYPE_CHECKING:
    from ..model.records import Layer

_CREATIVE_COMMONS = re.compile(r"CC-(?P<terms>BY(?:-(?:NC|SA|ND))*)-(?P<version>\d\.\d)")
_JAPANESE_NAME = re.compile("[ぁ-ヿ㐀-鿿々〆]+[ \u3000][ぁ-ヿ㐀-鿿々〆]+")


def license_name(spdx: str) -> str:
    """A licence as its makers write it: ``CC-BY-SA-4.0`` is CC BY-SA 4.0; others as they are."""
    match = _CREATIVE_COMMONS.fullmatch(spdx)
    return (
        f"CC {match['terms']} {match['version']}" if match else spdx.replace("CC0-1.0", "CC0 1.0")
    )


def license_address(spdx: str) -> str:
    """Where a licence of Creative Commons can be read; empty for others."""
    match = _CREATIVE_COMMONS.fullmatch(spdx)
    if match is None:
        return "https://creativecommons.org/publicdomain/zero/1.0/" if spdx == "CC0-1.0" else ""
    return f"https://creativecommons.org/licenses/{match['terms'].lower()}/{match['version']}/"


def author_of(layer: Layer) -> Person:
    """The author of a layer as cited: 山田 花子 is parted at its space, ``Yamada, Hanako`` at its comma."""
    family, _, given = layer.author_en.partition(",")
    native, native_family = layer.author, layer.author
    if _JAPANESE_NAME.fullmatch(layer.author):
        native_family, rest = layer.author.split()
        native = native_family + rest
    return Person(family.strip() or native, given.strip(), native, native_family)


def byline(layer: Layer, lang: str) -> str:
    """The author and the licence of a layer, in Japanese or in Latin letters."""
    if lang.partition("-")[0] == "ja":
        return "、".join(filter(None, (layer.author, license_name(layer.license))))
    author = author_of(layer)
    name = f"{author.given} {author.family}".strip() if layer.author_en else layer.author
    return ", ".join(filter(None, (name, license_name(layer.license))))
