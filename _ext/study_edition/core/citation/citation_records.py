"""Input records of a citation: the essay, the edition, and the cited item.

They do not depend on a style. What a record lacks is never printed or invented.
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
    """A setting that is not a valid record; the message names the key."""


@dataclass(frozen=True)
class Person:
    """An author or a group.

    A group, or a name that must not be divided, has ``family`` only.
    """

    family: str
    given: str = ""
    native: str = ""
    """The whole name as Japanese text prints it: アンナ・スミス, 山田花子."""
    native_family: str = ""
    """The part of it used in citations: スミス, 山田."""

    @property
    def native_given(self) -> str:
        """The native name without the family name: アンナ, 花子; empty for a group."""
        rest = self.native.removeprefix(self.native_family) if self.native_family else ""
        return (
            rest if rest != self.native else self.native.removesuffix(self.native_family)
        ).strip("・ ")


@dataclass(frozen=True)
class Title:
    """A title in its own language, with forms for readers of other languages."""

    own: str
    """As the work prints it, including its own quotation marks."""
    romanised: str = ""
    english: str = ""
    """The editors' translation, printed in square brackets; never the work's English title."""
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
    """Empty if not known; never invented."""
    language: str = "ja"


@dataclass(frozen=True)
class EditionRecord:
    """The edition through which the essay is cited."""

    essay: Essay
    title: Title
    editors: Person
    version: str
    date: str
    """Date of the version, ISO 8601."""
    address: str = ""
    """URL of the edition, ending with a slash; empty if it is not published: then no URL is
    printed."""
    license: str = ""
    has_precis: bool = True
    """Whether the numbered paragraphs hold the editors' précis. If not, they hold the essay's own
    text, and only that can be cited."""


class TargetKind(Enum):
    """What kind of item is cited, and so who wrote it."""

    ESSAY = "essay"
    """A paragraph of the essay, by its author."""
    PRECIS = "precis"
    """The précis of a paragraph, by the editors."""
    NOTE = "note"
    """A note, by an annotator."""
    TERM = "term"
    """A glossary entry, by the editors."""


class Target(NamedTuple):
    """The cited item."""

    kind: TargetKind
    locus: Locus | None
    """Its paragraphs; None for a term."""
    path: str
    """Its path from the root of the edition: ``p/18.html``, ``text/trade.html#note-commentary-x``.
    """
    id: str
    """``p18``, ``p18-20``, ``note-…``, ``term-…``."""
    title: Title | None = None
    """The title of a note (its lemma, or None) or of a term (its headword)."""
    author: Person | None = None
    """The author of a note; None means the editors."""
    license: str = ""
    number: int = 0
    """The number of a note among those on the same paragraph, in an edition that prints one."""


def read_essay(data: Mapping[str, Any]) -> Essay:
    """Read the record of the essay from ``edition_essay`` in ``conf.py``.

    :raises RecordError: naming the first key that is missing, unknown or unusable.
    """
    values = dict(data)
    for key, kind in (("author", Person), ("title", Title)):
        if isinstance(values.get(key), dict):
            values[key] = read_setting(kind, values[key], key)
    essay = read_setting(Essay, values, "")
    if not isinstance(essay.author, Person) or not isinstance(essay.title, Title):
        raise RecordError("title" if isinstance(essay.author, Person) else "author")
    if not _DATE.fullmatch(essay.date):
        message = f"date: {essay.date}"
        raise RecordError(message)
    return essay


def read_setting(kind: type[T], data: Mapping[str, Any], where: str) -> T:
    """Read a record of *kind* from the values of a setting.

    :param where: the key of the setting, for the message.
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
