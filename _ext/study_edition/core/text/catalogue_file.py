"""Read a catalogue of messages; a translation that could not be shown as its message is left out.

Anybody may have written the file: a translation with other placeholders would stop the program, and
one with other markup could put code into a page.
"""

from __future__ import annotations

import io
import re
from string import Formatter
from typing import TYPE_CHECKING, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po

if TYPE_CHECKING:
    from babel.messages.catalog import Message

_LINE = re.compile(r'\s*(?:#.*|(?:msg\w+(?:\[\d+\])?\s*)?"(?:[^"\\]|\\.)*"\s*)?')
"""A line of a catalogue; Babel passes over others in silence."""
_TAG = re.compile(r"<[^<>]*>?")
UNREADABLE, PLACEHOLDERS, MARKUP = "unreadable", "placeholders", "markup"
"""What can be wrong."""


class CatalogueFault(NamedTuple):
    """A translation that is left out, or a file that cannot be read."""

    line: int
    kind: str
    """One of :data:`UNREADABLE`, :data:`PLACEHOLDERS`, :data:`MARKUP`."""


def read_catalogue(data: bytes) -> tuple[Catalog, list[CatalogueFault]]:
    """Return the usable messages of a ``.po`` file, and what is wrong in it."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Catalog(), [CatalogueFault(data.count(b"\n", 0, error.start) + 1, UNREADABLE)]
    lines = enumerate(text.splitlines(), 1)
    if wrong := next((number for number, line in lines if not _LINE.fullmatch(line)), 0):
        return Catalog(), [CatalogueFault(wrong, UNREADABLE)]
    try:
        catalogue = read_po(io.StringIO(text), abort_invalid=True)
    except PoFileError as error:
        return Catalog(), [CatalogueFault(error.lineno + 1, UNREADABLE)]
    except ValueError:  # of a header that says nonsense
        return Catalog(), [CatalogueFault(1, UNREADABLE)]
    faults = []
    for message in list(catalogue):
        if message.id and (kind := fault_of(message)):
            faults.append(CatalogueFault(message.lineno or 1, kind))
            catalogue.delete(message.id, message.context)
    return catalogue, faults


def fault_of(message: Message) -> str:
    """Return what is wrong with a translation; empty if it is usable or missing."""
    ids, texts = forms(message.id), [text for text in forms(message.string) if text]
    wanted = _fields(ids[-1])
    if wanted and any(_fields(text) != wanted for text in texts):
        return PLACEHOLDERS
    tags = set(_TAG.findall("".join(ids)))
    return MARKUP if any(not tags.issuperset(_TAG.findall(text)) for text in texts) else ""


def forms(value: object) -> tuple[str, ...]:
    """Return the forms of a message or translation: singular and plural, or the one."""
    return tuple(value) if isinstance(value, (list, tuple)) else (str(value or ""),)


def _fields(text: str) -> set[str] | None:
    """Return the names that are filled into a text; None if it cannot be filled in by name."""
    try:
        parsed = list(Formatter().parse(text))
    except ValueError:
        return None
    names = {name for _text, name, _spec, _conversion in parsed if name is not None}
    return names if all(map(str.isidentifier, names)) else None
