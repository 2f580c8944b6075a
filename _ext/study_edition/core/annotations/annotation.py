"""The format-independent records of annotations, and the reasons for which one is rejected."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from ..text.messages import N_, _

if TYPE_CHECKING:
    from ..model.locus import Locus

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u200b\u2060\u202a-\u202e\u2066-\u2069\ue000-\ue002\ufeff\ud800-\udfff]"
)
"""Controls, bidirectional overrides, the marks of :mod:`study_edition.core.model.records`, lone
surrogates."""


class Annotation(NamedTuple):
    """A note in the form in which it is exchanged."""

    name: str
    """Its id, such as ``note-commentary-offset``; empty if it has none."""
    locus: Locus
    lemma: str
    text: str
    """Plain text; each line is a paragraph."""
    lang: str = ""
    author: str = ""
    license: str = ""
    """An SPDX identifier, or whatever the author wrote."""


class ForeignAnnotation(NamedTuple):
    """An annotation as read from a file, before its paragraph is known."""

    row: int
    """Its line in a table or its index in a list, from 1."""
    text: str
    locus_text: str = ""
    """The locus as written in the file."""
    lemma: str = ""
    """A lemma given as such: it must occur in the paragraph."""
    addresses: tuple[str, ...] = ()
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    """The text before and after the quotation."""
    name: str = ""
    lang: str = ""
    author: str = ""
    license: str = ""


class Reason(Enum):
    """Why an annotation or a file of annotations is rejected, in Japanese and English."""

    EMPTY = N_("it has no text.")
    NO_PARAGRAPH = N_("nothing says which paragraph it is about: add the paragraph's number.")
    BAD_LOCUS = N_("{locus!r} cannot be read as a paragraph.")
    UNKNOWN_PARAGRAPH = N_("there is no paragraph {number}.")
    DATE = N_("the locus {locus!r} has become a date: make the cell text and write it again.")
    QUOTE_NOT_FOUND = N_("its quotation is in no précis and no note.")
    QUOTE_IN_SEVERAL = N_("its quotation is in several paragraphs ({where}).")
    LEMMA_TOO_LONG = N_("the lemma has {length} characters; 12 at most.")
    LEMMA_NOT_FOUND = N_("the lemma {lemma!r} is not in paragraph {number}.")
    NOT_AN_ANNOTATION = N_("it has not the form of an annotation.")
    NOT_JSON = N_("not JSON ({detail}).")
    NO_LIST = N_("it holds no list of annotations.")
    NO_COLUMN = N_("there is no column {column!r}: name the columns in the first row.")
    BAD_ROW = N_("no table from here on ({detail}): look at its quotation marks.")
    NO_ROWS = N_("it holds no notes.")

    def message(self, **values: object) -> str:
        """Return the reason in the user's language."""
        return _(self.value).format(**values)


class Rejection(NamedTuple):
    """A rejected annotation, and why."""

    row: int
    reason: Reason
    values: dict[str, object]

    def message(self) -> str:
        """Return the reason in the user's language."""
        return self.reason.message(**self.values)


class AnnotationFileError(ValueError):
    """A file without annotations; the message is one line in the user's language."""

    def __init__(self, reason: Reason, line: int | None = None, **values: object) -> None:
        super().__init__(reason.message(**values))
        self.line = line


def clean(text: str) -> str:
    """Remove control characters; strip every line, and drop empty lines."""
    lines = _INVISIBLE.sub("", text.replace("\t", " ")).splitlines()
    return "\n".join(filter(None, (line.strip() for line in lines)))


def one_line(text: str) -> str:
    """Put a text on one line, with white space collapsed."""
    return " ".join(clean(text).split())
