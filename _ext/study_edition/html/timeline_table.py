"""The timeline in HTML: a drawing of its events, each a link, above a table of the same events.

The drawing has a form for wide pages and one for narrow pages; the style sheet shows one of them.
"""

from __future__ import annotations

from html import escape
from itertools import zip_longest
from typing import TYPE_CHECKING

from docutils import nodes

from ..core.model.event_date import format_event_date, parse_event_date
from ..core.model.vocabulary import RELATION_NOTES, RELATIONS
from ..core.text.messages import N_, translate
from ..core.text.timeline_scale import list_headings
from ..markup.card_marks import cards_of
from ..markup.events import event_entry, timeline
from ..support.config import EditionConfig
from ..support.interface import bilingual_html, html_parts
from .timeline_svg import DrawnEvent, draw_tall, draw_wide, mark

if TYPE_CHECKING:
    import datetime as dt

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.writers.html5 import HTML5Translator

    from ..core.model.event_date import EventDate

TABLE_ID = "edition-timeline"


def _table_head(language: str) -> str:
    columns = (N_("Date"), N_("Event"), N_("Relation to the text"))
    cells = "".join(f'<th scope="col">{bilingual_html(name, language)}</th>' for name in columns)
    return (
        f'<table class="edition-timeline" id="{TABLE_ID}">\n'
        f"<caption>{bilingual_html(N_('Timeline'), language)}</caption>\n"
        f"<thead><tr>{cells}</tr></thead>\n"
    )


def _skip_link(language: str) -> str:
    text = bilingual_html(N_("Skip the drawing"), language)
    return f'<p class="edition-meta edition-drawn-skip"><a href="#{TABLE_ID}">{text}</a></p>\n'


def moment_of(config: Config) -> dt.date | None:
    """Return the date the essay was written for, if the settings give one."""
    written = EditionConfig.of(config).moment
    return parse_event_date(written).first_day if written else None


def visit_html(self: HTML5Translator, node: timeline) -> None:
    """Write the drawing, then the table."""
    entries = [child for child in node.children if isinstance(child, event_entry)]
    events = [
        DrawnEvent(
            entry["ids"][0], parse_event_date(entry["date"]), entry["headline"], entry["relation"]
        )
        for entry in entries
    ]
    moment, language = moment_of(self.config), self.config.language
    self.body += [
        f'<div class="edition-drawn">\n{_skip_link(language)}{_legend(events, language)}',
        draw_wide(events, moment, language),
        draw_tall(events, moment, language),
    ]
    self.body.append(f"</div>\n{_table_head(language)}")
    rows = list_headings([event.date.first_day for event in events], moment)
    for row, following in zip_longest(rows, rows[1:]):
        message = N_("{year}s") if row.is_decade else N_("{year}")
        label = translate(message, language).format(year=row.year)
        self.body.append(f'<tbody>\n<tr><th scope="rowgroup" colspan="3">{label}</th></tr>\n')
        for entry in entries[row.first : following.first if following else None]:
            entry.walkabout(self)
        self.body.append("</tbody>\n")
    self.body.append("</table>\n")
    raise nodes.SkipNode


def _legend(events: list[DrawnEvent], language: str) -> str:
    """Return the explanation of the marks, with the number of each."""
    items = []
    for relation, name in RELATIONS.items():
        count = sum(event.relation == relation for event in events)
        if count:
            own, english = html_parts(name, language)
            note, note_en = html_parts(RELATION_NOTES[relation], language)
            items.append(
                f"<li>{_shape(relation)} <strong>{own}</strong>{english} {count}"
                f"　{note}{note_en}</li>\n"
            )
    return f'<ul class="edition-drawn-legend">\n{"".join(items)}</ul>\n'


def _shape(relation: str) -> str:
    return (
        '<svg class="edition-shape" viewBox="-7 -7 14 14" width="14" height="14"'
        f' aria-hidden="true">{mark(relation, 0, 0)}</svg>'
    )


def visit_event(self: HTML5Translator, node: event_entry) -> None:
    """Write a row of the table; what it says of the event is also its card."""
    language = self.config.language
    own, english = html_parts(RELATIONS[node["relation"]], language)
    date = parse_event_date(node["date"])
    _head, *rest = node.children
    links = [
        child
        for child in rest
        if isinstance(child, nodes.Element) and "edition-places" in child["classes"]
    ]
    title = f'<p class="edition-event-head"><strong>{escape(node["headline"])}</strong>'
    if node["english"]:
        title += f' <span class="edition-english" lang="en">{escape(node["english"])}</span>'
    self.body.append(self.starttag(node, "tr", CLASS=f"edition-event relation-{node['relation']}"))
    self.body.append(f'<th scope="row">{_time(date, language)}</th>\n<td>')
    start = len(self.body)
    self.body.append(f"{title}</p>\n")
    for child in rest:
        if child not in links:
            child.walkabout(self)
    card_head = f'<p class="edition-meta">{format_event_date(date, language)}　{own}</p>'
    cards_of(self).html[node["ids"][0]] = card_head + "".join(self.body[start:]).strip()
    self.body.append(
        f'</td>\n<td><p class="edition-meta">{_shape(node["relation"])} {own}{english}</p>'
    )
    for child in links:
        child.walkabout(self)
    self.body.append("</td></tr>\n")
    raise nodes.SkipNode


def _time(date: EventDate, language: str) -> str:
    """Return a date, as an element ``time`` unless it is a period."""
    shown = format_event_date(date, language)
    return shown if date.end else f'<time datetime="{date}">{shown}</time>'


def setup(app: Sphinx) -> None:
    """Register the nodes."""
    app.add_node(timeline, html=(visit_html, None))
    app.add_node(event_entry, html=(visit_event, None))
