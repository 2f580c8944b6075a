"""The footnotes of Japanese journals of international relations.

Verified (『国際安全保障』 執筆要領): 著者名「記事名」『新聞名』発行年月日、; all digits and a hyphen in a range; half-width digits. The
paragraph, the edition and the address in brackets are house: no rule for them was found. A list of works begins with the family name
and has no paragraph (house). A work in another language is cited in its own form, as these journals do (from knowledge). In an English
text the note has the same parts in the order of the Chicago Manual.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import citation_dates, person_names
from .citation_records import Words
from .cited_work import Citation
from .marks import italic
from .titles import book_ja, headline, is_japanese, kagi, quoted

if TYPE_CHECKING:
    from .cited_work import Cited


def japanese(c: Cited) -> Citation:
    """In a Japanese text."""
    accessed = f"{citation_dates.japanese(c.accessed)}閲覧" if c.accessed else ""
    edition = f"{book_ja(c.edition.title.own)}、第{c.edition.version}版"
    if c.words is Words.ESSAY:
        where = f"（{_join('、', edition, c.url, accessed)}）。"
        date = citation_dates.japanese(c.essay.date)
        if c.foreign:
            return Citation(
                f"{_essay(c, person_names.natural(c.author))}、{c.locator('ja-hyphen')}{where}",
                _essay(c, person_names.inverted(c.author)) + where,
            )
        essay = f"{kagi(c.title)}{book_ja(c.essay.container)}{date}"
        note = f"{person_names.ja_natural(c.author)}{essay}、{c.locator('ja-hyphen')}{where}"
        return Citation(note, f"{person_names.ja_comma(c.author)}{essay}{where}")
    place = c.place_ja("ja-hyphen")
    editors = f"{person_names.editors_ja(c.editors)}、" if c.signed else ""
    work = f"{kagi(c.title or c.what_ja('ja-hyphen'))}{f'{place}、' if place else ''}{edition}（{editors}{c.year}年）"
    rest = _join("、", work, c.url, accessed) + "。"
    return Citation(
        person_names.ja_natural(c.author) + rest, person_names.ja_comma(c.author) + rest
    )


def english(c: Cited) -> Citation:
    """In an English text."""
    accessed = f"accessed {citation_dates.month_day_year(c.accessed)}" if c.accessed else ""
    title = c.edition.title
    shown = title.romanised or c.cased(title.own, headline)
    book = shown if is_japanese(shown) else italic(shown)
    edition = f"{book}, version {c.edition.version}"
    if c.words is Words.ESSAY:
        where = f" ({_join(', ', edition, c.url, accessed)})."
        essay = f"{_essay(c, person_names.natural(c.author))}, {c.locator('en')}{where}"
        return Citation(essay, _essay(c, person_names.inverted(c.author)) + where)
    what = (
        f"{quoted(c.latin)}{c.translation},"
        if c.english
        else quoted(c.latin, ",")
        if c.title
        else ""
    )
    place = f"{c.which()}," if c.words is not Words.TERM else ""
    by = f"ed. {person_names.within(c.editors)}, " if c.signed else ""
    work = _join(" ", what, place, f"{edition} ({by}{c.year})")
    rest = f", {_join(', ', work, c.url, accessed)}."
    return Citation(person_names.natural(c.author) + rest, person_names.inverted(c.author) + rest)


def _essay(c: Cited, author: str) -> str:
    """The essay as it first appeared, as Chicago prints it."""
    latin = c.cased(c.latin, headline)
    title = f"{quoted(latin)}{c.translation}," if c.english else quoted(latin, ",")
    return f"{author}, {title} {italic(c.essay.container)}, {citation_dates.month_day_year(c.essay.date)}"


def _join(sign: str, *parts: str) -> str:
    return sign.join(filter(None, parts))
