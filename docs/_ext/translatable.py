"""Names of files and figures are the same in every language, and not put into the catalogues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class LeaveAsWritten(SphinxTransform):
    """Exempt captions of examples, and texts without a word outside code, from translation."""

    default_priority = 15  # before Sphinx's transform that translates, which is 20

    def apply(self, **options: object) -> None:
        """Set the attribute ``translatable`` that Sphinx looks at."""
        for node in self.document.findall(nodes.TextElement):
            if isinstance(node, nodes.Inline):
                continue
            is_caption = isinstance(node, nodes.caption) and isinstance(
                node.parent.children[-1], nodes.literal_block
            )
            if is_caption or not any(map(_has_word, node.findall(nodes.Text))):
                node["translatable"] = False


def _has_word(text: nodes.Text) -> bool:
    """Return whether a text is more than code, figures and abbreviations such as CPU."""
    return not isinstance(text.parent, nodes.literal) and any(
        char.isalpha() and not char.isupper() for char in text
    )


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the transform."""
    app.add_transform(LeaveAsWritten)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
