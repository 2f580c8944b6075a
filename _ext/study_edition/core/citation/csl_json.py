"""CSL-JSON.

Verified (csl-data.json and csl-citation.json): the locator is in the citation item, ``{"id": …,
"locator": "18-20", "label": "paragraph"}``, with a hyphen that the processor turns into a dash; the
record has none. ``custom`` is for values that no style reads. ``jpn``, not ``ja``: see
:func:`.entry_fields.language`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from . import citation_dates, entry_fields, person_names
from .citation_data import Citation
from .citation_records import TargetKind
from .template_slots import text_change

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .citation_data import CitationData


@text_change("json")
def _json_escape(text: str) -> str:
    """Escape a text for the inside of a JSON string."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _string(text: str) -> str:
    return f'"{_json_escape(text)}"' if text else ""


def cite(c: CitationData, lang: str) -> Citation:
    """Format a citation and its entry for a text in *lang*."""
    name = person_names.ja_csl if lang == "ja" else person_names.csl
    essay, title = c.kind is TargetKind.ESSAY, c.edition.title.own
    custom = {
        "edition": _string(title),
        "version": _string(c.edition.version),
        "paragraph": _string(c.locator("csl")),
    }
    kind = {TargetKind.ESSAY: "article-newspaper", TargetKind.TERM: "entry-encyclopedia"}.get(
        c.kind, "chapter"
    )
    item = {
        "id": _string(entry_fields.entry_key(c)),
        "type": _string(kind),
        "language": _string(entry_fields.language(c)),
        "title": _string(entry_fields.title(c, lang)),
        "title-short": _string(c.essay.title.short) if essay else "",
        "container-title": _string(c.essay.container if essay else title),
        "author": f"[{name(c.author)}]" if c.signed or not c.names_editors else "",
        "editor": f"[{name(c.editors)}]" if c.names_editors and not essay else "",
        "version": "" if essay else _string(c.edition.version),
        "issued": _date(c.essay.date if essay else c.edition.date),
        "accessed": _date(c.accessed) if c.accessed else "",
        "URL": _string(c.url),
        "custom": _object(custom)
        if essay
        else _object({"about": _string(c.describe_inline())})
        if c.target.locus
        else "",
    }
    lines = ",\n".join(f"  {_string(field)}: {value}" for field, value in item.items() if value)
    citation_item = {"id": _string(entry_fields.entry_key(c))}
    if essay:
        citation_item |= {"locator": _string(c.locator("csl")), "label": _string("paragraph")}
    return Citation(_object(citation_item), f"[{{\n{lines}\n}}]")


def _date(date: str) -> str:
    return f'{{"date-parts": [[{citation_dates.csl(date)}]]}}'


def _object(values: Mapping[str, str]) -> str:
    return (
        "{"
        + ", ".join(f"{_string(name)}: {value}" for name, value in values.items() if value)
        + "}"
    )
