"""Dates of events: notations, order and wording."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from study_edition.core.model.event_date import (
    EventDate,
    EventDateError,
    format_event_date,
    parse_event_date,
)

days = st.dates(dt.date(1000, 1, 1), dt.date(9998, 12, 31))


@st.composite
def points(draw):
    """Draw a day, a month or a year as it is written."""
    return draw(days).isoformat()[: draw(st.sampled_from([4, 7, 10]))]


@given(points(), points())
def test_parsed_date_is_written_as_before(one, other):
    written = one if other <= one or other.startswith(one) else f"{one}/{other}"
    assert str(parse_event_date(written)) == written


@given(points())
def test_date_spans_its_first_to_its_last_day(written):
    date = parse_event_date(written)
    assert date.first_day <= date.last_day
    for day in (date.first_day, date.last_day):
        assert day.isoformat().startswith(written)
    assert not (date.last_day + dt.timedelta(1)).isoformat().startswith(written)


@pytest.mark.parametrize(
    ("written", "full"),
    [
        ("2025-11-26/28", "2025-11-26/2025-11-28"),
        ("2025-11/12", "2025-11/2025-12"),
        ("2025-11-26/12-01", "2025-11-26/2025-12-01"),
        (" 1977-01-21 / 1981-01-20 ", "1977-01-21/1981-01-20"),
        ("2017/2021", "2017/2021"),
    ],
)
def test_end_of_a_span_may_omit_the_shared_part(written, full):
    assert str(parse_event_date(written)) == full


@pytest.mark.parametrize(
    "written",
    [
        "",
        "May 1977",
        "77",
        "0999",
        "2025-2-3",
        "2025-02-30",
        "2025-13",
        "2025-02-03/02",
        "2025-02-03/",
        "/2025",
        "2025/2024",
        "２０２５",
        "2025-01-01/2025-01-01",
    ],
)
def test_invalid_date_is_refused(written):
    with pytest.raises(EventDateError, match=r"^" + written.replace("/", "/") + r"$"):
        parse_event_date(written)


def test_months_sort_before_their_days_and_days_before_their_spans():
    written = ["2025-04-02", "2025", "2025-04", "2025-04-02/03", "2025-03-31"]
    assert [str(date) for date in sorted(map(parse_event_date, written))] == [
        "2025",
        "2025-03-31",
        "2025-04",
        "2025-04-02",
        "2025-04-02/2025-04-03",
    ]


@pytest.mark.parametrize(
    ("written", "japanese", "english"),
    [
        ("1944-07-22", "1944年7月22日", "22 July 1944"),
        ("1947-03", "1947年3月", "March 1947"),
        ("2027", "2027年", "2027"),
        ("2025-11-26/28", "2025年11月26–28日", "26 November 2025 – 28 November 2025"),
        ("2026-01-17/02-01", "2026年1月17日–2月1日", "17 January 2026 – 1 February 2026"),
        ("1989-11/1991-12", "1989年11月–1991年12月", "November 1989 – December 1991"),
    ],
)
def test_date_is_worded_in_both_languages(written, japanese, english):
    date = parse_event_date(written)
    assert (format_event_date(date, "ja"), format_event_date(date, "en")) == (japanese, english)


@pytest.mark.parametrize(
    ("written", "german"),
    [
        ("1944-07-22", "22. Juli 1944"),
        ("1947-03", "März 1947"),
        ("2027", "2027"),
        ("1989-11/1991-12", "November 1989 – Dezember 1991"),
    ],
)
def test_date_is_worded_in_any_language(written, german):
    date = parse_event_date(written)
    assert format_event_date(date, "de") == format_event_date(date, "de-AT") == german
    assert format_event_date(date, "xx") == format_event_date(date, "en")


def test_year_is_not_repeated_after_a_date_of_the_same_year():
    first, second, other = map(parse_event_date, ("2025-04-02", "2025-05", "2026-05-07"))
    assert format_event_date(second, "ja", after=first) == "5月"
    assert format_event_date(other, "ja", after=second) == "2026年5月7日"
    assert format_event_date(EventDate("2025"), "ja", after=first) == "2025年"
