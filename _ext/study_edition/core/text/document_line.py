"""The lines that a document is read into."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Part(Enum):
    """The role of a line in its document."""

    TEXT = "text"
    HEADING = "heading"
    QUOTE = "quote"
    """A block quotation."""
    NOTE = "note"
    """A footnote or an endnote."""


class Line(NamedTuple):
    """A line, numbered as a person would point at it.

    ``number`` counts from 1. In a text file (txt, md, html) it is the line. In a .docx it is the
    paragraph, without empty ones; a note has the number of the paragraph that refers to it. In a
    PDF it is the line over all pages; a paragraph has the number of its first line.
    """

    number: int
    text: str
    part: Part = Part.TEXT
