"""The readings of an edition: those of its glossary and its people, and a list of hard words beside ``conf.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model.problems import Subtype
from ..core.text.furigana import Readings, parse_readings
from ..support.reporting import warn

if TYPE_CHECKING:
    from pathlib import Path

    from ..core.model.edition import Edition


def read_readings(path: Path, edition: Edition) -> Readings:
    """Every word with a reading; what is wrong with the list at *path* is told, and a missing list is none."""
    people = (name for name in edition.names.values() if name.category == "person")
    known = {
        record.headword: record.reading
        for record in (*people, *edition.terms.values())
        if record.reading
    }
    if not path.is_file():
        return Readings(known)
    entries, faults = parse_readings(path.read_text("utf-8", errors="replace"))
    for fault in faults:
        if fault.kind == "twice":
            warn(Subtype.READING_TWICE, f"{path}:{fault.line}", word=fault.text, other=path.name)
        else:
            warn(Subtype.BAD_READING_LINE, f"{path}:{fault.line}", text=fault.text)
    for entry in entries:
        other = known.setdefault(entry.word, entry.reading)
        if other != entry.reading:
            warn(Subtype.READING_TWICE, f"{path}:{entry.line}", word=entry.word, other=other)
    return Readings(known)
