"""Cutting a handout's parts to size: without the engine's own lines, with a term's first sentence, with links that stay inside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from ..markup.linking import META

if TYPE_CHECKING:
    from ..markup.terms import term_entry

_SENTENCE = re.compile("。(?![）」』])")


def heading(node: nodes.Node) -> str:
    """The heading under which a node stands."""
    while node.parent is not None and not isinstance(node, nodes.section):
        node = node.parent
    title = node.next_node(nodes.title)
    return title.astext() if title is not None else ""


def drop_meta(node: nodes.Element, kind: str = META) -> None:
    """Take the engine's own lines (links to what is not printed), or those of a kind, from among the children of *node*."""
    for child in list(node.children):
        if isinstance(child, nodes.Element) and kind in child["classes"]:
            node.remove(child)


def renumber(column: nodes.Element) -> None:
    """Number the notes that are left."""
    marks = (
        mark for mark in column.findall(nodes.inline) if "edition-note-number" in mark["classes"]
    )
    for number, mark in enumerate(marks, 1):
        mark.clear()
        mark.append(nodes.Text(str(number)))


def short(entry: term_entry) -> nodes.definition_list_item:
    """An entry of the glossary with the first sentence of its definition."""
    head = entry.next_node(nodes.term)
    told = entry.next_node(nodes.definition)
    first = next(
        (c for c in told.children if isinstance(c, nodes.paragraph) and META not in c["classes"]),
        None,
    )
    body = nodes.definition("", first_sentence(first)) if first is not None else nodes.definition()
    return nodes.definition_list_item("", head.deepcopy(), body)


def first_sentence(paragraph: nodes.paragraph) -> nodes.paragraph:
    """The paragraph up to its first 。 that no bracket follows; the whole if it has none."""
    made = nodes.paragraph("", "")
    for child in paragraph.children:
        end = _SENTENCE.search(str(child)) if isinstance(child, nodes.Text) else None
        if end:
            made += nodes.Text(str(child)[: end.end()])
            break
        made += child.deepcopy()
    return made


def _address(ref: nodes.Element) -> str | None:
    """The id that a reference inside the edition leads to; None for one to the world outside."""
    if ref.get("refid"):
        return str(ref["refid"])
    uri = ref.get("refuri", "")
    return uri.partition("#")[2] if uri.startswith(("%", "#")) else None


def cited(node: nodes.Element) -> list[str]:
    """The ids of the sources that *node* refers to, in order."""
    found = (_address(ref) or "" for ref in node.findall(nodes.reference))
    return list(dict.fromkeys(name for name in found if name.startswith("source-")))


def localise(document: nodes.document) -> None:
    """Have every reference lead to its place in the handout; where there is none, its words alone stay."""
    seen: set[str] = set()
    for node in document.findall(nodes.Element):
        node["ids"] = [name for name in node["ids"] if name not in seen]
        seen.update(node["ids"])
    for ref in list(document.findall(nodes.reference)):
        name = _address(ref)
        if name in seen:
            ref.attributes.pop("refuri", None)
            ref["refid"] = name
        elif name is not None:
            ref.replace_self(ref.children)
