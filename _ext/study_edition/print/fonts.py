"""The fonts of the book: those that pip brings, or the families an editor names."""

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
"""Package on the index to module: what brings the Japanese fonts."""

DEFAULT = {
    "latin": "Libertinus Serif",
    "mincho": "Noto Serif JP",
    "gothic": "Noto Sans JP",
    "bold": "Noto Sans CJK JP",
}
"""Use to family: Latin text (in the typst wheel), text, notes, and headings and emphasis."""


class FontError(Exception):
    """Fonts are missing; the argument names them."""


class FontSet(NamedTuple):
    """The fonts given to the compiler, and the family for each use."""

    fonts: typst.Fonts
    families: dict[str, str]


def find_fonts(wanted: Mapping[str, str]) -> FontSet:
    """Find the fonts of the book.

    :param wanted: use to a family of the system's; where it is empty no font of the system is looked at, so that
        every machine makes the same book.
    :raises FontError: if a family is not to be had.
    """
    specs = [spec for name in WHEELS.values() if (spec := find_spec(name)) and spec.origin]
    folders = [str(Path(str(spec.origin)).parent) for spec in specs]
    fonts = typst.Fonts(include_system_fonts=bool(wanted), font_paths=folders)
    families = {**DEFAULT, **wanted}
    missing = sorted(set(families.values()) - set(fonts.families()))
    if missing:
        raise FontError(", ".join(missing))
    return FontSet(fonts, families)
