"""Which tests ``make quick`` runs: one for each behaviour, and nothing that takes long to prepare.

Of a test with several sets of parameters the first runs. A test does not run if it needs one of the
fixtures below or is marked ``slow``, unless it is marked ``quick``: a behaviour that has no cheaper
test is marked so, once. ``make test`` runs all tests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest

DEAR = frozenset(
    {
        "browser",  # Chromium
        "edition",  # this repository's edition and its PDF
        "handbook_site",  # the documentation
        "wheel",  # the engine, packed and installed
    }
)
"""Fixtures that take long, by name; also those that need them."""

WITHOUT: dict[str, str] = {}
"""Modules of tests without a quick test, with the reason."""


def quick_tests(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """Return the tests to run, in their order."""
    known: set[str] = set()
    chosen = []
    for item in items:
        name = item.nodeid.partition("[")[0]
        if name not in known and _is_quick(item):
            known.add(name)
            chosen.append(item)
    return chosen


def _is_quick(item: pytest.Item) -> bool:
    if item.get_closest_marker("quick"):
        return True
    return not (DEAR & set(item.fixturenames) or item.get_closest_marker("slow"))
