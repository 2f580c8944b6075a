"""The geometry of the drawn timeline."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from study_edition.core.text.timeline_scale import (
    Scale,
    Span,
    decades,
    dense_span,
    list_headings,
    months,
    next_month,
    spread_labels,
    year_span,
)

places = st.lists(st.floats(0, 100), max_size=30).map(sorted)
days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))


@given(places, st.floats(0.1, 20))
def test_labels_keep_their_distance_within_the_limits(preferred, gap):
    placed = spread_labels(preferred, gap, 0, 100)
    least = min(gap, 100 / max(len(preferred) - 1, 1))
    assert len(placed) == len(preferred)
    assert all(b - a >= least - 1e-6 for a, b in pairwise(placed))
    assert all(-1e-6 <= place <= 100 + 1e-6 for place in placed)


@given(places, st.floats(0.1, 20))
def test_labels_with_enough_room_are_not_moved(preferred, gap):
    apart = [
        place for i, place in enumerate(preferred) if i == 0 or place - preferred[i - 1] >= gap
    ]
    if all(b - a >= gap for a, b in pairwise(apart)):
        assert spread_labels(apart, gap, 0, 100) == pytest.approx(apart)


@given(
    st.lists(st.floats(20, 80), min_size=2, max_size=4).map(sorted),
    st.lists(st.floats(-3, 3), min_size=4, max_size=4),
)
def test_labels_are_moved_as_little_as_possible(preferred, moves):
    gap = 5.0
    placed = spread_labels(preferred, gap, 0, 100)
    other = [place + move for place, move in zip(placed, moves, strict=False)]
    if all(b - a >= gap for a, b in pairwise(other)):
        cost = sum((a - b) ** 2 for a, b in zip(placed, preferred, strict=True))
        assert cost <= sum((a - b) ** 2 for a, b in zip(other, preferred, strict=True)) + 1e-6


@given(days, days)
def test_positions_are_proportional_to_time(one, other):
    span = year_span([one, other])
    scale = Scale(span, 10, 20)
    first, last = sorted((one, other))
    assert 10 <= scale.position_of(first) <= scale.position_of(last) <= 20
    assert scale.position_of(span.first) == 10
    assert scale.position_of(span.after) == 20
    assert scale.position_of(span.after + dt.timedelta(400)) == 20


def days_in_years(*counts):
    """Return that many days of each year, from its first day on."""
    return [dt.date(year, 1, 1) + dt.timedelta(i) for year, count in counts for i in range(count)]


def test_consecutive_years_with_many_events_are_expanded():
    found = dense_span(days_in_years((1944, 3), (1971, 5), (2025, 27), (2026, 12), (2035, 1)))
    assert found == Span(dt.date(2025, 1, 1), dt.date(2026, 2, 1))


def test_of_two_dense_spans_the_denser_is_expanded():
    assert dense_span(days_in_years((1914, 8), (1939, 9), (1940, 9))).first == dt.date(1939, 1, 1)


def test_few_events_are_not_expanded():
    assert dense_span(days_in_years((1944, 5), (2025, 5))) is None
    assert dense_span([]) is None


def test_decades_and_months_of_a_span():
    span = Span(dt.date(1944, 5, 2), dt.date(1961, 1, 1))
    assert [day.year for day in decades(span)] == [1950, 1960]
    assert [*decades(Span(dt.date(1950, 5, 2), dt.date(1959, 1, 1)))] == []
    assert [day.month for day in months(Span(dt.date(2025, 11, 3), dt.date(2026, 2, 1)))] == [12, 1]
    assert next_month(dt.date(2025, 12, 31)) == dt.date(2026, 1, 1)


def test_list_is_divided_by_decades_and_by_years_where_dense_or_later():
    listed = days_in_years((1944, 1), (1949, 1), (1951, 1), (2025, 10), (2026, 1), (2035, 1))
    rows = list_headings(listed, dt.date(2026, 1, 1))
    assert [(row.first, row.year, row.is_decade) for row in rows] == [
        (0, 1940, True),
        (2, 1950, True),
        (3, 2025, False),
        (13, 2026, False),
        (14, 2035, False),
    ]
    assert list_headings([], None) == []
