"""Report which précis are still to be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

from ..core.model.locus import Locus
from ..support import cli_text
from ..support.config import EditionConfig
from .edition_domain import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..core.model.edition import Edition

logger = logging.getLogger(__name__)


def unwritten(edition: Edition) -> list[int]:
    """The numbers of the paragraphs that have no words yet, in order."""
    return [p.number for p in edition.paragraphs.values() if not p.precis]


def message(edition: Edition) -> str:
    """One line that tells which précis are still to be written; empty if none is."""
    numbers = unwritten(edition)
    if not numbers:
        return ""
    where, total = (
        "¶" + str(Locus.of(numbers)).replace(",", ", "),
        len(edition.paragraphs),
    )
    return cli_text.say(
        f"要旨は{total}段落のうち{len(numbers)}段落が未執筆である（{where}）。",
        f"{len(numbers)} of {total} précis are still to be written ({where}).",
    )


def tell(app: Sphinx, exception: Exception | None) -> None:
    """Tell at the end of a build; it is no fault (event ``build-finished``)."""
    told = "" if exception else message(domain_of(app.env).edition)
    if told and app.builder.name != "dummy":
        logger.info(told)
    elif told and EditionConfig.of(app.config).audience == "student":
        cli_text.tell(told)  # a check is quiet otherwise, and reads once for each audience


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("build-finished", tell)
