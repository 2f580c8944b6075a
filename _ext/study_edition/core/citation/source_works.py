"""Works of a bibliography as plain records: all markup removed, and the kind of work determined.

Fields are named as in BibTeX and biblatex (biblatex manual, 2.2), kinds as in CSL 1.0.2 (appendix
III of its specification).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from ..text.url_schemes import refused_scheme

_PUBLIC = """
abstract addendum address booksubtitle booktitle booktitleaddon chapter date day doi
edition eid eprint eprintclass eprinttype entrysubtype eventdate eventtitle
eventtitleaddon howpublished institution isan isbn ismn isrn issn issue issuesubtitle
issuetitle issuetitleaddon iswc journal journalsubtitle journaltitle journaltitleaddon
keywords langid language location mainsubtitle maintitle maintitleaddon month nameaddon
note number organization origdate origlanguage origlocation origpublisher origtitle
pages pagetotal pagination part publisher pubstate reprinttitle school series
shortjournal shortseries shorttitle sortkey sortname sorttitle subtitle title titleaddon
titleyomi type url urldate venue version volume volumes year yomi
"""
PUBLIC_FIELDS = frozenset(_PUBLIC.split())
"""Every field that is exported. The editors' private fields (``annote``, ``comment``, ``file`` …)
are not."""

_KINDS = {
    "article": "article-journal",
    "artwork": "graphic",
    "audio": "song",
    "book": "book",
    "bookinbook": "chapter",
    "booklet": "pamphlet",
    "collection": "book",
    "conference": "paper-conference",
    "dataset": "dataset",
    "electronic": "webpage",
    "image": "graphic",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "inreference": "entry-encyclopedia",
    "jurisdiction": "legal_case",
    "legal": "treaty",
    "legislation": "legislation",
    "letter": "personal_communication",
    "manual": "book",
    "mastersthesis": "thesis",
    "movie": "motion_picture",
    "music": "song",
    "mvbook": "book",
    "mvcollection": "book",
    "mvproceedings": "book",
    "mvreference": "book",
    "online": "webpage",
    "patent": "patent",
    "performance": "performance",
    "periodical": "periodical",
    "phdthesis": "thesis",
    "proceedings": "book",
    "reference": "book",
    "report": "report",
    "review": "review",
    "software": "software",
    "standard": "standard",
    "suppbook": "chapter",
    "suppcollection": "chapter",
    "suppperiodical": "article-journal",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "video": "motion_picture",
    "www": "webpage",
}
_SUBTYPES = {
    "magazine": "article-magazine",
    "newspaper": "article-newspaper",
    "nonacademic": "article-newspaper",
    **{
        kind: kind
        for kind in (
            *_KINDS.values(),
            "article-magazine",
            "article-newspaper",
            "bill",
            "document",
            "hearing",
            "interview",
        )
    },
    **{
        kind: kind
        for kind in (
            "broadcast",
            "entry-dictionary",
            "map",
            "post",
            "post-weblog",
            "regulation",
            "review-book",
            "speech",
        )
    },
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)

Date = tuple[int, ...]
"""Year; year and month; or year, month and day."""


class SourceName(NamedTuple):
    """A person; or, with only *literal*, a group or a name that must not be divided."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""


@dataclass(frozen=True)
class Source:
    """A work as described in a bibliography file."""

    key: str
    type: str
    """The entry type in lower case: ``book``, ``misc`` …"""
    fields: dict[str, str] = field(default_factory=dict)
    """Plain text by field; the year without a disambiguating letter."""
    names: dict[str, tuple[SourceName, ...]] = field(default_factory=dict)
    """The persons by role: ``author``, ``editor``, ``translator`` …"""

    def first(self, *fields: str) -> str:
        """Return the first of these fields that is not empty, or an empty string.

        A URL with a refused scheme counts as empty.
        """
        found = next((self.fields[name] for name in fields if self.fields.get(name)), "")
        return "" if refused_scheme(found) and "url" in fields else found

    @property
    def kind(self) -> str:
        """The kind of work, as a CSL type.

        ``entrysubtype`` decides if it names one (``newspaper``, ``legal_case``, ``webpage`` …). An
        entry type without a kind (``misc``) is a newspaper article if its keyword is ``news``, a
        web page if it has a URL, else a document.
        """
        named = _SUBTYPES.get(self.first("entrysubtype").casefold())
        if named or self.type in _KINDS:
            return named or _KINDS[self.type]
        if "news" in self.keywords:
            return "article-newspaper"
        return "webpage" if self.first("url", "doi") else "document"

    @property
    def keywords(self) -> list[str]:
        """The keywords as a list."""
        return [word for word in re.split(r"\s*[,;]\s*", self.first("keywords")) if word]

    @property
    def title(self) -> str:
        """The title with its subtitle; the key if there is none."""
        return _join_subtitle(self.first("title"), self.first("subtitle")) or self.key

    @property
    def container(self) -> str:
        """The whole that the work is part of: a journal, a book, a newspaper, a site."""
        for title, subtitle in (
            ("journaltitle", "journalsubtitle"),
            ("journal", ""),
            ("booktitle", "booksubtitle"),
            ("maintitle", ""),
        ):
            if name := self.first(title):
                return _join_subtitle(name, self.first(subtitle))
        return self.first("howpublished") if self._howpublished_is_container else ""

    @property
    def _howpublished_is_container(self) -> bool:
        """Whether ``howpublished`` names the container, not the publisher."""
        return self.kind in {
            "article-newspaper",
            "article-magazine",
            "webpage",
            "post-weblog",
            "legislation",
            "legal_case",
        }

    @property
    def publisher(self) -> str:
        """The publisher, institution or school, or as the file words it."""
        publishers = self._publishers
        return publishers[0] if publishers else ""

    @property
    def _publishers(self) -> list[str]:
        fields = ("publisher", "institution", "school", "organization", "howpublished")
        found = [
            self.fields[name]
            for name in fields
            if self.fields.get(name) and self.fields[name] != self.container
        ]
        return list(dict.fromkeys(found))

    @property
    def note(self) -> str:
        """The printed note, and everything for which no other field has room."""
        return "; ".join(
            filter(None, (self.first("note"), self.first("addendum"), *self._publishers[1:]))
        )

    @property
    def number(self) -> str:
        """The number of an issue, a report or a volume of a series."""
        return self.first("number", "issue")

    @property
    def edition(self) -> str:
        """The edition, with an ordinal in words as a number for programs that spell it out."""
        edition = self.first("edition")
        return (
            str(_ORDINALS.index(edition.casefold()) + 1)
            if edition.casefold() in _ORDINALS
            else edition
        )

    @property
    def genre(self) -> str:
        """The designation of a report or thesis."""
        return self.first("type") or {
            "phdthesis": "PhD thesis",
            "mastersthesis": "Master’s thesis",
        }.get(self.type, "")

    @property
    def language(self) -> str:
        """The language of the work as a tag for citation programs."""
        return language_tag(self.first("language", "langid"))

    @property
    def doi(self) -> str:
        """The DOI without a URL prefix."""
        return re.sub(
            r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", self.first("doi"), flags=re.IGNORECASE
        )

    @property
    def issued(self) -> Date | str:
        """The date of publication, or words (``forthcoming``); empty if unknown (``n.d.``)."""
        if date := read_date(self.first("date")):
            return date
        year = self.first("year")
        found = read_date(year)
        if len(found) == 1:
            month, day = _month(self.first("month"), self.first("day"))
            return (*found, month, day)[: 1 + bool(month) + bool(month and day)]
        return found or ("" if re.fullmatch(r"n\.?\s*d\.?", year, re.IGNORECASE) else year)

    @property
    def accessed(self) -> Date:
        """The day of access."""
        return read_date(self.first("urldate"))


def _join_subtitle(title: str, subtitle: str) -> str:
    return f"{title}: {subtitle}" if title and subtitle else title


def _month(text: str, day: str) -> tuple[int, int]:
    """Read month and day from ``month``: 1 January, January 1, jan, 12; 0 if not given."""
    number = re.search(r"\b\d{1,2}\b", text)
    name = re.search("|".join(_MONTHS), text.casefold())
    if name:
        return _MONTHS.index(name[0]) + 1, int(
            number[0] if number else day if day.isdecimal() else 0
        )
    month = int(number[0]) if number and re.fullmatch(r"\s*\d{1,2}\s*", text) else 0
    return (month if month <= 12 else 0), int(day) if day.isdecimal() else 0


def read_date(text: str) -> Date:
    """Read an ISO 8601 date, or the first of a range; empty if *text* is not a date."""
    match = _DATE.fullmatch(text.partition("/")[0].strip())
    return tuple(int(part) for part in match.groups() if part) if match else ()


def language_tag(lang: str) -> str:
    """Return a language tag for citation programs.

    citeproc-js prints a Latin name family name first and without a comma if the tag begins with
    ``ja`` or ``zh`` (observed by running it); the three-letter codes of ISO 639-2 avoid this.
    """
    head, _, _ = lang.partition("-")
    return {"ja": "jpn", "japanese": "jpn", "zh": "chi", "chinese": "chi"}.get(
        head.casefold(), lang
    )
