"""The bibliography: the form of each work, and the order of the works."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pybtex.richtext import HRef, Tag, Text
from pybtex.style.formatting.unsrt import Style as UnsrtStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from pybtex.style.template import Node

from ..core.text.gojuon import SortKey, sort_key
from ..core.text.month_names import MONTHS
from .bib_files import DATE
from .name_forms import (
    format_pages,
    from_latex,
    full_name,
    has_japanese,
    is_japanese,
    join_names,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pybtex.database import Entry

PLAIN_YEAR = "plainyear"
"""The field with the year without its distinguishing letter."""


class ReadingOrder(BaseSortingStyle):  # type: ignore[misc]  # pybtex has no types
    """Gojūon order by the author's reading, then Latin names; then by year and title."""

    def sorting_key(self, entry: Entry) -> tuple[SortKey, list[SortKey], str, int, str, SortKey]:
        """Return the sort key of a work; works of one author precede those with co-authors."""
        co_authors = [sort_key(str(person)) for person in entry.persons.get("author", [])[1:]]
        year = entry.fields.get("year", "")
        return (
            _author_key(entry),
            co_authors,
            entry.fields.get(PLAIN_YEAR, year),
            len(year),
            year,
            title_sort_key(entry),
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


def title_sort_key(entry: Entry) -> SortKey:
    """Return the sort key of a work's title."""
    return sort_key(entry.fields.get("titleyomi") or str(from_latex(entry.fields.get("title", ""))))


class KeyLabels(BaseLabelStyle):  # type: ignore[misc]  # pybtex has no types
    """Labels for the works; they are not printed, only distinct."""

    def format_labels(self, sorted_entries: Iterable[Entry]) -> Iterator[str]:
        """Yield the key of each work."""
        return (entry.key for entry in sorted_entries)


class JapaneseBibliography(UnsrtStyle):  # type: ignore[misc]  # pybtex has no types
    """The bibliography: one form for works in Japanese, one for all others."""

    default_sorting_style = ReadingOrder
    default_label_style = KeyLabels

    def __getattribute__(self, name: str) -> object:
        """Return one template for every entry type: the output depends on the fields alone."""
        if name.startswith("get_") and name.endswith("_template"):
            return lambda entry: Node("work", lambda _children, _data: format_work(entry))
        return super().__getattribute__(name)


def format_work(entry: Entry) -> Text:
    """Return a work as printed in the bibliography."""
    return _format_japanese(entry) if is_japanese(entry) else _format_other(entry)


def _field(entry: Entry, name: str) -> Text | None:
    text = entry.fields.get(name)
    return from_latex(text.replace("--", "–")) if text else None


def _authors(entry: Entry, *, japanese: bool) -> tuple[Text | None, bool]:
    """Return the authors as an entry opens with them, and whether they are editors."""
    for role in ("author", "editor"):
        if persons := entry.persons.get(role):
            names = [
                full_name(person, inverted=not japanese and i == 0)
                for i, person in enumerate(persons)
            ]
            return join_names(names, japanese=japanese, listed=True), role == "editor"
    return None, False


def _month_and_day(entry: Entry, *, japanese: bool) -> str:
    """Return month and day of the ISO ``date``; an empty string if it has a year only."""
    date = entry.fields.get("date", "")
    parts = [int(part) for part in date.split("-")[1:]] if DATE.fullmatch(date) else []
    if not parts:
        return ""
    if japanese:
        return "".join(f"{n}{unit}" for n, unit in zip(parts, "月日", strict=False))
    month = MONTHS[parts[0] - 1]
    return f"{month} {parts[1]}" if len(parts) > 1 else month


def _link(entry: Entry) -> Text | None:
    if doi := entry.fields.get("doi"):
        return Text(HRef(f"https://doi.org/{doi}", f"https://doi.org/{doi}"))
    if url := entry.fields.get("url"):
        return Text(HRef(url, url))
    return None


_JAPANESE_QUOTES = ("「", "」", "『", "』")
_OTHER_QUOTES = ("“", "”", "‘", "’")


def _title(entry: Entry, quotes: tuple[str, str, str, str], *, whole: bool) -> Text:
    """Return the title: that of a part in quotation marks, with those inside it changed.

    A title in square brackets is the editors' description and has no marks.

    :param quotes: the outer and inner quotation marks; a whole Japanese work gets the inner ones.
    :param whole: whether the work is a book or the like, and not a part of one.
    """
    plain = entry.fields.get("title", entry.key).replace("``", "“").replace("''", "”")
    opening, closing, inner, inner_end = quotes
    if str(from_latex(plain)).startswith("["):
        return from_latex(plain) if quotes is _JAPANESE_QUOTES else _end_sentence(from_latex(plain))
    title = from_latex(plain.replace(opening, inner).replace(closing, inner_end))
    if quotes is _JAPANESE_QUOTES:
        return Text(inner, from_latex(plain), inner_end) if whole else Text(opening, title, closing)
    return (
        _end_sentence(Text(Tag("em", from_latex(plain))))
        if whole
        else Text(opening, _end_sentence(title), closing)
    )


def _format_japanese(entry: Entry) -> Text:
    names, edited = _authors(entry, japanese=True)
    whole = entry.type in {"book", "collection", "proceedings", "techreport"}
    text = (
        (names or Text())
        + ("編" if edited else "")
        + f"（{entry.fields.get('year', 'n.d.')}）"
        + _title(entry, _JAPANESE_QUOTES, whole=whole)
    )
    if journal := _field(entry, "journal") or _field(entry, "booktitle"):
        text += Text("『", journal, "』")
        text += "".join(
            filter(None, [_with_unit(entry, "volume", "巻"), _with_unit(entry, "number", "号")])
        )
    details = [
        _field(entry, "howpublished"),
        _field(entry, "institution"),
        _field(entry, "publisher"),
        _field(entry, "series"),
    ]
    details += (
        [Text(format_pages(entry.fields["pages"], japanese=True))]
        if "pages" in entry.fields
        else []
    )
    day = _month_and_day(entry, japanese=True)
    details += [Text(day)] if day else []
    kept = [part for part in details if part]
    if kept:
        text += (Text("、") if entry.fields.get("journal") else Text()) + Text("、").join(kept)
    sentences = [text, _field(entry, "note")]
    text = Text("").join(
        [part if str(part).endswith("。") else part + "。" for part in sentences if part]
    )
    link = _link(entry)
    return text + link if link else text


def _with_unit(entry: Entry, name: str, unit: str) -> str:
    value = entry.fields.get(name, "").replace("--", "–")
    return f"{value}{unit}" if value.replace("–", "").isdigit() else value


def _format_other(entry: Entry) -> Text:
    names, edited = _authors(entry, japanese=False)
    whole = entry.type in {"book", "collection", "proceedings"}
    sentences: list[Text] = []
    if names:
        sentences.append(_end_sentence(names + (", ed" if edited else "")))
    sentences.append(_end_sentence(Text(entry.fields.get("year", "n.d."))))
    sentences.append(_title(entry, _OTHER_QUOTES, whole=whole))
    if book := _field(entry, "booktitle"):
        sentences.append(_end_sentence(Text("In ", Tag("em", book))))
    edition = _field(entry, "edition")
    parts = [
        _field(entry, "howpublished"),
        _field(entry, "type"),
        edition + " ed" if edition else None,
        _field(entry, "series"),
    ]
    sentences += [
        _end_sentence(part) for part in (*parts, _journal(entry), _imprint(entry)) if part
    ]
    day = _month_and_day(entry, japanese=False)
    if day and not entry.fields.get("journal"):
        sentences.append(_end_sentence(Text(day)))
    if "isbn" in entry.fields:
        sentences.append(Text(f"ISBN {entry.fields['isbn']}."))
    if note := _field(entry, "note"):
        sentences.append(_end_sentence(note))
    if link := _link(entry):
        sentences.append(link)
    return Text(" ").join(sentences)


def _end_sentence(text: Text) -> Text:
    """Add a full stop in the language of the last character, unless the sentence has ended."""
    plain = str(text).rstrip("’”")
    if plain.endswith((".", "?", "!", "。")):
        return text
    return text + ("。" if has_japanese(plain[-1:]) or plain.endswith(("』", "」", "）")) else ".")


def _journal(entry: Entry) -> Text | None:
    journal = _field(entry, "journal")
    if journal is None:
        return None
    text = Text(Tag("em", journal))
    if volume := _field(entry, "volume"):
        text += Text(" ", volume)
    if number := _field(entry, "number"):
        text += Text(" (", number, ")") if "volume" in entry.fields else Text(", no. ", number)
    elif day := _month_and_day(entry, japanese=False):
        text += Text(" (", day, ")") if "volume" in entry.fields else Text(", ", day)
    if "pages" in entry.fields:
        text += Text(": ", _field(entry, "pages") or "")
    return text


def _imprint(entry: Entry) -> Text | None:
    parts = [_field(entry, "address"), _field(entry, "publisher") or _field(entry, "institution")]
    kept = [part for part in parts if part]
    if "pages" in entry.fields and "journal" not in entry.fields:
        return Text(": ").join(kept) + ", " + format_pages(entry.fields["pages"], japanese=False)
    return Text(": ").join(kept) if kept else None
