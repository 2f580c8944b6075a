"""Format the name of an author or editor as styles print it.

Sources: APA 7, 9.8 (initials); Chicago 18, 13.74 and MLA 9, 5.5 (inverted in a list); ISO 690
(capitals); a Western author in Japanese lists as スミス, A. (rules of the Japanese Psychological
Association: pattern verified) or スミス，アンナ (house style), a Japanese author without a
separator. A Japanese name with a middle dot is Western. A name without a Japanese form is printed
as it is.

The names of the registered functions are the FORM names of :mod:`.templates`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from .template_slots import is_slot, slot
from .tex_escapes import escape_tex

if TYPE_CHECKING:
    from collections.abc import Callable

    from .citation_records import Person

FORMS: dict[str, Callable[[Person], str]] = {}
"""Every registered form by its name in slots."""


def _register(function: Callable[[Person], str]) -> Callable[[Person], str]:
    """Register a form, and make it return a template slot if the author is not known yet."""
    name = function.__name__

    def form(person: Person) -> str:
        return slot(f"author.{name}") if is_slot(person.family) else function(person)

    form.__doc__ = function.__doc__
    FORMS[name] = function
    return form


def is_group(person: Person) -> bool:
    """Return whether a name is that of a group, or must not be divided."""
    return not person.given


def is_western(person: Person) -> bool:
    """Return whether the Japanese form is a foreign name in kana: it has a middle dot."""
    return "・" in person.native


def _capitalise_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _initials(person: Person) -> str:
    if not person.given.isascii() and not re.match("[A-Za-zÀ-ɏ]", person.given):
        return person.given
    return " ".join(
        "-".join(f"{part[0].upper()}." for part in name.split("-") if part)
        for name in person.given.split()
    )


def _native(person: Person, separator: str) -> str:
    """Return the Japanese form for a list; *separator* divides a Western author's names."""
    if not person.native:
        return _inverted(person)
    given = person.native_given
    return (
        f"{person.native_family}{separator}{given}"
        if is_western(person) and given
        else person.native
    )


def _inverted(person: Person) -> str:
    return (
        _capitalise_first(person.family) if is_group(person) else f"{person.family}, {person.given}"
    )


# In English


@_register
def family(person: Person) -> str:
    """Format as Smith; The edition’s editors."""
    return _capitalise_first(person.family) if is_group(person) else person.family


@_register
def inverted(person: Person) -> str:
    """Format as Smith, Anna."""
    return _inverted(person)


@_register
def initials(person: Person) -> str:
    """Format as Smith, A."""
    return (
        _capitalise_first(person.family)
        if is_group(person)
        else f"{person.family}, {_initials(person)}"
    )


@_register
def capitals(person: Person) -> str:
    """Format as SMITH, Anna; THE EDITION’S EDITORS."""
    return person.family.upper() if is_group(person) else f"{person.family.upper()}, {person.given}"


@_register
def natural(person: Person) -> str:
    """Format as Anna Smith, at the start of a sentence."""
    return (
        _capitalise_first(person.family) if is_group(person) else f"{person.given} {person.family}"
    )


def inside_sentence(person: Person) -> str:
    """Format as Anna Smith inside a sentence, with a lower-case article of a group."""
    return (
        re.sub("^The ", "the ", person.family)
        if is_group(person)
        else f"{person.given} {person.family}"
    )


def initials_first(person: Person) -> str:
    """Format as A. Smith, as APA prints an editor."""
    return (
        _capitalise_first(person.family)
        if is_group(person)
        else f"{_initials(person)} {person.family}"
    )


def editor_role(person: Person) -> str:
    """Return the abbreviation ``ed``, or ``eds`` if the name says that they are several."""
    return "eds" if re.search("editors$", person.family, re.IGNORECASE) else "ed"


# In Japanese


@_register
def ja_family(person: Person) -> str:
    """Format as スミス; 山田."""
    return (
        person.native_family
        or person.native
        or (_capitalise_first(person.family) if is_group(person) else person.family)
    )


@_register
def ja_natural(person: Person) -> str:
    """Format as アンナ・スミス; 山田花子."""
    return person.native or (
        _capitalise_first(person.family) if is_group(person) else f"{person.given} {person.family}"
    )


@_register
def ja_initials(person: Person) -> str:
    """Format as スミス, A.; 山田 花子 (Japanese Psychological Association)."""
    if not person.native:
        return (
            _capitalise_first(person.family)
            if is_group(person)
            else f"{person.family}, {_initials(person)}"
        )
    if not person.native_given:
        return person.native
    return (
        f"{person.native_family}, {_initials(person)}"
        if is_western(person)
        else f"{person.native_family} {person.native_given}"
    )


@_register
def ja_comma(person: Person) -> str:
    """Format as スミス、アンナ; 山田花子."""
    return _native(person, "、")


@_register
def ja_wide(person: Person) -> str:
    """Format as スミス，アンナ; 山田花子."""
    return _native(person, "，")


@_register
def ja_ascii(person: Person) -> str:
    """Format as スミス, アンナ; 山田花子."""
    return _native(person, ", ")


@_register
def ja_sist(person: Person) -> str:
    """Format as Smith, Anna; 山田花子: SIST 02 prints a name in the language of the work."""
    return person.native if person.native and not is_western(person) else _inverted(person)


def editors_ja(person: Person, *, always: bool = False) -> str:
    """Format as 本版編者; 山田花子編.

    編 is omitted if the name already says editors, unless *always*.
    """
    name = ja_natural(person)
    return name if name.endswith("編者") and not always else f"{name}編"


# In data


@_register
def bib(person: Person) -> str:
    """Format for BibTeX's ``author``; a name that must not be divided has its own braces."""
    return (
        f"{{{escape_tex(_capitalise_first(person.family))}}}"
        if is_group(person)
        else f"{escape_tex(person.family)}, {escape_tex(person.given)}"
    )


@_register
def ja_bib(person: Person) -> str:
    """Format for BibTeX, with a Japanese name in one piece: no style prints it rightly in two."""
    return (
        f"{{{escape_tex(ja_initials(person))}}}"
        if person.native and not is_western(person)
        else bib(person)
    )


@_register
def csl(person: Person) -> str:
    """Format as a JSON object of CSL."""
    return _json(
        {"literal": _capitalise_first(person.family)}
        if is_group(person)
        else {"family": person.family, "given": person.given}
    )


@_register
def ja_csl(person: Person) -> str:
    """Format as a JSON object of CSL, with a Japanese name in its own script."""
    if not person.native or is_western(person):
        return csl(person)
    given = person.native_given
    return _json(
        {"family": person.native_family, "given": given} if given else {"literal": person.native}
    )


def _json(name: dict[str, str]) -> str:
    return json.dumps(name, ensure_ascii=False)
