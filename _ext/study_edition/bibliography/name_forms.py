"""Names and pages, as the language of the work or of the name wants them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, cast

from pybtex.richtext import Text
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

if TYPE_CHECKING:
    from pybtex.database import Entry, Person
    from sphinx.environment import BuildEnvironment
    from sphinxcontrib.bibtex.domain import BibtexDomain

_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_PAGES = re.compile(r"\d+(?:[-–]+\d+)?(?:, ?\d+(?:[-–]+\d+)?)*")

from_latex = cache(Text.from_latex)
"""The text of a field without its LaTeX. Each is asked for several times: to sort, to list and to cite a work."""


def has_japanese(text: str) -> bool:
    """Whether *text* has a Japanese character."""
    return _JAPANESE.search(text) is not None


def is_japanese(entry: Entry) -> bool:
    """Whether a work is in Japanese: by its ``language``, else by its title."""
    return entry.fields.get(
        "language", "ja" if has_japanese(entry.fields.get("title", "")) else "en"
    ).startswith("ja")


def pages(text: str, *, japanese: bool) -> str:
    """A locator: bare page numbers get 頁, or p. and pp.; anything else stands as written.

    >>> pages("55-60", japanese=True), pages("55-60", japanese=False), pages("ch. 3", japanese=False)
    ('55–60頁', 'pp. 55–60', 'ch. 3')
    """
    if not _PAGES.fullmatch(text):
        return text
    shown = re.sub(r"-+", "–", text)
    if japanese:
        return f"{shown}頁"
    return f"{'pp.' if re.search('[–,]', shown) else 'p.'} {shown}"


def family(person: Person) -> Text:
    """The family name; of a literal Japanese name the part before the space."""
    name = from_latex(" ".join([*person.prelast_names, *person.last_names]))
    plain = str(name)
    return Text(plain.split(" ", 1)[0]) if _JAPANESE.search(plain) else name


def full_name(person: Person, *, inverted: bool) -> Text:
    """The whole name: Japanese names unspaced, others family name first when *inverted*."""
    family = from_latex(" ".join([*person.prelast_names, *person.last_names]))
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


def joined(names: list[Text], *, japanese: bool, listed: bool = False) -> Text:
    """Join names: by ・, or by commas and "and", with a comma before it in a list."""
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
    """The plain text of a citation that is part of its sentence: ``{cite:t}`` and its kin."""
    entries = cast("BibtexDomain", env.get_domain("cite")).bibdata.data.entries
    shown = []
    for key in (part.key for part in parse_citation_targets(target)):
        if key in entries:
            name = str(cited(entries[key], full=False))
            shown.append(
                name
                if role.startswith("author")
                else f"{name}（{entries[key].fields.get('year', 'n.d.')}）"
            )
    return "；".join(shown)


def cited(entry: Entry, *, full: bool, roles: tuple[str, ...] = ("author", "editor")) -> Text:
    """Give the persons of a work as cited in the text; its title if it has none."""
    persons = next((entry.persons[role] for role in roles if entry.persons.get(role)), None)
    if persons is None:
        return from_latex(entry.fields.get("title", entry.key))
    names = [family(person) for person in persons]
    # names in Japanese are joined by ・, whatever language the work is in; Latin names by a comma and "and"
    japanese = any(_JAPANESE.search(str(name)) for name in names)
    if len(names) > 2 and not full:
        return names[0] + "ほか"
    return joined(names, japanese=japanese)
