"""The options of directives: how each is read, and what it is for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils.parsers.rst import directives

from ..core.text.messages import N_

if TYPE_CHECKING:
    from collections.abc import Callable


class Option(NamedTuple):
    """An option of a directive, callable as ``option_spec`` needs it."""

    read: Callable[[str | None], object]
    purpose: str
    """Its purpose, a message."""

    def __call__(self, text: str | None) -> object:
        """Return the value that the option's text gives.

        :raises ValueError: if the text cannot be read.
        """
        return self.read(text)


Options = dict[str, Any]
"""The options of a directive by name, each an :class:`Option` or a function that reads a value."""


def read_list(text: str | None) -> tuple[str, ...]:
    """Return the items of a list separated by Japanese or Latin commas: ``a, b、c``."""
    return tuple(part.strip() for part in re.split(r"[,、，]", text or "") if part.strip())


def read_line(text: str | None) -> str:
    """Return the text as one line, with white space collapsed."""
    return " ".join((text or "").split())


def read_choice(*choices: str) -> Callable[[str | None], str]:
    """Return a reader that accepts one of *choices*."""
    return lambda text: directives.choice(
        text,  # type: ignore[arg-type]  # docutils itself reports a missing value
        choices,
    )


FORBID = Option(read_list, N_("ids of terms that are not linked here"))
FORCE = Option(
    read_list,
    N_("ids of terms that are linked here although linked by hand elsewhere"),
)
SOURCES = Option(read_list, N_("keys of its sources"))
READING = Option(read_line, N_("its reading in kana, by which it is sorted"))
ENGLISH = Option(read_line, N_("its English form"))
ALIASES = Option(read_list, N_("other forms, found like the headword"))
PARAGRAPHS = Option(
    read_line,
    N_("the paragraphs of the essay that mention it (18, 18-20, 18,24)"),
)
