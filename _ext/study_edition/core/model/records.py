"""What the source says, as plain records: picklable, comparable, free of Sphinx."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from .event_date import EventDate
    from .locus import Locus
    from .problems import Problem

Ref = tuple[str, str]
"""A reference met in the source: object type and target, e.g. ``("para", "18-20")``."""


_MARK = re.compile(
    "(?P<space> ?)\ue000(?P<type>[a-z]+)\ue001(?P<target>[^\ue001]*)\ue001(?P<lang>[^\ue002]*)\ue002"
)


def pending_reference(typ: str, target: str, lang: str) -> str:
    """A mark in a text for a reference whose wording depends on a document that may not have been read."""
    return f"\ue000{typ}\ue001{target}\ue001{lang}\ue002"


def resolve_references(text: str, wording: Callable[[str, str, str], str]) -> str:
    """Replace the marks in *text*; *wording* gives what a type, a target and a language read as.

    The space before what reads as nothing goes with it: it parted the brackets of a citation from their sentence.
    """

    def read(mark: re.Match[str]) -> str:
        words = wording(mark["type"], mark["target"], mark["lang"])
        return mark["space"] + words if words else ""

    return _MARK.sub(read, text).strip() if "\ue000" in text else text


class Links(NamedTuple):
    """What a piece of text may be linked with, and how the source steers it."""

    runs: tuple[str, ...] = ()
    """The texts in which terms may be linked, in reading order."""
    forbid: frozenset[str] = frozenset()
    """Term ids never linked in this piece."""
    force: frozenset[str] = frozenset()
    """Ids of terms linked here although they are linked by hand elsewhere."""
    refs: tuple[Ref, ...] = ()
    """References written by hand in this piece."""


class Paragraph(NamedTuple):
    """A numbered paragraph with its précis."""

    id: str
    number: int
    docname: str
    line: int | None
    precis: str
    links: Links


class Layer(NamedTuple):
    """The front matter of one file of notes."""

    id: str
    docname: str
    title: str
    title_en: str
    kind: str
    author: str
    lang: str
    license: str
    audience: str
    author_en: str = ""
    """The author's name in Latin letters, for citations in English: ``Yamada, Hanako``."""
    colour: str = ""
    """The colour that the layer asks for; empty for its kind's."""


class Note(NamedTuple):
    """An annotation on a locus, optionally on a lemma."""

    id: str
    layer: str
    locus: Locus
    lemma: str
    docname: str
    line: int | None
    text: str
    """Plain text of the note; its citations are marks until the edition is assembled, and then gone."""
    links: Links
    sources: tuple[str, ...]
    digest: str
    """Changes whenever the note's source changes."""


class Term(NamedTuple):
    """A glossary entry."""

    id: str
    headword: str
    reading: str
    english: str
    aliases: tuple[str, ...]
    dates: str
    related: tuple[str, ...]
    sources: tuple[str, ...]
    manual: bool
    """Linked only where the source asks for it."""
    docname: str
    line: int | None
    definition: str
    definition_en: str
    links: Links


class Name(NamedTuple):
    """A person, place or organisation in the index."""

    id: str
    headword: str
    reading: str
    english: str
    aliases: tuple[str, ...]
    kind: str
    locus: Locus | None
    """The paragraphs of the essay that name it, where the précis does not."""
    docname: str
    line: int | None
    dates: str = ""
    role: str = ""
    """What the person was, or the organisation is, at the time."""
    text: str = ""
    """What is told of it; empty for a name that stands in the index only."""
    text_en: str = ""
    links: Links = Links()
    sources: tuple[str, ...] = ()


class Question(NamedTuple):
    """A study question on a locus."""

    id: str
    """With its prefix: ``question-q3``."""
    level: str
    locus: Locus
    docname: str
    line: int | None
    text: str
    text_en: str
    rubric: str
    """What a good answer does; empty in an edition for students."""
    links: Links
    sources: tuple[str, ...]

    @property
    def label(self) -> str:
        """What it is called after 問い."""
        return question_label(self.id.removeprefix("question-"))


def question_label(name: str) -> str:
    """What a question is called after 問い: the number of ``q3``, or the author's own id."""
    return name[1:] if name[:1] == "q" and name[1:].isdecimal() else name


class Event(NamedTuple):
    """A dated event, and how it stands to the text."""

    id: str
    """With its prefix: ``event-plaza``."""
    date: EventDate
    title: str
    english: str
    """Its title in English."""
    relation: str
    locus: Locus | None
    docname: str
    line: int | None
    text: str
    text_en: str
    links: Links
    sources: tuple[str, ...]


class Section(NamedTuple):
    """A section of prose: what stands under a heading besides paragraphs, notes and entries."""

    id: str
    """Empty for what stands before the first heading."""
    title: str
    text: str


class DocRecords(NamedTuple):
    """Everything one source document contributes to the edition."""

    title: str = ""
    navigation: str = ""
    """What the document contributes to the side bar of every page."""
    paragraphs: tuple[Paragraph, ...] = ()
    layer: Layer | None = None
    notes: tuple[Note, ...] = ()
    terms: tuple[Term, ...] = ()
    names: tuple[Name, ...] = ()
    questions: tuple[Question, ...] = ()
    events: tuple[Event, ...] = ()
    sections: tuple[Section, ...] = ()
    refs: tuple[Ref, ...] = ()
    overviews: tuple[str, ...] = ()
    """The pages whose paragraphs the document lists; an empty name stands for all."""
    problems: tuple[Problem, ...] = ()
