"""Geometry of the timeline drawing: a linear scale, dense years magnified, labels kept apart.

All lengths are in the units of the drawing, which :mod:`study_edition.html.timeline_svg` makes.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_DENSE_SHARE = 0.1
"""A year is dense if it has more than this share of all events …"""
_DENSE_MINIMUM = 5
"""… and more than this number of them."""


class Span(NamedTuple):
    """Time from a day (inclusive) to another day (exclusive)."""

    first: dt.date
    after: dt.date

    def contains(self, day: dt.date) -> bool:
        """Return whether a day is within the span."""
        return self.first <= day < self.after


class Scale(NamedTuple):
    """A span of time mapped linearly to the interval from ``low`` to ``high``."""

    span: Span
    low: float
    high: float

    def position_of(self, day: dt.date) -> float:
        """Return the position of a day; days outside the span are clamped to its ends."""
        whole = (self.span.after - self.span.first).days
        part = (day - self.span.first).days / whole
        return self.low + (self.high - self.low) * min(max(part, 0.0), 1.0)


def year_span(days: Iterable[dt.date]) -> Span:
    """Return the span of whole years from the first day to the last.

    :raises ValueError: if there are no days.
    """
    years = [day.year for day in days]
    return Span(dt.date(min(years), 1, 1), dt.date(max(years) + 1, 1, 1))


def dense_span(days: Sequence[dt.date]) -> Span | None:
    """Return the consecutive dense years with the most events, or None if no year is dense.

    The span starts with a year and ends with the month of the last event in it.
    """
    count = Counter(day.year for day in days)
    dense = sorted(
        year for year, n in count.items() if n > max(_DENSE_SHARE * len(days), _DENSE_MINIMUM)
    )
    runs: list[list[int]] = []
    for year in dense:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    if not runs:
        return None
    best = max(runs, key=lambda run: sum(count[year] for year in run))
    last = max(day for day in days if day.year == best[-1])
    return Span(dt.date(best[0], 1, 1), next_month(last))


def next_month(day: dt.date) -> dt.date:
    """Return the first day of the following month."""
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)


def decades(span: Span) -> Iterator[dt.date]:
    """Yield the first day of each decade in a span."""
    for year in range(-(-span.first.year // 10) * 10, span.after.year + 1, 10):
        if span.contains(dt.date(year, 1, 1)):
            yield dt.date(year, 1, 1)


def months(span: Span) -> Iterator[dt.date]:
    """Yield the first day of each month in a span."""
    day = span.first if span.first.day == 1 else next_month(span.first)
    while day < span.after:
        yield day
        day = next_month(day)


def spread_labels(desired: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move labels apart: return positions at least *gap* apart between *low* and *high*.

    The sum of squared displacements is minimal (isotonic regression by pooling adjacent violators):
    neighbours that would touch are pooled, and each pool is centred on the mean of its members'
    desired positions. If the labels do not all fit, they are evenly spaced.

    :param desired: the ideal positions, in ascending order.
    """
    if not desired:
        return []
    if gap * (len(desired) - 1) > high - low:
        gap = (high - low) / (len(desired) - 1)
    pools: list[
        tuple[float, int]
    ] = []  # the sum of what the members want of the first of them, and how many there are
    for position in desired:
        total, size = position, 1
        while pools and pools[-1][0] / pools[-1][1] + pools[-1][1] * gap > total / size:
            before, members = pools.pop()
            total, size = before + total - size * members * gap, members + size
        pools.append((total, size))
    positions = [total / size + i * gap for total, size in pools for i in range(size)]
    last = len(positions) - 1
    return [
        min(max(position, low + i * gap), high - (last - i) * gap)
        for i, position in enumerate(positions)
    ]


class ListHeading(NamedTuple):
    """A heading in the list of events, above the events from index ``first`` on."""

    first: int
    year: int
    is_decade: bool


def list_headings(days: Sequence[dt.date], moment: dt.date | None) -> list[ListHeading]:
    """Return the headings of the list of events, whose days are given in order.

    Events are grouped by decade, but by year where they are dense or not before *moment*.

    :param moment: the date the essay was written for (``edition_moment``), if known.
    """
    dense = dense_span(days)
    rows: list[ListHeading] = []
    for i, day in enumerate(days):
        by_year = (dense is not None and day >= dense.first) or (
            moment is not None and day >= moment
        )
        year = day.year if by_year else day.year // 10 * 10
        if not rows or (rows[-1].year, rows[-1].is_decade) != (year, not by_year):
            rows.append(ListHeading(i, year, not by_year))
    return rows
