"""The role of a paragraph in a Word document, by its style and its indents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..core.text.document_line import Part

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_QUOTE = re.compile(
    r"(?:block |intense )?quot(?:e|ations?)\b|block ?text\b|引用|ブロック", re.IGNORECASE
)
_HEADING = re.compile(r"heading ?\d|見出し|(?:sub)?title\b|表題|副題", re.IGNORECASE)
_QUOTE_INDENT_TWIPS = 200
_QUOTE_INDENT_CHARS = 100
"""In hundredths of a character: a paragraph indented on both sides by one or more is a quotation.
"""
_MAX_BASES = 10
"""Styles followed from one to the one it is based on; they may form a cycle."""


class WordStyles:
    """The styles of a document."""

    def __init__(self, tree: Element | None) -> None:
        """Read the styles from the part ``styles``, if the document has one."""
        self._names: dict[str, str] = {}
        self._bases: dict[str, str] = {}
        for style in tree if tree is not None else ():
            values = {local_name(child): attribute(child, "val") for child in style}
            key = attribute(style, "styleId")
            self._names[key] = values.get("name", "")
            self._bases[key] = values.get("basedOn", "")

    def part_of(self, paragraph: Element) -> Part:
        """Return the role of a paragraph."""
        properties = {
            local_name(p): p for block in paragraph if local_name(block) == "pPr" for p in block
        }
        key = attribute(properties["pStyle"], "val") if "pStyle" in properties else ""
        for _ in range(_MAX_BASES):
            name = self._names.get(key, key)
            if _QUOTE.match(name):
                return Part.QUOTE
            if _HEADING.match(name):
                return Part.HEADING
            key = self._bases.get(key, "")
        if "outlineLvl" in properties:
            return Part.HEADING
        indent = properties.get("ind")
        if (
            indent is not None
            and "numPr" not in properties
            and _is_indented(indent, "left", "start")
            and _is_indented(indent, "right", "end")
        ):
            return Part.QUOTE
        return Part.TEXT


def _is_indented(indent: Element, *sides: str) -> bool:
    twips = max(attribute(indent, side) for side in sides)
    chars = max(attribute(indent, f"{side}Chars") for side in sides)
    return (twips.isdigit() and int(twips) >= _QUOTE_INDENT_TWIPS) or (
        chars.isdigit() and int(chars) >= _QUOTE_INDENT_CHARS
    )


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """Return the value of an attribute in whatever namespace; an empty string if it is missing."""
    return next(
        (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), ""
    )
