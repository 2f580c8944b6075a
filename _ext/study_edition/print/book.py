"""What a translator asks of the builder that it writes for."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

if TYPE_CHECKING:
    from docutils import nodes


class Book(Protocol):
    """A book that is being written: its anchors, its links, its languages and its pictures."""

    spans: ClassVar[frozenset[str]]
    """Classes of inline text that the template sets in its own way."""
    images: dict[str, str]
    """Address of a picture in the sources to its name beside the book."""
    current_docname: str

    def destination(self, docname: str, name: str = "") -> str:
        """Return the name of a place in the book."""

    def anchor(self, key: str) -> str:
        """Return the markup that names a place, or nothing for a name that has been used."""

    def place(self, node: nodes.reference, docname: str) -> str | None:
        """Return where a reference leads: a place, nothing if that is not in the book, None for the world outside."""

    def prints(self, lang: str) -> bool:
        """Return whether a language is in the book."""
