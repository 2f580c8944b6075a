"""Since then: ``:::{since-then} 2026-02-20``, a dated box on what happened after the essay."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ..core.model.event_date import EventDateError, format_event_date, parse_event_date
from ..core.model.problems import Subtype
from ..core.text.messages import N_, translate
from ..support.config import EditionConfig
from ..support.reporting import warn
from .card_marks import begin_left_out, end_left_out
from .linking import META

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from ..support.directive_options import Options


class since_then(nodes.container):
    """Blocks about a later event; ``date`` is its day or month (ISO 8601)."""


class SinceThenDirective(SphinxDirective):
    """``{since-then} DATE``, with the date of the first event described."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    purpose: ClassVar[str] = N_("a dated box for what happened after the essay's moment")
    option_spec: ClassVar[Options] = {}

    def run(self) -> list[nodes.Node]:
        """Return the content under a dated line; warn if the date is not after the essay's."""
        self.assert_has_content()
        date = self.arguments[0].strip()
        moment = EditionConfig.of(self.config).moment
        language = self.config.language
        written = format_date(date, language)
        if written is None:
            warn(Subtype.BAD_DATE, self.get_location(), date=date)
        elif moment and date <= moment[: len(date)]:
            warn(Subtype.NOT_LATER, self.get_location(), date=date, moment=moment)
        head = nodes.paragraph(
            "",
            "",
            nodes.strong(
                "", translate(N_("Since then ({date})"), language).format(date=written or date)
            ),
            classes=[META, "edition-since-head"],
        )
        node = since_then("", head, *self.parse_content_to_nodes(), date=date)
        self.set_source_info(node)
        return [node]


def format_date(date: str, lang: str) -> str | None:
    """Return 20 February 2026 for ``2026-02-20``, February 2026 for ``2026-02``.

    :returns: None for another text.
    """
    if date.count("-") not in {1, 2}:
        return None
    try:
        return format_event_date(parse_event_date(date), lang)
    except EventDateError:
        return None


def visit_html(self: HTML5Translator, node: since_then) -> None:
    """Open a division that no card includes, with the date for programs."""
    begin_left_out(self)
    self.body.append(
        self.starttag(node, "div", CLASS="edition-since", **{"data-date": node["date"]})
    )


def depart_html(self: HTML5Translator, node: since_then) -> None:
    """Close the division."""
    self.body.append("</div>\n")
    end_left_out(self)


def setup(app: Sphinx) -> None:
    """Register node and directive."""
    app.add_node(since_then, html=(visit_html, depart_html))
    app.add_directive("since-then", SinceThenDirective)
