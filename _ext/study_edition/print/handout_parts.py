"""Helpers that shorten the parts of a handout and keep its links within it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from ..markup.linking import META

if TYPE_CHECKING:
    from ..markup.terms import term_entry

_SENTENCE = re.compile("。(?![）」』])")


def heading_of(node: nodes.Node) -> str:
    """Return the heading of the section that contains a node."""
    while node.parent is not None and not isinstance(node, nodes.section):
        node = node.parent
    title = node.next_node(nodes.title)
    return title.astext() if title is not None else ""


def remove_lines(node: nodes.Element, kind: str = META) -> None:
    """Remove the children with a class: by default generated lines, which link to other pages."""
    for child in list(node.children):
        if isinstance(child, nodes.Element) and kind in child["classes"]:
            node.remove(child)


def renumber_notes(column: nodes.Element) -> None:
    """Number the notes from 1."""
    marks = (
        mark for mark in column.findall(nodes.inline) if "edition-note-number" in mark["classes"]
    )
    for number, mark in enumerate(marks, 1):
        mark.clear()
        mark.append(nodes.Text(str(number)))


def shorten_entry(entry: term_entry) -> nodes.definition_list_item:
    """Return a glossary entry with only the first sentence of its definition."""
    head = next(entry.findall(nodes.term))
    definition = next(entry.findall(nodes.definition))
    first = next(
        (
            c
            for c in definition.children
            if isinstance(c, nodes.paragraph) and META not in c["classes"]
        ),
        None,
    )
    body = nodes.definition("", first_sentence(first)) if first is not None else nodes.definition()
    return nodes.definition_list_item("", head.deepcopy(), body)


def first_sentence(paragraph: nodes.paragraph) -> nodes.paragraph:
    """Return a paragraph up to the first 。 that is not before a closing bracket, or all of it."""
    sentence = nodes.paragraph("", "")
    for child in paragraph.children:
        end = _SENTENCE.search(str(child)) if isinstance(child, nodes.Text) else None
        if end:
            sentence += nodes.Text(str(child)[: end.end()])
            break
        sentence += child.deepcopy()
    return sentence


def _target_id(ref: nodes.Element) -> str | None:
    """Return the id that a reference leads to, or None for an external address."""
    if ref.get("refid"):
        return str(ref["refid"])
    uri = ref.get("refuri", "")
    return uri.partition("#")[2] if uri.startswith(("%", "#")) else None


def cited_source_ids(node: nodes.Element) -> list[str]:
    """Return the ids of the sources that *node* refers to, in order."""
    targets = (_target_id(ref) or "" for ref in node.findall(nodes.reference))
    return list(dict.fromkeys(name for name in targets if name.startswith("source-")))


def link_internally(document: nodes.document) -> None:
    """Let references lead to ids within the document, and replace the others by their text."""
    seen: set[str] = set()
    for node in document.findall(nodes.Element):
        node["ids"] = [name for name in node["ids"] if name not in seen]
        seen.update(node["ids"])
    for ref in list(document.findall(nodes.reference)):
        name = _target_id(ref)
        if name in seen:
            ref.attributes.pop("refuri", None)
            ref["refid"] = name
        elif name is not None:
            ref.replace_self(ref.children)
