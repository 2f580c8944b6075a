"""Reading what people hand in or paste: txt, md, html, docx and pdf, in any encoding Japanese is met in, as lines."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Part(Enum):
    """What a line is in its document."""

    TEXT = "text"
    HEADING = "heading"
    QUOTE = "quote"
    """A block quotation."""
    NOTE = "note"
    """A footnote or an endnote."""


class Line(NamedTuple):
    """A line as a person would point at it.

    ``number`` counts from 1: the line of a text file, the paragraph of a .docx; of a PDF the line over all its pages.
    """

    number: int
    text: str
    part: Part = Part.TEXT


class Document(NamedTuple):
    """A file's text in reading order."""

    name: str
    lines: tuple[Line, ...]


class DocumentError(Exception):
    """A file that cannot be read; the message is one line in the user's language, without the file's name."""
