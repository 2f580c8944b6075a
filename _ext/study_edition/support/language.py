"""The language of a node, and English words in a line of another language."""

from __future__ import annotations

from docutils import nodes


def english(text: str, *classes: str) -> nodes.inline:
    """Return English words for a line in another language, with ``lang`` (from the class)."""
    return nodes.inline("", text, classes=[*classes, "language-en"], lang="en")


def language_of(node: nodes.Node, default: str) -> str:
    """Return the language of a node: that of its nearest ancestor with one, else *default*."""
    current: nodes.Node | None = node
    while current is not None:
        if isinstance(current, nodes.Element) and current.get("lang"):
            return str(current["lang"])
        current = current.parent
    return default
