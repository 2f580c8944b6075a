"""The table of results: its rows, verdicts and layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable

HEAD = (
    "size",
    "what",
    "ours",
    "other",
    "ratio",
    "goal",
    "verdict",
    "remark",
)
_RIGHT = range(2, 6)


class Row(NamedTuple):
    """A line of the table; without *other* nothing is compared, without *ours* nothing measured."""

    size: int | None
    """The number of paragraphs; ``None`` if the figure does not depend on it."""
    what: str
    ours: float | None = None
    other: float | None = None
    ratio: float | None = None
    goal: float | None = None
    """The largest ratio that meets the goal."""
    remark: str = ""

    @property
    def verdict(self) -> str:
        """Whether the goal is met, with the ratio rounded to two decimals as in the table."""
        if self.ratio is None or self.goal is None:
            return ""
        return "met" if round(self.ratio, 2) <= self.goal else "missed"


def format_table(rows: Iterable[Row]) -> str:
    """Format the rows in Markdown, by size, those without one last.

    Columns are aligned for terminals that show East Asian characters two columns wide.
    """
    ordered = sorted(rows, key=lambda row: (row.size is None, row.size or 0))
    cells = [HEAD, *map(_cells, ordered)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    rule = [
        "-" * (width - 1) + ":" if i in _RIGHT else "-" * width for i, width in enumerate(widths)
    ]
    return "\n".join(_line(line, widths) for line in (cells[0], rule, *cells[1:]))


def _cells(row: Row) -> tuple[str, ...]:
    size = f"{row.size:,}" if row.size else "—"
    ratios = ("" if number is None else f"{number:.2f}" for number in (row.ratio, row.goal))
    return (size, row.what, _number(row.ours), _number(row.other), *ratios, row.verdict, row.remark)


def _number(number: float | None) -> str:
    """Format a number with three significant digits or more."""
    if number is None:
        return ""
    return f"{number:,.{0 if number >= 100 else 1 if number >= 10 else 2}f}"


def _line(cells: Iterable[str], widths: list[int]) -> str:
    padded = (
        " " * (width - _width(cell)) + cell if i in _RIGHT else cell + " " * (width - _width(cell))
        for i, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"| {' | '.join(padded)} |"


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
