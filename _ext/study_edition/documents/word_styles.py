"""What a paragraph of a Word document is, by its style and its setting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .document import Part

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_QUOTE = re.compile(
    r"(?:block |intense )?quot(?:e|ations?)\b|block ?text\b|引用|ブロック", re.IGNORECASE
)
_HEADING = re.compile(r"heading ?\d|見出し|(?:sub)?title\b|表題|副題", re.IGNORECASE)
_SET_IN = 200
"""Twentieths of a point: a paragraph set in on both sides by a character or more is a quotation."""


class Styles:
    """The styles of a document."""

    def __init__(self, tree: Element | None) -> None:
        """Read them from the part ``styles``, if there is one."""
        self._names: dict[str, str] = {}
        self._bases: dict[str, str] = {}
        for style in tree if tree is not None else ():
            values = {_local(child): _value(child) for child in style}
            key = _value(style, "styleId")
            self._names[key] = values.get("name", "")
            self._bases[key] = values.get("basedOn", "")

    def part(self, paragraph: Element) -> Part:
        """What a paragraph is."""
        properties = {_local(p): p for block in paragraph if _local(block) == "pPr" for p in block}
        key = _value(properties["pStyle"]) if "pStyle" in properties else ""
        for _ in range(10):  # styles may be based on each other in a circle
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
            and _set_in(indent, "left", "start")
            and _set_in(indent, "right", "end")
        ):
            return Part.QUOTE
        return Part.TEXT


def _set_in(indent: Element, *sides: str) -> bool:
    values = [_value(indent, side) for side in sides] + [
        _value(indent, f"{side}Chars") for side in sides
    ]
    twips, chars = max(values[: len(sides)]), max(values[len(sides) :])
    return (twips.isdigit() and int(twips) >= _SET_IN) or (chars.isdigit() and int(chars) >= 100)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _value(element: Element, name: str = "val") -> str:
    return next(
        (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), ""
    )
