"""The bibliography: the form of a work, and the order of the works."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pybtex.richtext import HRef, Tag, Text
from pybtex.style.formatting.unsrt import Style as UnsrtStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from pybtex.style.template import Node

from ..core.text.gojuon import SortKey, sort_key
from .bib_files import DATE
from .name_forms import from_latex, full_name, has_japanese, is_japanese, joined, pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pybtex.database import Entry

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


PLAIN = "plainyear"
"""The field that keeps a year without the letter that tells works apart."""


class ByReading(BaseSortingStyle):
    """Japanese dictionary order by the author's reading, then Latin names; then year, then title."""

    def sorting_key(self, entry: Entry) -> tuple[SortKey, list[SortKey], str, int, str, SortKey]:
        """The key of one work; works of one author come before those with others."""
        others = [sort_key(str(person)) for person in entry.persons.get("author", [])[1:]]
        year = entry.fields.get("year", "")
        return (
            _author_key(entry),
            others,
            entry.fields.get(PLAIN, year),
            len(year),
            year,
            title_key(entry),
        )


def _author_key(entry: Entry) -> SortKey:
    person = next(
        (entry.persons[role][0] for role in ("author", "editor") if entry.persons.get(role)), None
    )
    name = str(person) if person is not None else entry.fields.get("title", "")
    yomi = entry.fields.get("yomi")
    if yomi and has_japanese(name):
        return sort_key(re.sub(r"[,，]\s*", " ", yomi))
    return sort_key(str(from_latex(entry.fields.get("sortname") or name)))


def title_key(entry: Entry) -> SortKey:
    """Give the sort key of a work's title."""
    return sort_key(entry.fields.get("titleyomi") or str(from_latex(entry.fields.get("title", ""))))


class ByKey(BaseLabelStyle):
    """Labels are not printed; they only have to differ."""

    def format_labels(self, sorted_entries: Iterable[Entry]) -> Iterator[str]:
        """Give each work its key."""
        return (entry.key for entry in sorted_entries)


class JapaneseList(UnsrtStyle):
    """The bibliography: one form for works in Japanese, one for all others."""

    default_sorting_style = ByReading
    default_label_style = ByKey

    def __getattribute__(self, name: str) -> object:
        """Every entry type has the same template: what is printed depends on the fields alone."""
        if name.startswith("get_") and name.endswith("_template"):
            return lambda entry: Node("work", lambda _children, _data: describe(entry))
        return super().__getattribute__(name)


def describe(entry: Entry) -> Text:
    """A work as it stands in the bibliography."""
    return _describe_japanese(entry) if is_japanese(entry) else _describe_other(entry)


def _value(entry: Entry, name: str) -> Text | None:
    text = entry.fields.get(name)
    return from_latex(text.replace("--", "–")) if text else None


def _authors(entry: Entry, *, japanese: bool) -> tuple[Text | None, bool]:
    """The authors as a list opens with them; and whether they are editors."""
    for role in ("author", "editor"):
        if persons := entry.persons.get(role):
            names = [
                full_name(person, inverted=not japanese and i == 0)
                for i, person in enumerate(persons)
            ]
            return joined(names, japanese=japanese, listed=True), role == "editor"
    return None, False


def _day(entry: Entry, *, japanese: bool) -> str:
    """Month and day, from the ISO ``date``; nothing for a work with a year only."""
    date = entry.fields.get("date", "")
    parts = [int(part) for part in date.split("-")[1:]] if DATE.fullmatch(date) else []
    if not parts:
        return ""
    if japanese:
        return "".join(f"{n}{unit}" for n, unit in zip(parts, "月日", strict=False))
    month = _MONTHS[parts[0] - 1]
    return f"{month} {parts[1]}" if len(parts) > 1 else month


def _web(entry: Entry) -> Text | None:
    if doi := entry.fields.get("doi"):
        return Text(HRef(f"https://doi.org/{doi}", f"https://doi.org/{doi}"))
    if url := entry.fields.get("url"):
        return Text(HRef(url, url))
    return None


_JAPANESE_QUOTES = ("「", "」", "『", "』")
_OTHER_QUOTES = ("“", "”", "‘", "’")


def _title(entry: Entry, quotes: tuple[str, str, str, str], *, whole: bool) -> Text:
    """The title: of a whole work as such, of a part in quotation marks, those inside it changed to the other kind.

    A title in square brackets is the editors' description and stands without marks.
    """
    plain = entry.fields.get("title", entry.key).replace("``", "“").replace("''", "”")
    opening, closing, inner, inner_end = quotes
    if str(from_latex(plain)).startswith("["):
        return from_latex(plain) if quotes is _JAPANESE_QUOTES else _stop(from_latex(plain))
    title = from_latex(plain.replace(opening, inner).replace(closing, inner_end))
    if quotes is _JAPANESE_QUOTES:
        return Text(inner, from_latex(plain), inner_end) if whole else Text(opening, title, closing)
    return (
        _stop(Text(Tag("em", from_latex(plain)))) if whole else Text(opening, _stop(title), closing)
    )


def _describe_japanese(entry: Entry) -> Text:
    names, edited = _authors(entry, japanese=True)
    whole = entry.type in {"book", "collection", "proceedings", "techreport"}
    text = (
        (names or Text())
        + ("編" if edited else "")
        + f"（{entry.fields.get('year', 'n.d.')}）"
        + _title(entry, _JAPANESE_QUOTES, whole=whole)
    )
    if journal := _value(entry, "journal") or _value(entry, "booktitle"):
        text += Text("『", journal, "』")
        text += "".join(
            filter(None, [_numbered(entry, "volume", "巻"), _numbered(entry, "number", "号")])
        )
    details = [
        _value(entry, "howpublished"),
        _value(entry, "institution"),
        _value(entry, "publisher"),
        _value(entry, "series"),
    ]
    details += (
        [Text(pages(entry.fields["pages"], japanese=True))] if "pages" in entry.fields else []
    )
    day = _day(entry, japanese=True)
    details += [Text(day)] if day else []
    kept = [part for part in details if part]
    if kept:
        text += (Text("、") if entry.fields.get("journal") else Text()) + Text("、").join(kept)
    sentences = [text, _value(entry, "note")]
    text = Text("").join(
        [part if str(part).endswith("。") else part + "。" for part in sentences if part]
    )
    web = _web(entry)
    return text + web if web else text


def _numbered(entry: Entry, name: str, unit: str) -> str:
    value = entry.fields.get(name, "").replace("--", "–")
    return f"{value}{unit}" if value.replace("–", "").isdigit() else value


def _describe_other(entry: Entry) -> Text:
    names, edited = _authors(entry, japanese=False)
    whole = entry.type in {"book", "collection", "proceedings"}
    sentences: list[Text] = []
    if names:
        sentences.append(_stop(names + (", ed" if edited else "")))
    sentences.append(_stop(Text(entry.fields.get("year", "n.d."))))
    sentences.append(_title(entry, _OTHER_QUOTES, whole=whole))
    if book := _value(entry, "booktitle"):
        sentences.append(_stop(Text("In ", Tag("em", book))))
    edition = _value(entry, "edition")
    parts = [
        _value(entry, "howpublished"),
        _value(entry, "type"),
        edition + " ed" if edition else None,
        _value(entry, "series"),
    ]
    sentences += [_stop(part) for part in (*parts, _journal(entry), _imprint(entry)) if part]
    day = _day(entry, japanese=False)
    if day and not entry.fields.get("journal"):
        sentences.append(_stop(Text(day)))
    if "isbn" in entry.fields:
        sentences.append(Text(f"ISBN {entry.fields['isbn']}."))
    if note := _value(entry, "note"):
        sentences.append(_stop(note))
    if web := _web(entry):
        sentences.append(web)
    return Text(" ").join(sentences)


def _stop(text: Text) -> Text:
    """End a sentence, in the language of its last character."""
    plain = str(text).rstrip("’”")
    if plain.endswith((".", "?", "!", "。")):
        return text
    return text + ("。" if has_japanese(plain[-1:]) or plain.endswith(("』", "」", "）")) else ".")


def _journal(entry: Entry) -> Text | None:
    journal = _value(entry, "journal")
    if journal is None:
        return None
    text = Text(Tag("em", journal))
    if volume := _value(entry, "volume"):
        text += Text(" ", volume)
    if number := _value(entry, "number"):
        text += Text(" (", number, ")") if "volume" in entry.fields else Text(", no. ", number)
    elif day := _day(entry, japanese=False):
        text += Text(" (", day, ")") if "volume" in entry.fields else Text(", ", day)
    if "pages" in entry.fields:
        text += Text(": ", _value(entry, "pages") or "")
    return text


def _imprint(entry: Entry) -> Text | None:
    parts = [_value(entry, "address"), _value(entry, "publisher") or _value(entry, "institution")]
    kept = [part for part in parts if part]
    if "pages" in entry.fields and "journal" not in entry.fields:
        return Text(": ").join(kept) + ", " + pages(entry.fields["pages"], japanese=False)
    return Text(": ").join(kept) if kept else None
