"""Questions, events and names in the edition: which paragraphs they are about, and what is wrong with that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .records import Event, Question, resolve_references

if TYPE_CHECKING:
    from .edition import Edition
    from .records import Name, Term


def resolve_entries(edition: Edition) -> None:
    """Put into every text of these entries what its references to others read as."""
    for key, question in edition.questions.items():
        edition.marked[key] = texts = (question.text, question.text_en, question.rubric)
        own, english, rubric = (resolve_references(text, edition.wording) for text in texts)
        edition.questions[key] = question._replace(text=own, text_en=english, rubric=rubric)
    for key, event in edition.events.items():
        edition.marked[key] = (event.text, event.text_en)
        own, english = (resolve_references(text, edition.wording) for text in edition.marked[key])
        edition.events[key] = event._replace(text=own, text_en=english)
    for key, name in edition.names.items():
        edition.marked[f"name-{key}"] = (name.text, name.text_en)
        own, english = (
            resolve_references(text, edition.wording) for text in edition.marked[f"name-{key}"]
        )
        edition.names[key] = name._replace(text=own, text_en=english)


def place_entries(edition: Edition) -> None:
    """Enter each question and event with its paragraphs; a locus that cannot be is a problem."""
    entries: list[Question | Event] = [*edition.questions.values(), *edition.events.values()]
    for entry in entries:
        if entry.locus is None:
            continue
        problem = edition.locus_problem(str(entry.locus), entry.docname, entry.line)
        if problem:
            edition.problems.append(problem)
            continue
        for number in entry.locus.numbers():
            edition.entries_at.setdefault(f"p{number}", []).append(entry)


def place_people(edition: Edition) -> None:
    """Enter each name of which something is told with the paragraphs where it stands."""
    for key, name in edition.names.items():
        for paragraph in edition.paragraphs_naming.get(key, ()) if name.text else ():
            edition.entries_at.setdefault(paragraph, []).append(name)


def paragraphs_of(edition: Edition, entry: Question | Event) -> list[str]:
    """The ids of the paragraphs that a question or an event is about; none if its locus is wrong, which has been told."""
    locus = edition.locus(str(entry.locus)) if entry.locus else None
    return [f"p{number}" for number in locus.numbers()] if locus else []


def entry_wording(entry: Term | Question | Event | Name, lang: str) -> str:
    """What an entry reads as in a reference to it."""
    if isinstance(entry, Question):
        return f"問い{entry.label}" if lang.startswith("ja") else f"Question {entry.label}"
    own = entry.title if isinstance(entry, Event) else entry.headword
    return (lang.startswith("en") and entry.english) or own
