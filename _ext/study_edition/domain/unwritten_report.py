"""Report the précis that are still to be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

from ..core.model.locus import Locus
from ..core.text.messages import _
from ..support import cli_text
from ..support.config import EditionConfig
from .edition_domain import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..core.model.edition import Edition

logger = logging.getLogger(__name__)


def unwritten_paragraphs(edition: Edition) -> list[int]:
    """Return the numbers of the paragraphs without a précis, in order."""
    return [p.number for p in edition.paragraphs.values() if not p.precis]


def unwritten_message(edition: Edition) -> str:
    """Return a line that names the précis still to be written; empty if there are none."""
    numbers = unwritten_paragraphs(edition)
    if not numbers:
        return ""
    where = "¶" + str(Locus.of(numbers)).replace(",", ", ")
    total = len(edition.paragraphs)
    return _("{missing} of {total} précis are still to be written ({where}).").format(
        missing=len(numbers), total=total, where=where
    )


def report_unwritten(app: Sphinx, exception: Exception | None) -> None:
    """Print the message at the end of a build; it is not a warning (event ``build-finished``)."""
    message = "" if exception else unwritten_message(domain_of(app.env).edition)
    if message and app.builder.name != "dummy":
        logger.info(message)
    elif message and EditionConfig.of(app.config).audience == "student":
        # `edition check` prints no other information, and reads once for each audience
        cli_text.print_line(message)


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("build-finished", report_unwritten)
