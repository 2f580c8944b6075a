"""Input and output records of the check of coursework."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ..text.messages import Message


class FindingKind(Enum):
    """Kinds of findings. The values are part of the command's JSON output and never change."""

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
        """Whether it is an error; what could not be checked is only a remark."""
        return self is not FindingKind.QUOTATION_UNCHECKED


class Finding(NamedTuple):
    """One problem found."""

    line: int
    kind: FindingKind
    locus: str
    """The paragraphs cited (``18-20``); empty if none."""
    excerpt: str
    """The student's words concerned."""
    message: Message


class Report(NamedTuple):
    """The result for one essay."""

    references: int
    """How many references to paragraphs of the edition it has."""
    findings: tuple[Finding, ...]


class EditionNote(NamedTuple):
    """A note of the edition: its paragraphs and its text."""

    paragraphs: tuple[int, ...]
    text: str


class EditionSource(NamedTuple):
    """A source of the edition, as a student may cite it."""

    key: str
    names: tuple[tuple[str, ...], ...]
    """For each author all forms of the family name: 船橋; Snyder, スナイダー."""
    year: str
    """Four digits; empty if there is none."""
    title: str


@dataclass(frozen=True)
class CourseworkEdition:
    """The parts of an edition that coursework is checked against."""

    paragraphs: frozenset[int]
    precis: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """The editors' précis of each paragraph, in every language."""
    notes: tuple[EditionNote, ...] = ()
    names: frozenset[str] = frozenset()
    """Headwords of the glossary, lemmas, titles and headings: in quotation marks they are names,
    not quotations."""
    retired: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Retired paragraph numbers, each with its successors."""
    sources: tuple[EditionSource, ...] = ()
    essay_key: str = ""
    """The source that is the essay itself."""
    author: tuple[str, ...] = ()
    """The names students use for the essay's author: スミス, Smith."""
    titles: tuple[str, ...] = ()
    """Titles of the essay and of the edition, in full and short."""
    editors: tuple[str, ...] = ()
    """The other persons whose text the edition prints: its editors and authors of notes."""
    witness: dict[int, str] = field(default_factory=dict)
    """The essay's own text by paragraph, if available."""
    language: str = "ja"
    """The language of the edition, and of a report on it."""

    @cached_property
    def named(self) -> re.Pattern[str]:
        """A pattern that matches the name of the essay, its author or the edition.

        Quotation marks inside a title may be of any kind.
        """
        names = sorted(
            {*self.author, *self.titles, *self.editors, "編者", "本版", "注釈版", "要旨"},
            key=len,
            reverse=True,
        )
        patterns = (
            re.sub("[「」『』“”‘’]", "[「」『』“”‘’\"']?", re.escape(name)) for name in names
        )
        return re.compile("|".join([*patterns, r"\b[Pp]r[ée]cis\b", r"\b[Ee]dition\b"]))
