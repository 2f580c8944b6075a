"""``make quick`` leaves no module of tests out, and runs a test with its first parameters."""

from __future__ import annotations

from typing import NamedTuple

from quick_selection import DEAR, WITHOUT, quick_tests


class Item(NamedTuple):
    """A test as pytest collects it, in part."""

    nodeid: str
    fixturenames: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()

    def get_closest_marker(self, name):
        """Return the mark of that name, if it has it."""
        return name if name in self.marks else None


def test_first_parameters_run_and_nothing_slow_unless_it_is_marked():
    items = [
        Item("a.py::test_number[1]"),
        Item("a.py::test_number[2]"),
        Item("b.py::test_number[2]"),
        Item("a.py::test_page", ("visit", "browser")),
        Item("a.py::test_only_page[x]", ("browser",), ("quick",)),
        Item("a.py::test_only_page[y]", ("browser",), ("quick",)),
        Item("a.py::test_slow", (), ("slow",)),
    ]
    assert [item.nodeid for item in quick_tests(items)] == [
        "a.py::test_number[1]",
        "b.py::test_number[2]",
        "a.py::test_only_page[x]",
    ]


def modules(items):
    return {item.nodeid.partition("::")[0] for item in items}


def test_every_module_of_this_run_has_a_quick_test_or_a_reason(request):
    """In `make test` these are all modules."""
    items = request.session.items
    assert modules(items) - modules(quick_tests(items)) == modules(items) & WITHOUT.keys()


def test_every_dear_fixture_is_known(request):
    """Looked for where all tests are collected, at least the whole folder of a room."""
    items = [item for item in request.session.items if item.nodeid.startswith("tests/")]
    if not request.config.getoption("quick") and len(modules(items)) > 80:
        assert set().union(*(item.fixturenames for item in items)) >= DEAR
