"""What other programs and extensions may import; everything else in the package may change.

>>> from study_edition.api import read_edition  # doctest: +SKIP
>>> edition = read_edition("path/to/edition")  # doctest: +SKIP
>>> edition.paragraphs["p18"].precis  # doctest: +SKIP
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from .core.model.edition import Edition
from .core.model.event_date import EventDate
from .core.model.locus import Locus, LocusError, format_locus, parse_locus
from .core.model.problems import Problem, Subtype
from .core.model.records import (
    Entry,
    Event,
    Layer,
    Links,
    Name,
    Note,
    Paragraph,
    Question,
    Term,
)
from .domain.edition_domain import domain_of
from .support.config import AUDIENCES
from .tasks.read_sources import read_sources
from .tasks.run_sphinx import EditionError, find_root

if TYPE_CHECKING:
    import os

    from sphinx.application import Sphinx

__all__ = [
    "Edition",
    "EditionError",
    "EditionWarning",
    "Entry",
    "Event",
    "EventDate",
    "Layer",
    "Links",
    "Locus",
    "LocusError",
    "Name",
    "Note",
    "Paragraph",
    "Problem",
    "Question",
    "Subtype",
    "Term",
    "edition_of",
    "format_locus",
    "parse_locus",
    "read_edition",
]


class EditionWarning(UserWarning):
    """Something is wrong in the sources; the message is one line with file and line."""


def read_edition(root: str | os.PathLike[str], *, audience: str = "student") -> Edition:
    """Read an edition from its folder, without building anything.

    Whatever is wrong in the sources is issued as an :class:`EditionWarning`, a line each.

    :param root: the folder with ``conf.py`` and ``source/``, or one below it.
    :param audience: ``student``, or ``instructor`` for rubrics and instructors' layers too.
    :raises ValueError: if *audience* is neither.
    :raises EditionError: if there is no edition, or it cannot be read; the message is one line.
    """
    if audience not in AUDIENCES:
        message = f"audience={audience!r}: give one of {', '.join(map(repr, AUDIENCES))}"
        raise ValueError(message)
    path = Path(root).resolve()
    found = find_root(path)
    if found is None:
        message = f"{path}: no folder with conf.py and source/ here or above"
        raise EditionError(message)
    app, reported = read_sources(found, {"edition_audience": audience})
    for line in reported:
        warnings.warn(line, EditionWarning, stacklevel=2)
    return domain_of(app.env).edition


def edition_of(app: Sphinx) -> Edition:
    """Return the edition of a running build, once all documents have been read.

    For extensions: in handlers of ``env-updated`` after priority 900, in post-transforms, and in
    handlers of ``build-finished``.
    """
    return domain_of(app.env).edition
