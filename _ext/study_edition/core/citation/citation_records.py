"""What a citation is made from: the essay, the edition, and the thing cited. All plain records.

Nothing here is derived from a style; nothing a record lacks is ever printed or made up.
"""

from __future__ import annotations

import re
from dataclasses import MISSING, dataclass, fields
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model.locus import Locus

T = TypeVar("T")

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class RecordError(ValueError):
    """A setting that is no record; the message names the key."""


@dataclass(frozen=True)
class Person:
    """An author or a group. A group, or a name that must not be taken apart, has ``family`` alone."""

    family: str
    given: str = ""
    native: str = ""
    """The whole name as Japanese text prints it: アンナ・スミス, 山田花子."""
    native_family: str = ""
    """The part of it that is cited: スミス, 山田."""

    @property
    def native_given(self) -> str:
        """What is left of the native name without the family name: アンナ, 花子; empty for a group."""
        rest = self.native.removeprefix(self.native_family) if self.native_family else ""
        return (
            rest if rest != self.native else self.native.removesuffix(self.native_family)
        ).strip("・ ")


@dataclass(frozen=True)
class Title:
    """A title in its own language, and what helps a reader of another."""

    own: str
    """As the work prints it, its own quotation marks included."""
    romanised: str = ""
    english: str = ""
    """A translation by the editors, printed in square brackets; never the work's English title."""
    short: str = ""
    short_romanised: str = ""


@dataclass(frozen=True)
class Essay:
    """The work whose paragraphs are numbered."""

    author: Person
    title: Title
    container: str
    """The newspaper, journal or site."""
    date: str
    """ISO 8601: a day, a month or a year."""
    url: str = ""
    """Empty where it is not known; never invented."""
    language: str = "ja"


@dataclass(frozen=True)
class EditionRecord:
    """The edition through which the essay is cited."""

    essay: Essay
    title: Title
    editors: Person
    version: str
    date: str
    """ISO 8601; of the version."""
    address: str = ""
    """Where it is published, with a final stroke; empty if nowhere yet, and then no address is printed."""
    license: str = ""
    has_precis: bool = True
    """Whether the editors' précis stand under the numbers; else the essay's own text does, and is all that can be cited of them."""


class Words(Enum):
    """Whose words are cited."""

    ESSAY = "essay"
    """The author's, in a paragraph of the essay."""
    PRECIS = "precis"
    """The editors', saying what a paragraph argues."""
    NOTE = "note"
    """An annotator's."""
    TERM = "term"
    """The editors', in the glossary."""


class Target(NamedTuple):
    """The thing cited."""

    words: Words
    locus: Locus | None
    """Its paragraphs; None for a term."""
    path: str
    """Its address from the root of the edition: ``p/18.html``, ``text/trade.html#note-commentary-x``."""
    id: str
    """``p18``, ``p18-20``, ``note-…``, ``term-…``."""
    title: Title | None = None
    """Of a note (its lemma, or nothing) and a term (its headword)."""
    author: Person | None = None
    """Of a note; the editors stand for None."""
    license: str = ""
    number: int = 0
    """Of a note: its number among those to the same paragraph, in an edition that prints one."""


def read_essay(data: Mapping[str, Any]) -> Essay:
    """The essay that ``edition_essay`` in ``conf.py`` describes.

    :raises RecordError: naming the first key that is missing, unknown or unusable.
    """
    values = dict(data)
    for key, kind in (("author", Person), ("title", Title)):
        if isinstance(values.get(key), dict):
            values[key] = read(kind, values[key], key)
    essay = read(Essay, values, "")
    if not isinstance(essay.author, Person) or not isinstance(essay.title, Title):
        raise RecordError("title" if isinstance(essay.author, Person) else "author")
    if not _DATE.fullmatch(essay.date):
        message = f"date: {essay.date}"
        raise RecordError(message)
    return essay


def read(kind: type[T], data: Mapping[str, Any], where: str) -> T:
    """A record of *kind* from the values of a setting.

    :param where: the key under which they stand, for the message.
    :raises RecordError: naming the first key that is missing, unknown or unusable.
    """
    known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]
    prefix = f"{where}." if where else ""
    for name, value in data.items():
        if name not in known:
            raise RecordError(prefix + str(name))
        if not isinstance(value, str if known[name].type == "str" else object):
            raise RecordError(prefix + name)
    for name, f in known.items():
        if name not in data and f.default is MISSING:
            raise RecordError(prefix + name)
    return kind(**data)
