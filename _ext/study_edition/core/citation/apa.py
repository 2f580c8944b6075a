"""APA style, 7th edition.

Verified: locator ``para.``/``paras.`` with an en dash (8.13 and APA's page on parts of a source); a title in another script is
romanised, its translation follows in roman brackets (APA Style blog on transliterated titles, 2021); a chapter or entry in an edited
work (10.3, examples 47 and 48); no date of access for a text that does not change (p. 290), as a version of an edition does not.
From knowledge: no full stop after an address; ``Original work published`` (10.2, example 29); a work without a title is described in
brackets (9.22). House: two equal years are printed once; the editors are not named again as editors of their own notes, as in
example 48; an unsigned entry begins with its title; where no address says to which paragraph a note belongs, the brackets of the
version do; Japanese forms, after the rules of the Japanese psychologists where they say anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import citation_dates, person_names
from .citation_records import Words
from .cited_work import Citation
from .marks import italic
from .titles import comma, is_japanese, kagi, quoted, stop

if TYPE_CHECKING:
    from .cited_work import Cited


def english(c: Cited) -> Citation:
    """In an English text."""
    editors = (
        f"{person_names.initials_first(c.editors)} ({person_names.role(c.editors).capitalize()}.), "
    )
    place = f", {c.which()}" if c.unplaced else ""
    work = f"In {editors if c.edited else ''}{_book(c)} (Version {c.edition.version}{place})."
    author, title = person_names.family(c.author), _title(c)
    if c.words is Words.TERM and not c.signed:
        return Citation(
            f"({quoted(c.latin, ',')} {c.year})", _line(title, f"({c.year}).", work, c.url)
        )
    head = f"{stop(person_names.initials(c.author))} ({c.year})."
    if c.words is Words.ESSAY:
        years = f"{c.essay.date[:4]}/{c.year}" if c.first_year else c.year
        first = f"(Original work published {citation_dates.year(c.essay.date)})"
        return Citation(
            f"({author}, {years}, {c.locator('en')})", _line(head, title, work, c.url, first)
        )
    place = "" if c.signed else f", {c.which()}"
    return Citation(f"({author}, {c.year}{place})", _line(head, title, work, c.url))


def _title(c: Cited) -> str:
    if not c.title:
        return f"[{c.what()}]."
    return f"{c.latin}{c.translation}." if c.english else stop(c.latin)


def _book(c: Cited) -> str:
    title = c.edition.title
    shown = title.romanised or title.own
    return (shown if is_japanese(shown) else italic(shown)) + (
        f" [{title.english}]" if title.english else ""
    )


def japanese(c: Cited) -> Citation:
    """In a Japanese text: no italics, no quotation marks round a title."""
    editors = f"{person_names.ja_natural(c.editors)} (編), " if c.edited else ""
    place = f", {c.what_ja()}" if c.unplaced else ""
    work = f"{editors}{c.edition.title.own} (第{c.edition.version}版{place})."
    author, title = person_names.ja_family(c.author), stop(c.title or c.what_ja())
    if c.words is Words.TERM and not c.signed:
        return Citation(
            f"（{comma(kagi(c.title))} {c.year}）", _line(title, f"({c.year}).", work, c.url)
        )
    head = f"{person_names.ja_initials(c.author)} ({c.year})."
    if c.words is Words.ESSAY:
        years = f"{c.essay.date[:4]}/{c.year}" if c.first_year else c.year
        first = f"(初出{citation_dates.japanese(c.essay.date)}, {c.essay.container})"
        return Citation(
            f"（{author}, {years}, {c.locator('ja')}）", _line(head, title, work, c.url, first)
        )
    place = "" if c.signed else f", {c.what_ja()}"
    return Citation(f"（{author}, {c.year}{place}）", _line(head, title, work, c.url))


def _line(*parts: str) -> str:
    return " ".join(filter(None, parts))
