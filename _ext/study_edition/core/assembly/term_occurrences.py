"""Where the terms and the names of an edition occur in its texts."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from ..model.problems import Problem, Subtype
from ..model.records import Note, Term
from ..text.gojuon import is_reading
from ..text.matching import Matcher

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model.edition import Edition
    from ..model.records import Links, Name


def _surface_forms(edition: Edition, records: Iterable[Term | Name]) -> dict[str, str]:
    """Return every form in which terms or names may occur, with the id; a form has one only."""
    forms: dict[str, str] = {}
    for record in records:
        for form in filter(None, (record.headword, record.english, *record.aliases)):
            other = forms.setdefault(unicodedata.normalize("NFKC", form), record.id)
            if other != record.id:
                args = {"form": form, "term": record.id, "other": other}
                problem = Problem(Subtype.DUPLICATE_FORM, record.docname, record.line, args)
                edition.problems.append(problem)
    return forms


def link_terms(edition: Edition) -> None:
    """Find the terms in every text that may be linked, and where each term occurs."""
    edition.forms = _surface_forms(edition, edition.terms.values())
    matcher = Matcher(edition.forms)
    manual = {term.id for term in edition.terms.values() if term.manual}

    def link(key: str, links: Links, own: str = "") -> list[str]:
        """Record the terms matched in a text; return the ids of all it mentions, also by hand."""
        found = (edition.term_for(target) for kind, target in links.refs if kind == Term.kind)
        by_hand = {term.id for term in found if term}
        skipped = ((manual | links.forbid) - links.force) | by_hand | {own}
        hits = matcher.find(links.runs, skipped)
        if hits:
            edition.hits[key] = hits
        return [*(hit.term for hit in hits), *sorted(by_hand)]

    for paragraph in edition.paragraphs.values():
        for found in link(paragraph.id, paragraph.links):
            edition.paragraphs_with.setdefault(f"term-{found}", []).append(paragraph.id)
    for note in edition.notes.values():
        in_lemma = [hit.term for hit in matcher.find([note.lemma], manual | note.links.forbid)]
        for found in dict.fromkeys((*in_lemma, *link(note.id, note.links))):
            edition.notes_with.setdefault(f"term-{found}", []).append(note.id)
    for kind, entries in edition.entries.items():
        for entry in entries.values() if kind != Note.kind else ():
            link(entry.key, entry.links, entry.id if kind == Term.kind else "")


def find_names(edition: Edition) -> None:
    """Find where the names occur; unlike terms they are not linked, and the whole text counts."""
    matcher = Matcher(_surface_forms(edition, edition.names.values()))
    stated = _stated_names(edition)
    for paragraph in edition.paragraphs.values():
        found = [hit.term for hit in matcher.find([paragraph.precis])]
        for name in dict.fromkeys((*stated.get(paragraph.id, ()), *found)):
            edition.paragraphs_with.setdefault(f"name-{name}", []).append(paragraph.id)
    for note in edition.notes.values():
        for hit in matcher.find([f"{note.lemma}\n{note.text}"]):
            edition.notes_with.setdefault(f"name-{hit.term}", []).append(note.id)


def _stated_names(edition: Edition) -> dict[str, list[str]]:
    """Return paragraph id to the names that occur there by their own locus; check the names."""
    stated: dict[str, list[str]] = {}
    for name in edition.names.values():
        if not is_reading(name.reading) and (name.reading or not name.headword.isascii()):
            args = {"headword": name.headword, "reading": name.reading}
            edition.problems.append(Problem(Subtype.BAD_READING, name.docname, name.line, args))
        if name.locus is None:
            continue
        problem = edition.locus_problem(str(name.locus), name.docname, name.line)
        if problem:
            edition.problems.append(problem)
        for paragraph in edition.paragraphs.values():
            if any(first <= paragraph.number <= last for first, last in name.locus.ranges):
                stated.setdefault(paragraph.id, []).append(name.id)
    return stated
