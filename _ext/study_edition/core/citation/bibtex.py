r"""BibTeX.

It has no field for a locator: the citation command has it in words (``\cite[para.~18]{…}``), the
entry never (from memory). Double braces protect a title; a Japanese name is kept in one piece;
``yomi`` is read by the Japanese styles (jecon.bst: verified) and ignored by others. Parts of the
edition are ``@incollection``, which requires an author; the editors are not named a second time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import citation_dates, entry_fields, person_names
from .citation_data import Citation
from .citation_records import TargetKind
from .tex_escapes import escape_tex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .citation_data import CitationData


def cite(c: CitationData, lang: str) -> Citation:
    """Format a citation and its entry for a text in *lang*."""
    author = (person_names.ja_bib if lang == "ja" else person_names.bib)(c.author)
    title = {"author": author, "title": f"{{{escape_tex(entry_fields.title(c, lang))}}}"}
    if c.kind is TargetKind.ESSAY:
        y, month, day = citation_dates.parts(c.essay.date)
        fields = {
            **title,
            "howpublished": escape_tex(c.essay.container),
            "year": y,
            "month": f"{day} {month}".strip(),
            "note": escape_tex(entry_fields.numbering_note(c, lang)),
            "url": c.url,
            "yomi": escape_tex(person_names.ja_ascii(c.author))
            if lang == "ja" and person_names.is_western(c.author)
            else "",
        }
        locator = c.locator("ja" if lang == "ja" else "cite")
        return Citation(
            f"\\cite[{locator}]{{{entry_fields.entry_key(c)}}}",
            entry("misc", entry_fields.entry_key(c), fields),
        )
    version = f"第{c.edition.version}版" if lang == "ja" else f"Version {c.edition.version}"
    position = entry_fields.note_paragraph(c, lang)
    fields = {
        **title,
        "booktitle": f"{{{escape_tex(c.edition.title.own)}}}",
        "editor": (person_names.ja_bib if lang == "ja" else person_names.bib)(c.editors)
        if c.signed
        else "",
        "year": c.year,
        "note": escape_tex(
            f"{version}{'、' if lang == 'ja' and position else '. ' if position else ''}{position}"
        ),
        "url": c.url,
    }
    return Citation(
        f"\\cite{{{entry_fields.entry_key(c)}}}",
        entry("incollection", entry_fields.entry_key(c), fields),
    )


def entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """Format an entry of a ``.bib`` file from fields already in TeX; empty fields are left out."""
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])
