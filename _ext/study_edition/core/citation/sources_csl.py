"""Export a bibliography as CSL-JSON.

It is an array of items as in ``csl-data.json``, the schema of CSL 1.0.2. The fields are the
variables of CSL's specification, appendix IV. Paragraph signs, italics and disambiguating letters
are the business of styles and not part of the data.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .source_works import Date, Source, SourceName

_ROLES = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "bookauthor": "container-author",
    "director": "director",
    "commentator": "contributor",
    "annotator": "contributor",
    "introduction": "contributor",
}
_PLAIN = {
    "title-short": "shorttitle",
    "collection-title": "series",
    "volume": "volume",
    "number-of-volumes": "volumes",
    "number-of-pages": "pagetotal",
    "chapter-number": "chapter",
    "event-title": "eventtitle",
    "event-place": "venue",
    "original-title": "origtitle",
    "original-publisher": "origpublisher",
    "original-publisher-place": "origlocation",
    "container-title-short": "shortjournal",
    "version": "version",
    "status": "pubstate",
    "ISBN": "isbn",
    "ISSN": "issn",
    "URL": "url",
    "abstract": "abstract",
}
"""CSL variables that are copies of a field."""


def format_csl_json(sources: Iterable[Source]) -> str:
    """Return the items as a file."""
    return json.dumps([csl_item(source) for source in sources], ensure_ascii=False, indent=1) + "\n"


def csl_item(source: Source) -> dict[str, Any]:
    """Return one work as an item; empty variables are left out."""
    item: dict[str, Any] = {"id": source.key, "type": source.kind, "title": source.title}
    for role, variable in _ROLES.items():
        if names := source.names.get(role):
            item.setdefault(variable, []).extend(csl_name(name) for name in names)
    values = {variable: source.first(name) for variable, name in _PLAIN.items()} | {
        "container-title": source.container,
        "publisher": source.publisher,
        "publisher-place": source.first("address", "location"),
        "edition": source.edition,
        "genre": source.genre,
        "page": re.sub(r"\s*[-–]+\s*", "-", source.first("pages", "eid")),
        "DOI": source.doi,
        "language": source.language,
        "note": source.note,
        "keyword": ", ".join(source.keywords),
        _number(source): source.number,
    }
    item |= {variable: value for variable, value in values.items() if value}
    for variable, date in (("issued", source.issued), ("accessed", source.accessed)):
        if date:
            item[variable] = _date(date)
    return item


def _number(source: Source) -> str:
    """Return the variable for ``number``, which depends on the kind of work."""
    if source.kind.startswith(("article-", "review", "periodical")):
        return "issue"
    return (
        "collection-number"
        if source.first("series") and source.kind in {"book", "chapter"}
        else "number"
    )


def csl_name(name: SourceName) -> dict[str, str]:
    """Return a name as CSL; the particle is never dropped, as in BibTeX."""
    if name.literal:
        return {"literal": name.literal}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: value for part, value in parts.items() if value}


def _date(date: Date | str) -> dict[str, Any]:
    return {"literal": date} if isinstance(date, str) else {"date-parts": [list(date)]}
