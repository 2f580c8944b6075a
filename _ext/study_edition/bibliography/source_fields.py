"""The works of the bibliography files as plain records, with their TeX read: for the files that other programs import."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pybtex.richtext import Text

from ..core.citation.source_works import Source, SourceName
from ..core.citation.sources_bib import BibEntry, for_biblatex
from .entry_style import PLAIN
from .name_forms import has_japanese

if TYPE_CHECKING:
    from pybtex.database import Entry, Person

_VERBATIM = frozenset(
    {"doi", "url", "date", "urldate", "eprint", "language", "langid", "isbn", "issn"}
)
_COMMAND = re.compile(
    r"\\(?:emph|text[a-z]{2}|mkbibemph|mkbibquote|url|enquote|textnormal|mbox)\s*(?=\{)|\\(?:em|it|bf|sc|sl|rm)\b\s*"
)
_SPECIAL = re.compile(r"[\\$%&#^_]|[!?]`")
_LIGATURES = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("~", " "), ("{", ""), ("}", ""))
_QUOTED = re.compile("`([^`']*)'")


def source_of(entry: Entry) -> Source:
    """A work as plain text."""
    fields = {name: _plain(name, value) for name, value in entry_fields(entry).items()}
    names = {
        role.lower(): tuple(_name(person) for person in persons)
        for role, persons in entry.persons.items()
        if persons
    }
    return Source(entry.key, entry.type.lower(), fields, names)


def bib_entry_of(entry: Entry, source: Source) -> BibEntry:
    """A work as it stands in its file; *source* is the same as plain text."""
    names = tuple(
        (role.lower(), tuple(str(person) for person in persons))
        for role, persons in entry.persons.items()
    )
    return BibEntry(
        entry.key,
        entry.type.lower(),
        names,
        tuple(for_biblatex(entry_fields(entry), source.issued).items()),
    )


def entry_fields(entry: Entry) -> dict[str, str]:
    """The fields as the file has them: the year without the letter that tells works apart."""
    fields = {name.lower(): str(value) for name, value in entry.fields.items()}
    year = fields.pop(PLAIN, None)
    return {**fields, "year": year} if year else fields


def _plain(name: str, value: str) -> str:
    return value.strip() if name in _VERBATIM else plain_text(value)


def plain_text(tex: str) -> str:
    r"""A text without its TeX: accents, dashes and quotation marks as characters, no braces, no commands for type.

    >>> plain_text(r"{\'E}cole 1958--1971: `a' and ``b''")
    'École 1958–1971: ‘a’ and “b”'
    """
    if _SPECIAL.search(tex):
        text = str(Text.from_latex(_COMMAND.sub("", tex))).replace("\xa0", " ")
    else:  # the same at a fiftieth of the time; most texts have braces and dashes alone
        text = tex
        for sign, character in _LIGATURES:
            text = text.replace(sign, character)
    return " ".join(_QUOTED.sub(r"‘\1’", text).split())


def _name(person: Person) -> SourceName:
    """A name taken apart as BibTeX does; in one piece what has braces round it or no given name.

    The space in a Japanese name is not printed.
    """

    def part(names: list[str]) -> str:
        return plain_text(" ".join(names))

    family, given = part(person.last_names), part([*person.first_names, *person.middle_names])
    particle, suffix = part(person.prelast_names), part(person.lineage_names)
    if given or suffix:
        return SourceName(family, given, particle, suffix)
    whole = f"{particle} {family}".strip()
    return SourceName(
        literal="".join(whole.split()) if has_japanese(whole) and len(whole.split()) == 2 else whole
    )
