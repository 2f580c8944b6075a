"""「その後」: ``:::{since-then} 2026-02-20``, a dated box on what happened after the essay."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ..core.model.problems import Subtype
from ..support.config import EditionConfig
from ..support.reporting import warn
from .card_marks import begin_left_out, end_left_out
from .linking import META

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from ..support.directive_options import Options


_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")


class since_then(nodes.container):
    """Blocks about a later event; ``date`` is its day or month (ISO 8601)."""


class SinceThenDirective(SphinxDirective):
    """``{since-then} DATE``, with the date of the first event described."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    purpose: ClassVar[tuple[str, str]] = (
        "論考の時点より後の出来事を、日付とともに分けて語る囲み",
        "a dated box for what happened after the essay's moment",
    )
    option_spec: ClassVar[Options] = {}

    def run(self) -> list[nodes.Node]:
        """Return the content under a dated line; warn if the date is not after the essay's."""
        self.assert_has_content()
        date = self.arguments[0].strip()
        moment = EditionConfig.of(self.config).moment
        written = format_date(date)
        if written is None:
            warn(Subtype.BAD_DATE, self.get_location(), date=date)
        elif moment and date <= moment[: len(date)]:
            warn(Subtype.NOT_LATER, self.get_location(), date=date, moment=moment)
        head = nodes.paragraph(
            "",
            "",
            nodes.strong("", f"その後（{written or date}）"),
            classes=[META, "edition-since-head"],
        )
        node = since_then("", head, *self.parse_content_to_nodes(), date=date)
        self.set_source_info(node)
        return [node]


def format_date(date: str) -> str | None:
    """Return 2026年2月20日 for ``2026-02-20``, 2026年2月 for ``2026-02``, None for another text."""
    if not _DATE.fullmatch(date):
        return None
    try:
        day = dt.date.fromisoformat(date if date.count("-") == 2 else f"{date}-01")
    except ValueError:
        return None
    return f"{day.year}年{day.month}月" + (f"{day.day}日" if date.count("-") == 2 else "")


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
