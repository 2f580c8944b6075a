"""What a build keeps for as long as it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.environment import BuildEnvironment

T = TypeVar("T")


class BuildState:
    """The records of one build, one of each type.

    Nothing of a build is kept on Sphinx's objects or in modules: a room that must remember
    something while a build runs declares a class for it and asks for the record of that class.
    """

    def __init__(self) -> None:
        self._records: dict[type, object] = {}

    def of(self, kind: Callable[[], T]) -> T:
        """Return the record of a type, made on first use.

        :param kind: the type, which can be made without arguments.
        """
        return cast("T", self._records.setdefault(cast("type", kind), kind()))

    def set(self, record: object) -> None:
        """Keep a record in place of that of its type."""
        self._records[type(record)] = record

    def drop(self, kind: type) -> None:
        """Drop the record of a type; the next use makes a new one."""
        self._records.pop(kind, None)


class KeptValues:
    """Values that are derived from the whole edition and kept from one build to the next.

    The output cache (:mod:`study_edition.builds`) loads and stores them.
    """

    def __init__(self) -> None:
        self.values: dict[str, object] = {}

    def value(self, name: str, make: Callable[[], T]) -> T:
        """Return a value, made by *make* unless it is known."""
        if name not in self.values:
            self.values[name] = make()
        return cast("T", self.values[name])


class _Holder(Protocol):
    state: BuildState


def build_state(env: BuildEnvironment) -> BuildState:
    """Return the state of the build with this environment, which the domain ``edition`` holds."""
    return cast("_Holder", env.get_domain("edition")).state
