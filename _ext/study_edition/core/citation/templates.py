r"""Templates from which a page makes any citation by plain substitution, without Python.

:func:`templates` runs the styles themselves with slots in place of what varies. The data (JSON)::

    {"open": "\ue020", "close": "\ue021", "italic": ["\ue010", "\ue011"],
     "address": "https://example.org/edition/",            empty: none is printed, and no day of access
     "names":     {STYLE: [Japanese, English]},            in the order in which they are offered
     "files":     {STYLE: "bib"},                          the data formats: the ending of a file; ``entry`` is its whole content
     "texts":     [TEXT, …],
     "templates": {STYLE: {LANGUAGE: {VARIANT: [in_text, entry]}}},     numbers of texts
     "locators":  {RULE: [[before, after], [before, after], dash, comma]},   of one paragraph, of several
     "months":    ["January", …],
     "tex":       {CHARACTER: TEXT},
     "small":     [WORD, …],                               left small in title case
     "authors":   {KEY: {FORM: TEXT}}}                     every author of notes but the editors, by the keys given

VARIANT. ``essay``; ``precis``; ``note`` or ``term`` followed by ``+author`` if it has an author other than the editors, by ``+title`` if
it has a title (a lemma, a headword), and by ``+english`` if it has a translation that differs from the title. A term always has a
title, a note without a title no translation.

TEXT. Slots stand between ``open`` and ``close``; each is a NAME, then perhaps ``|CHANGE`` once or more, done in that order:

======================  =======================================================================================================
``id``                  the id of the target: ``p18``, ``p18-20``, ``note-…``, ``term-…``
``path``                its path from the root of the edition
``title``, ``english``  of the note or term
``author.FORM``         ``authors[KEY][FORM]``
``locus.RULE``          the numbers of the paragraphs; ranges that touch are joined first (18, 19 is 18–19); each range is ``first``
                        or ``first + dash + last``, put together with ``comma``, between ``before`` and ``after`` of the rule
``accessed.iso``        the day of access as 2026-02-01; ``ris`` 2026/02/01; ``csl`` 2026, 2, 1; ``ja`` 2026年2月1日;
                        ``dmy`` 1 February 2026; ``mdy`` February 1, 2026
======================  =======================================================================================================

=========  ====================================================================================================================
quote      For the inside of “ ”. Go through the signs with a stack: an opening sign (“ or ‘) is written ‘ where the stack has an even
           number of signs, else “, and pushed; the closing sign that belongs to the topmost is popped, then written ’ or ” likewise;
           any other ” is written ’. So an apostrophe stays.
kagi       The same for the inside of 「」, with 「」 for “ ” and 『』 for ‘ ’.
comma      Add a comma; before the last sign if that is ’ and the text has a ‘.
stop       Add a full stop at the same place, unless one of . ? ! 。 ？ ！ stands before that place.
case       Title case: split at runs of spaces and hyphens, kept. A word with a small letter (a–z à–ö ø–ÿ ā ē ī ō ū) first, or after
           any of “ ‘ " ' ( [ 「 『, and no capital A–Z, has that letter made a capital, unless it is in ``small`` (compared by its
           letters a–z alone) and is neither the first nor the last word nor follows one that ends with : — ? or !.
tex        Every character by ``tex``.
line       Line feeds and carriage returns by spaces.
json       ``JSON.stringify(text).slice(1, -1)``.
=========  ====================================================================================================================

In the filled text italics stand between the two ``italic`` signs: drop them for plain text; for HTML escape the text, then write
``<i>`` and ``</i>``. A value is filled in once and never searched for slots. ``tests/core/cases/citation-changes.json`` has cases
of every change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..citation import FILES, LANGUAGES, NAMES, STYLES, make
from ..model.locus import Locus
from .citation_dates import MONTHS
from .citation_records import Person, Target, Title, Words
from .cited_work import Cited
from .locators import RULES
from .marks import OFF, ON
from .person_names import FORMS
from .slots import CLOSE, OPEN, slot
from .tex import TEX
from .titles import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .citation_records import EditionRecord


def templates(
    edition: EditionRecord, authors: Mapping[str, Person] | None = None
) -> dict[str, Any]:
    """The templates of an edition, ready for JSON.

    :param authors: the authors of its notes by the keys under which a page knows them, such as the ids of layers.
    """
    texts: dict[str, int] = {}
    styles: dict[str, dict[str, dict[str, list[int]]]] = {}
    variants = [
        (name, target)
        for name, target in _variants()
        if edition.has_precis or target.words is not Words.PRECIS
    ]
    for style in STYLES:
        for lang in LANGUAGES:
            made = {
                name: make(style, lang, Cited(target, edition, slot("accessed")))
                for name, target in variants
            }
            numbers = {
                name: [texts.setdefault(text, len(texts)) for text in citation]
                for name, citation in made.items()
            }
            styles.setdefault(style, {})[lang] = numbers
    return {
        "open": OPEN,
        "close": CLOSE,
        "italic": [ON, OFF],
        "address": edition.address,
        "names": {style: list(NAMES[style]) for style in STYLES},
        "files": FILES,
        "texts": list(texts),
        "templates": styles,
        "locators": {
            name: [list(part) if isinstance(part, tuple) else part for part in rule]
            for name, rule in RULES.items()
        },
        "months": list(MONTHS),
        "tex": TEX,
        "small": sorted(SMALL),
        "authors": {
            key: _forms(person)
            for key, person in (authors or {}).items()
            if person != edition.editors
        },
    }


def _forms(person: Person) -> dict[str, str]:
    return {name: form(person) for name, form in FORMS.items()}


def variant(target: Target, edition: EditionRecord) -> str:
    """The name of the template by which a target is cited."""
    name = target.words.value
    if target.words in {Words.NOTE, Words.TERM}:
        cited = Cited(target, edition, "")
        name += (
            ("+author" if cited.signed else "")
            + ("+title" if cited.title else "")
            + ("+english" if cited.english else "")
        )
    return name


def _variants() -> Iterator[tuple[str, Target]]:
    """Every variant with a target made of slots."""
    some = Locus(())
    path, name = slot("path"), slot("id")
    yield "essay", Target(Words.ESSAY, some, path, name)
    yield "precis", Target(Words.PRECIS, some, path, name)
    own, both = Title(slot("title")), Title(slot("title"), english=slot("english"))
    titles = {"": None, "+title": own, "+title+english": both}
    for signed, author in (("", None), ("+author", Person(slot("author")))):
        for titled, title in titles.items():
            yield f"note{signed}{titled}", Target(Words.NOTE, some, path, name, title, author)
            if title:
                yield f"term{signed}{titled}", Target(Words.TERM, None, path, name, title, author)
