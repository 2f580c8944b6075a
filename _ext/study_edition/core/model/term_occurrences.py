"""Where the terms and the names of an edition stand in its texts."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from ..text.gojuon import is_reading
from ..text.matching import Matcher
from .problems import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .edition import Edition
    from .records import Links, Name, Term


def _surface_forms(edition: Edition, records: Iterable[Term | Name]) -> dict[str, str]:
    """Every form under which a term or name may stand in a text, with its id; a form has one only."""
    forms: dict[str, str] = {}
    for record in records:
        for form in filter(None, (record.headword, record.english, *record.aliases)):
            other = forms.setdefault(unicodedata.normalize("NFKC", form), record.id)
            if other != record.id:
                args = {"form": form, "term": record.id, "other": other}
                edition.problems.append(
                    Problem(Subtype.DUPLICATE_FORM, record.docname, record.line, args)
                )
    return forms


def link_terms(edition: Edition) -> None:
    """Find the terms in every text that may be linked, and where each term occurs."""
    edition.forms = _surface_forms(edition, edition.terms.values())
    matcher = Matcher(edition.forms)
    manual = {term.id for term in edition.terms.values() if term.manual}

    def link(key: str, links: Links, own: str = "") -> list[str]:
        """Find the terms of one piece; give the ids of all it mentions, found or linked by hand."""
        by_hand = {
            t.id
            for kind, target in links.refs
            if kind == "term" and (t := edition.term_for(target))
        }
        hits = matcher.find(links.runs, ((manual | links.forbid) - links.force) | by_hand | {own})
        if hits:
            edition.hits[key] = hits
        return [*(hit.term for hit in hits), *sorted(by_hand)]

    for paragraph in edition.paragraphs.values():
        for found in link(paragraph.id, paragraph.links):
            edition.paragraphs_with.setdefault(found, []).append(paragraph.id)
    for note in edition.notes.values():
        in_lemma = [hit.term for hit in matcher.find([note.lemma], manual | note.links.forbid)]
        for found in dict.fromkeys((*in_lemma, *link(note.id, note.links))):
            edition.notes_with.setdefault(found, []).append(note.id)
    others = [(f"term-{term.id}", term.links, term.id) for term in edition.terms.values()]
    others += [(question.id, question.links, "") for question in edition.questions.values()]
    others += [(event.id, event.links, "") for event in edition.events.values()]
    others += [(f"name-{name.id}", name.links, "") for name in edition.names.values()]
    for key, links, own in others:
        link(key, links, own)


def find_names(edition: Edition) -> None:
    """Find where the names stand; unlike terms they are not linked, and all of a piece's text counts."""
    matcher = Matcher(_surface_forms(edition, edition.names.values()))
    stated = _stated_names(edition)
    for paragraph in edition.paragraphs.values():
        found = [hit.term for hit in matcher.find([paragraph.precis])]
        for key in dict.fromkeys((*stated.get(paragraph.id, ()), *found)):
            edition.paragraphs_naming.setdefault(key, []).append(paragraph.id)
    for note in edition.notes.values():
        for hit in matcher.find([f"{note.lemma}\n{note.text}"]):
            edition.notes_naming.setdefault(hit.term, []).append(note.id)


def _stated_names(edition: Edition) -> dict[str, list[str]]:
    """Paragraph id to the names that the essay itself gives there, as their entries state; entries are checked too."""
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
