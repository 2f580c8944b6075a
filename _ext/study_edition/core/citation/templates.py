r"""Templates from which a page makes any citation by plain substitution, without Python.

:func:`make_templates` runs the styles themselves with slots for everything that varies. The
data (JSON)::

    {"open": "\ue020", "close": "\ue021", "italic": ["\ue010", "\ue011"],
     "address":   "https://example.org/edition/",  if empty, no URL or day of access is printed
     "names":     {STYLE: [Japanese, English]},    in the order in which they are offered
     "files":     {STYLE: "bib"},                  data formats with their file extensions;
                                                   ``entry`` is the whole content of the file
     "texts":     [TEXT, …],
     "templates": {STYLE: {LANGUAGE: {VARIANT: [in_text, entry]}}},   indexes of texts
     "locators":  {RULE: [[before, after], [before, after], dash, comma]},
                                                   for one paragraph, for several
     "months":    ["January", …],
     "tex":       {CHARACTER: TEXT},
     "small":     [WORD, …],                       left in lower case in title case
     "authors":   {KEY: {FORM: TEXT}}}             every author of notes except the editors,
                                                   by the given keys

VARIANT. ``essay``; ``precis``; ``note`` or ``term``, followed by ``+author`` if the author is not
the editors, by ``+title`` if there is a title (a lemma, a headword), and by ``+english`` if there
is a translation that differs from the title. A term always has a title, a note without a title
has no translation.

TEXT. Slots are delimited by ``open`` and ``close``; each is a NAME, optionally followed by one or
more ``|CHANGE``, applied in that order.

Names:

``id``
    The id of the target: ``p18``, ``p18-20``, ``note-…``, ``term-…``.
``path``
    Its path from the root of the edition.
``title``, ``english``
    Of the note or term.
``author.FORM``
    ``authors[KEY][FORM]``.
``locus.RULE``
    The numbers of the paragraphs. Adjacent ranges are joined first (18, 19 is 18–19); each range is
    ``first`` or ``first + dash + last``; ranges are joined with ``comma``, between ``before`` and
    ``after`` of the rule.
``accessed.iso``
    The day of access as 2026-02-01; ``ris`` 2026/02/01; ``csl`` 2026, 2, 1; ``ja`` 2026年2月1日;
    ``dmy`` 1 February 2026; ``mdy`` February 1, 2026.

Changes:

``quote``
    For the inside of “ ”. Process the marks with a stack: an opening mark (“ or ‘) is written ‘ if
    the stack has an even number of marks, else “, and pushed; the closing mark that belongs to the
    topmost is popped, then written ’ or ” likewise; any other ” is written ’. So an apostrophe is
    unchanged.
``kagi``
    The same for the inside of 「」, with 「」 for “ ” and 『』 for ‘ ’.
``comma``
    Append a comma; before the last character if that is ’ and the text has a ‘.
``stop``
    Append a full stop at the same position, unless one of . ? ! 。 ？ ！ precedes that position.
``case``
    Title case: split at runs of spaces and hyphens, which are kept. A word that starts with a
    lower-case letter (a–z à–ö ø–ÿ ā ē ī ō ū), possibly after any of “ ‘ " ' ( [ 「 『, and has no
    capital A–Z, gets that letter capitalised, unless it is in ``small`` (compared by its letters
    a–z alone) and is neither the first nor the last word nor follows one that ends with : — ? or !.
``tex``
    Replace every character by ``tex``.
``line``
    Replace line feeds and carriage returns by spaces.
``json``
    ``JSON.stringify(text).slice(1, -1)``.

In the filled text italics are delimited by the two ``italic`` characters: drop them for plain text;
for HTML escape the text, then write ``<i>`` and ``</i>``. A value is inserted once and never
searched for slots. ``tests/data/cases/citation-changes.json`` has cases of every change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..citation import FILE_EXTENSIONS, LANGUAGES, STYLE_NAMES, STYLES, format_citation
from ..model.locus import Locus
from ..text.messages import translate
from ..text.month_names import MONTHS
from .citation_data import CitationData
from .citation_records import Person, Target, TargetKind, Title
from .italics import ITALIC_OFF, ITALIC_ON
from .locators import RULES
from .person_names import FORMS
from .template_slots import CLOSE, OPEN, slot
from .tex_escapes import TEX_ESCAPES
from .titles import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .citation_records import EditionRecord


def make_templates(
    edition: EditionRecord, authors: Mapping[str, Person] | None = None
) -> dict[str, Any]:
    """Return the templates of an edition, ready for JSON.

    :param authors: the authors of its notes by the keys that pages use, such as the ids of layers.
    """
    texts: dict[str, int] = {}
    styles: dict[str, dict[str, dict[str, list[int]]]] = {}
    variants = [
        (name, target)
        for name, target in _variants()
        if edition.has_precis or target.kind is not TargetKind.PRECIS
    ]
    for style in STYLES:
        for lang in LANGUAGES:
            citations = {
                name: format_citation(style, lang, CitationData(target, edition, slot("accessed")))
                for name, target in variants
            }
            numbers = {
                name: [texts.setdefault(text, len(texts)) for text in citation]
                for name, citation in citations.items()
            }
            styles.setdefault(style, {})[lang] = numbers
    return {
        "open": OPEN,
        "close": CLOSE,
        "italic": [ITALIC_ON, ITALIC_OFF],
        "address": edition.address,
        "names": {
            style: [translate(STYLE_NAMES[style], lang) for lang in LANGUAGES] for style in STYLES
        },
        "files": FILE_EXTENSIONS,
        "texts": list(texts),
        "templates": styles,
        "locators": {
            name: [list(part) if isinstance(part, tuple) else part for part in rule]
            for name, rule in RULES.items()
        },
        "months": list(MONTHS),
        "tex": TEX_ESCAPES,
        "small": sorted(SMALL),
        "authors": {
            key: _forms(person)
            for key, person in (authors or {}).items()
            if person != edition.editors
        },
    }


def _forms(person: Person) -> dict[str, str]:
    return {name: form(person) for name, form in FORMS.items()}


def variant_name(target: Target, edition: EditionRecord) -> str:
    """Return the name of the template for a target."""
    name = target.kind.value
    if target.kind in {TargetKind.NOTE, TargetKind.TERM}:
        cited = CitationData(target, edition, "")
        name += (
            ("+author" if cited.signed else "")
            + ("+title" if cited.title else "")
            + ("+english" if cited.english_title else "")
        )
    return name


def _variants() -> Iterator[tuple[str, Target]]:
    """Yield every variant with a target made of slots."""
    any_locus = Locus(())
    path, name = slot("path"), slot("id")
    yield "essay", Target(TargetKind.ESSAY, any_locus, path, name)
    yield "precis", Target(TargetKind.PRECIS, any_locus, path, name)
    own, both = Title(slot("title")), Title(slot("title"), english=slot("english"))
    titles = {"": None, "+title": own, "+title+english": both}
    for signed, author in (("", None), ("+author", Person(slot("author")))):
        for titled, title in titles.items():
            yield (
                f"note{signed}{titled}",
                Target(TargetKind.NOTE, any_locus, path, name, title, author),
            )
            if title:
                yield (
                    f"term{signed}{titled}",
                    Target(TargetKind.TERM, None, path, name, title, author),
                )
