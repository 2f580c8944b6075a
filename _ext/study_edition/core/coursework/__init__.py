"""Check coursework against the edition: its references, quotations and list of sources.

This package uses neither Sphinx nor files.
"""

from .check_essay import check
from .coursework_records import (
    CourseworkEdition,
    EditionNote,
    EditionSource,
    Finding,
    FindingKind,
    Report,
)

__all__ = [
    "CourseworkEdition",
    "EditionNote",
    "EditionSource",
    "Finding",
    "FindingKind",
    "Report",
    "check",
]
