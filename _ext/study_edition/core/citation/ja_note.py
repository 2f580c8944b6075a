"""The footnote style of Japanese journals of international relations.

Verified (『国際安全保障』 執筆要領): 著者名「記事名」『新聞名』発行年月日、; all digits and a
hyphen in a range; half-width digits. House style: the paragraph, the edition and the URL in
brackets, for which no rule was found; a list of works that begins with the family name and has no
paragraph. A work in another language is cited in its own form, as these journals do (from memory).
In an English text the note has the same parts in the order of the Chicago Manual.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import citation_dates, person_names
from .citation_data import Citation
from .citation_records import TargetKind
from .italics import italic
from .titles import headline_case, is_japanese, quote, quote_book_ja, quote_ja

if TYPE_CHECKING:
    from .citation_data import CitationData


def japanese(c: CitationData) -> Citation:
    """Format a citation for a Japanese text."""
    accessed = f"{citation_dates.japanese(c.accessed)}閲覧" if c.accessed else ""
    edition = f"{quote_book_ja(c.edition.title.own)}、第{c.edition.version}版"
    if c.kind is TargetKind.ESSAY:
        where = f"（{_join('、', edition, c.url, accessed)}）。"
        date = citation_dates.japanese(c.essay.date)
        if c.is_foreign:
            return Citation(
                f"{_essay(c, person_names.natural(c.author))}、{c.locator('ja-hyphen')}{where}",
                _essay(c, person_names.inverted(c.author)) + where,
            )
        essay = f"{quote_ja(c.title)}{quote_book_ja(c.essay.container)}{date}"
        note = f"{person_names.ja_natural(c.author)}{essay}、{c.locator('ja-hyphen')}{where}"
        return Citation(note, f"{person_names.ja_comma(c.author)}{essay}{where}")
    position = c.note_paragraph_ja("ja-hyphen")
    editors = f"{person_names.editors_ja(c.editors)}、" if c.signed else ""
    title = quote_ja(c.title or c.describe_ja("ja-hyphen"))
    work = f"{title}{f'{position}、' if position else ''}{edition}（{editors}{c.year}年）"
    rest = _join("、", work, c.url, accessed) + "。"
    return Citation(
        person_names.ja_natural(c.author) + rest, person_names.ja_comma(c.author) + rest
    )


def english(c: CitationData) -> Citation:
    """Format a citation for an English text."""
    accessed = f"accessed {citation_dates.month_day_year(c.accessed)}" if c.accessed else ""
    title = c.edition.title
    shown = title.romanised or c.cased(title.own, headline_case)
    book = shown if is_japanese(shown) else italic(shown)
    edition = f"{book}, version {c.edition.version}"
    if c.kind is TargetKind.ESSAY:
        where = f" ({_join(', ', edition, c.url, accessed)})."
        essay = f"{_essay(c, person_names.natural(c.author))}, {c.locator('en')}{where}"
        return Citation(essay, _essay(c, person_names.inverted(c.author)) + where)
    what = (
        f"{quote(c.latin_title)}{c.translation},"
        if c.english_title
        else quote(c.latin_title, ",")
        if c.title
        else ""
    )
    position = f"{c.describe_inline()}," if c.kind is not TargetKind.TERM else ""
    by = f"ed. {person_names.inside_sentence(c.editors)}, " if c.signed else ""
    work = _join(" ", what, position, f"{edition} ({by}{c.year})")
    rest = f", {_join(', ', work, c.url, accessed)}."
    return Citation(person_names.natural(c.author) + rest, person_names.inverted(c.author) + rest)


def _essay(c: CitationData, author: str) -> str:
    """Cite the essay as first published, in the form of the Chicago Manual."""
    latin = c.cased(c.latin_title, headline_case)
    title = f"{quote(latin)}{c.translation}," if c.english_title else quote(latin, ",")
    return (
        f"{author}, {title} {italic(c.essay.container)}, "
        f"{citation_dates.month_day_year(c.essay.date)}"
    )


def _join(sign: str, *parts: str) -> str:
    return sign.join(filter(None, parts))
