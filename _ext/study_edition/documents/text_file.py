"""Plain text: a line is a line."""

from __future__ import annotations

import re

from .document import Line, Part

_SET_IN = re.compile(r"\u3000{2}|\t|    ")
"""A line set in as a block quotation: by two full-width spaces, a tab or four spaces."""


def split(text: str) -> list[str]:
    """The lines of a text as an editor counts them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def lines(text: str) -> list[Line]:
    """The lines that are not empty.

    A block quotation begins with ``>``, or is a block between empty lines in which every line is set in. Where most of a text is
    set in, this is how its author sets text, and only ``>`` marks a quotation.
    """
    found: list[Line] = []
    set_in: set[int] = set()
    block: list[tuple[int, str]] = []
    for number, line in enumerate([*split(text), ""], 1):
        if line.strip():
            block.append((number, line))
            continue
        if all(_SET_IN.match(line) for _, line in block):
            set_in.update(number for number, _ in block)
        found += [
            Line(number, _bare(line), Part.QUOTE if line.startswith(">") else Part.TEXT)
            for number, line in block
        ]
        block = []
    if 2 * sum(len(line.text) for line in found if line.number in set_in) > sum(
        len(line.text) for line in found
    ):
        set_in.clear()
    return [line._replace(part=Part.QUOTE) if line.number in set_in else line for line in found]


def _bare(line: str) -> str:
    """A line without what set it in; a full-width space before a paragraph tells nothing more."""
    return re.sub(r"^(?:>\s?)+", "", line).strip()
