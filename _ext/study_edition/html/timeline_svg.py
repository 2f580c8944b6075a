"""A timeline as SVG: two horizontal axes in the wide form, one vertical axis in the tall form.

Marks show the relation of an event by shape and colour. Only presentation attributes and classes
are used, because a strict Content-Security-Policy refuses ``style``. The numbers below are units of
the drawing; at the width it is designed for, a unit is a pixel.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from ..core.model.event_date import format_event_date
from ..core.model.vocabulary import RELATIONS
from ..core.text.messages import N_, translate
from ..core.text.timeline_scale import (
    Scale,
    Span,
    decades,
    dense_span,
    months,
    spread_labels,
    year_span,
)
from ..support.interface import bilingual_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from ..core.model.event_date import EventDate

_TITLE_LENGTH = 15
"""Characters of a title; a longer one is cut in the drawing, while its link has all of it."""
_FONT_SIZE = 13.5
_RADIUS = 4.6
"""Of a mark."""


class DrawnEvent(NamedTuple):
    """An event of the drawing."""

    id: str
    date: EventDate
    title: str
    relation: str

    @property
    def short_title(self) -> str:
        """Return the title, cut to :data:`_TITLE_LENGTH`."""
        if len(self.title) <= _TITLE_LENGTH:
            return self.title
        return self.title[: _TITLE_LENGTH - 1] + "…"


def mark(relation: str, x: float, y: float) -> str:
    """Return the mark of a relation, centred on a point."""
    r = _RADIUS
    points = {
        "implied": ((0, -r - 1), (r + 1, 0), (0, r + 1), (-r - 1, 0)),
        "publication": ((-r, -r), (r, -r), (r, r), (-r, r)),
        "after": ((0, -r - 0.5), (r + 0.6, r - 0.4), (-r - 0.6, r - 0.4)),
    }
    if relation in points:
        corners = " ".join(f"{_n(x + dx)},{_n(y + dy)}" for dx, dy in points[relation])
        return f'<polygon class="edition-mark relation-{relation}" points="{corners}"/>'
    radius = r - 0.6 if relation == "context" else r
    return (
        f'<circle class="edition-mark relation-{relation}" cx="{_n(x)}" cy="{_n(y)}"'
        f' r="{_n(radius)}"/>'
    )


def _n(number: float) -> str:
    """Return a number with at most one decimal."""
    return f"{number:.1f}".removesuffix(".0")


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    ends = f'x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"'
    return f'<line class="edition-{kind}" {ends}/>'


def _text(x: float, y: float, text: str, **extra: str) -> str:
    attributes = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in extra.items())
    return f'<text x="{_n(x)}" y="{_n(y)}"{attributes}>{escape(text)}</text>'


def _box(x: float, y: float, width: float, height: float, kind: str) -> str:
    box = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
    return f'<rect class="edition-{kind}" {box}/>'


def _link(event: DrawnEvent, content: str, language: str) -> str:
    name = translate(N_("{date} {title} ({relation})"), language).format(
        date=format_event_date(event.date, language),
        title=event.title,
        relation=translate(RELATIONS[event.relation], language),
    )
    return (
        f'<a class="reference internal" href="#{escape(event.id)}"'
        f' aria-label="{escape(name)}">{content}</a>\n'
    )


def _svg(
    form: str,
    language: str,
    size: tuple[float, float],
    decoration: Sequence[str],
    links: Sequence[str],
) -> str:
    """Return the drawing; only *links* are visible to a screen reader."""
    width, height = size
    name = escape(bilingual_name(N_("Drawn timeline"), language))
    return (
        f'<svg class="edition-drawing edition-drawing-{form}"'
        f' viewBox="0 0 {_n(width)} {_n(height)}"'
        f' role="group" aria-label="{name}">'
        f'\n<g aria-hidden="true">{"".join(decoration)}</g>\n{"".join(links)}</svg>\n'
    )


# -- the wide form: all the time on the upper axis, the dense years magnified on the lower one -----

_WIDTH = 1000.0
_EDGE = 14.0
_LEADER = 34.0
"""Height of the line that leads from a mark to its date on the axis."""
_GAP = 23.0
"""Between two labels."""


def draw_wide(events: Sequence[DrawnEvent], moment: dt.date | None, language: str) -> str:
    """Draw the events with vertical titles, above the upper axis and below the lower one.

    :param moment: the date the essay was written for; later time is shaded.
    """
    days = [event.date.first_day for event in events]
    dense = dense_span(days)
    inside = [
        event for event, day in zip(events, days, strict=True) if dense and dense.contains(day)
    ]
    outside = [event for event in events if event not in inside]
    tallest = max(map(_label_length, events))
    whole = Scale(_from_decade(year_span(days)), _EDGE, _WIDTH - _EDGE)
    upper = tallest + _LEADER
    decoration, links = _band(outside, whole, upper, language, up=True)
    decoration = [_box(whole.low, upper - 1, whole.high - whole.low, 2, "axis"), *decoration]
    for day in decades(whole.span):
        x = whole.position_of(day)
        decoration.append(_line(x, upper - 5, x, upper + 5, "tick"))
        decoration.append(_text(x, upper + 18, str(day.year), text_anchor="middle"))
    if dense is None:
        return _svg("wide", language, (_WIDTH, upper + 30), decoration, links)
    lens = Scale(dense, _EDGE, _WIDTH - _EDGE)
    lower = upper + 58
    left, right = whole.position_of(dense.first), whole.position_of(dense.after)
    corners = [(left, upper), (right, upper), (lens.high, lower), (lens.low, lower)]
    fold = " ".join(f"{_n(x)},{_n(y)}" for x, y in corners)
    decoration = [
        f'<polygon class="edition-fold" points="{fold}"/>',
        *decoration,
        _box(left, upper - 3, right - left, 6, "axis"),
    ]
    below, links_below = _band(inside, lens, lower, language, up=False)
    height = lower + _LEADER + tallest + 4
    if moment and dense.contains(moment):
        x = lens.position_of(moment)
        decoration.insert(0, _box(x, lower, lens.high - x, height - lower, "later"))
        decoration.append(_line(x, lower - 20, x, height, "moment"))
    decoration += [_box(lens.low, lower - 1, lens.high - lens.low, 2, "axis"), *below]
    for day in months(dense):
        x = lens.position_of(day)
        january = translate(N_("Jan {year}"), language).format(year=day.year)
        label = january if day.month == 1 else f"{day.month}"
        decoration.append(_line(x, lower - (9 if day.month == 1 else 4), x, lower + 4, "tick"))
        decoration.append(_text(x + 3, lower - 6, label))
    return _svg("wide", language, (_WIDTH, height), decoration, [*links, *links_below])


def _label_length(event: DrawnEvent) -> float:
    """Return the length of a vertical label with its mark."""
    return len(event.short_title) * _FONT_SIZE + 2 * _RADIUS + 8


def _from_decade(span: Span) -> Span:
    """Extend a span back to the beginning of its first decade."""
    return Span(span.first.replace(year=span.first.year // 10 * 10), span.after)


def _band(
    events: Sequence[DrawnEvent], scale: Scale, axis: float, language: str, *, up: bool
) -> tuple[list[str], list[str]]:
    """Draw events on one side of an axis.

    :param axis: its vertical position.
    :returns: decoration (leaders and durations), and the links.
    """
    dates = [scale.position_of(event.date.first_day) for event in events]
    positions = spread_labels(dates, _GAP, scale.low + 4, scale.high - 4)
    decoration, links = [], []
    sign = -1 if up else 1
    head = axis + sign * _LEADER
    for event, exact, x in zip(events, dates, positions, strict=True):
        bend = axis + sign * 10
        path = f"M{_n(exact)} {_n(axis)}V{_n(bend)}L{_n(x)} {_n(head)}"
        decoration.append(f'<path class="edition-leader" d="{path}"/>')
        if event.date.end:
            width = max(scale.position_of(event.date.last_day) - exact, 2)
            decoration.append(_box(exact, axis - 3, width, 6, "during"))
        centre = head + sign * (_RADIUS + 2)
        start = centre + sign * (_RADIUS + 4)
        anchor = "end" if up else "start"
        label = _text(
            x,
            start,
            event.short_title,
            writing_mode="vertical-rl",
            text_anchor=anchor,
            font_size=_n(_FONT_SIZE),
        )
        length = _label_length(event)
        target = _box(x - _GAP / 2, head - length if up else head, _GAP, length, "target")
        links.append(_link(event, target + mark(event.relation, x, centre) + label, language))
    return decoration, links


# -- the tall form: one vertical axis, the dense years on a larger scale ---------------------------

_TALL_WIDTH = 360.0
_AXIS = 54.0
"""Horizontal position of the axis."""
_TITLES = 92.0
"""Horizontal position at which titles begin."""
_ROW = 24.0
"""Height of a row."""


def draw_tall(events: Sequence[DrawnEvent], moment: dt.date | None, language: str) -> str:
    """Draw the events from top to bottom, with their titles to the right of the axis.

    :param moment: the date the essay was written for; later time is shaded.
    """
    days = [event.date.first_day for event in events]
    whole, dense = _from_decade(year_span(days)), dense_span(days)
    spans = (
        [whole]
        if dense is None
        else [Span(whole.first, dense.first), dense, Span(dense.after, whole.after)]
    )
    decoration: list[str] = []
    dates: list[float] = []
    top = 12.0
    for span in spans:
        within = [event for event, day in zip(events, days, strict=True) if span.contains(day)]
        if span.first >= span.after or not within:
            continue
        scale = Scale(span, top, top + _ROW * (len(within) + 1))
        decoration += _tall_axis(scale, moment, language, is_dense=span is dense)
        dates += [scale.position_of(event.date.first_day) for event in within]
        for date in (event.date for event in within if event.date.end):
            y = scale.position_of(date.first_day)
            height = max(scale.position_of(date.last_day) - y, 2)
            decoration.append(_box(_AXIS - 3, y, 6, height, "during"))
        top = scale.high
    links = []
    for event, exact, y in zip(
        events, dates, spread_labels(dates, _ROW, _ROW / 2, top), strict=True
    ):
        path = f"M{_n(_AXIS)} {_n(exact)}H{_n(_AXIS + 6)}L{_n(_TITLES - 20)} {_n(y)}"
        decoration.append(f'<path class="edition-leader" d="{path}"/>')
        target = _box(_TITLES - 22, y - _ROW / 2, _TALL_WIDTH - _TITLES + 22, _ROW, "target")
        baseline = y + _FONT_SIZE * 0.36
        label = _text(_TITLES, baseline, event.short_title, font_size=_n(_FONT_SIZE))
        links.append(_link(event, target + mark(event.relation, _TITLES - 12, y) + label, language))
    return _svg("tall", language, (_TALL_WIDTH, top + 12), decoration, links)


def _tall_axis(scale: Scale, moment: dt.date | None, language: str, *, is_dense: bool) -> list[str]:
    span, low, high = scale
    shapes = [_box(_AXIS - 1, low, 2, high - low, "axis")]
    if is_dense:
        shapes.insert(0, _box(0, low, _TALL_WIDTH, high - low, "fold"))
    if moment and is_dense and span.contains(moment):
        y = scale.position_of(moment)
        shapes.append(_box(0, y, _TALL_WIDTH, high - y, "later"))
        shapes.append(_line(0, y, _TALL_WIDTH, y, "moment"))
    for day in months(span) if is_dense else decades(span):
        y = scale.position_of(day)
        month = translate(N_("{month}"), language).format(month=day.month)
        label = str(day.year) if not is_dense or day.month == 1 else month
        shapes += [
            _line(_AXIS - 5, y, _AXIS + 5, y, "tick"),
            _text(_AXIS - 9, y + 4, label, text_anchor="end"),
        ]
    return shapes
