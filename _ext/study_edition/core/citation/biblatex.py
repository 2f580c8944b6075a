r"""biblatex.

Verified (its manual): ``pagination = {paragraph}`` makes the number in ``\autocite[18]{…}`` a paragraph; a range is written ``18--20``,
a set ``18, 24``; other characters are printed as typed. A newspaper's article is ``@article``; ``entrysubtype = {magazine}`` is read by
biblatex-chicago. A part of the edition has no locator of its own: its title, or ``note``, says where it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import citation_dates, citation_keys, person_names
from .bibtex import entry
from .citation_records import Words
from .cited_work import Citation
from .tex import tex

if TYPE_CHECKING:
    from .cited_work import Cited


def english(c: Cited) -> Citation:
    """For an English text."""
    return _cite(c, "en")


def japanese(c: Cited) -> Citation:
    """For a Japanese text."""
    return _cite(c, "ja")


def _cite(c: Cited, lang: str) -> Citation:
    name = person_names.ja_bib if lang == "ja" else person_names.bib
    translation = f"[{tex(c.english)}]" if lang == "en" and c.english else ""
    author = name(c.author) if c.signed or not c.edited else ""
    head = {"author": author, "title": tex(citation_keys.title(c, lang)), "titleaddon": translation}
    online = {"url": c.url, "urldate": citation_dates.iso(c.accessed) if c.accessed else ""}
    if c.words is Words.ESSAY:
        fields = {
            **head,
            "shorttitle": tex(c.essay.title.short),
            "journaltitle": tex(c.essay.container),
            "date": c.essay.date,
            "pagination": "paragraph",
            "entrysubtype": "magazine",
            "addendum": tex(citation_keys.numbering(c, lang)),
            **online,
        }
        return Citation(
            f"\\autocite[{c.locator('postnote')}]{{{citation_keys.key(c)}}}",
            entry("article", citation_keys.key(c), fields),
        )
    fields = {
        **head,
        "booktitle": tex(c.edition.title.own),
        "editor": name(c.editors) if c.edited else "",
        "version": tex(c.edition.version),
        "date": c.edition.date,
        "note": tex(citation_keys.place(c, lang)),
        **online,
    }
    kind = "inreference" if c.words is Words.TERM else "incollection"
    return Citation(
        f"\\autocite{{{citation_keys.key(c)}}}", entry(kind, citation_keys.key(c), fields)
    )
