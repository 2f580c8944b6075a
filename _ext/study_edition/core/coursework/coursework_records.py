"""What a check of coursework takes in and gives out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import NamedTuple


class Kind(Enum):
    """What can be found wrong; the names are part of the command's JSON and never change."""

    NO_SUCH_PARAGRAPH = "no-such-paragraph"
    RETIRED = "retired"
    WRONG_PARAGRAPH = "wrong-paragraph"
    QUOTATION_ALTERED = "quotation-altered"
    QUOTATION_NOT_FOUND = "quotation-not-found"
    QUOTATION_UNCITED = "quotation-uncited"
    QUOTATION_UNCHECKED = "quotation-unchecked"
    SOURCE_MISSING = "source-missing"

    @property
    def is_error(self) -> bool:
        """Whether it is a fault; what could not be checked is a remark."""
        return self is not Kind.QUOTATION_UNCHECKED


class Finding(NamedTuple):
    """One thing found."""

    line: int
    kind: Kind
    locus: str
    """The paragraphs cited (``18-20``); empty where none is."""
    excerpt: str
    """The words of the student it is about."""
    message_ja: str
    message_en: str


class Report(NamedTuple):
    """What was found in one essay."""

    references: int
    """How many references to paragraphs of the edition it has."""
    findings: tuple[Finding, ...]


class CourseLine(NamedTuple):
    """A line of an essay; ``part`` is ``text``, ``heading``, ``quote`` (a block quotation) or ``note``."""

    number: int
    text: str
    part: str = "text"


class EditionNote(NamedTuple):
    """An annotation: the paragraphs it is on, and its text."""

    paragraphs: tuple[int, ...]
    text: str


class EditionSource(NamedTuple):
    """A source of the edition, as a student may cite it."""

    key: str
    names: tuple[tuple[str, ...], ...]
    """For each author the family name in every form it is written in: 船橋; Snyder, スナイダー."""
    year: str
    """Four digits; empty if it has none."""
    title: str


@dataclass(frozen=True)
class CourseworkEdition:
    """What of an edition coursework is checked against."""

    paragraphs: frozenset[int]
    precis: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """The editors' words for each paragraph, in every language."""
    notes: tuple[EditionNote, ...] = ()
    words: frozenset[str] = frozenset()
    """Headwords of the glossary, lemmas, titles and headings: in quotation marks they are names, not quotations."""
    retired: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Numbers in use no more, each with those that have its matter now."""
    sources: tuple[EditionSource, ...] = ()
    essay_key: str = ""
    """The source that is the essay itself."""
    author: tuple[str, ...] = ()
    """The essay's author as students name him: スミス, Smith."""
    titles: tuple[str, ...] = ()
    """Of the essay and of the edition, whole and short."""
    editors: tuple[str, ...] = ()
    """Those whose words the edition prints besides the author's: its editors and the authors of its notes."""
    witness: dict[int, str] = field(default_factory=dict)
    """The essay's own text by paragraph, where it is at hand."""

    @cached_property
    def named(self) -> re.Pattern[str]:
        """Finds the essay, its author or the edition named in a text; quotation marks inside a title may be of any kind."""
        names = sorted(
            {*self.author, *self.titles, *self.editors, "編者", "本版", "注釈版", "要旨"},
            key=len,
            reverse=True,
        )
        patterns = (
            re.sub("[「」『』“”‘’]", "[「」『』“”‘’\"']?", re.escape(name)) for name in names
        )
        return re.compile("|".join([*patterns, r"\b[Pp]r[ée]cis\b", r"\b[Ee]dition\b"]))
