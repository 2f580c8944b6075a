"""Furigana: add the readings of the glossary, the names and the list of readings to words.

Nothing is guessed. The first occurrence of a word on a page is marked apart from later ones, so
that readers can choose which readings are shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..markup.card_marks import source_entry
from ..markup.linking import META
from ..markup.ruby import ruby
from ..support.page_facts import EVENT, EVERY_PAGE
from .edition_domain import domain_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..support.page_facts import Facts

_SILENT = (
    nodes.title,
    nodes.term,
    nodes.literal,
    nodes.literal_block,
    nodes.math,
    nodes.math_block,
    nodes.raw,
    nodes.Invisible,
    nodes.footnote_reference,
    source_entry,
    ruby,
)
_SILENT_CLASSES = {META, "bibtex-citation", "edition-headword", "edition-reading"}


class AddFurigana(SphinxPostTransform):
    """Turn the words with a reading in the Japanese texts of a page into ruby."""

    default_priority = 900
    """Last, when the text of the page is final."""
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Rework every text of the document."""
        readings = domain_of(self.env).readings
        if not readings:
            return
        seen = {node.astext() for node in self.document.findall(ruby)}
        for text in list(_texts(self.document, japanese=self.config.language == "ja")):
            pieces = readings.split(str(text))
            if not any(parts for _, parts in pieces):
                continue
            replacement: list[nodes.Node] = []
            for piece, parts in pieces:
                if not parts:
                    replacement.append(nodes.Text(piece))
                for base, reading in parts:
                    replacement.append(
                        ruby("", base, reading=reading, again=piece in seen)
                        if reading
                        else nodes.Text(base)
                    )
                if parts:
                    seen.add(piece)
            text.parent.replace(text, replacement)


def _texts(node: nodes.Element, *, japanese: bool) -> Iterator[nodes.Text]:
    """Yield the Japanese texts below *node* that may have furigana, in reading order."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            if japanese:
                yield child
        elif (
            isinstance(child, nodes.Element)
            and not isinstance(child, _SILENT)
            and not _SILENT_CLASSES.intersection(child["classes"])
        ):
            lang = child.get("lang")
            yield from _texts(child, japanese=lang.startswith("ja") if lang else japanese)


def page_facts(app: Sphinx, env: BuildEnvironment) -> Facts:
    """Yield the readings, which can show on every page."""
    yield EVERY_PAGE, domain_of(env).readings.readings


def setup(app: Sphinx) -> None:
    """Register transform and facts."""
    app.add_post_transform(AddFurigana)
    app.connect(EVENT, page_facts)
