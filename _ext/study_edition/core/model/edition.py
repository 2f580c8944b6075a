"""The edition as a whole: every document's records put together and checked once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..text.gojuon import is_reading
from ..witness.fingerprint import normalise
from .entries import entry_wording, place_entries, place_people, resolve_entries
from .locus import Locus, LocusError, format_locus, parse_locus
from .problems import Problem, Subtype, did_you_mean
from .records import resolve_references
from .term_occurrences import find_names, link_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ..text.matching import Hit
    from ..witness.witness_record import WitnessRecord
    from .records import DocRecords, Event, Layer, Links, Name, Note, Paragraph, Question, Term

LEMMA_LIMIT = 12


@dataclass
class Edition:
    """Paragraphs, notes, terms and layers by id, in reading order, and what is wrong with them."""

    paragraphs: dict[str, Paragraph] = field(default_factory=dict)
    layers: dict[str, Layer] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    names: dict[str, Name] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    """In the order of their dates."""
    titles: dict[str, str] = field(default_factory=dict)
    marked: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Id of a paragraph, note or entry to its texts in which references and citations are still marks."""
    problems: list[Problem] = field(default_factory=list)
    citation: Callable[[str, str], str] = lambda target, _role: target
    """Gives the text of a citation from its target and role."""
    notes_at: dict[str, list[Note]] = field(default_factory=dict)
    """Paragraph id to the notes that stand beside it."""
    echoes_at: dict[str, list[Note]] = field(default_factory=dict)
    """Paragraph id to the notes whose locus goes on there after having begun elsewhere."""
    forms: dict[str, str] = field(default_factory=dict)
    """Every form under which a term may stand in a text, with the term's id."""
    hits: dict[str, tuple[Hit, ...]] = field(default_factory=dict)
    """Id of a paragraph, note or entry to the terms linked in it."""
    paragraphs_with: dict[str, list[str]] = field(default_factory=dict)
    """Term id to the ids of the paragraphs in which it occurs."""
    notes_with: dict[str, list[str]] = field(default_factory=dict)
    """Term id to the ids of the notes in which it occurs."""
    paragraphs_naming: dict[str, list[str]] = field(default_factory=dict)
    """Name id to the ids of the paragraphs in which it stands, in the essay or the précis."""
    notes_naming: dict[str, list[str]] = field(default_factory=dict)
    """Name id to the ids of the notes in which it stands."""
    notes_citing: dict[str, list[str]] = field(default_factory=dict)
    """Source key to the ids of the notes that cite it."""
    entries_at: dict[str, list[Question | Event | Name]] = field(default_factory=dict)
    """Paragraph id to the questions, the events and the names with a life of their own that are about it, in this order."""

    def paragraph_at(self, number: int) -> Paragraph | None:
        """The paragraph of that number."""
        return self.paragraphs.get(f"p{number}")

    def locus(self, text: str) -> Locus | None:
        """The locus written as *text*, if it can be read and all its paragraphs exist."""
        try:
            locus = parse_locus(text)
        except LocusError:
            return None
        return locus if all(f"p{n}" in self.paragraphs for n in locus.numbers()) else None

    def note_docname(self, note: Note) -> str:
        """The text page on which a note is shown; its own file if its locus is unknown."""
        paragraph = self.paragraph_at(note.locus.first)
        return paragraph.docname if paragraph else note.docname

    def term_for(self, name: str) -> Term | None:
        """The term of that id or, failing that, that headword."""
        return self.terms.get(name) or next(
            (t for t in self.terms.values() if t.headword == name), None
        )

    def note_for(self, name: str) -> Note | None:
        """The note of that id, with or without ``note-``."""
        return self.notes.get(name) or self.notes.get(f"note-{name}")

    def entry_for(self, typ: str, name: str) -> Term | Question | Event | Name | None:
        """The ``term``, ``question``, ``event`` or ``name`` of that id, with or without its prefix; a term also by its headword."""
        if typ == "term":
            return self.term_for(name)
        if typ == "name":
            return self.names.get(name) or self.names.get(name.removeprefix("name-"))
        entries: Mapping[str, Question | Event] = (
            self.questions if typ == "question" else self.events
        )
        return entries.get(name) or entries.get(f"{typ}-{name}")

    def wording(self, typ: str, target: str, lang: str) -> str:
        """How a reference to something but a paragraph, or a citation, reads; its target where there is none.

        A citation in brackets (``citep``) is no part of its sentence and reads as nothing. Of a citation *lang* is its
        role and, after a space, its language.
        """
        if typ == "citep":
            return ""
        if typ == "cite":
            return self.citation(target, lang.partition(" ")[0])
        if typ != "note":
            entry = self.entry_for(typ, target)
            return entry_wording(entry, lang) if entry else target
        note = self.note_for(target)
        if note is None:
            return target
        where = format_locus(note.locus, lang)
        if not lang.startswith("ja"):
            return f"note on {where}"
        return f"{where}注「{note.lemma}」" if note.lemma else f"{where}注"

    def terms_in(self, key: str, links: Links) -> list[str]:
        """The ids of the terms that a paragraph, note or entry mentions, found in it or linked by hand."""
        by_hand = (self.term_for(target) for kind, target in links.refs if kind == "term")
        return list(
            dict.fromkeys(
                [hit.term for hit in self.hits.get(key, ())] + [term.id for term in by_hand if term]
            )
        )

    def known_range(self) -> str:
        """The extent of the edition for messages, e.g. ``¶1–50``."""
        numbers = [p.number for p in self.paragraphs.values()]
        return f"¶{min(numbers)}–{max(numbers)}" if numbers else "¶ –"

    def locus_problem(self, text: str, docname: str, line: int | None) -> Problem | None:
        """What is wrong with a locus written in *docname*, if anything."""
        try:
            locus = parse_locus(text)
        except LocusError:
            return Problem(Subtype.BAD_LOCUS, docname, line, {"locus": text})
        missing = next((n for n in locus.numbers() if f"p{n}" not in self.paragraphs), None)
        if missing is None:
            return None
        args = {"number": missing, "known": self.known_range()}
        return Problem(Subtype.UNKNOWN_PARAGRAPH, docname, line, args)


def assemble(
    docs: Mapping[str, DocRecords],
    witness: WitnessRecord,
    path_of: Callable[[str], str],
    citation: Callable[[str, str], str] = lambda target, _role: target,
    editors: Callable[[Layer], bool] = lambda _layer: False,
) -> Edition:
    """Put the records of all documents together.

    :param docs: document name to what was read from it.
    :param witness: the record of the witness, for lemmas that the précis does not contain.
    :param path_of: document name to the path shown in messages.
    :param citation: gives the text of a citation that is part of its sentence, from its target and role.
    :param editors: whether a layer is the editors' own; these stand first, then by title and file.
    """
    edition = Edition(citation=citation)
    names = sorted(docs)
    edition.titles = {name: docs[name].title for name in names}
    edition.problems = [problem for name in names for problem in docs[name].problems]

    def where(record: Paragraph | Note | Term | Name | Question | Event) -> str:
        return f"{path_of(record.docname)}:{record.line or 1}"

    def register(into: dict[str, Any], records: Iterable[Any], prefix: str = "") -> None:
        for record in records:
            other = into.setdefault(record.id, record)
            if other is not record:
                args = {"id": prefix + record.id, "other": where(other)}
                edition.problems.append(
                    Problem(Subtype.DUPLICATE_ID, record.docname, record.line, args)
                )

    paragraphs = sorted(
        (p for name in names for p in docs[name].paragraphs),
        key=lambda p: (p.number, p.docname, p.line or 0),
    )
    register(edition.paragraphs, paragraphs)
    for name in names:
        layer = docs[name].layer
        if layer is None:
            continue
        other = edition.layers.setdefault(layer.id, layer)
        if other is not layer:
            args = {"id": layer.id, "other": path_of(other.docname)}
            edition.problems.append(Problem(Subtype.DUPLICATE_ID, name, 1, args))
    edition.layers = {
        layer.id: layer
        for layer in sorted(
            edition.layers.values(),
            key=lambda layer: (not editors(layer), layer.title, layer.docname),
        )
    }
    register(edition.notes, (note for name in names for note in docs[name].notes))
    register(edition.terms, (term for name in names for term in docs[name].terms), "term-")
    register(edition.names, (entry for name in names for entry in docs[name].names), "name-")
    register(edition.questions, (question for name in names for question in docs[name].questions))
    register(
        edition.events,
        sorted(
            (e for name in names for e in docs[name].events),
            key=lambda e: (e.date, e.docname, e.line or 0),
        ),
    )

    _resolve_texts(edition)
    resolve_entries(edition)
    _place_notes(edition)
    place_entries(edition)
    _check_lemmas(edition, witness)
    _check_terms(edition)
    link_terms(edition)
    find_names(edition)
    place_people(edition)
    return edition


def _resolve_texts(edition: Edition) -> None:
    """Put into every text what its references to terms and notes read as."""
    edition.titles = {
        name: resolve_references(title, edition.wording) for name, title in edition.titles.items()
    }
    for key, paragraph in edition.paragraphs.items():
        edition.marked[key] = (paragraph.precis,)
        edition.paragraphs[key] = paragraph._replace(
            precis=resolve_references(paragraph.precis, edition.wording)
        )
    for key, note in edition.notes.items():
        edition.marked[key] = (note.text,)
        edition.notes[key] = note._replace(text=resolve_references(note.text, edition.wording))
    for key, term in edition.terms.items():
        edition.marked[f"term-{key}"] = texts = (term.definition, term.definition_en)
        own, english = (resolve_references(text, edition.wording) for text in texts)
        edition.terms[key] = term._replace(definition=own, definition_en=english)


def _place_notes(edition: Edition) -> None:
    rank = {name: place for place, name in enumerate(edition.layers)}
    for note in sorted(edition.notes.values(), key=lambda note: rank.get(note.layer, len(rank))):
        problem = edition.locus_problem(str(note.locus), note.docname, note.line)
        if problem:
            edition.problems.append(problem)
            continue
        edition.notes_at.setdefault(f"p{note.locus.first}", []).append(note)
        for number in note.locus.starts[1:]:
            edition.echoes_at.setdefault(f"p{number}", []).append(note)
        for key in note.sources:
            edition.notes_citing.setdefault(key, []).append(note.id)


def _check_lemmas(edition: Edition, witness: WitnessRecord) -> None:
    for note in edition.notes.values():
        paragraph = edition.paragraph_at(note.locus.first)
        if not note.lemma or paragraph is None:
            continue
        if len(note.lemma) > LEMMA_LIMIT:
            args = {"lemma": note.lemma, "length": len(note.lemma)}
            edition.problems.append(Problem(Subtype.LEMMA_TOO_LONG, note.docname, note.line, args))
        elif note.lemma not in witness.lemmas.get(paragraph.id, ()) and normalise(
            note.lemma
        ) not in normalise(paragraph.precis):
            args = {"lemma": note.lemma, "number": paragraph.number}
            edition.problems.append(Problem(Subtype.LEMMA_NOT_FOUND, note.docname, note.line, args))


def _check_terms(edition: Edition) -> None:
    for term in edition.terms.values():
        if term.reading and not is_reading(term.reading):
            args = {"headword": term.headword, "reading": term.reading}
            edition.problems.append(Problem(Subtype.BAD_READING, term.docname, term.line, args))
        unknown = [
            name for name in (*term.links.forbid, *term.links.force) if name not in edition.terms
        ]
        edition.problems += (
            _unknown_term(edition, name, term.docname, term.line) for name in unknown
        )
    pieces: list[Paragraph | Note] = [*edition.paragraphs.values(), *edition.notes.values()]
    for record in pieces:
        unknown = [
            name
            for name in (*record.links.forbid, *record.links.force)
            if name not in edition.terms
        ]
        edition.problems += (
            _unknown_term(edition, name, record.docname, record.line) for name in unknown
        )


def _unknown_term(edition: Edition, name: str, docname: str, line: int | None) -> Problem:
    args = {"id": name, "hint": did_you_mean(name, edition.terms)}
    return Problem(Subtype.UNKNOWN_TERM, docname, line, args)
