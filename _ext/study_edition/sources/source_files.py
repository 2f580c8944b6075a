"""Which files under ``source/`` can be documents of the edition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..core.model.problems import Problem, Subtype

if TYPE_CHECKING:
    from pathlib import Path

_RESERVED = re.compile(r"genindex|search|retired|p/[0-9]+|_[^/]*/.*")
"""The names of pages and folders that the engine makes, unless a document may take its place."""


def refusal_of(path: Path, docname: str, folder: Path | None) -> Problem | None:
    """Return why a document cannot be published: a link to elsewhere, its name, or not UTF-8.

    :param folder: the folder in which the file must be, links resolved; None for any.
    """
    if folder and not path.resolve().is_relative_to(folder.resolve()):
        return Problem(Subtype.LINK_OUTSIDE, docname, 1, {})
    if _RESERVED.fullmatch(docname):
        return Problem(Subtype.RESERVED_NAME, docname, 1, {"name": docname})
    line = first_invalid_line(path.read_bytes())
    return Problem(Subtype.NOT_UNICODE, docname, line, {}) if line else None


def first_invalid_line(data: bytes) -> int:
    """Return the first line of a file that is not valid UTF-8; 0 if all are."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 0
