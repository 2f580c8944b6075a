"""A précis that is still to be written: ``{unwritten}`412字```, which a page shows as such and every build counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from . import console
from .config import EditionConfig
from .core.locus import merge
from .domain import domain_of
from .language import english
from .linking import META

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .core.edition import Edition

logger = logging.getLogger(__name__)


class UnwrittenRole(SphinxRole):
    """``{unwritten}`SIZE```: stands as a whole paragraph until its précis is written; SIZE says how long the essay's is."""

    what: ClassVar[tuple[str, str]] = ("要旨がまだ書かれていない段落", "a paragraph whose précis is still to be written")

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Words of the engine's own, so that the paragraph has none: no data, search or citation takes them for a précis."""
        size = self.text.strip()
        node = nodes.inline("", "", classes=[META, "edition-unwritten"])
        if self.config.language.startswith("ja"):
            node += [nodes.Text(f"要旨は未執筆（{size}） "), english("Précis not yet written")]
        else:
            node += nodes.Text(f"Précis not yet written ({size})")
        self.set_source_info(node)
        return [node], []


def unwritten(edition: Edition) -> list[int]:
    """The numbers of the paragraphs that have no words yet, in order."""
    return [p.number for p in edition.paragraphs.values() if not p.precis]


def message(edition: Edition) -> str:
    """One line that tells which précis are still to be written; empty if none is."""
    numbers = unwritten(edition)
    if not numbers:
        return ""
    where, total = "¶" + str(merge((number, number) for number in numbers)).replace(",", ", "), len(edition.paragraphs)
    return console.say(
        f"要旨は{total}段落のうち{len(numbers)}段落が未執筆である（{where}）。",
        f"{len(numbers)} of {total} précis are still to be written ({where}).",
    )


def tell(app: Sphinx, exception: Exception | None) -> None:
    """Tell at the end of a build; it is no fault (event ``build-finished``)."""
    told = "" if exception else message(domain_of(app.env).edition)
    if told and app.builder.name != "dummy":
        logger.info(told)
    elif told and EditionConfig.of(app.config).audience == "student":
        console.tell(told)  # a check is quiet otherwise, and reads once for each audience


def setup(app: Sphinx) -> None:
    """Register role and event."""
    app.add_role("unwritten", UnwrittenRole())
    app.connect("build-finished", tell)
