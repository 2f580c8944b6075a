"""Things found in a text, by where they begin."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable


class Located(Protocol):
    """Anything that stands in a text from ``start`` to ``end``."""

    @property
    def start(self) -> int: ...  # noqa: D102

    @property
    def end(self) -> int: ...  # noqa: D102


T = TypeVar("T", bound=Located)


class Places(Generic[T]):
    """Things in the order of the text; those in a stretch are found without a look at the others."""

    def __init__(self, items: Iterable[T]) -> None:
        """Take things that do not overlap."""
        self.all = sorted(items, key=lambda item: item.start)
        self._starts = [item.start for item in self.all]

    def within(self, start: int, end: int) -> tuple[T, ...]:
        """Those that begin in a stretch."""
        return tuple(self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)])

    def before(self, place: int) -> T | None:
        """The last that begins before a place."""
        index = bisect_left(self._starts, place)
        return self.all[index - 1] if index else None
