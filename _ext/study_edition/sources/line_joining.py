"""Remove soft line breaks between Japanese characters, for every builder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ..core.text.soft_breaks import join_lines

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_VERBATIM = (
    nodes.literal,
    nodes.literal_block,
    nodes.raw,
    nodes.comment,
    nodes.math,
    nodes.math_block,
)


class JoinJapaneseLines(SphinxTransform):
    """Joins lines at the newlines that the parser leaves in or between text nodes."""

    default_priority = 800
    """Before the domains read the text (850)."""

    def apply(self) -> None:
        """Join the lines of every text element that is not verbatim."""
        for element in self.document.findall(nodes.TextElement):
            if isinstance(element, _VERBATIM) or isinstance(element.parent, nodes.TextElement):
                continue
            texts = [
                text
                for text in element.findall(nodes.Text)
                if not isinstance(text.parent, _VERBATIM)
            ]
            if not any("\n" in text for text in texts):
                continue
            for i, text in enumerate(texts):
                before = str(texts[i - 1])[-1:] if i else ""
                after = str(texts[i + 1])[:1] if i + 1 < len(texts) else ""
                joined = join_lines(str(text), before, after)
                if joined != text:
                    siblings = text.parent.children
                    # by identity: siblings may be equal
                    index = next(n for n, sibling in enumerate(siblings) if sibling is text)
                    text.parent[index] = texts[i] = nodes.Text(joined)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(JoinJapaneseLines)
