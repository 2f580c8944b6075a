"""Names and page numbers in the form of the language of the name or the work."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pybtex.richtext import Text
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from .citation_domain import bibtex_domain

if TYPE_CHECKING:
    from pybtex.database import Entry, Person
    from sphinx.environment import BuildEnvironment

_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_PAGES = re.compile(r"\d+(?:[-–]+\d+)?(?:, ?\d+(?:[-–]+\d+)?)*")

from_latex = cache(Text.from_latex)
"""The text of a field without LaTeX; cached, since sorting, listing and citing a work all need it.
"""


def has_japanese(text: str) -> bool:
    """Return whether a text has a Japanese character."""
    return _JAPANESE.search(text) is not None


def is_japanese(entry: Entry) -> bool:
    """Return whether a work is in Japanese: by its ``language``, else by its title."""
    language: str = entry.fields.get(
        "language", "ja" if has_japanese(entry.fields.get("title", "")) else "en"
    )
    return language.startswith("ja")


def format_pages(text: str, *, japanese: bool) -> str:
    """Add 頁, or p. or pp., to bare page numbers; return any other locator unchanged.

    >>> format_pages("55-60", japanese=True), format_pages("55-60", japanese=False)
    ('55–60頁', 'pp. 55–60')
    >>> format_pages("ch. 3", japanese=False)
    'ch. 3'
    """
    if not _PAGES.fullmatch(text):
        return text
    numbers = re.sub(r"-+", "–", text)
    if japanese:
        return f"{numbers}頁"
    return f"{'pp.' if re.search('[–,]', numbers) else 'p.'} {numbers}"


def family_name(person: Person) -> Text:
    """Return the family name; of a Japanese name in one piece, the part before the space."""
    name = _family_part(person)
    plain = str(name)
    return Text(plain.split(" ", 1)[0]) if _JAPANESE.search(plain) else name


def full_name(person: Person, *, inverted: bool) -> Text:
    """Return the whole name; a Japanese name has no spaces.

    :param inverted: whether the family name comes first in other names too.
    """
    family = _family_part(person)
    given = from_latex(" ".join([*person.first_names, *person.middle_names]))
    if _JAPANESE.search(str(person)):
        return Text(
            "".join(str(family + given).split())
            if not given and len(str(family).split()) == 2
            else family + given
        )
    if not given:
        return family
    return family + ", " + given if inverted else given + " " + family


def _family_part(person: Person) -> Text:
    return from_latex(" ".join([*person.prelast_names, *person.last_names]))


def join_names(names: list[Text], *, japanese: bool, listed: bool = False) -> Text:
    """Join names by ・, or by commas and "and", with a comma before it in a list."""
    if japanese:
        return Text("・").join(names)
    if len(names) == 1:
        return names[0]
    return (
        Text(", ").join(names[:-1])
        + (", and " if listed or len(names) > 2 else " and ")
        + names[-1]
    )


def citation_text(env: BuildEnvironment, target: str, role: str) -> str:
    """Return the plain text of a citation within a sentence, such as ``{cite:t}``."""
    entries = bibtex_domain(env).bibdata.data.entries
    citations = []
    for key in (part.key for part in parse_citation_targets(target)):
        if key in entries:
            names = str(short_names(entries[key], full=False))
            citations.append(
                names
                if role.startswith("author")
                else f"{names}（{entries[key].fields.get('year', 'n.d.')}）"
            )
    return "；".join(citations)


def short_names(entry: Entry, *, full: bool, roles: tuple[str, ...] = ("author", "editor")) -> Text:
    """Return the persons of a work as cited in the text; its title if it has none.

    :param full: whether to name all persons instead of the first and ほか.
    """
    persons = next((entry.persons[role] for role in roles if entry.persons.get(role)), None)
    if persons is None:
        return from_latex(entry.fields.get("title", entry.key))
    names = [family_name(person) for person in persons]
    # names in Japanese are joined by ・, even if the work is in another language
    japanese = any(_JAPANESE.search(str(name)) for name in names)
    if len(names) > 2 and not full:
        return names[0] + "ほか"
    return join_names(names, japanese=japanese)
