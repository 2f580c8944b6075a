"""The readings of an edition: of its terms, its people and the list next to ``conf.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model.problems import Subtype
from ..core.text.furigana import Readings, parse_readings
from ..support.reporting import warn

if TYPE_CHECKING:
    from pathlib import Path

    from ..core.model.edition import Edition
    from ..core.model.records import Name, Term


def read_readings(path: Path, edition: Edition) -> Readings:
    """Return every word with a reading; report the problems of the list at *path*.

    A missing list counts as empty.
    """
    people = (name for name in edition.names.values() if name.category == "person")
    records: list[Name | Term] = [*people, *edition.terms.values()]
    known = {record.headword: record.reading for record in records if record.reading}
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
