"""Characters without a glyph in the fonts of the book, as reported by the Typst compiler."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

_MESSAGE = re.compile(
    r'the text `"(?P<text>.+?)"` could not be displayed with font `"(?P<font>.*?)"`'
)
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")


class MissingGlyphs(NamedTuple):
    """A text that cannot be printed, and the last font that was tried."""

    text: str
    font: str

    @property
    def codes(self) -> str:
        """Return the code points of its characters: ``U+1F600``."""
        return " ".join(f"U+{ord(character):04X}" for character in self.text)


def parse_missing_glyphs(message: str) -> MissingGlyphs | None:
    """Read a message of the compiler; return None if it does not report missing glyphs."""
    match = _MESSAGE.search(message)
    if match is None:
        return None
    text = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), match["text"])
    return MissingGlyphs(text, match["font"])


def find_text(text: str, documents: Iterable[nodes.document]) -> nodes.Node | None:
    """Return the parent of the first text node that contains *text*, or None (as for a setting)."""
    texts = (node for document in documents for node in document.findall(nodes.Text))
    return next((node.parent for node in texts if text in node), None)
