"""The timeline in HTML: a drawing of its events, each a link, and the same events as a table below.

The drawing has two forms, a wide one and one for narrow pages; the style sheet shows the one that fits.
"""

from __future__ import annotations

from html import escape
from itertools import zip_longest
from typing import TYPE_CHECKING

from docutils import nodes

from ..core.model.event_date import format_event_date, parse_event_date
from ..core.model.vocabulary import RELATION_NOTES, RELATIONS
from ..core.text.timeline_scale import groups
from ..markup.card_marks import cards_of
from ..markup.events import event_entry, timeline
from ..support.config import EditionConfig
from .timeline_svg import Drawn, draw_tall, draw_wide, mark

if TYPE_CHECKING:
    import datetime as dt

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.writers.html5 import HTML5Translator

    from ..core.model.event_date import EventDate

LIST = "edition-timeline"
"""The id of the table."""

_HEAD = f"""<table class="edition-timeline" id="{LIST}">
<caption>年表 <span lang="en">Timeline</span></caption>
<thead><tr><th scope="col">日付 <span lang="en">Date</span></th><th scope="col">出来事 <span lang="en">Event</span></th>
<th scope="col">本文との関係 <span lang="en">Relation</span></th></tr></thead>
"""
_SKIP = f'<p class="edition-meta edition-drawn-skip"><a href="#{LIST}">図を飛ばして表へ <span lang="en">Skip the drawing</span></a></p>\n'


def moment_of(config: Config) -> dt.date | None:
    """The day the text was written for, if the settings give one."""
    written = EditionConfig.of(config).moment
    return parse_event_date(written).first_day if written else None


def visit_html(self: HTML5Translator, node: timeline) -> None:
    """Draw the events, then list them."""
    entries = [child for child in node.children if isinstance(child, event_entry)]
    events = [
        Drawn(
            entry["ids"][0], parse_event_date(entry["date"]), entry["headline"], entry["relation"]
        )
        for entry in entries
    ]
    moment = moment_of(self.config)
    self.body += [
        f'<div class="edition-drawn">\n{_SKIP}{_legend(events)}',
        draw_wide(events, moment),
        draw_tall(events, moment),
    ]
    self.body.append(f"</div>\n{_HEAD}")
    rows = groups([event.date.first_day for event in events], moment)
    for row, following in zip_longest(rows, rows[1:]):
        label = f"{row.year}年代" if row.whole_decade else f"{row.year}年"
        self.body.append(f'<tbody>\n<tr><th scope="rowgroup" colspan="3">{label}</th></tr>\n')
        for entry in entries[row.first : following.first if following else None]:
            entry.walkabout(self)
        self.body.append("</tbody>\n")
    self.body.append("</table>\n")
    raise nodes.SkipNode


def _legend(events: list[Drawn]) -> str:
    """What the marks mean, and how many there are of each."""
    items = []
    for relation, (japanese, english) in RELATIONS.items():
        count = sum(event.relation == relation for event in events)
        note, note_en = RELATION_NOTES[relation]
        words = f'<strong>{japanese}</strong> <span lang="en">{english}</span> {count}　{note}<span lang="en"> {note_en}</span>'
        items += [f"<li>{_shape(relation)} {words}</li>\n"] if count else []
    return f'<ul class="edition-drawn-legend">\n{"".join(items)}</ul>\n'


def _shape(relation: str) -> str:
    return f'<svg class="edition-shape" viewBox="-7 -7 14 14" width="14" height="14" aria-hidden="true">{mark(relation, 0, 0)}</svg>'


def visit_event(self: HTML5Translator, node: event_entry) -> None:
    """A row of the table; what is told in it is a card."""
    japanese, english = RELATIONS[node["relation"]]
    date = parse_event_date(node["date"])
    _head, *rest = node.children
    places = [
        child
        for child in rest
        if isinstance(child, nodes.Element) and "edition-places" in child["classes"]
    ]
    title = f'<p class="edition-event-head"><strong>{escape(node["headline"])}</strong>'
    if node["english"]:
        title += f' <span class="edition-english" lang="en">{escape(node["english"])}</span>'
    self.body.append(self.starttag(node, "tr", CLASS=f"edition-event relation-{node['relation']}"))
    self.body.append(f'<th scope="row">{_time(date)}</th>\n<td>')
    start = len(self.body)
    self.body.append(f"{title}</p>\n")
    for child in rest:
        if child not in places:
            child.walkabout(self)
    when = f'<p class="edition-meta">{format_event_date(date)}　{japanese}</p>'
    cards_of(self).html[node["ids"][0]] = when + "".join(self.body[start:]).strip()
    self.body.append(
        f'</td>\n<td><p class="edition-meta">{_shape(node["relation"])} {japanese} <span lang="en">{english}</span></p>'
    )
    for child in places:
        child.walkabout(self)
    self.body.append("</td></tr>\n")
    raise nodes.SkipNode


def _time(date: EventDate) -> str:
    """A date that programs can read too."""
    shown = format_event_date(date)
    return shown if date.end else f'<time datetime="{date}">{shown}</time>'


def setup(app: Sphinx) -> None:
    """Register the nodes."""
    app.add_node(timeline, html=(visit_html, None))
    app.add_node(event_entry, html=(visit_event, None))
