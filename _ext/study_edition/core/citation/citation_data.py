"""The input of a style: the cited item, with all style-independent decisions made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from . import citation_dates, locators, titles
from .citation_records import TargetKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from .citation_records import EditionRecord, Essay, Person, Target


class Citation(NamedTuple):
    """A citation, with italics marked: see :mod:`.italics`."""

    in_text: str
    """The citation in the sentence; for a style with notes the whole first note; for a data format
    the command that cites the entry."""
    entry: str
    """The entry in the list of works, without a locator if the style has none there; for a data
    format the whole record."""


@dataclass(frozen=True)
class CitationData:
    """A target in its edition, on the day of access."""

    target: Target
    edition: EditionRecord
    date: str
    """The day of access (ISO 8601), or empty."""

    @property
    def kind(self) -> TargetKind:
        """The kind of the target."""
        return self.target.kind

    @property
    def essay(self) -> Essay:
        """The essay's record.

        If it is not in Japanese, its author keeps the Latin name in Japanese texts as well.
        """
        essay = self.edition.essay
        return (
            essay
            if essay.language == "ja"
            else replace(essay, author=replace(essay.author, native="", native_family=""))
        )

    @property
    def editors(self) -> Person:
        """The editors of the edition."""
        return self.edition.editors

    @property
    def signed(self) -> bool:
        """Whether the author is not the editors."""
        return self.author != self.editors

    @property
    def names_editors(self) -> bool:
        """Whether the editors are named as such: not if they are named as authors."""
        return self.signed or self.kind is TargetKind.TERM

    @property
    def author(self) -> Person:
        """The author of the cited item."""
        if self.kind is TargetKind.ESSAY:
            return self.essay.author
        return (self.kind is not TargetKind.PRECIS and self.target.author) or self.editors

    @property
    def url(self) -> str:
        """The URL, or empty if the edition has none."""
        return self.edition.address + self.target.path if self.edition.address else ""

    @property
    def accessed(self) -> str:
        """The day of access, or empty if there is no URL."""
        return self.date if self.url else ""

    @property
    def year(self) -> str:
        """The edition's year."""
        return citation_dates.year(self.edition.date)

    @property
    def first_year(self) -> str:
        """The essay's year, or empty if it is that of the edition."""
        first = citation_dates.year(self.essay.date)
        return first if first != self.year else ""

    @property
    def needs_paragraph(self) -> bool:
        """Whether a list entry would not otherwise say to which paragraph a note belongs."""
        return self.kind is TargetKind.NOTE and bool(self.title) and not self.url

    def cased(self, title: str, change: Callable[[str], str]) -> str:
        """Apply a style's capitalisation to a title of the essay or edition if it is English."""
        return change(title) if self.essay.language == "en" else title

    def locator(self, rule: str) -> str:
        """Return the paragraphs in the form of a locator rule; empty for a term."""
        return locators.locator(self.target.locus, rule) if self.target.locus is not None else ""

    @property
    def title(self) -> str:
        """The title in its own script; empty if the item has none."""
        if self.kind is TargetKind.ESSAY:
            return self.essay.title.own
        return self.target.title.own if self.target.title else ""

    @property
    def latin_title(self) -> str:
        """The romanised title, or the title itself."""
        title = self.essay.title if self.kind is TargetKind.ESSAY else self.target.title
        return (title.romanised or title.own) if title else ""

    @property
    def english_title(self) -> str:
        """The translated title, or empty if it equals the title."""
        title = self.essay.title if self.kind is TargetKind.ESSAY else self.target.title
        return title.english if title and title.english != title.own else ""

    @property
    def translation(self) -> str:
        """The translated title in brackets, after a space; or empty."""
        return f" [{self.english_title}]" if self.english_title else ""

    def describe(self, rule: str = "en") -> str:
        """Describe an untitled item: Note to para. 18, Précis of para. 18."""
        if self.kind is TargetKind.PRECIS:
            return f"Précis of {self.locator(rule)}"
        number = f" {self.target.number}" if self.target.number else ""
        return f"Note{number} to {self.locator(rule)}"

    def describe_inline(self, rule: str = "en") -> str:
        """Describe an untitled item inside a sentence: note to para. 18."""
        what = self.describe(rule)
        return what[0].lower() + what[1:]

    def describe_ja(self, rule: str = "ja") -> str:
        """Describe an untitled item in Japanese: 第18段落への注, 第18段落の要旨."""
        if self.kind is TargetKind.PRECIS:
            return f"{self.locator(rule)}の要旨"
        return f"{self.locator(rule)}への注{self.target.number or ''}"

    def note_paragraph_ja(self, rule: str = "ja") -> str:
        """Return the paragraph of a titled note: 第18段落注; empty for anything else."""
        if self.kind is not TargetKind.NOTE or not self.title:
            return ""
        return f"{self.locator(rule)}注{self.target.number or ''}"

    @property
    def is_foreign(self) -> bool:
        """Whether Japanese texts cite the essay in another language."""
        return not titles.is_japanese(self.edition.essay.title.own)
