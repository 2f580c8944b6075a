"""ISO 690:2021, name and date.

The standard prescribes elements, not punctuation (verified of the edition of 2010); the locator follows the year, as a page does
(verified); the date of access is given for what is online (verified principle). Capitals, ``Online.``, ``Available from:`` and
``[Accessed …]`` are those of the CSL style made from the standard (run); the text of 2021 on paragraphs was not seen. A title that is
made up stands as the edition gives it. House: ``Version 1.0.``, ``Note to para. 18.``, and the Japanese forms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import citation_dates, person_names
from .citation_records import Words
from .cited_work import Citation
from .marks import italic
from .titles import is_japanese, kagi, quoted, stop

if TYPE_CHECKING:
    from .cited_work import Cited


def english(c: Cited) -> Citation:
    """In an English text."""
    editors = (
        f"{person_names.capitals(c.editors)} ({person_names.role(c.editors)}.), "
        if c.signed
        else ""
    )
    own = c.edition.title.own
    book = own if is_japanese(own) else italic(own)
    title = (
        (f"{c.title}{c.translation}." if c.english else stop(c.title))
        if c.title
        else f"{c.what()}."
    )
    place = f"{c.what()}." if c.words is Words.NOTE and c.title else ""
    accessed = f" [Accessed {citation_dates.day_month_year(c.accessed)}]" if c.accessed else ""
    url = f"Available from: {c.url}{accessed}." if c.url else ""
    parts = (
        f"{person_names.capitals(c.author)}, {c.year}.",
        title,
        f"In: {editors}{book}.",
        "Online.",
        f"Version {c.edition.version}.",
        place,
        url,
    )
    if c.words is Words.ESSAY:
        what = f", {c.locator('en')}"
    elif c.signed:
        what = ""
    else:
        what = f", under {quoted(c.title)}" if c.words is Words.TERM else f", {c.which()}"
    return Citation(
        f"({person_names.family(c.author)} {c.year}{what})", " ".join(filter(None, parts))
    )


def japanese(c: Cited) -> Citation:
    """In a Japanese text."""
    editors = f"{person_names.ja_natural(c.editors)} (編), " if c.signed else ""
    place = c.place_ja()
    accessed = f" [{citation_dates.japanese(c.accessed)}閲覧]" if c.accessed else ""
    parts = (
        f"{person_names.ja_ascii(c.author)}, {c.year}.",
        stop(c.title or c.what_ja()),
        f"In: {editors}{c.edition.title.own}.",
        "オンライン.",
        f"第{c.edition.version}版.",
        f"{place}." if place else "",
        f"入手先: {c.url}{accessed}." if c.url else "",
    )
    if c.words is Words.ESSAY:
        what = f"、{c.locator('ja')}"
    elif c.signed:
        what = ""
    else:
        what = f"、{kagi(c.title)}" if c.words is Words.TERM else f"、{c.what_ja()}"
    return Citation(
        f"（{person_names.ja_family(c.author)} {c.year}{what}）", " ".join(filter(None, parts))
    )
