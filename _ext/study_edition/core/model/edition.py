"""The edition as a whole: every record by its id, and everything derived from all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar, cast

from .locus import Locus, LocusError, parse_locus
from .problems import Problem, Subtype
from .records import KINDS, Event, Name, Note, Question, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..text.matching import Hit
    from .records import Entry, Layer, Links, Paragraph

    E = TypeVar("E", bound=Entry)


@dataclass
class Edition:
    """Paragraphs, layers and entries by id, in reading order, and their problems.

    :func:`.assemble` makes one from the records of all documents.
    """

    paragraphs: dict[str, Paragraph] = field(default_factory=dict)
    layers: dict[str, Layer] = field(default_factory=dict)
    entries: dict[str, dict[str, Entry]] = field(
        default_factory=lambda: {kind.kind: {} for kind in KINDS}
    )
    """Kind to the entries of that kind by id, in the order in which they are listed."""
    titles: dict[str, str] = field(default_factory=dict)
    """Document name to its title."""
    marked: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Key of a paragraph or entry to its texts, with references and citations still as marks."""
    problems: list[Problem] = field(default_factory=list)
    citation: Callable[[str, str], str] = lambda target, _role: target
    """Returns the text of a citation for its target and role."""
    language: str = "ja"
    """The language of the edition, and of the engine's words in it."""
    notes_at: dict[str, list[Note]] = field(default_factory=dict)
    """Paragraph id to the notes shown next to it."""
    echoes_at: dict[str, list[Note]] = field(default_factory=dict)
    """Paragraph id to the notes whose locus continues there after a paragraph elsewhere."""
    forms: dict[str, str] = field(default_factory=dict)
    """Every form in which a term may occur in a text, with the term's id."""
    hits: dict[str, tuple[Hit, ...]] = field(default_factory=dict)
    """Key of a paragraph or entry to the terms linked in it."""
    paragraphs_with: dict[str, list[str]] = field(default_factory=dict)
    """Key of a term or name to the ids of the paragraphs in which it occurs.

    A name occurs in the essay or in the précis.
    """
    notes_with: dict[str, list[str]] = field(default_factory=dict)
    """Key of a term or name to the ids of the notes in which it occurs."""
    notes_citing: dict[str, list[str]] = field(default_factory=dict)
    """Source key to the ids of the notes that cite it."""
    entries_at: dict[str, list[Entry]] = field(default_factory=dict)
    """Paragraph id to the entries about it, in the order of kinds, notes excepted.

    A name is among them if it has a text.
    """

    def __repr__(self) -> str:
        """Return a short form: its paragraphs and entries would fill pages."""
        entries = sum(map(len, self.entries.values()))
        return f"<Edition: {len(self.paragraphs)} paragraphs, {entries} entries>"

    @property
    def notes(self) -> dict[str, Note]:
        """The notes by id."""
        return self.of(Note)

    @property
    def terms(self) -> dict[str, Term]:
        """The terms by id."""
        return self.of(Term)

    @property
    def questions(self) -> dict[str, Question]:
        """The questions by id."""
        return self.of(Question)

    @property
    def events(self) -> dict[str, Event]:
        """The events by id, in the order of their dates."""
        return self.of(Event)

    @property
    def names(self) -> dict[str, Name]:
        """The names by id."""
        return self.of(Name)

    def of(self, kind: type[E]) -> dict[str, E]:
        """Return the entries of a kind by id."""
        return cast("dict[str, E]", self.entries.setdefault(kind.kind, {}))

    def find(self, kind: str, target: str) -> Entry | None:
        """Return the entry that a reference names: by its id, its key or its headword."""
        entries = self.entries.get(kind, {})
        prefix = f"{kind}-"
        for name in (target, prefix + target, target.removeprefix(prefix)):
            if name in entries:
                return entries[name]
        return next((entry for entry in entries.values() if target in entry.headwords), None)

    def find_key(self, key: str) -> Entry | None:
        """Return the entry with that key, such as ``term-salt-tax``."""
        kind, _, _ = key.partition("-")
        entry = self.find(kind, key)
        return entry if entry and entry.key == key else None

    def term_for(self, name: str) -> Term | None:
        """Return the term of that id or, failing that, that headword."""
        return cast("Term | None", self.find(Term.kind, name))

    def paragraph_at(self, number: int) -> Paragraph | None:
        """Return the paragraph of that number."""
        return self.paragraphs.get(f"p{number}")

    def locus(self, text: str) -> Locus | None:
        """Return the locus written as *text*, if it can be read and all its paragraphs exist."""
        try:
            locus = parse_locus(text)
        except LocusError:
            return None
        return locus if all(f"p{n}" in self.paragraphs for n in locus.numbers()) else None

    def paragraphs_of(self, entry: Entry) -> list[str]:
        """Return the ids of the paragraphs that an entry is about; none if its locus is wrong."""
        locus = self.locus(str(entry.about)) if entry.about else None
        return [f"p{number}" for number in locus.numbers()] if locus else []

    def page_of(self, entry: Entry) -> str:
        """Return the document on whose page an entry is shown.

        A note is shown next to its paragraph, or in its own file if its locus is unknown.
        """
        paragraph = self.paragraph_at(entry.locus.first) if isinstance(entry, Note) else None
        return paragraph.docname if paragraph else entry.docname

    def wording(self, kind: str, target: str, lang: str) -> str:
        """Return the text of a reference to an entry, or of a citation; its target if unknown.

        A citation in brackets (``citep``) is not part of its sentence and has no text.

        :param kind: the kind of entry, ``cite`` or ``citep``.
        :param lang: the language; of a citation its role and, after a space, its language.
        """
        if kind == "citep":
            return ""
        if kind == "cite":
            return self.citation(target, lang.partition(" ")[0])
        entry = self.find(kind, target)
        return entry.wording(lang) if entry else target

    def terms_in(self, key: str, links: Links) -> list[str]:
        """Return the ids of the terms that a paragraph or entry mentions, matched or by hand."""
        by_hand = (self.term_for(target) for kind, target in links.refs if kind == Term.kind)
        matched = [hit.term for hit in self.hits.get(key, ())]
        return list(dict.fromkeys(matched + [term.id for term in by_hand if term]))

    def known_range(self) -> str:
        """Return the extent of the edition for messages, such as ``¶1–50``."""
        numbers = [p.number for p in self.paragraphs.values()]
        return f"¶{min(numbers)}–{max(numbers)}" if numbers else "¶ –"

    def locus_problem(self, text: str, docname: str, line: int | None) -> Problem | None:
        """Return the problem of a locus written in *docname*, or None."""
        try:
            locus = parse_locus(text)
        except LocusError:
            return Problem(Subtype.BAD_LOCUS, docname, line, {"locus": text})
        missing = next((n for n in locus.numbers() if f"p{n}" not in self.paragraphs), None)
        if missing is None:
            return None
        args = {"number": missing, "known": self.known_range()}
        return Problem(Subtype.UNKNOWN_PARAGRAPH, docname, line, args)


def ids_of(kind: str, entries: Mapping[str, Entry]) -> list[str]:
    """Return the ids of entries as an author writes them, without the prefix of their kind."""
    return [name.removeprefix(f"{kind}-") for name in entries]
