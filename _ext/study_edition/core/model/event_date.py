"""The date of an event: a day, a month, a year, or a span of two of them (ISO 8601)."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NamedTuple

from ..text.month_names import MONTHS

_POINT = re.compile(r"(?P<year>[1-9][0-9]{3})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")


class EventDateError(ValueError):
    """A text that is not a date; the message is the text itself."""


class EventDate(NamedTuple):
    """A date in full, such as ``2025-04-02``, ``1947-03`` or ``2027``.

    *end* is empty unless it is a span. Dates sort in time; a month or year sorts before its days.
    """

    start: str
    end: str = ""

    def __str__(self) -> str:
        """Return the strict form, the inverse of :func:`parse_event_date`."""
        return f"{self.start}/{self.end}" if self.end else self.start

    @property
    def first_day(self) -> dt.date:
        """The first day that the date can mean."""
        year, month, day = _numbers(self.start)
        return dt.date(year, month or 1, day or 1)

    @property
    def last_day(self) -> dt.date:
        """The last day that the date can mean."""
        year, month, day = _numbers(self.end or self.start)
        return dt.date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])


def parse_event_date(text: str) -> EventDate:
    """Read ``2025-04-02``, ``1947-03``, ``2027``, or a span such as ``1977-01-21/1981-01-20``.

    The end may omit what it shares with the start, as in ISO 8601: ``2025-11-26/28``.

    :raises EventDateError: if *text* is anything else, names a day that does not exist, or is a
        span that ends before it begins.
    """
    start, slash, end = (part.strip() for part in text.strip().partition("/"))
    if slash:
        parts, ending = start.split("-"), end.split("-")
        if ending and len(ending[0]) != 4:  # it begins with a month or a day
            end = "-".join([*parts[: len(parts) - len(ending)], *ending])
    date = EventDate(_checked(start, text), _checked(end, text) if slash else "")
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
    """Return year, month and day; 0 for a part that is not given."""
    year, month, day = (*map(int, point.split("-")), 0, 0)[:3]
    return year, month, day


def format_event_date(date: EventDate, lang: str, *, after: EventDate | None = None) -> str:
    """Return a date for readers: 1944年7月22日, 2025年11月26–28日; 22 July 1944 in English.

    Other languages have the long form of the Common Locale Data Repository, by Babel.

    :param after: the previous date in a list; a year equal to its year is omitted (in Japanese).
    """
    start = _numbers(date.start)
    if not date.end:
        if not lang.startswith("ja"):
            return _other(start, lang)
        same_year = after is not None and _numbers(after.start)[0] == start[0] and start[1] > 0
        return _japanese(0 if same_year else start[0], *start[1:])
    end = _numbers(date.end)
    if not lang.startswith("ja"):
        return f"{_other(start, lang)} – {_other(end, lang)}"
    if end[:2] == start[:2]:
        return f"{_japanese(*start[:2], 0)}{start[2]}–{end[2]}日"
    return f"{_japanese(*start)}–{_japanese(0 if end[0] == start[0] else end[0], *end[1:])}"


def _japanese(year: int, month: int, day: int) -> str:
    return "".join(
        f"{number}{unit}" for number, unit in ((year, "年"), (month, "月"), (day, "日")) if number
    )


def _other(point: tuple[int, int, int], lang: str) -> str:
    if lang.startswith("en"):
        return _english(*point)
    # Babel is slow to import, and Japanese and English do without
    from babel import Locale, UnknownLocaleError, dates  # noqa: PLC0415

    year, month, day = point
    try:
        locale = Locale.parse(lang.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return _english(*point)
    if day:
        return dates.format_date(dt.date(year, month, day), "long", locale)
    point_in_time = dt.datetime(year, month or 1, 1, tzinfo=dt.UTC)
    return dates.format_skeleton("yMMMM" if month else "y", point_in_time, locale=locale)


def _english(year: int, month: int, day: int) -> str:
    name = MONTHS[month - 1] if month else ""
    return " ".join(part for part in (str(day or ""), name, str(year)) if part)
