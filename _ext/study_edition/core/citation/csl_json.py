"""CSL-JSON.

Verified (csl-data.json and csl-citation.json): the locator is in the citation item,
``{"id": …, "locator": "18-20", "label": "paragraph"}``, with a hyphen that the processor makes a dash; the record has none.
``custom`` is for what no style reads. ``jpn``, not ``ja``: see :func:`.keys.language`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from . import citation_dates, citation_keys, person_names
from .citation_records import Words
from .cited_work import Citation
from .slots import change

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .cited_work import Cited


def english(c: Cited) -> Citation:
    """For an English text."""
    return _cite(c, "en")


def japanese(c: Cited) -> Citation:
    """For a Japanese text."""
    return _cite(c, "ja")


@change("json")
def _inside(text: str) -> str:
    """The inside of a JSON string."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _string(text: str) -> str:
    return f'"{_inside(text)}"' if text else ""


def _cite(c: Cited, lang: str) -> Citation:
    name = person_names.ja_csl if lang == "ja" else person_names.csl
    essay, title = c.words is Words.ESSAY, c.edition.title.own
    custom = {
        "edition": _string(title),
        "version": _string(c.edition.version),
        "paragraph": _string(c.locator("csl")),
    }
    kind = {Words.ESSAY: "article-newspaper", Words.TERM: "entry-encyclopedia"}.get(
        c.words, "chapter"
    )
    item = {
        "id": _string(citation_keys.key(c)),
        "type": _string(kind),
        "language": _string(citation_keys.language(c)),
        "title": _string(citation_keys.title(c, lang)),
        "title-short": _string(c.essay.title.short) if essay else "",
        "container-title": _string(c.essay.container if essay else title),
        "author": f"[{name(c.author)}]" if c.signed or not c.edited else "",
        "editor": f"[{name(c.editors)}]" if c.edited and not essay else "",
        "version": "" if essay else _string(c.edition.version),
        "issued": _date(c.essay.date if essay else c.edition.date),
        "accessed": _date(c.accessed) if c.accessed else "",
        "URL": _string(c.url),
        "custom": _object(custom)
        if essay
        else _object({"about": _string(c.which())})
        if c.target.locus
        else "",
    }
    lines = ",\n".join(f"  {_string(field)}: {value}" for field, value in item.items() if value)
    called = {"id": _string(citation_keys.key(c))}
    if essay:
        called |= {"locator": _string(c.locator("csl")), "label": _string("paragraph")}
    return Citation(_object(called), f"[{{\n{lines}\n}}]")


def _date(date: str) -> str:
    return f'{{"date-parts": [[{citation_dates.csl(date)}]]}}'


def _object(values: Mapping[str, str]) -> str:
    return (
        "{"
        + ", ".join(f"{_string(name)}: {value}" for name, value in values.items() if value)
        + "}"
    )
