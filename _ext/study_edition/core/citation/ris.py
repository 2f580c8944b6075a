"""RIS.

Verified (Zotero's translator, RIS.js): ``NEWS`` is a newspaper article, ``CHAP`` a part of a book
with ``T2`` its title and ``A2`` its editor, ``ENCYC`` an entry; ``GEN`` is read as a journal
article. No tag has a cited paragraph (``SP`` are pages, ``SE`` is a section), so it is in the note
``N1`` and in the URL. Lines are two letters, two spaces, a hyphen and a space.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import citation_dates, entry_fields, person_names
from .citation_data import Citation
from .citation_records import TargetKind
from .template_slots import text_change

if TYPE_CHECKING:
    from .citation_data import CitationData


@text_change("line")
def line(text: str) -> str:
    """Replace line breaks by spaces."""
    return text.replace("\r", " ").replace("\n", " ")


def cite(c: CitationData, lang: str) -> Citation:
    """Format a citation and its entry for a text in *lang*."""
    name = person_names.ja_sist if lang == "ja" else person_names.inverted
    locator = c.locator(lang)
    title = entry_fields.title(c, lang)
    edition = (
        f"{c.edition.title.own}, version {c.edition.version}"
        if lang == "en"
        else f"{c.edition.title.own}、第{c.edition.version}版"
    )
    comma = "、" if lang == "ja" else ", "
    if c.kind is TargetKind.ESSAY:
        tags = [
            ("TY", "NEWS"),
            ("AU", name(c.author)),
            ("TI", title),
            ("ST", c.essay.title.short),
            ("T2", c.essay.container),
            ("PY", citation_dates.year(c.essay.date)),
            ("DA", citation_dates.ris(c.essay.date)),
            ("N1", f"{edition}{comma}{locator}"),
        ]
    else:
        position = (
            c.describe_inline()
            if lang == "en" and entry_fields.note_paragraph(c, lang)
            else entry_fields.note_paragraph(c, lang)
        )
        tags = [
            ("TY", "ENCYC" if c.kind is TargetKind.TERM else "CHAP"),
            ("AU", name(c.author) if c.signed or not c.names_editors else ""),
            ("TI", title),
            ("T2", c.edition.title.own),
            ("A2", name(c.editors) if c.names_editors else ""),
            ("PY", c.year),
            ("DA", citation_dates.ris(c.edition.date)),
            ("N1", f"{edition}{f'{comma}{position}' if position else ''}"),
        ]
    tags += [
        ("LA", _language(c)),
        ("UR", c.url),
        ("Y2", citation_dates.ris(c.accessed) if c.accessed else ""),
    ]
    record = "\n".join([*(f"{tag}  - {line(value)}" for tag, value in tags if value), "ER  - "])
    return Citation(locator if c.kind is TargetKind.ESSAY else "", record)


def _language(c: CitationData) -> str:
    language = entry_fields.language(c)
    return "eng" if language == "en" else language
