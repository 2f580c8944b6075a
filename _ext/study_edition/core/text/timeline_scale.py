"""The geometry of a drawn timeline: time in proportion, its densest years unfolded, and labels that do not touch.

Everything is in units of a drawing; :mod:`study_edition.html.timeline_table` makes it visible.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SHARE = 0.1
"""A year is dense if it has more than this share of all events …"""
_LEAST = 5
"""… and more of them than this."""


class Span(NamedTuple):
    """Time from a day (inclusive) to another (exclusive)."""

    first: dt.date
    after: dt.date

    def holds(self, day: dt.date) -> bool:
        """Whether a day is in it."""
        return self.first <= day < self.after


class Scale(NamedTuple):
    """Time drawn in proportion from one place to another."""

    span: Span
    low: float
    high: float

    def at(self, day: dt.date) -> float:
        """Where a day is; days outside are at the nearer end."""
        whole = (self.span.after - self.span.first).days
        part = (day - self.span.first).days / whole
        return self.low + (self.high - self.low) * min(max(part, 0.0), 1.0)


def year_span(days: Iterable[dt.date]) -> Span:
    """The whole years from the first day to the last.

    :raises ValueError: if there are no days.
    """
    years = [day.year for day in days]
    return Span(dt.date(min(years), 1, 1), dt.date(max(years) + 1, 1, 1))


def dense_span(days: Sequence[dt.date]) -> Span | None:
    """The run of neighbouring years, each with many of the days, that holds most of them; None if no year has many.

    It begins with the year and ends with the month of the last day in it.
    """
    count = Counter(day.year for day in days)
    dense = sorted(year for year, n in count.items() if n > max(_SHARE * len(days), _LEAST))
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
    """The first day of the month after that of *day*."""
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)


def decades(span: Span) -> Iterator[dt.date]:
    """The beginnings of the decades in a span."""
    for year in range(-(-span.first.year // 10) * 10, span.after.year + 1, 10):
        if span.holds(dt.date(year, 1, 1)):
            yield dt.date(year, 1, 1)


def months(span: Span) -> Iterator[dt.date]:
    """The beginnings of the months in a span."""
    day = span.first if span.first.day == 1 else next_month(span.first)
    while day < span.after:
        yield day
        day = next_month(day)


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places near the *wanted* ones (in rising order), at least *gap* apart and between *low* and *high*.

    The sum of the squares of all displacements is the least there is: neighbours that would touch are pooled, and a
    pool stands about the mean of what its members want. Where they do not all fit, they stand evenly.
    """
    if not wanted:
        return []
    if gap * (len(wanted) - 1) > high - low:
        gap = (high - low) / (len(wanted) - 1)
    pools: list[
        tuple[float, int]
    ] = []  # the sum of what the members want of the first of them, and how many there are
    for place in wanted:
        total, size = place, 1
        while pools and pools[-1][0] / pools[-1][1] + pools[-1][1] * gap > total / size:
            before, members = pools.pop()
            total, size = before + total - size * members * gap, members + size
        pools.append((total, size))
    placed = [total / size + i * gap for total, size in pools for i in range(size)]
    last = len(placed) - 1
    return [
        min(max(place, low + i * gap), high - (last - i) * gap) for i, place in enumerate(placed)
    ]


class Row(NamedTuple):
    """A heading of the list, and the indexes of the events under it."""

    first: int
    year: int
    whole_decade: bool


def groups(days: Sequence[dt.date], moment: dt.date | None) -> list[Row]:
    """Where the list of events (in order) is parted: by decades, but by years where they are dense or later than the moment."""
    dense = dense_span(days)
    rows: list[Row] = []
    for i, day in enumerate(days):
        by_year = (dense is not None and day >= dense.first) or (
            moment is not None and day >= moment
        )
        year = day.year if by_year else day.year // 10 * 10
        if not rows or (rows[-1].year, rows[-1].whole_decade) != (year, not by_year):
            rows.append(Row(i, year, not by_year))
    return rows
