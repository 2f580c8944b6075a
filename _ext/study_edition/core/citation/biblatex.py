r"""biblatex.

Verified (biblatex manual): ``pagination = {paragraph}`` makes the number in ``\autocite[18]{…}`` a
paragraph; a range is written ``18--20``, a set ``18, 24``; other characters are printed as typed. A
newspaper article is ``@article``; ``entrysubtype = {magazine}`` is read by biblatex-chicago. A part
of the edition has no locator: its title, or ``note``, gives its paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import citation_dates, entry_fields, person_names
from .bibtex import entry
from .citation_data import Citation
from .citation_records import TargetKind
from .tex_escapes import escape_tex

if TYPE_CHECKING:
    from .citation_data import CitationData


def cite(c: CitationData, lang: str) -> Citation:
    """Format a citation and its entry for a text in *lang*."""
    name = person_names.ja_bib if lang == "ja" else person_names.bib
    translation = f"[{escape_tex(c.english_title)}]" if lang == "en" and c.english_title else ""
    author = name(c.author) if c.signed or not c.names_editors else ""
    head = {
        "author": author,
        "title": escape_tex(entry_fields.title(c, lang)),
        "titleaddon": translation,
    }
    online = {"url": c.url, "urldate": citation_dates.iso(c.accessed) if c.accessed else ""}
    if c.kind is TargetKind.ESSAY:
        fields = {
            **head,
            "shorttitle": escape_tex(c.essay.title.short),
            "journaltitle": escape_tex(c.essay.container),
            "date": c.essay.date,
            "pagination": "paragraph",
            "entrysubtype": "magazine",
            "addendum": escape_tex(entry_fields.numbering_note(c, lang)),
            **online,
        }
        return Citation(
            f"\\autocite[{c.locator('postnote')}]{{{entry_fields.entry_key(c)}}}",
            entry("article", entry_fields.entry_key(c), fields),
        )
    fields = {
        **head,
        "booktitle": escape_tex(c.edition.title.own),
        "editor": name(c.editors) if c.names_editors else "",
        "version": escape_tex(c.edition.version),
        "date": c.edition.date,
        "note": escape_tex(entry_fields.note_paragraph(c, lang)),
        **online,
    }
    kind = "inreference" if c.kind is TargetKind.TERM else "incollection"
    return Citation(
        f"\\autocite{{{entry_fields.entry_key(c)}}}", entry(kind, entry_fields.entry_key(c), fields)
    )
