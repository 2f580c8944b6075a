"""Template slots: placeholders in a citation for texts that are filled in later.

A slot is a name between two private-use characters, ``OPEN name CLOSE``. A function that changes a
text leaves a slot in it unchanged and appends its own name, ``OPEN name|function CLOSE``: whoever
fills the slot then applies the function. So a template is made by the code that formats citations.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Change = Callable[[str], str]

OPEN, CLOSE = "\ue020", "\ue021"
_PIECES = re.compile(f"({OPEN}[^{CLOSE}]*{CLOSE})")

TEXT_CHANGES: dict[str, Change] = {}
"""Every function that a slot can name after a bar."""


def slot(name: str) -> str:
    """Return a slot of this name."""
    return f"{OPEN}{name}{CLOSE}"


def is_slot(text: str) -> bool:
    """Return whether a text starts with a slot."""
    return text.startswith(OPEN)


def text_change(name: str, *, at_end: bool = False) -> Callable[[Change], Change]:
    """Decorate a text function so that it appends *name* to the slots in its argument.

    :param at_end: whether the function changes only the end of a text, that is its last piece.
    """

    def make(function: Change) -> Change:
        TEXT_CHANGES[name] = function

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
