"""The Chicago Manual of Style, 18th edition: notes with a bibliography, and author–date.

Verified: ``para.``/``paras.`` where a page would stand, before the address in a note and not in the bibliography (CSL styles of the
17th and 18th edition, run); the translation of a title in roman brackets (Q&A); no date of access where a date of publication is
given (14.12 of the 17th). From knowledge: the bracket stands outside the quotation marks; two dates as ``(1813) 2003`` and
``[1813] 2003`` (14.16). An unsigned entry is found under its headword, and the bibliography has the whole work (14.130). House:
``note to para. 18``. Japanese: notes as the journals of international relations print them (:mod:`.ja_note`); author–date after the
list of 『年報政治学』 (entries: verified as reported), in the text by analogy with the English form (house).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import citation_dates, ja_note, person_names
from .citation_records import Words
from .cited_work import Citation
from .marks import italic
from .titles import book_ja, headline, is_japanese, kagi, quoted, stop

if TYPE_CHECKING:
    from .cited_work import Cited


def notes_english(c: Cited) -> Citation:
    """A note and a bibliography in an English text."""
    author, edition = person_names.natural(c.author), _edition(c)
    by = f", ed. {person_names.within(c.editors)}" if c.signed else ""
    dated = f"{edition}{by} ({c.year})"
    entry = f"{stop(person_names.inverted(c.author))} {_entry(c, f' {c.year}.')}"
    title = _title(c, ",")
    if c.words is Words.ESSAY:
        return Citation(_sentence(f"{author}, {title} in {dated}, {c.locator('en')}", c.url), entry)
    if c.words is Words.TERM and not c.signed:
        under = f"{_editors(c)}, {dated}, under {quoted(c.latin, ',' if c.url else '.')}"
        return Citation(f"{under} {c.url}." if c.url else under, _whole(c, f" {c.year}."))
    if c.words is Words.TERM:
        return Citation(_sentence(f"{author}, {title} in {edition}{by}, {c.year}", c.url), entry)
    what = f"{title} {c.which()}" if c.title else c.which()
    return Citation(_sentence(f"{author}, {what}, in {dated}", c.url), entry)


def dates_english(c: Cited) -> Citation:
    """Author–date in an English text."""
    author = person_names.family(c.author)
    first = f"({c.first_year}) " if c.first_year and c.words is Words.ESSAY else ""
    entry = f"{stop(person_names.inverted(c.author))} {first}{c.year}. {_entry(c, '')}"
    if c.words is Words.ESSAY:
        return Citation(
            f"({author} {first.replace('(', '[').replace(')', ']')}{c.year}, {c.locator('en')})",
            entry,
        )
    if c.words is Words.TERM and not c.signed:
        return Citation(
            f"({author} {c.year}, under {quoted(c.latin)})", _whole(c, "", f" {c.year}.")
        )
    place = "" if c.signed else f", {c.which()}"
    return Citation(f"({author} {c.year}{place})", entry)


def _title(c: Cited, end: str) -> str:
    """The title in quotation marks with its translation, and *end* after the two."""
    if not c.title:
        return ""
    latin = c.cased(c.latin, headline) if c.words is Words.ESSAY else c.latin
    return f"{quoted(latin)}{c.translation}{end}" if c.english else quoted(latin, end)


def _edition(c: Cited) -> str:
    return f"{_book(c)}, version {c.edition.version}"


def _book(c: Cited) -> str:
    """The edition's title; in Japanese script it is not italic and has its translation."""
    title = c.edition.title
    shown = title.romanised or title.own
    if is_japanese(shown):
        return f"{shown} [{title.english}]" if title.english else shown
    return italic(shown if title.romanised else c.cased(shown, headline))


def _entry(c: Cited, dated: str) -> str:
    """What follows the author, or author and year, in a list; *dated* stands after the edition."""
    by = f", edited by {person_names.within(c.editors)}" if c.signed else ""
    title = f"{_title(c, '.')} " if c.title else ""
    place = (
        "In "
        if c.words in {Words.ESSAY, Words.TERM}
        else f"{c.what()} in "
        if c.words is Words.NOTE
        else f"{c.what()}. In "
    )
    first = f" Originally published in {italic(c.essay.container)}, {citation_dates.month_day_year(c.essay.date)}."
    return f"{title}{place}{_edition(c)}{by}.{dated}{first if c.words is Words.ESSAY else ''}{f' {c.url}.' if c.url else ''}"


def _editors(c: Cited) -> str:
    return f"{person_names.natural(c.editors)}, {person_names.role(c.editors)}."


def _whole(c: Cited, dated: str, year: str = "") -> str:
    """The edition as a whole in a list."""
    edition = f"{_book(c)}. Version {c.edition.version}."
    return f"{person_names.inverted(c.editors)}, {person_names.role(c.editors)}.{year} {edition}{dated}{f' {c.url}.' if c.url else ''}"


def _sentence(text: str, url: str) -> str:
    """A note with the address at its end."""
    return f"{text}, {url}." if url else f"{text}."


notes_japanese = ja_note.japanese


def dates_japanese(c: Cited) -> Citation:
    """Author–date in a Japanese text."""
    author = person_names.ja_family(c.author)
    editors = person_names.editors_ja(c.editors, always=True) if c.signed else ""
    place = c.place_ja()
    edition = f"{editors}{book_ja(c.edition.title.own)}第{c.edition.version}版{f'、{place}' if place else ''}"
    title = (
        f"{quoted(c.cased(c.title, headline), '.')} "
        if c.words is Words.ESSAY and c.foreign
        else kagi(c.title or c.what_ja())
    )
    container = f"{italic(c.essay.container)}、" if c.foreign else book_ja(c.essay.container)
    first = (
        f"（初出{container}{citation_dates.japanese(c.essay.date)}）"
        if c.words is Words.ESSAY
        else ""
    )
    entry = f"{person_names.ja_wide(c.author)}．{c.year}．{title}{edition}{first}。{c.url}"
    if c.words is Words.ESSAY:
        years = f"[{c.first_year}] {c.year}" if c.first_year else c.year
        return Citation(f"（{author} {years}、{c.locator('ja')}）", entry)
    what = "" if c.signed else f"、{kagi(c.title)}" if c.words is Words.TERM else f"、{c.what_ja()}"
    return Citation(f"（{author} {c.year}{what}）", entry)
