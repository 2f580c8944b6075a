"""APA style, 7th edition.

Verified: locator ``para.``/``paras.`` with an en dash (8.13 and APA's page on parts of a source); a
title in another script is romanised, and its translation follows in roman brackets (APA Style blog
on transliterated titles, 2021); a chapter or entry in an edited work (10.3, examples 47 and 48); no
date of access for a text that does not change (p. 290), such as a version of an edition. From
memory: no full stop after a URL; ``Original work published`` (10.2, example 29); a work without a
title is described in brackets (9.22). House style: two equal years are printed once; the editors
are not named again as editors of their own notes, as in example 48; an unsigned entry begins with
its title; if no URL says to which paragraph a note belongs, the brackets of the version do;
Japanese forms follow the rules of the Japanese Psychological Association where these have any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import citation_dates, person_names
from .citation_data import Citation
from .citation_records import TargetKind
from .italics import italic
from .titles import add_comma, add_full_stop, is_japanese, quote, quote_ja

if TYPE_CHECKING:
    from .citation_data import CitationData


def english(c: CitationData) -> Citation:
    """Format a citation for an English text."""
    role = person_names.editor_role(c.editors).capitalize()
    editors = f"{person_names.initials_first(c.editors)} ({role}.), " if c.names_editors else ""
    position = f", {c.describe_inline()}" if c.needs_paragraph else ""
    work = f"In {editors}{_book(c)} (Version {c.edition.version}{position})."
    author, title = person_names.family(c.author), _title(c)
    if c.kind is TargetKind.TERM and not c.signed:
        return Citation(
            f"({quote(c.latin_title, ',')} {c.year})",
            _join_parts(title, f"({c.year}).", work, c.url),
        )
    head = f"{add_full_stop(person_names.initials(c.author))} ({c.year})."
    if c.kind is TargetKind.ESSAY:
        years = f"{c.essay.date[:4]}/{c.year}" if c.first_year else c.year
        first = f"(Original work published {citation_dates.year(c.essay.date)})"
        return Citation(
            f"({author}, {years}, {c.locator('en')})", _join_parts(head, title, work, c.url, first)
        )
    position = "" if c.signed else f", {c.describe_inline()}"
    return Citation(f"({author}, {c.year}{position})", _join_parts(head, title, work, c.url))


def _title(c: CitationData) -> str:
    if not c.title:
        return f"[{c.describe()}]."
    return f"{c.latin_title}{c.translation}." if c.english_title else add_full_stop(c.latin_title)


def _book(c: CitationData) -> str:
    title = c.edition.title
    shown = title.romanised or title.own
    return (shown if is_japanese(shown) else italic(shown)) + (
        f" [{title.english}]" if title.english else ""
    )


def japanese(c: CitationData) -> Citation:
    """Format a citation for a Japanese text: no italics, no quotation marks around titles."""
    editors = f"{person_names.ja_natural(c.editors)} (編), " if c.names_editors else ""
    position = f", {c.describe_ja()}" if c.needs_paragraph else ""
    work = f"{editors}{c.edition.title.own} (第{c.edition.version}版{position})."
    author, title = person_names.ja_family(c.author), add_full_stop(c.title or c.describe_ja())
    if c.kind is TargetKind.TERM and not c.signed:
        return Citation(
            f"（{add_comma(quote_ja(c.title))} {c.year}）",
            _join_parts(title, f"({c.year}).", work, c.url),
        )
    head = f"{person_names.ja_initials(c.author)} ({c.year})."
    if c.kind is TargetKind.ESSAY:
        years = f"{c.essay.date[:4]}/{c.year}" if c.first_year else c.year
        first = f"(初出{citation_dates.japanese(c.essay.date)}, {c.essay.container})"
        return Citation(
            f"（{author}, {years}, {c.locator('ja')}）",
            _join_parts(head, title, work, c.url, first),
        )
    position = "" if c.signed else f", {c.describe_ja()}"
    return Citation(f"（{author}, {c.year}{position}）", _join_parts(head, title, work, c.url))


def _join_parts(*parts: str) -> str:
    return " ".join(filter(None, parts))
