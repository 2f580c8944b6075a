"""Escape text for BibTeX files."""

from __future__ import annotations

from .template_slots import text_change

TEX_ESCAPES = {
    "\\": "\\textbackslash{}",
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
    "$": "\\$",
    "&": "\\&",
    "#": "\\#",
    "%": "\\%",
    "_": "\\_",
    "^": "\\textasciicircum{}",
    "~": "\\textasciitilde{}",
    "\n": " ",
}
"""The replacement of each special character. Even an escaped brace would be counted, so none is
kept."""

_TABLE = str.maketrans(TEX_ESCAPES)


@text_change("tex")
def escape_tex(text: str) -> str:
    """Escape every character that is special to TeX or BibTeX."""
    return text.translate(_TABLE)
