"""Dates as the styles print them, from ISO 8601: a day, a month or a year.

Sources: APA 7, 9.14 and Chicago 18, 14.95 (month day, year); MLA 9, 5.84 (day month year, months of more than four letters
abbreviated); ISO 690 (day month year); SIST 02 (hyphens: verified); RIS (strokes, all parts). From knowledge where not marked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .slots import is_slot, slot

if TYPE_CHECKING:
    from collections.abc import Callable

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SHORT = {
    month: f"{month[:4] if month == 'September' else month[:3]}."
    for month in MONTHS
    if len(month) > 4
}


def _form(name: str) -> Callable[[Callable[[str], str]], Callable[[str], str]]:
    """Make a form of a date give a slot for the day of access where that is not known yet."""

    def make(function: Callable[[str], str]) -> Callable[[str], str]:
        def form(date: str) -> str:
            return slot(f"accessed.{name}") if is_slot(date) else function(date)

        form.__doc__ = function.__doc__
        return form

    return make


def parts(date: str) -> tuple[str, str, str]:
    """Year, month and day as English writes them; empty where the date has none."""
    year, month, day = [*map(int, date.split("-")), 0, 0][:3]
    return str(year), MONTHS[month - 1] if month else "", str(day) if day else ""


def year(date: str) -> str:
    """2026."""
    return date[:4]


@_form("iso")
def iso(date: str) -> str:
    """2026-02-01."""
    return date


@_form("mdy")
def month_day_year(date: str) -> str:
    """February 1, 2026; February 2026; 2026."""
    y, month, day = parts(date)
    return f"{month} {day}, {y}" if day else f"{month} {y}".strip()


@_form("dmy")
def day_month_year(date: str) -> str:
    """1 February 2026; February 2026; 2026."""
    return " ".join(filter(None, reversed(parts(date))))


def mla(date: str) -> str:
    """1 Feb. 2026; Feb. 2026; 2026."""
    y, month, day = parts(date)
    return " ".join(filter(None, (day, _SHORT.get(month, month), y)))


@_form("ja")
def japanese(date: str) -> str:
    """2026年2月1日; 2026年2月; 2026年."""
    return "".join(
        f"{int(number)}{unit}" for number, unit in zip(date.split("-"), "年月日", strict=False)
    )


@_form("ris")
def ris(date: str) -> str:
    """2026/02/01; 2026/02//; 2026///: RIS has always three strokes or a whole day."""
    numbers = date.split("-")
    return (
        "/".join(numbers) if len(numbers) == 3 else "/".join((*numbers, *[""] * (4 - len(numbers))))
    )


@_form("csl")
def csl(date: str) -> str:
    """2026, 2, 1: the inside of ``date-parts``."""
    return ", ".join(str(int(part)) for part in date.split("-"))
