"""Format ISO 8601 dates (a day, a month or a year) as the styles print them.

Sources: APA 7, 9.14 and Chicago 18, 14.95 (month day, year); MLA 9, 5.84 (day month year, months of
more than four letters abbreviated); ISO 690 (day month year); SIST 02 (hyphens: verified); RIS
(slashes, all parts). From memory where not marked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..text.month_names import MONTHS
from .template_slots import is_slot, slot

if TYPE_CHECKING:
    from collections.abc import Callable

_SHORT = {
    month: f"{month[:4] if month == 'September' else month[:3]}."
    for month in MONTHS
    if len(month) > 4
}


def _slot_aware(name: str) -> Callable[[Callable[[str], str]], Callable[[str], str]]:
    """Make a date format return a template slot if the day of access is not known yet."""

    def make(function: Callable[[str], str]) -> Callable[[str], str]:
        def form(date: str) -> str:
            return slot(f"accessed.{name}") if is_slot(date) else function(date)

        form.__doc__ = function.__doc__
        return form

    return make


def parts(date: str) -> tuple[str, str, str]:
    """Return year, month name and day as English writes them; empty if the date lacks them."""
    year, month, day = [*map(int, date.split("-")), 0, 0][:3]
    return str(year), MONTHS[month - 1] if month else "", str(day) if day else ""


def year(date: str) -> str:
    """Format as 2026."""
    return date[:4]


@_slot_aware("iso")
def iso(date: str) -> str:
    """Format as 2026-02-01."""
    return date


@_slot_aware("mdy")
def month_day_year(date: str) -> str:
    """Format as February 1, 2026; February 2026; or 2026."""
    y, month, day = parts(date)
    return f"{month} {day}, {y}" if day else f"{month} {y}".strip()


@_slot_aware("dmy")
def day_month_year(date: str) -> str:
    """Format as 1 February 2026; February 2026; or 2026."""
    return " ".join(filter(None, reversed(parts(date))))


def mla(date: str) -> str:
    """Format as 1 Feb. 2026; Feb. 2026; or 2026."""
    y, month, day = parts(date)
    return " ".join(filter(None, (day, _SHORT.get(month, month), y)))


@_slot_aware("ja")
def japanese(date: str) -> str:
    """Format as 2026年2月1日; 2026年2月; or 2026年."""
    return "".join(
        f"{int(number)}{unit}" for number, unit in zip(date.split("-"), "年月日", strict=False)
    )


@_slot_aware("ris")
def ris(date: str) -> str:
    """Format as 2026/02/01; 2026/02//; or 2026///: RIS wants a whole day or three slashes."""
    numbers = date.split("-")
    return (
        "/".join(numbers) if len(numbers) == 3 else "/".join((*numbers, *[""] * (4 - len(numbers))))
    )


@_slot_aware("csl")
def csl(date: str) -> str:
    """Format as 2026, 2, 1: the inside of ``date-parts``."""
    return ", ".join(str(int(part)) for part in date.split("-"))
