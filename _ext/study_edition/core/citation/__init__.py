"""Citing a paragraph, a range, a précis, a note or a term of the edition, in the styles that students are asked for.

:func:`cite` makes a citation; :func:`.templates.templates` makes the data from which a page makes the same without Python.
What is cited are the records of :mod:`.record`. A citation's italics are marks, which :func:`plain`, :func:`html` and
:func:`markdown` turn into what a format has for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import apa, biblatex, bibtex, chicago, csl_json, iso690, ja_note, mla, ris, sist02
from .cited_work import Citation, Cited
from .marks import html, markdown, plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from .citation_records import EditionRecord, Target

    Make = Callable[[Cited], Citation]

__all__ = [
    "FILES",
    "LANGUAGES",
    "NAMES",
    "STYLES",
    "Citation",
    "cite",
    "html",
    "make",
    "markdown",
    "plain",
]

LANGUAGES = ("ja", "en")

_MAKE: dict[str, tuple[Make, Make]] = {
    "apa": (apa.japanese, apa.english),
    "mla": (mla.japanese, mla.english),
    "chicago": (chicago.notes_japanese, chicago.notes_english),
    "chicago-author-date": (chicago.dates_japanese, chicago.dates_english),
    "iso690": (iso690.japanese, iso690.english),
    "sist02": (sist02.japanese, sist02.english),
    "ja-note": (ja_note.japanese, ja_note.english),
    "bibtex": (bibtex.japanese, bibtex.english),
    "biblatex": (biblatex.japanese, biblatex.english),
    "ris": (ris.japanese, ris.english),
    "csl-json": (csl_json.japanese, csl_json.english),
}

STYLES = tuple(_MAKE)
"""The ids of the styles, in the order in which they are offered."""

NAMES = {
    "apa": ("APA 第7版", "APA 7"),
    "mla": ("MLA 第9版", "MLA 9"),
    "chicago": ("シカゴ 第18版（注）", "Chicago 18, notes"),
    "chicago-author-date": ("シカゴ 第18版（著者・年）", "Chicago 18, author–date"),
    "iso690": ("ISO 690", "ISO 690"),
    "sist02": ("SIST 02", "SIST 02"),
    "ja-note": ("日本語の脚注", "Japanese footnote"),
    "bibtex": ("BibTeX", "BibTeX"),
    "biblatex": ("biblatex", "biblatex"),
    "ris": ("RIS", "RIS"),
    "csl-json": ("CSL-JSON", "CSL-JSON"),
}
"""Their names in Japanese and in English."""

FILES = {"bibtex": "bib", "biblatex": "bib", "ris": "ris", "csl-json": "json"}
"""The data formats among them, with the ending of their files."""


def cite(
    style: str, lang: str, target: Target, edition: EditionRecord, accessed: dt.date | None = None
) -> Citation:
    """Cite *target* through *edition*.

    :param style: one of :data:`STYLES`.
    :param lang: the language of the text in which it is cited, one of :data:`LANGUAGES`.
    :param accessed: the day on which the reader saw it; printed where the style wants it and the edition has an address.
    :raises KeyError: if there is no such style or language.
    """
    return make(style, lang, Cited(target, edition, accessed.isoformat() if accessed else ""))


def make(style: str, lang: str, cited: Cited) -> Citation:
    """The citation of what has been put together already."""
    return _MAKE[style][LANGUAGES.index(lang)](cited)
