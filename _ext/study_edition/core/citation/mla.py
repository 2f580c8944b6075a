"""MLA style, 9th edition.

Verified: ``par.``/``pars.`` after the author and a comma (6.20), and only if the source itself numbers its paragraphs, so that the
edition is named as the second container; a title not in Latin script in its own script, its translation in square brackets (5.30);
small ``version`` after a comma. From knowledge: the bracket after the quotation marks, with the translation in quotation marks and
title case; day, short month, year; a full stop after the address; a work without a title is described, in roman (5.28–29). The date
of access is optional (p. 211) and left out for a version that does not change. House: the paragraph of a note where there is no
address; the edition's translated title without the main title that it shares with the essay's; Japanese forms, in the order usual in
MLA-based lists in Japan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import citation_dates, person_names
from .citation_records import Words
from .cited_work import Citation
from .marks import italic
from .titles import book_ja, is_japanese, kagi, quoted, stop, subtitle, title_case

if TYPE_CHECKING:
    from .cited_work import Cited


def english(c: Cited) -> Citation:
    """In an English text."""
    author = person_names.family(c.author)
    title = _title(c.title, c.english) if c.title else stop(c.what("mla"))
    place = "" if c.signed else f", {c.which('mla')}"
    head = f"{stop(person_names.inverted(c.author))} "
    if c.words is Words.ESSAY:
        return Citation(f"({author}, {c.locator('mla')})", f"{_essay(c)} {_edition(c)}")
    if c.words is Words.TERM:
        term = quoted(c.title)
        in_text, head = (f"({author}, {term})", head) if c.signed else (f"({term})", "")
        return Citation(in_text, f"{head}{title} {_edition(c)}")
    return Citation(f"({author}{place})", f"{head}{title} {_edition(c)}")


def _title(own: str, translation: str) -> str:
    return (
        f"{quoted(own)} [{quoted(title_case(translation))}]." if translation else quoted(own, ".")
    )


def _essay(c: Cited) -> str:
    """The essay as it first appeared."""
    title = _title(c.cased(c.essay.title.own, title_case), c.essay.title.english)
    return f"{stop(person_names.inverted(c.essay.author))} {title} {italic(c.essay.container)}, {citation_dates.mla(c.essay.date)}."


def _edition(c: Cited) -> str:
    title = c.edition.title
    shown = title.own if is_japanese(title.own) else italic(c.cased(title.own, title_case))
    if title.english:
        shown += f" [{title_case(subtitle(title.english, c.essay.title.english))}]"
    editors = f"edited by {person_names.within(c.editors)}" if c.edited else ""
    place = c.which("mla") if c.unplaced else c.url
    return (
        ", ".join(filter(None, (shown, editors, f"version {c.edition.version}", c.year, place)))
        + "."
    )


def japanese(c: Cited) -> Citation:
    """In a Japanese text."""
    author = person_names.ja_family(c.author)
    head = f"{person_names.ja_comma(c.author)}{kagi(c.title or c.what_ja())}"
    if c.words is Words.ESSAY:
        essay = (
            f"{_essay(c)} "
            if c.foreign
            else f"{head}{book_ja(c.essay.container)}{citation_dates.japanese(c.essay.date)}、"
        )
        return Citation(f"（{author}、{c.locator('ja')}）", essay + _edition_ja(c))
    if c.words is Words.TERM:
        term = kagi(c.title)
        return Citation(
            f"（{author}{term}）" if c.signed else f"（{term}）",
            (head if c.signed else term) + _edition_ja(c),
        )
    place = "" if c.signed else f"、{c.what_ja()}"
    return Citation(f"（{author}{place}）", head + _edition_ja(c))


def _edition_ja(c: Cited) -> str:
    editors = person_names.editors_ja(c.editors) if c.edited else ""
    place = c.what_ja() if c.unplaced else c.url
    parts = (
        book_ja(c.edition.title.own),
        editors,
        f"第{c.edition.version}版",
        f"{c.year}年",
        place,
    )
    return "、".join(filter(None, parts)) + "。"
