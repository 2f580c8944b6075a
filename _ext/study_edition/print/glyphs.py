"""Characters that no font of the book has, as the Typst compiler tells of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

_TOLD = re.compile(r'the text `"(?P<text>.+?)"` could not be displayed with font `"(?P<font>.*?)"`')
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")


class Missing(NamedTuple):
    """What cannot be printed, and the font in which it was looked for last."""

    text: str
    font: str

    @property
    def codes(self) -> str:
        """Its characters as Unicode writes them: ``U+1F600``."""
        return " ".join(f"U+{ord(character):04X}" for character in self.text)


def missing(told: str) -> Missing | None:
    """What a message of the compiler says is missing; None if it is about something else."""
    found = _TOLD.search(told)
    return (
        Missing(_CODE.sub(lambda code: chr(int(code[1], 16)), found["text"]), found["font"])
        if found
        else None
    )


def place_of(text: str, documents: Iterable[nodes.document]) -> nodes.Node | None:
    """The first node of the documents that has *text*; None if it stands in none, but in a setting."""
    texts = (node for document in documents for node in document.findall(nodes.Text))
    return next((node.parent for node in texts if text in node), None)
