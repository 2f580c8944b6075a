"""RIS.

Verified (Zotero's translator, RIS.js): ``NEWS`` is a newspaper's article, ``CHAP`` a part of a book with ``T2`` its title and ``A2`` its
editor, ``ENCYC`` an entry; ``GEN`` is read as a journal's article. No tag has a cited paragraph (``SP`` are pages, ``SE`` is a
section), so it stands in the note ``N1`` and in the address. Lines are two letters, two spaces, a hyphen and a space.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import citation_dates, citation_keys, person_names
from .citation_records import Words
from .cited_work import Citation
from .slots import change

if TYPE_CHECKING:
    from .cited_work import Cited


def english(c: Cited) -> Citation:
    """For an English text."""
    return _cite(c, "en")


def japanese(c: Cited) -> Citation:
    """For a Japanese text."""
    return _cite(c, "ja")


@change("line")
def line(text: str) -> str:
    """In one line."""
    return text.replace("\r", " ").replace("\n", " ")


def _cite(c: Cited, lang: str) -> Citation:
    name = person_names.ja_sist if lang == "ja" else person_names.inverted
    locator = c.locator(lang)
    title = citation_keys.title(c, lang)
    edition = (
        f"{c.edition.title.own}, version {c.edition.version}"
        if lang == "en"
        else f"{c.edition.title.own}、第{c.edition.version}版"
    )
    comma = "、" if lang == "ja" else ", "
    if c.words is Words.ESSAY:
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
        place = (
            c.which()
            if lang == "en" and citation_keys.place(c, lang)
            else citation_keys.place(c, lang)
        )
        tags = [
            ("TY", "ENCYC" if c.words is Words.TERM else "CHAP"),
            ("AU", name(c.author) if c.signed or not c.edited else ""),
            ("TI", title),
            ("T2", c.edition.title.own),
            ("A2", name(c.editors) if c.edited else ""),
            ("PY", c.year),
            ("DA", citation_dates.ris(c.edition.date)),
            ("N1", f"{edition}{f'{comma}{place}' if place else ''}"),
        ]
    tags += [
        ("LA", _language(c)),
        ("UR", c.url),
        ("Y2", citation_dates.ris(c.accessed) if c.accessed else ""),
    ]
    record = "\n".join([*(f"{tag}  - {line(value)}" for tag, value in tags if value), "ER  - "])
    return Citation(locator if c.words is Words.ESSAY else "", record)


def _language(c: Cited) -> str:
    language = citation_keys.language(c)
    return "eng" if language == "en" else language
