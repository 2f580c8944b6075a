"""The options of directives: what reads each, and what it is for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from docutils.parsers.rst import directives

if TYPE_CHECKING:
    from collections.abc import Callable


class Option(NamedTuple):
    """An option of a directive, as ``option_spec`` has it: calling it reads a value."""

    read: Callable[[str | None], object]
    ja: str
    """What it is for, in Japanese."""
    en: str
    """The same in English."""

    def __call__(self, text: str | None) -> object:
        """What the text of the option's line says.

        :raises ValueError: if it says nothing that is understood.
        """
        return self.read(text)


def words(text: str | None) -> tuple[str, ...]:
    """A list parted by commas, Japanese or Latin: ``a, b、c``; empty parts are dropped."""
    return tuple(part.strip() for part in re.split(r"[,、，]", text or "") if part.strip())


def line(text: str | None) -> str:
    """A single line of text, white space folded."""
    return " ".join((text or "").split())


def one_of(*choices: str) -> Callable[[str | None], str]:
    """Reads one of the words given."""
    return lambda text: directives.choice(text, choices)


FORBID = Option(words, "ここでは自動でリンクしない用語の id", "ids of terms not to be linked here")
FORCE = Option(
    words,
    "手でリンクしてあっても、ここで自動でもリンクする用語の id",
    "ids of terms to be linked here although linked by hand elsewhere",
)
SOURCES = Option(words, "典拠とする文献の鍵", "keys of the sources it rests on")
READING = Option(
    line, "読み（仮名）。並べる順を決める", "its reading in kana, which decides its place"
)
ENGLISH = Option(line, "英語の形", "its English form")
ALIASES = Option(
    words, "ほかの語形。見出し語と同じように見つかる", "other forms, found like the headword"
)
PARAGRAPHS = Option(
    line,
    "論考でこれに触れる段落（18、18-20、18,24）",
    "the paragraphs of the essay that speak of it (18, 18-20, 18,24)",
)
