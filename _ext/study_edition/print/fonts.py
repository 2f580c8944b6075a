"""The fonts of the book: those installed by pip, or families that the editor names."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typst

if TYPE_CHECKING:
    from collections.abc import Mapping

WHEELS = {
    "pylopdf-fonts-cjk": "pylopdf_fonts_cjk",
    "noto-cjk-sans-jp-bold": "noto_cjk_sans_jp_bold",
}
"""Distribution to module, of the packages with the Japanese fonts."""

DEFAULT = {
    "latin": "Libertinus Serif",
    "mincho": "Noto Serif JP",
    "gothic": "Noto Sans JP",
    "bold": "Noto Sans CJK JP",
}
"""Use to family: Latin text (part of typst), text, notes, headings and emphasis."""


class FontError(Exception):
    """Fonts are missing; the argument lists their families."""


class FontSet(NamedTuple):
    """The fonts for the compiler, and the family for each use."""

    fonts: typst.Fonts
    families: dict[str, str]


def find_fonts(system_families: Mapping[str, str]) -> FontSet:
    """Find the fonts of the book.

    :param system_families: use to a family that replaces the default. If it is empty, no fonts of
        the system are used, so that every machine makes the same book.
    :raises FontError: if a family is not found.
    """
    specs = [spec for name in WHEELS.values() if (spec := find_spec(name)) and spec.origin]
    folders = [str(Path(str(spec.origin)).parent) for spec in specs]
    fonts = typst.Fonts(include_system_fonts=bool(system_families), font_paths=folders)
    families = {**DEFAULT, **system_families}
    missing = sorted(set(families.values()) - set(fonts.families()))
    if missing:
        raise FontError(", ".join(missing))
    return FontSet(fonts, families)
