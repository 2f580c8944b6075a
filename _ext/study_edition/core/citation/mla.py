"""MLA style, 9th edition.

Verified: ``par.``/``pars.`` after the author and a comma (6.20), and only if the source itself
numbers its paragraphs, so that the edition is named as the second container; a title not in Latin
script in its own script, its translation in square brackets (5.30); lower-case ``version`` after a
comma. From memory: the bracket after the quotation marks, with the translation in quotation marks
and title case; day, short month, year; a full stop after the URL; a work without a title is
described, in roman (5.28–29). The date of access is optional (p. 211) and omitted for a version
that does not change. House style: the paragraph of a note if there is no URL; the edition's
translated title without the main title that it shares with the essay's; Japanese forms in the order
usual in MLA-based lists in Japan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import citation_dates, person_names
from .citation_data import Citation
from .citation_records import TargetKind
from .italics import italic
from .titles import (
    add_full_stop,
    is_japanese,
    quote,
    quote_book_ja,
    quote_ja,
    strip_shared_title,
    title_case,
)

if TYPE_CHECKING:
    from .citation_data import CitationData


def english(c: CitationData) -> Citation:
    """Format a citation for an English text."""
    author = person_names.family(c.author)
    title = _title(c.title, c.english_title) if c.title else add_full_stop(c.describe("mla"))
    position = "" if c.signed else f", {c.describe_inline('mla')}"
    head = f"{add_full_stop(person_names.inverted(c.author))} "
    if c.kind is TargetKind.ESSAY:
        return Citation(f"({author}, {c.locator('mla')})", f"{_essay(c)} {_edition(c)}")
    if c.kind is TargetKind.TERM:
        term = quote(c.title)
        in_text, head = (f"({author}, {term})", head) if c.signed else (f"({term})", "")
        return Citation(in_text, f"{head}{title} {_edition(c)}")
    return Citation(f"({author}{position})", f"{head}{title} {_edition(c)}")


def _title(own: str, translation: str) -> str:
    return f"{quote(own)} [{quote(title_case(translation))}]." if translation else quote(own, ".")


def _essay(c: CitationData) -> str:
    """Cite the essay as first published."""
    author = add_full_stop(person_names.inverted(c.essay.author))
    title = _title(c.cased(c.essay.title.own, title_case), c.essay.title.english)
    container, date = italic(c.essay.container), citation_dates.mla(c.essay.date)
    return f"{author} {title} {container}, {date}."


def _edition(c: CitationData) -> str:
    title = c.edition.title
    shown = title.own if is_japanese(title.own) else italic(c.cased(title.own, title_case))
    if title.english:
        shown += f" [{title_case(strip_shared_title(title.english, c.essay.title.english))}]"
    editors = f"edited by {person_names.inside_sentence(c.editors)}" if c.names_editors else ""
    position = c.describe_inline("mla") if c.needs_paragraph else c.url
    return (
        ", ".join(filter(None, (shown, editors, f"version {c.edition.version}", c.year, position)))
        + "."
    )


def japanese(c: CitationData) -> Citation:
    """Format a citation for a Japanese text."""
    author = person_names.ja_family(c.author)
    head = f"{person_names.ja_comma(c.author)}{quote_ja(c.title or c.describe_ja())}"
    if c.kind is TargetKind.ESSAY:
        date = citation_dates.japanese(c.essay.date)
        essay = f"{head}{quote_book_ja(c.essay.container)}{date}、"
        if c.is_foreign:
            essay = f"{_essay(c)} "
        return Citation(f"（{author}、{c.locator('ja')}）", essay + _edition_ja(c))
    if c.kind is TargetKind.TERM:
        term = quote_ja(c.title)
        return Citation(
            f"（{author}{term}）" if c.signed else f"（{term}）",
            (head if c.signed else term) + _edition_ja(c),
        )
    position = "" if c.signed else f"、{c.describe_ja()}"
    return Citation(f"（{author}{position}）", head + _edition_ja(c))


def _edition_ja(c: CitationData) -> str:
    editors = person_names.editors_ja(c.editors) if c.names_editors else ""
    position = c.describe_ja() if c.needs_paragraph else c.url
    parts = (
        quote_book_ja(c.edition.title.own),
        editors,
        f"第{c.edition.version}版",
        f"{c.year}年",
        position,
    )
    return "、".join(filter(None, parts)) + "。"
