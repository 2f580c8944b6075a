"""The date of an event: a day, a month, a year, or a span of two of them (ISO 8601)."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NamedTuple

_POINT = re.compile(r"(?P<year>[1-9][0-9]{3})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_MONTHS = (
    *("", "January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class EventDateError(ValueError):
    """Text that is no date; the message is the text itself."""


class EventDate(NamedTuple):
    """A date as written in full: ``2025-04-02``, ``1947-03``, ``2027``; *end* is empty unless it is a span.

    Dates sort as they should: one of a whole month or year comes before the days in it.
    """

    start: str
    end: str = ""

    def __str__(self) -> str:
        """The strict form, which :func:`parse_event_date` reads back."""
        return f"{self.start}/{self.end}" if self.end else self.start

    @property
    def first_day(self) -> dt.date:
        """The first day the date can mean."""
        year, month, day = _numbers(self.start)
        return dt.date(year, month or 1, day or 1)

    @property
    def last_day(self) -> dt.date:
        """The last day the date can mean."""
        year, month, day = _numbers(self.end or self.start)
        return dt.date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])


def parse_event_date(text: str) -> EventDate:
    """Read ``2025-04-02``, ``1947-03``, ``2027``, or a span such as ``1977-01-21/1981-01-20``.

    The end of a span may leave out what it shares with the start, as in ISO 8601: ``2025-11-26/28``.

    :raises EventDateError: if *text* is anything else, no day of the calendar, or a span that ends before it begins.
    """
    start, stroke, end = (part.strip() for part in text.strip().partition("/"))
    if stroke:
        parts, ending = start.split("-"), end.split("-")
        if ending and len(ending[0]) != 4:  # it begins with a month or a day
            end = "-".join([*parts[: len(parts) - len(ending)], *ending])
    date = EventDate(_checked(start, text), _checked(end, text) if stroke else "")
    if date.end and date.last_day <= date.first_day:
        raise EventDateError(text)
    return date


def _checked(point: str, text: str) -> str:
    match = _POINT.fullmatch(point)
    if match is None:
        raise EventDateError(text)
    try:
        dt.date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
    except ValueError as error:
        raise EventDateError(text) from error
    return point


def _numbers(point: str) -> tuple[int, int, int]:
    """Year, month and day; 0 where there is none."""
    year, month, day = (*map(int, point.split("-")), 0, 0)[:3]
    return year, month, day


def format_event_date(date: EventDate, lang: str = "ja", *, after: EventDate | None = None) -> str:
    """Write a date for readers: 1944年7月22日, 2025年11月26–28日; 22 July 1944 in English.

    :param after: the date of the same list before it, whose year is not said again (in Japanese).
    """
    start = _numbers(date.start)
    if not date.end:
        if not lang.startswith("ja"):
            return _english(*start)
        known = after is not None and _numbers(after.start)[0] == start[0] and start[1] > 0
        return _japanese(0 if known else start[0], *start[1:])
    end = _numbers(date.end)
    if not lang.startswith("ja"):
        return f"{_english(*start)} – {_english(*end)}"
    if end[:2] == start[:2]:
        return f"{_japanese(*start[:2], 0)}{start[2]}–{end[2]}日"
    return f"{_japanese(*start)}–{_japanese(0 if end[0] == start[0] else end[0], *end[1:])}"


def _japanese(year: int, month: int, day: int) -> str:
    return "".join(
        f"{number}{unit}" for number, unit in ((year, "年"), (month, "月"), (day, "日")) if number
    )


def _english(year: int, month: int, day: int) -> str:
    return " ".join(part for part in (str(day or ""), _MONTHS[month], str(year)) if part)
