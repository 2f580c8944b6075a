"""The options of directives: how each is read, and what it is for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils.parsers.rst import directives

if TYPE_CHECKING:
    from collections.abc import Callable


class Option(NamedTuple):
    """An option of a directive, callable as ``option_spec`` needs it."""

    read: Callable[[str | None], object]
    ja: str
    """Its purpose, in Japanese."""
    en: str
    """Its purpose, in English."""

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


FORBID = Option(
    read_list, "ここでは自動でリンクしない用語の id", "ids of terms that are not linked here"
)
FORCE = Option(
    read_list,
    "手でリンクしてあっても、ここで自動でもリンクする用語の id",
    "ids of terms that are linked here although linked by hand elsewhere",
)
SOURCES = Option(read_list, "典拠とする文献の鍵", "keys of its sources")
READING = Option(
    read_line, "読み（仮名）。並べる順を決める", "its reading in kana, by which it is sorted"
)
ENGLISH = Option(read_line, "英語の形", "its English form")
ALIASES = Option(
    read_list, "ほかの語形。見出し語と同じように見つかる", "other forms, found like the headword"
)
PARAGRAPHS = Option(
    read_line,
    "論考でこれに触れる段落（18、18-20、18,24）",
    "the paragraphs of the essay that mention it (18, 18-20, 18,24)",
)
