"""ISO 690:2021, name and date.

The standard prescribes elements, not punctuation (verified for the edition of 2010); the locator
follows the year, as a page does (verified); the date of access is given for online works (principle
verified). Capitals, ``Online.``, ``Available from:`` and ``[Accessed …]`` are those of the CSL
style made from the standard (run); the text of 2021 on paragraphs was not seen. A made-up title is
printed as the edition has it. House style: ``Version 1.0.``, ``Note to para. 18.``, and the
Japanese forms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import citation_dates, person_names
from .citation_data import Citation
from .citation_records import TargetKind
from .italics import italic
from .titles import add_full_stop, is_japanese, quote, quote_ja

if TYPE_CHECKING:
    from .citation_data import CitationData


def english(c: CitationData) -> Citation:
    """Format a citation for an English text."""
    editors = (
        f"{person_names.capitals(c.editors)} ({person_names.editor_role(c.editors)}.), "
        if c.signed
        else ""
    )
    own = c.edition.title.own
    book = own if is_japanese(own) else italic(own)
    title = (
        (f"{c.title}{c.translation}." if c.english_title else add_full_stop(c.title))
        if c.title
        else f"{c.describe()}."
    )
    position = f"{c.describe()}." if c.kind is TargetKind.NOTE and c.title else ""
    accessed = f" [Accessed {citation_dates.day_month_year(c.accessed)}]" if c.accessed else ""
    url = f"Available from: {c.url}{accessed}." if c.url else ""
    parts = (
        f"{person_names.capitals(c.author)}, {c.year}.",
        title,
        f"In: {editors}{book}.",
        "Online.",
        f"Version {c.edition.version}.",
        position,
        url,
    )
    if c.kind is TargetKind.ESSAY:
        what = f", {c.locator('en')}"
    elif c.signed:
        what = ""
    else:
        what = (
            f", under {quote(c.title)}" if c.kind is TargetKind.TERM else f", {c.describe_inline()}"
        )
    return Citation(
        f"({person_names.family(c.author)} {c.year}{what})", " ".join(filter(None, parts))
    )


def japanese(c: CitationData) -> Citation:
    """Format a citation for a Japanese text."""
    editors = f"{person_names.ja_natural(c.editors)} (編), " if c.signed else ""
    position = c.note_paragraph_ja()
    accessed = f" [{citation_dates.japanese(c.accessed)}閲覧]" if c.accessed else ""
    parts = (
        f"{person_names.ja_ascii(c.author)}, {c.year}.",
        add_full_stop(c.title or c.describe_ja()),
        f"In: {editors}{c.edition.title.own}.",
        "オンライン.",
        f"第{c.edition.version}版.",
        f"{position}." if position else "",
        f"入手先: {c.url}{accessed}." if c.url else "",
    )
    if c.kind is TargetKind.ESSAY:
        what = f"、{c.locator('ja')}"
    elif c.signed:
        what = ""
    else:
        what = f"、{quote_ja(c.title)}" if c.kind is TargetKind.TERM else f"、{c.describe_ja()}"
    return Citation(
        f"（{person_names.ja_family(c.author)} {c.year}{what}）", " ".join(filter(None, parts))
    )
