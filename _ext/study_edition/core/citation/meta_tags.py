"""``<meta>`` tags that describe a page to Zotero and other programs.

Zotero's translator "Embedded Metadata" makes one item of a page. For every page of the edition it
is the edition, with its editors, version, date, licence and language; a page such as ``p/18.html``
has a separate record of the essay.

The edition is a ``book``: of Zotero's types it has a field for each of these, and styles cite it as
a work with editors; a ``webpage`` has no editors. The version is in Extra, where ``version: 1.0``
is read as CSL's variable and printed "version 1.0"; the field Edition would be printed without the
word. The essay is a ``newspaperArticle``, which has no editors, so none are named: Zotero would
make them its authors. No paragraph is named: every field that could hold one is printed as a page.
Names are Dublin Core's if it has one. ``citation_…`` is not used: alone it makes a journal article,
and it asks Google Scholar to list a newspaper essay under the edition's URL. ``og:type`` is not
used either; of Open Graph only the URL is. All this was observed by running the translator.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from .source_works import language_tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .citation_records import EditionRecord, Person


class MetaTag(NamedTuple):
    """A tag: its name, its content, and whether the name is in ``property``."""

    name: str
    content: str
    is_property: bool = False


def edition_meta(edition: EditionRecord, language: str, uri: str) -> list[MetaTag]:
    """Return the tags of the edition.

    :param language: the language of the pages.
    :param uri: the edition's URL; relative to the page if the edition is not published.
    """
    tags = [
        MetaTag("z:itemType", "book"),
        MetaTag("DC.title", edition.title.own),
        MetaTag("bib:editors", zotero_name(edition.editors)),
        MetaTag("DC.date", edition.date),
        MetaTag("DC.language", language_tag(language)),
        MetaTag("DC.rights", edition.license),
        MetaTag("z:shortTitle", edition.title.short),
        MetaTag("z:extra", f"version: {edition.version}" if edition.version else ""),
        MetaTag("bibo:uri", uri),
    ]
    return [tag for tag in tags if tag.content]


def essay_meta(edition: EditionRecord, uri: str) -> list[MetaTag]:
    """Return the tags of the essay, for the permanent page of one of its paragraphs.

    :param uri: the URL of that page; relative if the edition is not published.
    """
    essay = edition.essay
    tags = [
        MetaTag("z:itemType", "newspaperArticle"),
        MetaTag("DC.title", essay.title.own),
        MetaTag("DC.creator", zotero_name(essay.author, native=False)),
        MetaTag("DC.date", essay.date),
        MetaTag("DC.source", essay.container),
        MetaTag("DC.language", language_tag(essay.language)),
        MetaTag("z:shortTitle", essay.title.short),
        MetaTag("og:url", uri, is_property=True) if edition.address else MetaTag("bibo:uri", uri),
    ]
    return [tag for tag in tags if tag.content]


def zotero_name(person: Person, *, native: bool = True) -> str:
    """Format a name for Zotero, which divides it at its comma, else before its last space.

    A name of several words that must not be divided ends in a comma, which Zotero drops. If
    *native*, a Japanese name is in its own script; a Western author's (with a middle dot) is in
    Latin letters.
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


def meta_html(tags: Iterable[MetaTag]) -> str:
    """Return the tags as HTML, one a line."""
    return "".join(
        f'<meta {"property" if t.is_property else "name"}="{escape(t.name)}" '
        f'content="{escape(t.content)}">\n'
        for t in tags
    )
