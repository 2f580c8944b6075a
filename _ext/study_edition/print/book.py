"""The interface that the Typst translators require of their builder."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

if TYPE_CHECKING:
    from docutils import nodes


class Book(Protocol):
    """The book that is being written: its anchors, links, languages and images."""

    styled_classes: ClassVar[frozenset[str]]
    """Classes of inline text that the template has a style for."""
    images: dict[str, str]
    """Path of an image in the sources to its file name in the output."""
    current_docname: str

    def destination(self, docname: str, name: str = "") -> str:
        """Return the name of a destination in the book: a document, or an id in it."""

    def anchor(self, key: str) -> str:
        """Return the markup of an anchor, or nothing if the book has the anchor already."""

    def link_target(self, node: nodes.reference, docname: str) -> str | None:
        """Return the destination of a reference.

        It is None for an external address, and empty if the book does not include the target.
        """

    def has_language(self, lang: str) -> bool:
        """Return whether the book includes text in a language."""
