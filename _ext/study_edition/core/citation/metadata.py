"""What a page says of itself to Zotero and other programs, in ``<meta>``.

Zotero's translator "Embedded Metadata" makes one item of a page. On every page of the edition that is the edition, with its editors,
version, date, licence and language; the essay, which is what ``p/18.html`` is a paragraph of, is a record of its own there.

The edition is a ``book``: of Zotero's types it has a field for each of these, and styles cite it as a work with editors; a ``webpage``
has no editors. The version stands in Extra, where ``version: 1.0`` is read as CSL's variable and printed "version 1.0"; from the field
Edition it would be printed bare. The essay is a ``newspaperArticle``, which has no editors, so none are named: Zotero would make them
its authors. No paragraph is named: each field that could hold one is printed as a page. The names are Dublin Core's where it has one
for the thing. ``citation_…`` is not used: alone it makes a journal's article, and it asks Google Scholar to list a newspaper's essay
under the edition's address. ``og:type`` is not either; of Open Graph there is the address alone. All seen by running the translator.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from .source_works import data_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .citation_records import EditionRecord, Person


class Meta(NamedTuple):
    """A tag: its name, what it says, and whether the name is a ``property``."""

    name: str
    content: str
    is_property: bool = False


def edition_meta(edition: EditionRecord, language: str, uri: str) -> list[Meta]:
    """The edition.

    :param language: that of the pages.
    :param uri: its address; relative to the page where the edition is published nowhere yet.
    """
    tags = [
        Meta("z:itemType", "book"),
        Meta("DC.title", edition.title.own),
        Meta("bib:editors", zotero_name(edition.editors)),
        Meta("DC.date", edition.date),
        Meta("DC.language", data_language(language)),
        Meta("DC.rights", edition.license),
        Meta("z:shortTitle", edition.title.short),
        Meta("z:extra", f"version: {edition.version}" if edition.version else ""),
        Meta("bibo:uri", uri),
    ]
    return [tag for tag in tags if tag.content]


def essay_meta(edition: EditionRecord, uri: str) -> list[Meta]:
    """The essay, on the permanent page of one of its paragraphs; *uri* is that page's, as above."""
    essay = edition.essay
    tags = [
        Meta("z:itemType", "newspaperArticle"),
        Meta("DC.title", essay.title.own),
        Meta("DC.creator", zotero_name(essay.author, native=False)),
        Meta("DC.date", essay.date),
        Meta("DC.source", essay.container),
        Meta("DC.language", data_language(essay.language)),
        Meta("z:shortTitle", essay.title.short),
        Meta("og:url", uri, is_property=True) if edition.address else Meta("bibo:uri", uri),
    ]
    return [tag for tag in tags if tag.content]


def zotero_name(person: Person, *, native: bool = True) -> str:
    """A name as Zotero takes it apart: at its comma, else before its last space.

    A name of several words that must not be taken apart therefore ends in a comma, which Zotero drops. A Japanese name, if *native*,
    stands in its own script; that of a Western author (it has a middle dot) in Latin letters.
    """
    if native and person.native and "・" not in person.native:
        parts = (
            (person.native_family, person.native_given)
            if person.native_given
            else (person.native, "")
        )
    else:
        parts = (person.family, person.given)
    family, given = parts
    return f"{family}, {given}" if given else f"{family}," if " " in family else family


def meta_html(tags: Iterable[Meta]) -> str:
    """The tags, a line each."""
    return "".join(
        f'<meta {"property" if t.is_property else "name"}="{escape(t.name)}" content="{escape(t.content)}">\n'
        for t in tags
    )
