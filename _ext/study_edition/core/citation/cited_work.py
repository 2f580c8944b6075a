"""What a style is given: the thing cited, with all that does not depend on the style already decided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from . import citation_dates, locators, titles
from .citation_records import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from .citation_records import EditionRecord, Essay, Person, Target


class Citation(NamedTuple):
    """A citation, with italics as marks: see :mod:`.marks`."""

    in_text: str
    """What stands in the sentence; of a style with notes the whole first note; of a data format what calls the entry in the text."""
    entry: str
    """The entry in the list of works, without a locator where the style has none there; of a data format the whole record."""


@dataclass(frozen=True)
class Cited:
    """A target in its edition, on the day of access, for a text in Japanese or English."""

    target: Target
    edition: EditionRecord
    date: str
    """The day of access (ISO 8601), or nothing."""

    @property
    def words(self) -> Words:
        """Whose they are."""
        return self.target.words

    @property
    def essay(self) -> Essay:
        """The essay; in another language than Japanese its author keeps the Latin name in Japanese texts too."""
        essay = self.edition.essay
        return (
            essay
            if essay.language == "ja"
            else replace(essay, author=replace(essay.author, native="", native_family=""))
        )

    @property
    def editors(self) -> Person:
        """Of the edition."""
        return self.edition.editors

    @property
    def signed(self) -> bool:
        """Whether the author is another than the editors."""
        return self.author != self.editors

    @property
    def edited(self) -> bool:
        """Whether the edition's editors are named as such: not where they are the author already."""
        return self.signed or self.words is Words.TERM

    @property
    def author(self) -> Person:
        """Of the words cited."""
        if self.words is Words.ESSAY:
            return self.essay.author
        return (self.words is not Words.PRECIS and self.target.author) or self.editors

    @property
    def url(self) -> str:
        """The address, or nothing where the edition has none."""
        return self.edition.address + self.target.path if self.edition.address else ""

    @property
    def accessed(self) -> str:
        """The day of access, or nothing: a date without an address says nothing."""
        return self.date if self.url else ""

    @property
    def year(self) -> str:
        """Of the edition."""
        return citation_dates.year(self.edition.date)

    @property
    def first_year(self) -> str:
        """Of the essay, if it is another; else nothing."""
        first = citation_dates.year(self.essay.date)
        return first if first != self.year else ""

    @property
    def unplaced(self) -> bool:
        """Whether nothing else in an entry of a list would say to which paragraph a note belongs."""
        return self.words is Words.NOTE and bool(self.title) and not self.url

    def cased(self, title: str, change: Callable[[str], str]) -> str:
        """A title of the essay or the edition in the capitals of a style, if it is in English; else as it stands."""
        return change(title) if self.essay.language == "en" else title

    def locator(self, rule: str) -> str:
        """The paragraphs; nothing for a term."""
        return locators.locator(self.target.locus, rule) if self.target.locus is not None else ""

    @property
    def title(self) -> str:
        """The title in its own script; nothing where the thing has none."""
        if self.words is Words.ESSAY:
            return self.essay.title.own
        return self.target.title.own if self.target.title else ""

    @property
    def latin(self) -> str:
        """The romanised title, or its own."""
        title = self.essay.title if self.words is Words.ESSAY else self.target.title
        return (title.romanised or title.own) if title else ""

    @property
    def english(self) -> str:
        """The translation, or nothing where it says the same as the title."""
        title = self.essay.title if self.words is Words.ESSAY else self.target.title
        return title.english if title and title.english != title.own else ""

    @property
    def translation(self) -> str:
        """The translation in its brackets, after a space; or nothing."""
        return f" [{self.english}]" if self.english else ""

    def what(self, rule: str = "en") -> str:
        """What a thing without a title is called by: Note to para. 18, Précis of para. 18."""
        if self.words is Words.PRECIS:
            return f"Précis of {self.locator(rule)}"
        number = f" {self.target.number}" if self.target.number else ""
        return f"Note{number} to {self.locator(rule)}"

    def which(self, rule: str = "en") -> str:
        """The same inside a sentence."""
        what = self.what(rule)
        return what[0].lower() + what[1:]

    def what_ja(self, rule: str = "ja") -> str:
        """The same in Japanese: 第18段落への注, 第18段落の要旨."""
        if self.words is Words.PRECIS:
            return f"{self.locator(rule)}の要旨"
        return f"{self.locator(rule)}への注{self.target.number or ''}"

    def place_ja(self, rule: str = "ja") -> str:
        """The place of a note that has a title: 第18段落注; nothing for anything else."""
        if self.words is not Words.NOTE or not self.title:
            return ""
        return f"{self.locator(rule)}注{self.target.number or ''}"

    @property
    def foreign(self) -> bool:
        """Whether the essay is cited in Japanese texts in its own language."""
        return not titles.is_japanese(self.edition.essay.title.own)
