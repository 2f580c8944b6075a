"""A document that was read, and the errors shared by its readers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..core.text.messages import _

if TYPE_CHECKING:
    from ..core.text.document_line import Line

_PARAGRAPH_ADDRESS = re.compile(r"p/[0-9]+\.html|#p[0-9]+")


class Document(NamedTuple):
    """The text of a file in reading order, notes last."""

    name: str
    lines: tuple[Line, ...]


class DocumentError(Exception):
    """A file cannot be read; one line in the user's language, without the file's name."""


def unsupported_error(kind: str) -> DocumentError:
    """Return the error for a file of a kind that cannot be read."""
    return DocumentError(
        _("{kind} is not supported: save as txt, md, html, docx or pdf.").format(kind=kind)
    )


def password_error() -> DocumentError:
    """Return the error for a file that needs a password."""
    return DocumentError(_("it has a password: save it without one."))


def note_mark(label: str) -> str:
    """Return the mark of a note, in the text and before the note.

    The brackets keep it apart from numbers next to it.
    """
    return f"[{label}]"


def with_address(text: str, address: str) -> str:
    """Return a link's text, followed by its address if only that names a paragraph."""
    names_paragraph = _PARAGRAPH_ADDRESS.search(address) and not re.search(r"\d", text)
    return f"{text} <{address}>" if names_paragraph else text
