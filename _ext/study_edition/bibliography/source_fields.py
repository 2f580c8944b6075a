"""The works of the bibliography files as plain records without TeX, for exports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pybtex.richtext import Text

from ..core.citation.source_works import Source, SourceName
from ..core.citation.sources_bib import BibEntry, for_biblatex
from .entry_style import PLAIN_YEAR
from .name_forms import has_japanese

if TYPE_CHECKING:
    from pybtex.database import Entry, Person

_VERBATIM_FIELDS = frozenset(
    {"doi", "url", "date", "urldate", "eprint", "language", "langid", "isbn", "issn"}
)
_TYPE_COMMAND = re.compile(
    r"\\(?:emph|text[a-z]{2}|mkbibemph|mkbibquote|url|enquote|textnormal|mbox)\s*(?=\{)"
    r"|\\(?:em|it|bf|sc|sl|rm)\b\s*"
)
_SPECIAL = re.compile(r"[\\$%&#^_]|[!?]`")
_LIGATURES = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("~", " "), ("{", ""), ("}", ""))
_QUOTED = re.compile("`([^`']*)'")


def source_of(entry: Entry) -> Source:
    """Return a work as plain text."""
    fields = {name: _plain_field(name, value) for name, value in entry_fields(entry).items()}
    names = {
        role.lower(): tuple(_plain_name(person) for person in persons)
        for role, persons in entry.persons.items()
        if persons
    }
    return Source(entry.key, entry.type.lower(), fields, names)


def bib_entry_of(entry: Entry, source: Source) -> BibEntry:
    """Return a work with its TeX as in its file; *source* is the same work as plain text."""
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
    """Return the fields as in the file: the year without its distinguishing letter."""
    fields = {name.lower(): str(value) for name, value in entry.fields.items()}
    year = fields.pop(PLAIN_YEAR, None)
    return {**fields, "year": year} if year else fields


def _plain_field(name: str, value: str) -> str:
    return value.strip() if name in _VERBATIM_FIELDS else strip_tex(value)


def strip_tex(tex: str) -> str:
    r"""Return a text without TeX: accents, dashes and quotation marks become characters.

    Braces and commands for typefaces are removed.

    >>> strip_tex(r"{\'E}cole 1958--1971: `a' and ``b''")
    'École 1958–1971: ‘a’ and “b”'
    """
    if _SPECIAL.search(tex):
        text = str(Text.from_latex(_TYPE_COMMAND.sub("", tex))).replace("\xa0", " ")
    else:  # the same in a fiftieth of the time; most texts have only braces and dashes
        text = tex
        for sign, character in _LIGATURES:
            text = text.replace(sign, character)
    return " ".join(_QUOTED.sub(r"‘\1’", text).split())


def _plain_name(person: Person) -> SourceName:
    """Return a name split as BibTeX does; a name in braces or without a given name is one piece.

    The space in a Japanese name is not printed.
    """

    def join(names: list[str]) -> str:
        return strip_tex(" ".join(names))

    family, given = join(person.last_names), join([*person.first_names, *person.middle_names])
    particle, suffix = join(person.prelast_names), join(person.lineage_names)
    if given or suffix:
        return SourceName(family, given, particle, suffix)
    whole = f"{particle} {family}".strip()
    return SourceName(
        literal="".join(whole.split()) if has_japanese(whole) and len(whole.split()) == 2 else whole
    )
