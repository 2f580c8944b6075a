"""A work in a bibliography as a plain record, with everything that marks up its texts gone; and what kind of work it is.

The fields have the names of BibTeX and biblatex (its manual, 2.2), the kinds those of CSL 1.0.2 (appendix III of its specification).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from ..text.addresses import refused_scheme

_PUBLIC = (
    "abstract addendum address booksubtitle booktitle booktitleaddon chapter date day doi edition eid eprint eprintclass eprinttype"
    " entrysubtype eventdate eventtitle eventtitleaddon howpublished institution isan isbn ismn isrn issn issue issuesubtitle issuetitle"
    " issuetitleaddon iswc journal journalsubtitle journaltitle journaltitleaddon keywords langid language location mainsubtitle maintitle"
    " maintitleaddon month nameaddon note number organization origdate origlanguage origlocation origpublisher origtitle pages pagetotal"
    " pagination part publisher pubstate reprinttitle school series shortjournal shortseries shorttitle sortkey sortname sorttitle subtitle"
    " title titleaddon titleyomi type url urldate venue version volume volumes year yomi"
)
PUBLIC = frozenset(_PUBLIC.split())
"""Every field that is given away. What the editors note for themselves (``annote``, ``comment``, ``file`` …) is not among them."""

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
    """A person, or in *literal* alone a group or a name that must not be taken apart."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""


@dataclass(frozen=True)
class Source:
    """A work as a bibliography file describes it."""

    key: str
    type: str
    """The entry type, in small letters: ``book``, ``misc`` …"""
    fields: dict[str, str] = field(default_factory=dict)
    """Plain text by field; the year without a letter that tells works apart."""
    names: dict[str, tuple[SourceName, ...]] = field(default_factory=dict)
    """The persons by role: ``author``, ``editor``, ``translator`` …"""

    def first(self, *fields: str) -> str:
        """The first of these fields that the work has; nothing if it has none. An address that may not stand is none."""
        found = next((self.fields[name] for name in fields if self.fields.get(name)), "")
        return "" if refused_scheme(found) and "url" in fields else found

    @property
    def kind(self) -> str:
        """The kind of work, as a CSL type.

        ``entrysubtype`` decides if it names one (``newspaper``, ``legal_case``, ``webpage`` …). What has no entry type of its own
        (``misc``) is an article in a newspaper if its keyword is ``news``, a page of the web if it has an address, else a document.
        """
        named = _SUBTYPES.get(self.first("entrysubtype").casefold())
        if named or self.type in _KINDS:
            return named or _KINDS[self.type]
        if "news" in self.keywords:
            return "article-newspaper"
        return "webpage" if self.first("url", "doi") else "document"

    @property
    def keywords(self) -> list[str]:
        """The keywords, one by one."""
        return [word for word in re.split(r"\s*[,;]\s*", self.first("keywords")) if word]

    @property
    def title(self) -> str:
        """The title with its subtitle; the key if it has none."""
        return _with(self.first("title"), self.first("subtitle")) or self.key

    @property
    def container(self) -> str:
        """The whole of which the work is a part: a journal, a book, a newspaper, a site."""
        for title, subtitle in (
            ("journaltitle", "journalsubtitle"),
            ("journal", ""),
            ("booktitle", "booksubtitle"),
            ("maintitle", ""),
        ):
            if name := self.first(title):
                return _with(name, self.first(subtitle))
        return self.first("howpublished") if self._in_container else ""

    @property
    def _in_container(self) -> bool:
        """Whether ``howpublished`` says where a work stands, not who made it."""
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
        """Who brought it out: the publisher, institution or school, or as the file words it."""
        makers = self._makers
        return makers[0] if makers else ""

    @property
    def _makers(self) -> list[str]:
        fields = ("publisher", "institution", "school", "organization", "howpublished")
        found = [
            self.fields[name]
            for name in fields
            if self.fields.get(name) and self.fields[name] != self.container
        ]
        return list(dict.fromkeys(found))

    @property
    def note(self) -> str:
        """The printed note, and what no other field has room for."""
        return "; ".join(
            filter(None, (self.first("note"), self.first("addendum"), *self._makers[1:]))
        )

    @property
    def number(self) -> str:
        """The number of an issue, a report or a volume of a series."""
        return self.first("number", "issue")

    @property
    def edition(self) -> str:
        """The edition; an ordinal in words as its number, for the programs that write it out themselves."""
        edition = self.first("edition")
        return (
            str(_ORDINALS.index(edition.casefold()) + 1)
            if edition.casefold() in _ORDINALS
            else edition
        )

    @property
    def genre(self) -> str:
        """What a report or thesis calls itself."""
        return self.first("type") or {
            "phdthesis": "PhD thesis",
            "mastersthesis": "Master’s thesis",
        }.get(self.type, "")

    @property
    def language(self) -> str:
        """The language of the work for a program that sets citations."""
        return data_language(self.first("language", "langid"))

    @property
    def doi(self) -> str:
        """The bare DOI."""
        return re.sub(
            r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", self.first("doi"), flags=re.IGNORECASE
        )

    @property
    def issued(self) -> Date | str:
        """The date of publication; words where it is none (``forthcoming``), and nothing where it is not known (``n.d.``)."""
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
        """The day on which its address was looked at."""
        return read_date(self.first("urldate"))


def _with(title: str, subtitle: str) -> str:
    return f"{title}: {subtitle}" if title and subtitle else title


def _month(text: str, day: str) -> tuple[int, int]:
    """Month and day out of ``month``: 1 January, January 1, jan, 12; 0 for what is not told."""
    number = re.search(r"\b\d{1,2}\b", text)
    name = re.search("|".join(_MONTHS), text.casefold())
    if name:
        return _MONTHS.index(name[0]) + 1, int(
            number[0] if number else day if day.isdecimal() else 0
        )
    month = int(number[0]) if number and re.fullmatch(r"\s*\d{1,2}\s*", text) else 0
    return (month if month <= 12 else 0), int(day) if day.isdecimal() else 0


def read_date(text: str) -> Date:
    """An ISO 8601 date, or the first of a range; empty if *text* is none."""
    match = _DATE.fullmatch(text.partition("/")[0].strip())
    return tuple(int(part) for part in match.groups() if part) if match else ()


def data_language(lang: str) -> str:
    """A language tag as programs that set citations bear it.

    citeproc-js prints a Latin name family name first and without a comma where the tag begins with ``ja`` or ``zh`` (seen by running
    it); the three-letter codes of ISO 639-2 say the same and do not.
    """
    head, _, _ = lang.partition("-")
    return {"ja": "jpn", "japanese": "jpn", "zh": "chi", "chinese": "chi"}.get(
        head.casefold(), lang
    )
