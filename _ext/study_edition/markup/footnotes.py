"""Footnotes of notes: each is moved into the note that refers to it, once, when its layer is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from .notes import edition_note

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx


def footnotes_by_id(document: nodes.Element) -> dict[str, nodes.footnote]:
    """Return every footnote of a document by its id."""
    return {name: note for note in document.findall(nodes.footnote) for name in note["ids"]}


def _referred(node: nodes.Element, known: Mapping[str, nodes.footnote]) -> list[nodes.footnote]:
    """Return the footnotes that *node* refers to, and those that these refer to, in order."""
    found: dict[str, nodes.footnote] = {}
    waiting: list[nodes.Element] = [node]
    while waiting:
        for ref in waiting.pop(0).findall(nodes.footnote_reference):
            name = ref["refid"]
            if name in known and name not in found:
                found[name] = known[name]
                waiting.append(known[name])
    return list(found.values())


class CollectFootnotes(SphinxTransform):
    """Move the footnotes of each note into the note: they are shown where the note is.

    A footnote to which two notes refer is copied; its ids are made different when the notes are
    placed.
    """

    default_priority = 740
    """After docutils and MyST have numbered and sorted footnotes (623), before entries (750)."""

    def apply(self, **kwargs: object) -> None:
        """Move them."""
        known = footnotes_by_id(self.document)
        if not known:
            return
        moved: dict[int, nodes.footnote] = {}
        for note in list(self.document.findall(edition_note)):
            for footnote in _referred(note, known):
                note += footnote.deepcopy()
                moved[id(footnote)] = footnote
        for footnote in moved.values():
            footnote.parent.remove(footnote)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(CollectFootnotes)
