"""Text in a BibTeX file."""

from __future__ import annotations

from .slots import change

TEX = {
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
"""What stands for each character that is not itself; a brace even behind a backslash would be counted, so none is left."""

_TABLE = str.maketrans(TEX)


@change("tex")
def tex(text: str) -> str:
    """The text with every sign that TeX or BibTeX would read written as text."""
    return text.translate(_TABLE)
