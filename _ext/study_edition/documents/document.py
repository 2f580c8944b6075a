"""What a document is read into."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

_ADDRESS = re.compile(r"p/[0-9]+\.html|#p[0-9]+")


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

    ``number`` counts from 1: the line of a text file (txt, md, html); the paragraph of a .docx, empty ones not counted, and of
    its notes the paragraph they belong to; of a PDF the line over all its pages, a paragraph standing under its first line.
    """

    number: int
    text: str
    part: Part = Part.TEXT


class Document(NamedTuple):
    """A file's text in reading order, notes last."""

    name: str
    lines: tuple[Line, ...]


class DocumentError(Exception):
    """A file that cannot be read; the message is one line in the user's language, without the file's name."""


def mark(label: str) -> str:
    """How the mark of a note reads, in the text and at the head of the note: in brackets, so that no number runs into it."""
    return f"[{label}]"


def with_address(text: str, address: str) -> str:
    """The text of a link, and after it the address of a paragraph that the text itself does not name."""
    return (
        f"{text} <{address}>" if _ADDRESS.search(address) and not re.search(r"\d", text) else text
    )
