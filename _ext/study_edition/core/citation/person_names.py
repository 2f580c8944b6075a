"""An author's or editor's name in the places where styles print it.

Sources: APA 7, 9.8 (initials); Chicago 18, 13.74 and MLA 9, 5.5 (inverted in a list); ISO 690 (capitals); a Western author in
Japanese lists as スミス, A. (rules of the Japanese psychologists: verified pattern) or スミス，アンナ (house), a Japanese one without
a sign between the names. Whether a name is Western its middle dot tells. A name without a Japanese form is printed in its own.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from .slots import is_slot, slot
from .tex import tex

if TYPE_CHECKING:
    from collections.abc import Callable

    from .citation_records import Person

FORMS: dict[str, Callable[[Person], str]] = {}
"""Every form by the name that a slot has for it."""


def _form(function: Callable[[Person], str]) -> Callable[[Person], str]:
    """Enter a form; it gives a slot where the author is not known yet."""
    name = function.__name__

    def form(person: Person) -> str:
        return slot(f"author.{name}") if is_slot(person.family) else function(person)

    form.__doc__ = function.__doc__
    FORMS[name] = function
    return form


def is_group(person: Person) -> bool:
    """Whether a name is that of a group, or not to be taken apart."""
    return not person.given


def is_western(person: Person) -> bool:
    """Whether a name's Japanese form is a foreign name in kana: it has a middle dot."""
    return "・" in person.native


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _initials(person: Person) -> str:
    if not person.given.isascii() and not re.match("[A-Za-zÀ-ɏ]", person.given):
        return person.given
    return " ".join(
        "-".join(f"{part[0].upper()}." for part in name.split("-") if part)
        for name in person.given.split()
    )


def _native(person: Person, sign: str) -> str:
    """The Japanese form for a list; *sign* parts the names of a Western author."""
    if not person.native:
        return _inverted(person)
    given = person.native_given
    return f"{person.native_family}{sign}{given}" if is_western(person) and given else person.native


def _inverted(person: Person) -> str:
    return _capital(person.family) if is_group(person) else f"{person.family}, {person.given}"


# -- in English ----------------------------------------------------------------------------------------


@_form
def family(person: Person) -> str:
    """Smith; The edition’s editors."""
    return _capital(person.family) if is_group(person) else person.family


@_form
def inverted(person: Person) -> str:
    """Smith, Anna."""
    return _inverted(person)


@_form
def initials(person: Person) -> str:
    """Smith, A."""
    return _capital(person.family) if is_group(person) else f"{person.family}, {_initials(person)}"


@_form
def capitals(person: Person) -> str:
    """SMITH, Anna; THE EDITION’S EDITORS."""
    return person.family.upper() if is_group(person) else f"{person.family.upper()}, {person.given}"


@_form
def natural(person: Person) -> str:
    """Anna Smith, at the beginning of a sentence."""
    return _capital(person.family) if is_group(person) else f"{person.given} {person.family}"


def within(person: Person) -> str:
    """Anna Smith, inside a sentence: a group's article is small there."""
    return (
        re.sub("^The ", "the ", person.family)
        if is_group(person)
        else f"{person.given} {person.family}"
    )


def initials_first(person: Person) -> str:
    """A. Smith, as APA prints an editor."""
    return _capital(person.family) if is_group(person) else f"{_initials(person)} {person.family}"


def role(person: Person) -> str:
    """The abbreviation of what an editor is: ``ed``, or ``eds`` where the name is that of several."""
    return "eds" if re.search("editors$", person.family, re.IGNORECASE) else "ed"


# -- in Japanese ---------------------------------------------------------------------------------------


@_form
def ja_family(person: Person) -> str:
    """スミス; 山田."""
    return (
        person.native_family
        or person.native
        or (_capital(person.family) if is_group(person) else person.family)
    )


@_form
def ja_natural(person: Person) -> str:
    """アンナ・スミス; 山田花子."""
    return person.native or (
        _capital(person.family) if is_group(person) else f"{person.given} {person.family}"
    )


@_form
def ja_initials(person: Person) -> str:
    """スミス, A.; 山田 花子 (Japanese psychologists)."""
    if not person.native:
        return (
            _capital(person.family) if is_group(person) else f"{person.family}, {_initials(person)}"
        )
    if not person.native_given:
        return person.native
    return (
        f"{person.native_family}, {_initials(person)}"
        if is_western(person)
        else f"{person.native_family} {person.native_given}"
    )


@_form
def ja_comma(person: Person) -> str:
    """スミス、アンナ; 山田花子."""
    return _native(person, "、")


@_form
def ja_wide(person: Person) -> str:
    """スミス，アンナ; 山田花子."""
    return _native(person, "，")


@_form
def ja_ascii(person: Person) -> str:
    """スミス, アンナ; 山田花子."""
    return _native(person, ", ")


@_form
def ja_sist(person: Person) -> str:
    """Smith, Anna; 山田花子: SIST 02 prints a name as the work's language has it."""
    return person.native if person.native and not is_western(person) else _inverted(person)


def editors_ja(person: Person, *, always: bool = False) -> str:
    """本版編者; 山田花子編: 編 after the name of editors, unless that name says it or it is wanted *always*."""
    name = ja_natural(person)
    return name if name.endswith("編者") and not always else f"{name}編"


# -- in data -------------------------------------------------------------------------------------------


@_form
def bib(person: Person) -> str:
    """The inside of the braces of ``author``; a name that must not be taken apart has braces of its own."""
    return (
        f"{{{tex(_capital(person.family))}}}"
        if is_group(person)
        else f"{tex(person.family)}, {tex(person.given)}"
    )


@_form
def ja_bib(person: Person) -> str:
    """The same, with a Japanese name in one piece: no BibTeX style prints it rightly in two."""
    return (
        f"{{{tex(ja_initials(person))}}}"
        if person.native and not is_western(person)
        else bib(person)
    )


@_form
def csl(person: Person) -> str:
    """The name as a JSON object of CSL."""
    return _json(
        {"literal": _capital(person.family)}
        if is_group(person)
        else {"family": person.family, "given": person.given}
    )


@_form
def ja_csl(person: Person) -> str:
    """The same with a Japanese name in its own script."""
    if not person.native or is_western(person):
        return csl(person)
    given = person.native_given
    return _json(
        {"family": person.native_family, "given": given} if given else {"literal": person.native}
    )


def _json(name: dict[str, str]) -> str:
    return json.dumps(name, ensure_ascii=False)
