"""Export a bibliography as a BibTeX file, for BibTeX and biblatex.

Texts stay in TeX, so nothing is decoded and encoded again; comments and private fields are left
out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .source_works import PUBLIC_FIELDS

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
"""Names of languages in babel and polyglossia."""


class BibEntry(NamedTuple):
    """An entry as read by a BibTeX parser: fields and names in TeX, without outer braces."""

    key: str
    type: str
    names: tuple[tuple[str, tuple[str, ...]], ...]
    """Role and persons, each as written between two ``and``."""
    fields: tuple[tuple[str, str], ...]


def for_biblatex(fields: Mapping[str, str], issued: Date | str) -> dict[str, str]:
    """Return the fields with two additions for biblatex, which BibTeX ignores.

    biblatex does not understand a month in words, so the *issued* date is added in digits. It
    prints an unknown ``language`` such as ``en`` literally; ``langid`` has the same meaning and is
    not printed.
    """
    added = dict(fields)
    if not isinstance(issued, str) and len(issued) > 1 and "date" not in fields:
        added["date"] = "-".join(f"{part:02}" for part in issued)
    if language := _LANGUAGES.get(fields.get("language", "").partition("-")[0]):
        added.pop("language")
        added.setdefault("langid", language)
    return added


def format_bibtex(entries: Iterable[BibEntry]) -> str:
    """Return the entries as a file."""
    return "\n".join(_entry(entry) for entry in entries)


def _entry(entry: BibEntry) -> str:
    lines = [(role, " and ".join(persons)) for role, persons in entry.names if persons]
    lines += [(name, value) for name, value in entry.fields if name in PUBLIC_FIELDS and value]
    width = max((len(name) for name, _ in lines), default=0)
    inside = "".join(f"  {name:{width}} = {{{value}}},\n" for name, value in lines)
    return f"@{entry.type}{{{entry.key},\n{inside}}}\n"
