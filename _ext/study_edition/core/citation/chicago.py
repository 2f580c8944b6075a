"""The Chicago Manual of Style, 18th edition: notes with a bibliography, and author–date.

Verified: ``para.``/``paras.`` instead of a page, before the URL in a note and absent from the
bibliography (CSL styles of the 17th and 18th edition, run); the translation of a title in roman
brackets (Q&A); no date of access if a date of publication is given (14.12 of the 17th). From
memory: the bracket is outside the quotation marks; two dates as ``(1813) 2003`` and ``[1813] 2003``
(14.16). An unsigned entry is found under its headword, and the bibliography has the whole work
(14.130). House style: ``note to para. 18``. Japanese: notes as printed by the journals of
international relations (:mod:`.ja_note`); author–date after the list of 『年報政治学』 (entries:
verified as reported), in the text by analogy with the English form (house style).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import citation_dates, ja_note, person_names
from .citation_data import Citation
from .citation_records import TargetKind
from .italics import italic
from .titles import add_full_stop, headline_case, is_japanese, quote, quote_book_ja, quote_ja

if TYPE_CHECKING:
    from .citation_data import CitationData


def notes_english(c: CitationData) -> Citation:
    """Format a note and a bibliography entry for an English text."""
    author, edition = person_names.natural(c.author), _edition(c)
    by = f", ed. {person_names.inside_sentence(c.editors)}" if c.signed else ""
    dated = f"{edition}{by} ({c.year})"
    entry = f"{add_full_stop(person_names.inverted(c.author))} {_entry(c, f' {c.year}.')}"
    title = _title(c, ",")
    if c.kind is TargetKind.ESSAY:
        return Citation(_end_note(f"{author}, {title} in {dated}, {c.locator('en')}", c.url), entry)
    if c.kind is TargetKind.TERM and not c.signed:
        under = f"{_editors(c)}, {dated}, under {quote(c.latin_title, ',' if c.url else '.')}"
        return Citation(f"{under} {c.url}." if c.url else under, _edition_entry(c, f" {c.year}."))
    if c.kind is TargetKind.TERM:
        return Citation(_end_note(f"{author}, {title} in {edition}{by}, {c.year}", c.url), entry)
    what = f"{title} {c.describe_inline()}" if c.title else c.describe_inline()
    return Citation(_end_note(f"{author}, {what}, in {dated}", c.url), entry)


def dates_english(c: CitationData) -> Citation:
    """Format an author–date citation for an English text."""
    author = person_names.family(c.author)
    first = f"({c.first_year}) " if c.first_year and c.kind is TargetKind.ESSAY else ""
    entry = f"{add_full_stop(person_names.inverted(c.author))} {first}{c.year}. {_entry(c, '')}"
    if c.kind is TargetKind.ESSAY:
        return Citation(
            f"({author} {first.replace('(', '[').replace(')', ']')}{c.year}, {c.locator('en')})",
            entry,
        )
    if c.kind is TargetKind.TERM and not c.signed:
        return Citation(
            f"({author} {c.year}, under {quote(c.latin_title)})",
            _edition_entry(c, "", f" {c.year}."),
        )
    position = "" if c.signed else f", {c.describe_inline()}"
    return Citation(f"({author} {c.year}{position})", entry)


def _title(c: CitationData, end: str) -> str:
    """Return the title in quotation marks and its translation, followed by *end*."""
    if not c.title:
        return ""
    latin = c.cased(c.latin_title, headline_case) if c.kind is TargetKind.ESSAY else c.latin_title
    return f"{quote(latin)}{c.translation}{end}" if c.english_title else quote(latin, end)


def _edition(c: CitationData) -> str:
    return f"{_book(c)}, version {c.edition.version}"


def _book(c: CitationData) -> str:
    """Return the edition's title; in Japanese script it is not italic and has its translation."""
    title = c.edition.title
    shown = title.romanised or title.own
    if is_japanese(shown):
        return f"{shown} [{title.english}]" if title.english else shown
    return italic(shown if title.romanised else c.cased(shown, headline_case))


def _entry(c: CitationData, dated: str) -> str:
    """Return the part of a list entry after the author and year; *dated* follows the edition."""
    by = f", edited by {person_names.inside_sentence(c.editors)}" if c.signed else ""
    title = f"{_title(c, '.')} " if c.title else ""
    position = (
        "In "
        if c.kind in {TargetKind.ESSAY, TargetKind.TERM}
        else f"{c.describe()} in "
        if c.kind is TargetKind.NOTE
        else f"{c.describe()}. In "
    )
    first = (
        f" Originally published in {italic(c.essay.container)}, "
        f"{citation_dates.month_day_year(c.essay.date)}."
    )
    return (
        f"{title}{position}{_edition(c)}{by}.{dated}{first if c.kind is TargetKind.ESSAY else ''}"
        f"{f' {c.url}.' if c.url else ''}"
    )


def _editors(c: CitationData) -> str:
    return f"{person_names.natural(c.editors)}, {person_names.editor_role(c.editors)}."


def _edition_entry(c: CitationData, dated: str, year: str = "") -> str:
    """Return a list entry for the edition as a whole."""
    edition = f"{_book(c)}. Version {c.edition.version}."
    return (
        f"{person_names.inverted(c.editors)}, {person_names.editor_role(c.editors)}.{year} "
        f"{edition}{dated}{f' {c.url}.' if c.url else ''}"
    )


def _end_note(text: str, url: str) -> str:
    """End a note with the URL, if there is one, and a full stop."""
    return f"{text}, {url}." if url else f"{text}."


notes_japanese = ja_note.japanese


def dates_japanese(c: CitationData) -> Citation:
    """Format an author–date citation for a Japanese text."""
    author = person_names.ja_family(c.author)
    editors = person_names.editors_ja(c.editors, always=True) if c.signed else ""
    position = c.note_paragraph_ja()
    edition = (
        f"{editors}{quote_book_ja(c.edition.title.own)}第{c.edition.version}版"
        f"{f'、{position}' if position else ''}"
    )
    title = (
        f"{quote(c.cased(c.title, headline_case), '.')} "
        if c.kind is TargetKind.ESSAY and c.is_foreign
        else quote_ja(c.title or c.describe_ja())
    )
    container = (
        f"{italic(c.essay.container)}、" if c.is_foreign else quote_book_ja(c.essay.container)
    )
    first = (
        f"（初出{container}{citation_dates.japanese(c.essay.date)}）"
        if c.kind is TargetKind.ESSAY
        else ""
    )
    entry = f"{person_names.ja_wide(c.author)}．{c.year}．{title}{edition}{first}。{c.url}"
    if c.kind is TargetKind.ESSAY:
        years = f"[{c.first_year}] {c.year}" if c.first_year else c.year
        return Citation(f"（{author} {years}、{c.locator('ja')}）", entry)
    what = (
        ""
        if c.signed
        else f"、{quote_ja(c.title)}"
        if c.kind is TargetKind.TERM
        else f"、{c.describe_ja()}"
    )
    return Citation(f"（{author} {c.year}{what}）", entry)
