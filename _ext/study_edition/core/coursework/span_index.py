"""An index of spans in a text by their start."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable


class HasSpan(Protocol):
    """An item with a ``start`` and an ``end`` in a text."""

    @property
    def start(self) -> int: ...  # noqa: D102

    @property
    def end(self) -> int: ...  # noqa: D102


T = TypeVar("T", bound=HasSpan)


class SpanIndex(Generic[T]):
    """Items in the order of the text, searchable by position.

    :param items: items that do not overlap.
    """

    def __init__(self, items: Iterable[T]) -> None:
        self.all = sorted(items, key=lambda item: item.start)
        self._starts = [item.start for item in self.all]

    def within(self, start: int, end: int) -> tuple[T, ...]:
        """Return the items that start between two positions."""
        return tuple(self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)])

    def before(self, position: int) -> T | None:
        """Return the last item that starts before a position."""
        index = bisect_left(self._starts, position)
        return self.all[index - 1] if index else None
