"""A bibliography as a BibTeX file, for BibTeX and biblatex alike: the editors' own entries without what is theirs alone.

Texts stay in TeX, so nothing is decoded and encoded again; the comments of the file and its private fields are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .source_works import PUBLIC

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .source_works import Date

_LANGUAGES = {
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "ja": "japanese",
    "ko": "korean",
    "nl": "dutch",
    "pt": "portuguese",
    "ru": "russian",
    "zh": "chinese",
}
"""The names that babel and polyglossia have for languages."""


class BibEntry(NamedTuple):
    """An entry as a BibTeX reader has it: fields and names in TeX, their outer braces gone."""

    key: str
    type: str
    names: tuple[tuple[str, tuple[str, ...]], ...]
    """Role and persons, each as it stands between two ``and``."""
    fields: tuple[tuple[str, str], ...]


def for_biblatex(fields: Mapping[str, str], issued: Date | str) -> dict[str, str]:
    """The fields with two things added that biblatex understands, and BibTeX passes over.

    A month in words is no month to it, so the *issued* date goes with it in figures. It prints a ``language`` that it does not know,
    such as ``en``, as it stands; ``langid`` says the same and is not printed.
    """
    added = dict(fields)
    if not isinstance(issued, str) and len(issued) > 1 and "date" not in fields:
        added["date"] = "-".join(f"{part:02}" for part in issued)
    if language := _LANGUAGES.get(fields.get("language", "").partition("-")[0]):
        added.pop("language")
        added.setdefault("langid", language)
    return added


def bibtex(entries: Iterable[BibEntry]) -> str:
    """The entries as a file."""
    return "\n".join(_entry(entry) for entry in entries)


def _entry(entry: BibEntry) -> str:
    lines = [(role, " and ".join(persons)) for role, persons in entry.names if persons]
    lines += [(name, value) for name, value in entry.fields if name in PUBLIC and value]
    width = max((len(name) for name, _ in lines), default=0)
    inside = "".join(f"  {name:{width}} = {{{value}}},\n" for name, value in lines)
    return f"@{entry.type}{{{entry.key},\n{inside}}}\n"
