"""Export a bibliography as RIS.

The tags are those of the RIS specification of 2011, read as Zotero's importer reads them where it
leaves a choice: the number of a report is ``SN``, a series of books ``T2``, the editor of a whole
book ``ED``. ``GEN`` is not used, because Zotero makes it a journal article; a mere document is
exported as a report (house style).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from . import citation_dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .source_works import Date, Source, SourceName

_TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "VIDEO",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "graphic": "ART",
    "hearing": "HEAR",
    "interview": "PCOMM",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "motion_picture": "MPCT",
    "pamphlet": "PAMP",
    "paper-conference": "CONF",
    "patent": "PAT",
    "periodical": "JFULL",
    "personal_communication": "PCOMM",
    "post": "ELEC",
    "post-weblog": "BLOG",
    "regulation": "STAT",
    "review": "JOUR",
    "review-book": "JOUR",
    "software": "COMP",
    "song": "SOUND",
    "speech": "SLIDE",
    "standard": "STAND",
    "thesis": "THES",
    "treaty": "STAT",
    "webpage": "ELEC",
}
_PARTS = {"CHAP", "CONF", "DICT", "ENCYC", "JOUR", "MGZN", "NEWS", "ELEC", "BLOG"}
"""Types in which ``T2`` is the containing work, not the series."""


def format_ris(sources: Iterable[Source]) -> str:
    """Return the records as a file, separated by empty lines."""
    return "\n".join(
        "".join(f"{tag}  - {value}\n" for tag, value in _record(source)) for source in sources
    )


def _record(source: Source) -> Iterator[tuple[str, str]]:
    kind = _TYPES.get(source.kind, "RPRT")
    yield "TY", kind
    for tag, value in _fields(source, kind):
        if text := " ".join(value.split()):
            yield tag, text
    yield "ER", ""


def _fields(source: Source, kind: str) -> Iterator[tuple[str, str]]:
    part = kind in _PARTS
    yield "ID", source.key
    for role, tag in (("author", "AU"), ("editor", "A2" if part else "ED"), ("translator", "A4")):
        for name in source.names.get(role, ()):
            yield tag, ris_name(name)
    yield "TI", source.title
    yield "ST", source.first("shorttitle")
    yield "T2", source.container or ("" if part else source.first("series"))
    yield "T3", source.first("series") if part or source.container else ""
    yield from _dates(source)
    yield "PB", source.publisher
    yield "CY", source.first("address", "location")
    yield "ET", source.edition
    yield "VL", source.first("volume")
    yield (
        ("IS" if part else "M1" if source.first("series") else "SN" if kind == "RPRT" else "M1"),
        source.number,
    )
    yield from zip(("SP", "EP"), _pages(source), strict=True)
    yield "M3", source.genre
    for field in ("isbn", "issn"):
        yield "SN", source.first(field)
    yield "DO", source.doi
    yield "UR", source.first("url")
    yield "LA", source.language
    yield "N1", source.note
    yield "AB", source.first("abstract")
    for word in source.keywords:
        yield "KW", word


def _dates(source: Source) -> Iterator[tuple[str, str]]:
    issued = source.issued
    if isinstance(issued, str):
        yield "PY", issued
    else:
        yield "PY", f"{issued[0]:04}"
        yield "DA", _date(issued) if len(issued) > 1 else ""
    yield "Y2", _date(source.accessed)


def _date(date: Date) -> str:
    """Format as 2026/01/01 or 2026/01//: a whole day, or three slashes."""
    if not date:
        return ""
    return citation_dates.ris("-".join((f"{date[0]:04}", *(f"{part:02}" for part in date[1:]))))


def _pages(source: Source) -> tuple[str, str]:
    """Return the first and the last page; anything but a plain range is all in the first."""
    pages = source.first("pages", "eid")
    match = re.fullmatch(r"(\w+)\s*[-–]+\s*(\w+)", pages)
    return (match[1], match[2]) if match else (pages, "")


def ris_name(name: SourceName) -> str:
    """Format as Berg, Anna, Jr.; a literal name is unchanged."""
    if name.literal:
        return name.literal
    family = f"{name.particle} {name.family}".strip()
    return ", ".join(filter(None, (family, name.given, name.suffix)))
