"""What stands on a page as schema.org describes it, for search engines and other programs: plain data for JSON-LD.

The edition is a ``Book`` with its editors, version and licence, based on the essay, a ``NewsArticle`` that has an address only if the
settings give one. A page is a part of it (a text a ``Chapter``, the glossary a ``DefinedTermSet``), and lists what stands on it: its
paragraphs by number, its notes with their authors, its terms. What the edition says once (its licence, its language) a part repeats
only where it is another's. Addresses are absolute if the edition has one; else relative, as JSON-LD 1.1 reads them from the page.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .citation_records import EditionRecord, Essay, Person

Node = dict[str, Any]

CONTEXT = "https://schema.org"
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}
_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)-(\d\.\d)")


def script(node: Node) -> str:
    """A node as a data block of a page; no text in it can end the element or begin a comment."""
    text = json.dumps(
        {"@context": CONTEXT, **_kept(node)}, ensure_ascii=False, separators=(",", ":")
    )
    return f'<script type="application/ld+json">{text.translate(_ESCAPED)}</script>\n'


def _kept(node: Node) -> Node:
    """A node without what is empty."""
    return {name: value for name, value in node.items() if value not in ("", None, [], {})}


def edition_node(edition: EditionRecord, language: str, uri: str) -> Node:
    """The whole edition, for its first page."""
    return _kept(
        {
            "@type": "Book",
            "@id": uri,
            "url": uri,
            "name": edition.title.own,
            "alternateName": _names(edition.title.romanised, edition.title.english),
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
    """The edition as the whole of which a page is a part."""
    return _kept(
        {"@type": "Book", "@id": uri, "name": edition.title.own, "version": edition.version}
    )


def essay_node(essay: Essay) -> Node:
    """The essay."""
    return _kept(
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
    """A page of the edition; the caller adds what stands on it."""
    return {"@type": kind, "@id": uri, "url": uri, "name": name, "isPartOf": whole}


def paragraph_node(uri: str, permalink: str, number: int, name: str) -> Node:
    """A numbered paragraph, on its permanent page or where its précis stands."""
    return {"@type": "CreativeWork", "@id": uri, "url": permalink, "name": name, "position": number}


def note_node(
    uri: str, about: str, author: Node, *, name: str = "", language: str = "", licensed: str = ""
) -> Node:
    """A note on the paragraph *about*; language and licence where they are not the edition's."""
    return _kept(
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
    """An entry of the glossary, with its other names."""
    return _kept(
        {
            "@type": "DefinedTerm",
            "@id": uri,
            "name": name,
            "termCode": code,
            "alternateName": _names(*others),
        }
    )


def agent_node(person: Person, *, native: bool = True) -> Node:
    """A person, or a group, which has no given name; in its own script if *native*."""
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
    return _kept(node)


def license_node(name: str) -> str | Node:
    """A licence from its SPDX identifier: the address of one of Creative Commons', else a work of that name."""
    if match := _CREATIVE_COMMONS.fullmatch(name):
        return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
    if name == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    return {"@type": "CreativeWork", "name": name} if name else ""


def _names(*names: str) -> list[str] | str:
    """Some names: a list, or the one."""
    kept = list(dict.fromkeys(filter(None, names)))
    return kept if len(kept) != 1 else kept[0]
