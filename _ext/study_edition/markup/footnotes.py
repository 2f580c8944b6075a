"""Footnotes of notes: move each into the note that refers to it, once, when its layer is read."""

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
    queue: list[nodes.Element] = [node]
    while queue:
        for ref in queue.pop(0).findall(nodes.footnote_reference):
            name = ref["refid"]
            if name in known and name not in found:
                found[name] = known[name]
                queue.append(known[name])
    return list(found.values())


class CollectFootnotes(SphinxTransform):
    """Move the footnotes of each note into the note, so that they are shown with it.

    A footnote to which two notes refer is copied; its ids become unique when notes are placed.
    """

    default_priority = 740
    """After docutils and MyST have numbered and sorted footnotes (623).

    Before entries are gathered (750), and before docutils' check of transitions (830).
    """

    def apply(self, **kwargs: object) -> None:
        """Move the footnotes."""
        known = footnotes_by_id(self.document)
        if not known:
            return
        moved: dict[int, nodes.footnote] = {}
        for note in list(self.document.findall(edition_note)):
            for footnote in _referred(note, known):
                note.append(footnote.deepcopy())
                moved[id(footnote)] = footnote
        for footnote in moved.values():
            footnote.parent.remove(footnote)
        if len(moved) == len({id(footnote) for footnote in known.values()}):
            for rule in list(self.document.findall(nodes.transition)):
                if "footnotes" in rule["classes"]:  # the rule that MyST draws above footnotes
                    rule.parent.remove(rule)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(CollectFootnotes)
