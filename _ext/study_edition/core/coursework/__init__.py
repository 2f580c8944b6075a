"""Checking coursework against the edition: its references, its quotations, its list of sources. No Sphinx, no files."""

from .check_essay import check
from .coursework_records import (
    CourseLine,
    CourseworkEdition,
    EditionNote,
    EditionSource,
    Finding,
    Kind,
    Report,
)

__all__ = [
    "CourseLine",
    "CourseworkEdition",
    "EditionNote",
    "EditionSource",
    "Finding",
    "Kind",
    "Report",
    "check",
]
