"""Assemble an edition from the records of all documents, and check them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from ..model.edition import Edition
from ..model.problems import Problem, Subtype, did_you_mean
from ..model.records import Note, resolve_references
from ..text.gojuon import is_reading
from ..witness.text_fingerprint import normalise
from .term_occurrences import find_names, link_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ..model.records import DocRecords, Entry, Layer, Paragraph
    from ..witness.witness_record import WitnessRecord

    class _Record(Protocol):
        """A record that is registered by its id."""

        @property
        def id(self) -> str: ...
        @property
        def docname(self) -> str: ...
        @property
        def line(self) -> int | None: ...

    R = TypeVar("R", bound=_Record)

LEMMA_LIMIT = 12
"""Characters of the longest lemma: a longer one would quote the essay."""


def assemble(
    docs: Mapping[str, DocRecords],
    witness: WitnessRecord,
    path_of: Callable[[str], str],
    citation: Callable[[str, str], str] = lambda target, _role: target,
    is_editors: Callable[[Layer], bool] = lambda _layer: False,
    language: str = "ja",
) -> Edition:
    """Return the edition made of the records of all documents, including its problems.

    :param docs: document name to its records.
    :param witness: the record of the witness, for lemmas that the précis does not contain.
    :param path_of: returns the path of a document for messages.
    :param citation: returns the text of a citation that is part of its sentence, for its target
        and role.
    :param is_editors: returns whether a layer is the editors' own; these come first, then the
        others by title and file.
    :param language: the edition's language, in which entries are named.
    """
    edition = Edition(citation=citation, language=language)
    names = sorted(docs)
    edition.titles = {name: docs[name].title for name in names}
    edition.problems = [problem for name in names for problem in docs[name].problems]
    paragraphs = (p for name in names for p in docs[name].paragraphs)
    in_order = sorted(paragraphs, key=lambda p: (p.number, p.docname, p.line or 0))
    _register(edition, edition.paragraphs, in_order, path_of)
    _register_layers(edition, docs, path_of, is_editors)
    for kind in dict.fromkeys(
        [*edition.entries, *(k for name in names for k in docs[name].entries)]
    ):
        found = (entry for name in names for entry in docs[name].entries.get(kind, ()))
        into = edition.entries.setdefault(kind, {})
        _register(edition, into, sorted(found, key=lambda entry: entry.rank), path_of)
    _resolve_texts(edition)
    _place_notes(edition)
    _place_entries(edition)
    _check_lemmas(edition, witness)
    _check_terms(edition)
    link_terms(edition)
    find_names(edition)
    _place_names(edition)
    return edition


def _register(
    edition: Edition, into: dict[str, R], records: Iterable[R], path_of: Callable[[str], str]
) -> None:
    """Enter records by their ids; of two with one id the first is kept, the second reported."""
    for record in records:
        other = into.setdefault(record.id, record)
        if other is not record:
            args = {
                "id": getattr(record, "key", record.id),
                "other": f"{path_of(other.docname)}:{other.line or 1}",
            }
            problem = Problem(Subtype.DUPLICATE_ID, record.docname, record.line, args)
            edition.problems.append(problem)


def _register_layers(
    edition: Edition,
    docs: Mapping[str, DocRecords],
    path_of: Callable[[str], str],
    is_editors: Callable[[Layer], bool],
) -> None:
    for name in sorted(docs):
        layer = docs[name].layer
        if layer is None:
            continue
        other = edition.layers.setdefault(layer.id, layer)
        if other is not layer:
            args = {"id": layer.id, "other": path_of(other.docname)}
            edition.problems.append(Problem(Subtype.DUPLICATE_ID, name, 1, args))
    in_order = sorted(
        edition.layers.values(),
        key=lambda layer: (not is_editors(layer), layer.title, layer.docname),
    )
    edition.layers = {layer.id: layer for layer in in_order}


def _resolve_texts(edition: Edition) -> None:
    """Replace the marks in every text by the wording of their references."""

    def resolve(text: str) -> str:
        return resolve_references(text, edition.wording)

    edition.titles = {name: resolve(title) for name, title in edition.titles.items()}
    for key, paragraph in edition.paragraphs.items():
        edition.marked[key] = (paragraph.precis,)
        edition.paragraphs[key] = paragraph._replace(precis=resolve(paragraph.precis))
    for entries in edition.entries.values():
        for key, entry in entries.items():
            edition.marked[entry.key] = entry.texts
            resolved = tuple(map(resolve, entry.texts))
            if resolved != entry.texts:
                entries[key] = entry.with_texts(resolved)


def _place_notes(edition: Edition) -> None:
    """Enter each note under the paragraphs next to which it is shown."""
    rank = {name: position for position, name in enumerate(edition.layers)}
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


def _place_entries(edition: Edition) -> None:
    """Enter each entry under the paragraphs it is about; an unusable locus is a problem."""
    for entry in _others(edition):
        if entry.about is None:
            continue
        problem = edition.locus_problem(str(entry.about), entry.docname, entry.line)
        if problem:
            edition.problems.append(problem)
            continue
        for number in entry.about.numbers():
            edition.entries_at.setdefault(f"p{number}", []).append(entry)


def _place_names(edition: Edition) -> None:
    """Enter each name that has a text under the paragraphs in which it occurs."""
    for name in edition.names.values():
        for paragraph in edition.paragraphs_with.get(name.key, ()) if name.text else ():
            edition.entries_at.setdefault(paragraph, []).append(name)


def _others(edition: Edition) -> Iterable[Entry]:
    """Return the entries of every kind but notes."""
    return (
        entry
        for kind, entries in edition.entries.items()
        if kind != Note.kind
        for entry in entries.values()
    )


def _check_lemmas(edition: Edition, witness: WitnessRecord) -> None:
    for note in edition.notes.values():
        paragraph = edition.paragraph_at(note.locus.first)
        if not note.lemma or paragraph is None:
            continue
        recorded = witness.lemmas.get(paragraph.id, ())
        args: dict[str, object]
        if len(note.lemma) > LEMMA_LIMIT:
            args = {"lemma": note.lemma, "length": len(note.lemma)}
            problem = Problem(Subtype.LEMMA_TOO_LONG, note.docname, note.line, args)
        elif note.lemma not in recorded and normalise(note.lemma) not in normalise(
            paragraph.precis
        ):
            args = {"lemma": note.lemma, "number": paragraph.number}
            problem = Problem(Subtype.LEMMA_NOT_FOUND, note.docname, note.line, args)
        else:
            continue
        edition.problems.append(problem)


def _check_terms(edition: Edition) -> None:
    """Check the readings of terms, and the terms that a source forbids or forces to be linked."""
    for term in edition.terms.values():
        if term.reading and not is_reading(term.reading):
            args = {"headword": term.headword, "reading": term.reading}
            edition.problems.append(Problem(Subtype.BAD_READING, term.docname, term.line, args))
        _check_steering(edition, term)
    for paragraph in edition.paragraphs.values():
        _check_steering(edition, paragraph)
    for note in edition.notes.values():
        _check_steering(edition, note)


def _check_steering(edition: Edition, record: Paragraph | Entry) -> None:
    for name in (*record.links.forbid, *record.links.force):
        if name not in edition.terms:
            args = {"id": name, "hint": did_you_mean(name, edition.terms)}
            problem = Problem(Subtype.UNKNOWN_TERM, record.docname, record.line, args)
            edition.problems.append(problem)
