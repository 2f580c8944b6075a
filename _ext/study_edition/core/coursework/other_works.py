"""Find where an essay cites works other than the edition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .coursework_records import CourseworkEdition, EditionSource

_YEAR = re.compile(r"(?<![0-9０-９.,/])(1[6-9]\d\d|20\d\d)([a-z])?(?![0-9])(?!\s*[-–—~〜～]\s*\d)")
_BRACKETS = re.compile(r"[（(［\[]([^（）()［\]]{1,300})[）)］\]]")
_AUTHOR_BEFORE = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w’'.-]*(?:\s+(?:and|&|et|al\.|[A-ZÀ-Þ][\w’'.-]*))*"
    r"|[一-鿿々ァ-ヺー・]{1,20})"
    r"(?:’s|'s|氏|教授|ら|ほか|他)?\s*$"
)
_LOCATOR = re.compile(
    r"\d+(?:[-–—~～]\d+)?\s*(?:頁|ページ)|(?<![a-z])[Pp]{1,2}\.\s*\d"
    r"|[A-ZÀ-Þ][\w’'.-]+\s+\d{1,4}(?:[-–]\d{1,4})?$|[:：]\s*\d{1,4}$"
    r"|(?:[A-ZÀ-Þ][\w’'.-]+|[一-鿿ァ-ヺー]{1,12})[,、]?\s*[Pp]{1,2}\.?\s?\d{1,4}"
)


class WorkCitation(NamedTuple):
    """A citation of another work: by name and year, by page, or of a source of the edition."""

    start: int
    end: int
    bracketed: bool
    """Whether all of it is in brackets, after what it supports."""


def find_work_citations(text: str, edition: CourseworkEdition) -> list[WorkCitation]:
    """Return every citation of another work, in order.

    Examples: （船橋 1988、55頁）, Zimmermann (2002), (Treverton 33).
    """
    ours = edition.named
    years = {
        source.year
        for source in edition.sources
        if source.key != edition.essay_key and set(edition.author) & set(sum(source.names, ()))
    }
    years -= {source.year for source in edition.sources if source.key == edition.essay_key}
    citations: list[WorkCitation] = []
    for group in _BRACKETS.finditer(text):
        position = group.start(1)
        for part in re.split("([;；])", group[1]):
            year = _YEAR.match(part.strip())
            before = (
                _AUTHOR_BEFORE.search(text, max(0, group.start() - 60), group.start())
                if year
                else None
            )
            if before and not ours.search(before["name"]):
                citations.append(WorkCitation(before.start(), group.end(), bracketed=False))
                break
            if _is_citation(part) and (not ours.search(part) or _other_year(part, years)):
                citations.append(WorkCitation(position, position + len(part), bracketed=True))
            position += len(part)
    return sorted(citations)


def _other_year(part: str, years: set[str]) -> bool:
    """Return whether another work of the essay's author is cited."""
    year = _YEAR.search(part)
    return year is not None and year[1] in years


def _is_citation(part: str) -> bool:
    """Return whether a part of brackets, up to a semicolon, cites a work."""
    year = _YEAR.search(part)
    named = (
        year
        and re.search(r"[A-Za-zÀ-ÿ一-鿿ァ-ヺ]{2}", part[: year.start()])
        and not re.search(r"[年月]\s*$|年[のにか]", part)
    )
    return bool(named) or _LOCATOR.search(part) is not None


class SourceCitation(NamedTuple):
    """A citation of a source of the edition."""

    position: int
    text: str
    sources: tuple[EditionSource, ...]
    """The possible sources: those of one author and year, which only a letter distinguishes."""


def find_source_citations(text: str, sources: Sequence[EditionSource]) -> Iterator[SourceCitation]:
    """Yield the citations of sources.

    They are by name and year, by name and page in brackets, or by name and a number.
    """
    by_name: dict[str, list[EditionSource]] = {}
    for source in sources:
        for name in {form for forms in source.names[:3] for form in forms}:
            by_name.setdefault(name, []).append(source)
    if not by_name:
        return
    names = "|".join(map(re.escape, sorted(by_name, key=len, reverse=True)))
    named = re.compile(
        "(?:(?<![A-Za-zÀ-ÿ])(?=[A-Za-z])"
        f"|(?=[^A-Za-z])(?<![一-鿿々ァ-ヺー]))(?P<name>{names})(?![A-Za-zÀ-ÿ])"
    )
    for match in named.finditer(text):
        works = by_name[match["name"]]
        if (
            end := _year_after(text, match.end(), bracketed=_in_brackets(text, match.start()))
        ) is not None:
            year_end, year = end
            dated = tuple(source for source in works if source.year == year)
            if dated:
                yield SourceCitation(match.start(), text[match.start() : year_end], dated)
        elif page := re.compile(
            r"(?:,|、)?\s*(?:pp?\.\s*)?\d{1,4}(?:[-–]\d{1,4})?(?:頁|ページ)?[)）;；]"
        ).match(text, match.end()):
            if _in_brackets(text, match.start()) and not re.match(
                r"[^(（]*(?:段落|para)", text[match.end() :]
            ):
                yield SourceCitation(
                    match.start(), text[match.start() : page.end() - 1], tuple(works)
                )
        elif number := re.compile(r"(?:氏|教授|ら|ほか|他| et al\.)?\s?[\[［]\d{1,3}[\]］]").match(
            text, match.end()
        ):
            yield SourceCitation(match.start(), text[match.start() : number.end()], tuple(works))


_BETWEEN = re.compile(
    r"(?:(?:[\s　,，、・･&＆.]|and\b|et al\.?|ほか|他|ら|氏|教授|博士|の|は|編著?|著|’s|'s|in\b"
    r"|eds?\.|論文|著書|本"
    r"|(?:book|article|study|work|paper|essay)s?\b|[『「“][^『』「」“”\n]{1,80}[』」”]"
    r"|[A-ZÀ-Þ][\w’'.-]*|(?:van|von|de|der)\b"
    r"|[一-鿿ァ-ヺー]{1,8}){0,14}?)"
    r"(?P<open>[（(［\[]?)\s*(?P<year>(?:1[6-9]|20)\d\d)[a-z]?(?![0-9])"
    r"(?!\s*[-–—~〜～]\s*\d)(?P<after>年?(?=[）)、,，:：;；\s.．」』]|$)|)"
)


def _year_after(text: str, position: int, *, bracketed: bool) -> tuple[int, str] | None:
    """Return the end and the year of a citation after a name.

    The year is in the same brackets, or in brackets of its own.
    """
    match = _BETWEEN.match(text, position, position + 140)
    if match is None or not (bracketed or match["open"]):
        return None
    if re.match(r"年(?![）)、,，:：;；])", text[match.end("year") :]):
        return None  # a date
    return match.end(), match["year"]


def _in_brackets(text: str, position: int) -> bool:
    before = text[max(0, position - 200) : position]
    return max(before.rfind("（"), before.rfind("(")) > max(
        before.rfind("）"), before.rfind(")"), before.rfind("\n\n")
    )
