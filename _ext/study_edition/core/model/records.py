"""The contents of a source as plain records: picklable, comparable, free of Sphinx."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self, cast

from ..text.messages import N_, translate
from .locus import format_locus

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .event_date import EventDate
    from .locus import Locus
    from .problems import Problem

Ref = tuple[str, str]
"""A reference in a source: object type and target, e.g. ``("para", "18-20")``."""


_MARK = re.compile(
    "(?P<space> ?)\ue000(?P<type>[a-z]+)"
    "\ue001(?P<target>[^\ue001]*)\ue001(?P<lang>[^\ue002]*)\ue002"
)


def pending_reference(typ: str, target: str, lang: str) -> str:
    """Return a mark for a reference whose wording may depend on a document not yet read."""
    return f"\ue000{typ}\ue001{target}\ue001{lang}\ue002"


def resolve_references(text: str, wording: Callable[[str, str, str], str]) -> str:
    """Replace the marks in *text* by the wording of their references.

    A reference without wording is removed with the space before it, which separated a citation in
    brackets from its sentence.

    :param wording: returns the wording for a type, a target and a language.
    """

    def read(mark: re.Match[str]) -> str:
        words = wording(mark["type"], mark["target"], mark["lang"])
        return mark["space"] + words if words else ""

    return _MARK.sub(read, text).strip() if "\ue000" in text else text


class Links(NamedTuple):
    """The texts of a record in which terms may be linked, and how the source steers the linking."""

    runs: tuple[str, ...] = ()
    """The texts in which terms may be linked, in reading order."""
    forbid: frozenset[str] = frozenset()
    """Ids of terms that are not linked in these texts."""
    force: frozenset[str] = frozenset()
    """Ids of terms that are also linked automatically although they are linked by hand."""
    refs: tuple[Ref, ...] = ()
    """References written by hand."""


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
    """The colour given in the front matter; empty for the default of its kind."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """Something an author writes under an id of its own; each kind of entry is a subclass.

    The table of kinds (``markup/kinds.py``) defines how each is written and shown.
    """

    kind: ClassVar[str]
    """The name of its directive, of its role, and of its type in the domain."""
    prefix: ClassVar[str]
    """The beginning of its address, such as ``term-``."""

    id: str
    """Unique among the entries of its kind."""
    docname: str
    line: int | None
    links: Links = Links()  # noqa: RUF009  immutable
    sources: tuple[str, ...] = ()
    """Keys of the sources it cites, each once, in order."""
    locus: Locus | None = None
    """The paragraphs given by its author."""

    @property
    def key(self) -> str:
        """Its address, unique in the edition, such as ``term-salt-tax``."""
        return self.id if self.id.startswith(self.prefix) else self.prefix + self.id

    @property
    def headwords(self) -> tuple[str, ...]:
        """Names besides its id by which references may name it."""
        return ()

    @property
    def about(self) -> Locus | None:
        """The paragraphs next to which it is listed."""
        return self.locus

    @property
    def rank(self) -> Any:  # noqa: ANN401  anything that sorts
        """The sort key among entries of its kind; those of equal rank keep the documents' order."""
        return 0

    @property
    def texts(self) -> tuple[str, ...]:
        """Its texts, in which references may still be marks (:func:`pending_reference`)."""
        return ()

    def with_texts(self, texts: tuple[str, ...]) -> Self:
        """Return the entry with other *texts*, as many as it has."""
        return self

    def wording(self, lang: str) -> str:
        """Return the wording of a reference to it in *lang*."""
        return self.id

    def listed_as(self, lang: str) -> str:
        """Return its name in an inventory."""
        return self.wording(lang)

    def published(self, texts: tuple[str, ...]) -> tuple[str, ...] | None:
        """Return the texts that the ledger digests, or None if it does not list the kind.

        :param texts: its texts, with references still as marks.
        """
        return None


@dataclass(frozen=True, kw_only=True, slots=True)
class BilingualEntry(Entry):
    """An entry with a text in the edition's language and in English."""

    text: str = ""
    text_en: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The text in both languages."""
        return (self.text, self.text_en)

    def with_texts(self, texts: tuple[str, ...]) -> Self:
        """Return the entry with another text."""
        return replace(self, text=texts[0], text_en=texts[1])


@dataclass(frozen=True, kw_only=True, slots=True)
class HeadwordEntry(BilingualEntry):
    """An entry that is listed under a headword; its key is its prefix and its id."""

    headword: str
    reading: str
    english: str
    aliases: tuple[str, ...]

    @property
    def key(self) -> str:
        """Its prefix and its id, even if that begins with the prefix."""
        return self.prefix + self.id

    def wording(self, lang: str) -> str:
        """Return the English form in English, else the headword."""
        return (lang.startswith("en") and self.english) or self.headword


@dataclass(frozen=True, kw_only=True, slots=True)
class Note(Entry):
    """An annotation on a locus, optionally on a lemma; its id has its prefix: ``note-LAYER-ID``."""

    kind: ClassVar[str] = "note"
    prefix: ClassVar[str] = "note-"

    locus: Locus
    layer: str
    lemma: str
    text: str
    digest: str
    """Changes whenever the note's source changes."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of the note."""
        return (self.text,)

    def with_texts(self, texts: tuple[str, ...]) -> Self:
        """Return the note with another text."""
        return replace(self, text=texts[0])

    def wording(self, lang: str) -> str:
        """Return the paragraphs and, in Japanese, the lemma: 第18段落注「…」, or “note on ¶18”."""
        where = format_locus(self.locus, lang)
        if self.lemma and lang.startswith("ja"):
            return f"{where}注「{self.lemma}」"
        return translate(N_("note on {where}"), lang).format(where=where)

    def listed_as(self, lang: str) -> str:
        """Return the lemma or, without one, the paragraphs."""
        return self.lemma or format_locus(self.locus, lang)

    def published(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """Return locus, lemma and text."""
        return (str(self.locus), self.lemma, *texts)


@dataclass(frozen=True, kw_only=True, slots=True)
class Term(HeadwordEntry):
    """A glossary entry; its text is the definition."""

    kind: ClassVar[str] = "term"
    prefix: ClassVar[str] = "term-"

    dates: str
    related: tuple[str, ...]
    manual: bool
    """Whether it is linked only where the source forces it."""

    @property
    def headwords(self) -> tuple[str, ...]:
        """Its headword."""
        return (self.headword,)

    def listed_as(self, lang: str) -> str:
        """Return the headword."""
        return self.headword

    def published(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """Return head and definition."""
        aliases = " ".join(self.aliases)
        return (self.headword, self.reading, self.english, aliases, self.dates, *texts)


@dataclass(frozen=True, kw_only=True, slots=True)
class Name(HeadwordEntry):
    """A person, place or organisation in the index; with a text, a card of its own.

    Its locus has the paragraphs of the essay that name it where the précis does not.
    """

    kind: ClassVar[str] = "name"
    prefix: ClassVar[str] = "name-"

    category: str
    """``person``, ``place`` or ``organisation``."""
    dates: str = ""
    role: str = ""
    """The office of a person, or the role of an organisation, at the time of the essay."""

    @property
    def about(self) -> Locus | None:
        """None: a name is listed where it occurs."""
        return None


@dataclass(frozen=True, kw_only=True, slots=True)
class Question(BilingualEntry):
    """A study question on a locus; its id has its prefix: ``question-q3``."""

    kind: ClassVar[str] = "question"
    prefix: ClassVar[str] = "question-"

    locus: Locus
    level: str
    rubric: str
    """The criteria of a good answer; empty in an edition for students."""

    @property
    def label(self) -> str:
        """Its number or name, as written after 問い."""
        return question_label(self.id.removeprefix(self.prefix))

    @property
    def texts(self) -> tuple[str, ...]:
        """The question, in the edition's language and in English, and the rubric."""
        return (self.text, self.text_en, self.rubric)

    def with_texts(self, texts: tuple[str, ...]) -> Self:
        """Return the question with other texts."""
        return replace(self, text=texts[0], text_en=texts[1], rubric=texts[2])

    def wording(self, lang: str) -> str:
        """Return 問い3, or “Question 3”."""
        return question_name(self.label, lang)

    def published(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """Return locus, level and text; no rubric, for the ledger is the same for all audiences."""
        return (str(self.locus), self.level, *texts[:2])


def question_name(label: str, lang: str) -> str:
    """Return the name of the question with that label: 問い3, or “Question 3”."""
    return translate(N_("Question {label}"), lang).format(label=label)


def question_label(name: str) -> str:
    """Return the label of a question, written after 問い: 3 for ``q3``, else the author's id."""
    return name[1:] if name[:1] == "q" and name[1:].isdecimal() else name


@dataclass(frozen=True, kw_only=True, slots=True)
class Event(BilingualEntry):
    """A dated event and its relation to the text; its id has its prefix: ``event-plaza``."""

    kind: ClassVar[str] = "event"
    prefix: ClassVar[str] = "event-"

    date: EventDate
    title: str
    english: str
    """Its title in English."""
    relation: str

    @property
    def rank(self) -> tuple[EventDate, str, int]:
        """Its date; of one date, its position in the sources."""
        return (self.date, self.docname, self.line or 0)

    def wording(self, lang: str) -> str:
        """Return the title, in English where there is one and *lang* is English."""
        return (lang.startswith("en") and self.english) or self.title


KINDS: tuple[type[Entry], ...] = (Note, Term, Question, Event, Name)
"""The kinds that every edition has, in the order in which they are listed."""


class Section(NamedTuple):
    """A section of prose: the text under a heading without paragraphs and entries."""

    id: str
    """Empty for the text before the first heading."""
    title: str
    text: str


class DocRecords(NamedTuple):
    """Everything that a source document contributes to the edition."""

    title: str = ""
    navigation: str = ""
    """Its contribution to the side bar of every page."""
    paragraphs: tuple[Paragraph, ...] = ()
    layer: Layer | None = None
    entries: Mapping[str, tuple[Entry, ...]] = {}
    """Kind to the entries of that kind, in document order."""
    sections: tuple[Section, ...] = ()
    refs: tuple[Ref, ...] = ()
    overviews: tuple[str, ...] = ()
    """The pages whose paragraphs the document lists; an empty name means all."""
    problems: tuple[Problem, ...] = ()

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes of a layer."""
        return cast("tuple[Note, ...]", self.entries.get(Note.kind, ()))

    @property
    def terms(self) -> tuple[Term, ...]:
        """The entries of a glossary."""
        return cast("tuple[Term, ...]", self.entries.get(Term.kind, ()))
