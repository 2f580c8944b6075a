"""Read plain text: a line is a line."""

from __future__ import annotations

import re

from ..core.text.document_line import Line, Part

_INDENT = re.compile(r"\u3000{2}|\t|    ")
"""The indent of a block quotation: two full-width spaces, a tab or four spaces."""


def split_lines(text: str) -> list[str]:
    """Split a text into lines as an editor counts them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def read_lines(text: str) -> list[Line]:
    """Return the lines that are not empty.

    A block quotation begins with ``>``, or is a block between empty lines in which every line is
    indented. If most of a text is indented, only ``>`` marks a quotation.
    """
    lines: list[Line] = []
    indented: set[int] = set()
    block: list[tuple[int, str]] = []
    for number, line in enumerate([*split_lines(text), ""], 1):
        if line.strip():
            block.append((number, line))
            continue
        if all(_INDENT.match(line) for _, line in block):
            indented.update(number for number, _ in block)
        lines += [
            Line(number, _strip_prefix(line), Part.QUOTE if line.startswith(">") else Part.TEXT)
            for number, line in block
        ]
        block = []
    if 2 * sum(len(line.text) for line in lines if line.number in indented) > sum(
        len(line.text) for line in lines
    ):
        indented.clear()
    return [line._replace(part=Part.QUOTE) if line.number in indented else line for line in lines]


def _strip_prefix(line: str) -> str:
    """Remove the marks of a quotation and the indent, also that of an ordinary paragraph."""
    return re.sub(r"^(?:>\s?)+", "", line).strip()
