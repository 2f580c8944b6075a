"""Folders of the project and of the tests' data."""

from pathlib import Path

TESTS = Path(__file__).parents[1]
PROJECT = TESTS.parent
ROOTS = TESTS / "roots"
"""Small Sphinx editions."""
DATA = TESTS / "data"
