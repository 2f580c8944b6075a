"""The facts of a page: all that the rest of the edition shows on it.

A page is written again when its facts differ from those of the last build. Each module that shows
something of other documents on a page answers the event :data:`EVENT` with facts of its own, so
that what is shown and what is compared are in one file; :mod:`study_edition.builds` folds them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

EVENT = "edition-page-facts"
"""Emitted with the environment after all documents are read; handlers return :data:`Facts`."""
EVERY_PAGE = ""
"""In place of a document: the fact is shown on every page."""

Facts = Iterable[tuple[str, object]]
"""Document name and fact: anything made of texts, numbers, tuples, lists, dicts and sets."""


def setup(app: Sphinx) -> None:
    """Declare the event."""
    app.add_event(EVENT)
