"""SIST 02 (JST, 2007), references by number.

Verified: 著者名. “題名”. 書名. 編者名. 版表示, 出版年, ページ. with full stops between the groups
and double quotation marks; a URL with ``(参照 2026-02-01)``, in an English list ``(accessed
2026-02-01)``; hyphens in ranges; a foreign author as family name, given name. House style:
paragraphs instead of pages, and next to the number in the text, for which SIST has no rule; the
number is that of the first work in the list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import citation_dates, person_names
from .citation_data import Citation
from .citation_records import TargetKind
from .titles import add_full_stop, nest_quotes

if TYPE_CHECKING:
    from .citation_data import CitationData


def japanese(c: CitationData) -> Citation:
    """Format a citation for a Japanese text."""
    paragraph = c.locator("sist") if c.kind is TargetKind.ESSAY else c.note_paragraph_ja("sist")
    editors = f"{person_names.editors_ja(c.editors)}. " if c.names_editors else ""
    title = nest_quotes(c.title or c.describe_ja("sist"))
    head = (
        f"{add_full_stop(person_names.ja_sist(c.author))} "
        if c.signed or c.kind is not TargetKind.TERM
        else ""
    )
    work = (
        f"{c.edition.title.own}. {editors}第{c.edition.version}版, "
        f"{_year_and_paragraph(c, paragraph)}"
    )
    return Citation(_number(c, "sist"), f"{head}“{title}”. {work}{_url(c, '参照')}")


def english(c: CitationData) -> Citation:
    """Format a citation for an English text.

    Titles and names are in Latin letters if the record has them; translations are never printed.
    """
    paragraph = c.describe_inline("en-hyphen") if c.kind is TargetKind.NOTE and c.title else ""
    paragraph = c.locator("en-hyphen") if c.kind is TargetKind.ESSAY else paragraph
    editors = (
        f"{person_names.inverted(c.editors)}, {person_names.editor_role(c.editors)}. "
        if c.names_editors
        else ""
    )
    title = nest_quotes(c.latin_title or c.describe("en-hyphen"))
    head = (
        f"{add_full_stop(person_names.inverted(c.author))} "
        if c.signed or c.kind is not TargetKind.TERM
        else ""
    )
    book = add_full_stop(c.edition.title.romanised or c.edition.title.own)
    year = _year_and_paragraph(c, paragraph)
    work = f"{book} {editors}Version {c.edition.version}, {year}"
    return Citation(_number(c, "en-hyphen"), f"{head}“{title}”. {work}{_url(c, 'accessed')}")


def _number(c: CitationData, rule: str) -> str:
    return f"(1, {c.locator(rule)})" if c.kind is TargetKind.ESSAY else "(1)"


def _year_and_paragraph(c: CitationData, paragraph: str) -> str:
    return f"{c.year}{f', {paragraph}' if paragraph else ''}."


def _url(c: CitationData, word: str) -> str:
    if not c.url:
        return ""
    return f" {c.url}, ({word} {citation_dates.iso(c.accessed)})." if c.accessed else f" {c.url}."
