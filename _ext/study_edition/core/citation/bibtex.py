r"""BibTeX.

It has no field for a locator: the call has it in words (``\cite[para.~18]{…}``), the record never (from knowledge). Double braces
keep a title as it is; a Japanese name stands in one piece; ``yomi`` is known to the Japanese styles (jecon.bst: verified), other
styles pass over it. The edition's parts are ``@incollection``, which needs an author; the editors are not named a second time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import citation_dates, citation_keys, person_names
from .citation_records import Words
from .cited_work import Citation
from .tex import tex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .cited_work import Cited


def english(c: Cited) -> Citation:
    """For an English text."""
    return _cite(c, "en")


def japanese(c: Cited) -> Citation:
    """For a Japanese text."""
    return _cite(c, "ja")


def _cite(c: Cited, lang: str) -> Citation:
    author = (person_names.ja_bib if lang == "ja" else person_names.bib)(c.author)
    title = {"author": author, "title": f"{{{tex(citation_keys.title(c, lang))}}}"}
    if c.words is Words.ESSAY:
        y, month, day = citation_dates.parts(c.essay.date)
        fields = {
            **title,
            "howpublished": tex(c.essay.container),
            "year": y,
            "month": f"{day} {month}".strip(),
            "note": tex(citation_keys.numbering(c, lang)),
            "url": c.url,
            "yomi": tex(person_names.ja_ascii(c.author))
            if lang == "ja" and person_names.is_western(c.author)
            else "",
        }
        locator = c.locator("ja" if lang == "ja" else "cite")
        return Citation(
            f"\\cite[{locator}]{{{citation_keys.key(c)}}}",
            entry("misc", citation_keys.key(c), fields),
        )
    version = f"第{c.edition.version}版" if lang == "ja" else f"Version {c.edition.version}"
    place = citation_keys.place(c, lang)
    fields = {
        **title,
        "booktitle": f"{{{tex(c.edition.title.own)}}}",
        "editor": (person_names.ja_bib if lang == "ja" else person_names.bib)(c.editors)
        if c.signed
        else "",
        "year": c.year,
        "note": tex(f"{version}{'、' if lang == 'ja' and place else '. ' if place else ''}{place}"),
        "url": c.url,
    }
    return Citation(
        f"\\cite{{{citation_keys.key(c)}}}", entry("incollection", citation_keys.key(c), fields)
    )


def entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """An entry of a ``.bib`` file from fields as they stand between the braces; an empty one is left out."""
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])
