"""JSON-LD descriptions of pages in the vocabulary of schema.org.

They are for search engines and other programs. The edition is a ``Book`` with its editors, version
and licence, based on the essay, a ``NewsArticle`` that has a URL only if the settings give one. A
page is a part of it (a text a ``Chapter``, the glossary a ``DefinedTermSet``) and lists its
contents: paragraphs by number, notes with their authors, terms. A part repeats the edition's
licence or language only if its own differs. URLs are absolute if the edition has one; otherwise
relative, as JSON-LD 1.1 resolves them from the page.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .licenses import license_address

if TYPE_CHECKING:
    from .citation_records import EditionRecord, Essay, Person

Node = dict[str, Any]

CONTEXT = "https://schema.org"
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


def json_ld_script(node: Node) -> str:
    """Return a node as a script element of a page.

    Its text is escaped so that it can neither end the element nor start a comment.
    """
    text = json.dumps(
        {"@context": CONTEXT, **_drop_empty(node)}, ensure_ascii=False, separators=(",", ":")
    )
    return f'<script type="application/ld+json">{text.translate(_ESCAPED)}</script>\n'


def _drop_empty(node: Node) -> Node:
    """Drop empty values from a node."""
    return {name: value for name, value in node.items() if value not in ("", None, [], {})}


def edition_node(edition: EditionRecord, language: str, uri: str) -> Node:
    """Describe the whole edition, for its first page."""
    return _drop_empty(
        {
            "@type": "Book",
            "@id": uri,
            "url": uri,
            "name": edition.title.own,
            "alternateName": _one_or_list(edition.title.romanised, edition.title.english),
            "editor": agent_node(edition.editors),
            "version": edition.version,
            "datePublished": edition.date,
            "inLanguage": language,
            "license": license_node(edition.license),
            "isAccessibleForFree": True,
            "isBasedOn": essay_node(edition.essay),
        }
    )


def edition_reference(edition: EditionRecord, uri: str) -> Node:
    """Describe the edition as the whole that a page is part of."""
    return _drop_empty(
        {"@type": "Book", "@id": uri, "name": edition.title.own, "version": edition.version}
    )


def essay_node(essay: Essay) -> Node:
    """Describe the essay."""
    return _drop_empty(
        {
            "@type": "NewsArticle",
            "headline": essay.title.own,
            "alternativeHeadline": essay.title.short,
            "author": agent_node(essay.author, native=False),
            "datePublished": essay.date,
            "inLanguage": essay.language,
            "publisher": {"@type": "Organization", "name": essay.container},
            "url": essay.url,
        }
    )


def page_node(kind: str, uri: str, name: str, whole: Node) -> Node:
    """Describe a page of the edition; the caller adds its contents."""
    return {"@type": kind, "@id": uri, "url": uri, "name": name, "isPartOf": whole}


def paragraph_node(uri: str, permalink: str, number: int, name: str) -> Node:
    """Describe a numbered paragraph, on its permanent page or with its précis."""
    return {"@type": "CreativeWork", "@id": uri, "url": permalink, "name": name, "position": number}


def note_node(
    uri: str, about: str, author: Node, *, name: str = "", language: str = "", licensed: str = ""
) -> Node:
    """Describe a note on the paragraph *about*.

    :param language: only if it differs from the edition's.
    :param licensed: SPDX identifier, only if it differs from the edition's.
    """
    return _drop_empty(
        {
            "@type": "CreativeWork",
            "@id": uri,
            "name": name,
            "author": author,
            "about": {"@id": about},
            "inLanguage": language,
            "license": license_node(licensed),
        }
    )


def term_node(uri: str, code: str, name: str, others: tuple[str, ...]) -> Node:
    """Describe a glossary entry with its other names."""
    return _drop_empty(
        {
            "@type": "DefinedTerm",
            "@id": uri,
            "name": name,
            "termCode": code,
            "alternateName": _one_or_list(*others),
        }
    )


def agent_node(person: Person, *, native: bool = True) -> Node:
    """Describe a person or a group (without a given name).

    :param native: whether the name is in its own script.
    """
    group = not person.given and not person.native_given
    latin = f"{person.given} {person.family}".strip()
    name, other = (person.native or latin, latin) if native else (latin, person.native)
    node = {
        "@type": "Organization" if group else "Person",
        "name": name,
        "alternateName": other if other != name else "",
    }
    if not group and not native:
        node |= {"familyName": person.family, "givenName": person.given}
    return _drop_empty(node)


def license_node(name: str) -> str | Node:
    """Describe a licence by its SPDX identifier.

    A Creative Commons licence is its URL, any other a work of that name.
    """
    if address := license_address(name):
        return address
    return {"@type": "CreativeWork", "name": name} if name else ""


def _one_or_list(*names: str) -> list[str] | str:
    """Return a single name itself, several as a list."""
    kept = list(dict.fromkeys(filter(None, names)))
    return kept if len(kept) != 1 else kept[0]
