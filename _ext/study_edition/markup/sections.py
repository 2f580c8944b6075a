"""Prose as records: what a document says under its headings besides paragraphs and entries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from ..core.model.records import Section
from .events import timeline
from .kinds import NODES
from .linking import plain_text, text_of
from .paragraphs import numbered
from .since import since_then
from .terms import term_entry

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENTRIES = (*NODES, timeline)
_NUMBERED = re.compile(r"id\d+")
"""An id that docutils made up."""


def section_records(document: nodes.document) -> Iterator[Section]:
    """The sections of a document, in order; a row of the glossary, whose heading is the engine's, is none."""
    paragraphs = {id(node) for _, node in numbered(document)}
    for section in (document, *document.findall(nodes.section)):
        title = next((child for child in section.children if isinstance(child, nodes.title)), None)
        others = [
            child
            for child in section.children
            if not isinstance(child, (nodes.section, nodes.title, nodes.docinfo))
        ]
        entries = [child for child in others if id(child) in paragraphs or _holds_entries(child)]
        text = text_of(child for child in others if child not in entries)
        heading = plain_text(title) if title is not None else ""
        if text or (
            heading and not any(next(child.findall(term_entry), None) for child in entries)
        ):
            yield Section(_id(section), heading, text)
    for entry in document.findall(term_entry):
        later = list(entry.findall(since_then))  # told on the page, but no part of the definition
        if later:
            yield Section(
                f"term-{entry['name']}", f"{entry['options']['headword']}（その後）", text_of(later)
            )


def _holds_entries(node: nodes.Node) -> bool:
    return any(isinstance(inner, _ENTRIES) for inner in node.findall(nodes.Element))


def _id(section: nodes.Element) -> str:
    """The id that others may link to: the author's, before one that is made up; none of a whole document."""
    if not isinstance(section, nodes.section):
        return ""
    return next(
        (name for name in section["ids"] if not _NUMBERED.fullmatch(name)), section["ids"][0]
    )
