"""Slots: what stands in a template for a text that is filled in later.

A slot is a name between two private-use characters, ``OPEN name CLOSE``. A function that changes a text leaves a slot in it as it
is and adds its own name behind a bar, ``OPEN name|function CLOSE``: whoever fills the slot does then what the function would have
done. So a template is made by the same code that makes a citation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Change = Callable[[str], str]

OPEN, CLOSE = "\ue020", "\ue021"
_PIECES = re.compile(f"({OPEN}[^{CLOSE}]*{CLOSE})")

CHANGES: dict[str, Change] = {}
"""Every function that a slot can name behind a bar."""


def slot(name: str) -> str:
    """A slot of that name."""
    return f"{OPEN}{name}{CLOSE}"


def is_slot(text: str) -> bool:
    """Whether a text begins with a slot."""
    return text.startswith(OPEN)


def change(name: str, *, at_end: bool = False) -> Callable[[Change], Change]:
    """Make a function of one text put its *name* into the slots of that text.

    :param at_end: the function looks at the end of its text alone, and changes nothing but its last piece.
    """

    def make(function: Change) -> Change:
        CHANGES[name] = function

        def changed(text: str) -> str:
            if OPEN not in text:
                return function(text)
            pieces = [piece for piece in _PIECES.split(text) if piece]
            first = len(pieces) - 1 if at_end else 0
            return "".join(pieces[:first]) + "".join(
                f"{piece[:-1]}|{name}{CLOSE}" if is_slot(piece) else function(piece)
                for piece in pieces[first:]
            )

        changed.__doc__ = function.__doc__
        return changed

    return make
