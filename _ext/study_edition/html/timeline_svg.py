"""A timeline as SVG: two bands of time in the wide form, one line of time in the tall one.

Marks tell the relation by shape and by colour. All is said in presentation attributes and classes: a strict policy refuses
``style``. The numbers below are units of the drawing; at the width it is made for, one is one pixel.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from ..core.model.event_date import format_event_date
from ..core.model.vocabulary import RELATIONS
from ..core.text.timeline_scale import Scale, Span, decades, dense_span, months, spread, year_span

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from ..core.model.event_date import EventDate

_LETTERS = 15
"""A longer title is cut in the drawing; its link has the whole."""
_SIZE = 13.5
"""Of the letters."""
_RADIUS = 4.6


class Drawn(NamedTuple):
    """An event as it is drawn."""

    id: str
    date: EventDate
    title: str
    relation: str

    @property
    def short(self) -> str:
        """The title as far as there is room."""
        return self.title if len(self.title) <= _LETTERS else self.title[: _LETTERS - 1] + "…"


def mark(relation: str, x: float, y: float) -> str:
    """The shape of a relation about a point."""
    r = _RADIUS
    points = {
        "implied": ((0, -r - 1), (r + 1, 0), (0, r + 1), (-r - 1, 0)),
        "publication": ((-r, -r), (r, -r), (r, r), (-r, r)),
        "after": ((0, -r - 0.5), (r + 0.6, r - 0.4), (-r - 0.6, r - 0.4)),
    }
    if relation in points:
        corners = " ".join(f"{_n(x + dx)},{_n(y + dy)}" for dx, dy in points[relation])
        return f'<polygon class="edition-mark relation-{relation}" points="{corners}"/>'
    return f'<circle class="edition-mark relation-{relation}" cx="{_n(x)}" cy="{_n(y)}" r="{_n(r - (relation == "context") * 0.6)}"/>'


def _n(number: float) -> str:
    """A number as short as it can be."""
    return f"{number:.1f}".removesuffix(".0")


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line class="edition-{kind}" x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"/>'


def _text(x: float, y: float, text: str, **more: str) -> str:
    attributes = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    return f'<text x="{_n(x)}" y="{_n(y)}"{attributes}>{escape(text)}</text>'


def _box(x: float, y: float, width: float, height: float, kind: str) -> str:
    return f'<rect class="edition-{kind}" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"/>'


def _link(event: Drawn, inside: str) -> str:
    name = f"{format_event_date(event.date)}　{event.title}（{RELATIONS[event.relation][0]}）"
    return f'<a class="reference internal" href="#{escape(event.id)}" aria-label="{escape(name)}">{inside}</a>\n'


def _svg(form: str, width: float, height: float, quiet: Sequence[str], links: Sequence[str]) -> str:
    box = f'viewBox="0 0 {_n(width)} {_n(height)}"'
    head = f'<svg class="edition-drawing edition-drawing-{form}" {box} role="group" aria-label="年表の図 Drawn timeline">'
    return f'{head}\n<g aria-hidden="true">{"".join(quiet)}</g>\n{"".join(links)}</svg>\n'


# -- the wide form: the whole time above, its densest years unfolded below ------------------------------

_WIDTH = 1000.0
_EDGE = 14.0
_LEADER = 34.0
"""The height in which a line leads from a mark to its place in time."""
_GAP = 23.0
"""Between two labels."""


def draw_wide(events: Sequence[Drawn], moment: dt.date | None) -> str:
    """The events with their titles set vertically, above a line of time and below an unfolded one."""
    days = [event.date.first_day for event in events]
    dense = dense_span(days)
    inside = [event for event, day in zip(events, days, strict=True) if dense and dense.holds(day)]
    outside = [event for event in events if event not in inside]
    tallest = max(len(event.short) for event in events) * _SIZE + 2 * _RADIUS + 8
    whole = Scale(_round(year_span(days)), _EDGE, _WIDTH - _EDGE)
    upper = tallest + _LEADER
    quiet, links = _band(outside, whole, upper, up=True)
    quiet = [_box(whole.low, upper - 1, whole.high - whole.low, 2, "axis"), *quiet]
    for day in decades(whole.span):
        quiet.append(_line(whole.at(day), upper - 5, whole.at(day), upper + 5, "tick"))
        quiet.append(_text(whole.at(day), upper + 18, str(day.year), text_anchor="middle"))
    if dense is None:
        return _svg("wide", _WIDTH, upper + 30, quiet, links)
    lens = Scale(dense, _EDGE, _WIDTH - _EDGE)
    lower = upper + 58
    left, right = whole.at(dense.first), whole.at(dense.after)
    corners = [(left, upper), (right, upper), (lens.high, lower), (lens.low, lower)]
    fold = " ".join(f"{_n(x)},{_n(y)}" for x, y in corners)
    quiet = [
        f'<polygon class="edition-fold" points="{fold}"/>',
        *quiet,
        _box(left, upper - 3, right - left, 6, "axis"),
    ]
    below, more = _band(inside, lens, lower, up=False)
    height = lower + _LEADER + tallest + 4
    if moment and dense.holds(moment):
        quiet.insert(
            0, _box(lens.at(moment), lower, lens.high - lens.at(moment), height - lower, "later")
        )
        quiet.append(_line(lens.at(moment), lower - 20, lens.at(moment), height, "moment"))
    quiet += [_box(lens.low, lower - 1, lens.high - lens.low, 2, "axis"), *below]
    for day in months(dense):
        quiet.append(
            _line(
                lens.at(day), lower - (9 if day.month == 1 else 4), lens.at(day), lower + 4, "tick"
            )
        )
        quiet.append(
            _text(
                lens.at(day) + 3,
                lower - 6,
                f"{day.year}年1月" if day.month == 1 else f"{day.month}",
            )
        )
    return _svg("wide", _WIDTH, height, quiet, [*links, *more])


def _round(span: Span) -> Span:
    """The span from the decade in which it begins."""
    return Span(span.first.replace(year=span.first.year // 10 * 10), span.after)


def _band(
    events: Sequence[Drawn], scale: Scale, axis: float, *, up: bool
) -> tuple[list[str], list[str]]:
    """What is drawn of events beside their line of time: lines that lead to their places, and links."""
    at = [scale.at(event.date.first_day) for event in events]
    places = spread(at, _GAP, scale.low + 4, scale.high - 4)
    quiet, links = [], []
    sign = -1 if up else 1
    head = axis + sign * _LEADER
    for event, exact, x in zip(events, at, places, strict=True):
        bend = axis + sign * 10
        quiet.append(
            f'<path class="edition-leader" d="M{_n(exact)} {_n(axis)}V{_n(bend)}L{_n(x)} {_n(head)}"/>'
        )
        if event.date.end:
            quiet.append(
                _box(exact, axis - 3, max(scale.at(event.date.last_day) - exact, 2), 6, "during")
            )
        centre = head + sign * (_RADIUS + 2)
        start = centre + sign * (_RADIUS + 4)
        anchor = "end" if up else "start"
        label = _text(
            x,
            start,
            event.short,
            writing_mode="vertical-rl",
            text_anchor=anchor,
            font_size=_n(_SIZE),
        )
        length = len(event.short) * _SIZE + 2 * _RADIUS + 8
        target = _box(x - _GAP / 2, head - length if up else head, _GAP, length, "target")
        links.append(_link(event, target + mark(event.relation, x, centre) + label))
    return quiet, links


# -- the tall form: one line of time, its densest years on a scale of their own -------------------------

_TALL = 360.0
_LINE = 54.0
"""Where the line of time stands."""
_TITLES = 92.0
"""Where the titles begin."""
_ROW = 24.0


def draw_tall(events: Sequence[Drawn], moment: dt.date | None) -> str:
    """The events from above to below, with their titles beside the line of time."""
    days = [event.date.first_day for event in events]
    whole, dense = _round(year_span(days)), dense_span(days)
    parts = (
        [whole]
        if dense is None
        else [Span(whole.first, dense.first), dense, Span(dense.after, whole.after)]
    )
    quiet: list[str] = []
    placed: list[float] = []
    top = 12.0
    for span in parts:
        held = [event for event, day in zip(events, days, strict=True) if span.holds(day)]
        if span.first >= span.after or not held:
            continue
        unfolded = span is dense
        scale = Scale(span, top, top + _ROW * (len(held) + 1))
        quiet += _tall_axis(scale, moment, unfolded=unfolded)
        placed += [scale.at(event.date.first_day) for event in held]
        spans = [event.date for event in held if event.date.end]
        quiet += [
            _box(
                _LINE - 3,
                y := scale.at(date.first_day),
                6,
                max(scale.at(date.last_day) - y, 2),
                "during",
            )
            for date in spans
        ]
        top = scale.high
    links = []
    for event, exact, y in zip(events, placed, spread(placed, _ROW, _ROW / 2, top), strict=True):
        quiet.append(
            f'<path class="edition-leader" d="M{_n(_LINE)} {_n(exact)}H{_n(_LINE + 6)}L{_n(_TITLES - 20)} {_n(y)}"/>'
        )
        target = _box(_TITLES - 22, y - _ROW / 2, _TALL - _TITLES + 22, _ROW, "target")
        label = _text(_TITLES, y + _SIZE * 0.36, event.short, font_size=_n(_SIZE))
        links.append(_link(event, target + mark(event.relation, _TITLES - 12, y) + label))
    return _svg("tall", _TALL, top + 12, quiet, links)


def _tall_axis(scale: Scale, moment: dt.date | None, *, unfolded: bool) -> list[str]:
    span, low, high = scale
    drawn = [_box(_LINE - 1, low, 2, high - low, "axis")]
    if unfolded:
        drawn.insert(0, _box(0, low, _TALL, high - low, "fold"))
    if moment and unfolded and span.holds(moment):
        drawn.append(_box(0, scale.at(moment), _TALL, high - scale.at(moment), "later"))
        drawn.append(_line(0, scale.at(moment), _TALL, scale.at(moment), "moment"))
    for day in months(span) if unfolded else decades(span):
        y = scale.at(day)
        label = str(day.year) if not unfolded or day.month == 1 else f"{day.month}月"
        drawn += [
            _line(_LINE - 5, y, _LINE + 5, y, "tick"),
            _text(_LINE - 9, y + 4, label, text_anchor="end"),
        ]
    return drawn


__all__ = ["Drawn", "draw_tall", "draw_wide", "mark"]
