"""Check coursework against the edition: its references, quotations and list of sources.

This package uses neither Sphinx nor files.
"""

from .check_essay import check
from .coursework_records import (
    CourseLine,
    CourseworkEdition,
    EditionNote,
    EditionSource,
    Finding,
    FindingKind,
    Report,
)

__all__ = [
    "CourseLine",
    "CourseworkEdition",
    "EditionNote",
    "EditionSource",
    "Finding",
    "FindingKind",
    "Report",
    "check",
]
