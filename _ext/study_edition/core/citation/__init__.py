"""Citations of paragraphs, précis, notes and terms of the edition, in the usual styles.

:func:`cite` formats a citation. :func:`.templates.make_templates` makes the data from which a page
formats the same citations without Python. The input are the records of :mod:`.citation_records`.
Italics are marked by private characters, which :func:`plain`, :func:`html` and :func:`markdown`
convert.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..text.messages import N_
from . import apa, biblatex, bibtex, chicago, csl_json, iso690, ja_note, mla, ris, sist02
from .citation_data import Citation, CitationData
from .italics import html, markdown, plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from .citation_records import EditionRecord, Target

    Formatter = Callable[[CitationData], Citation]

__all__ = [
    "FILE_EXTENSIONS",
    "LANGUAGES",
    "STYLES",
    "STYLE_NAMES",
    "Citation",
    "cite",
    "format_citation",
    "html",
    "markdown",
    "plain",
]

LANGUAGES = ("ja", "en")


def _in_both_languages(
    cite: Callable[[CitationData, str], Citation],
) -> tuple[Formatter, Formatter]:
    return lambda c: cite(c, "ja"), lambda c: cite(c, "en")


_FORMATTERS: dict[str, tuple[Formatter, Formatter]] = {
    "apa": (apa.japanese, apa.english),
    "mla": (mla.japanese, mla.english),
    "chicago": (chicago.notes_japanese, chicago.notes_english),
    "chicago-author-date": (chicago.dates_japanese, chicago.dates_english),
    "iso690": (iso690.japanese, iso690.english),
    "sist02": (sist02.japanese, sist02.english),
    "ja-note": (ja_note.japanese, ja_note.english),
    "bibtex": _in_both_languages(bibtex.cite),
    "biblatex": _in_both_languages(biblatex.cite),
    "ris": _in_both_languages(ris.cite),
    "csl-json": _in_both_languages(csl_json.cite),
}

STYLES = tuple(_FORMATTERS)
"""The ids of the styles, in the order in which they are offered."""

STYLE_NAMES: dict[str, str] = {
    "apa": N_("APA 7"),
    "mla": N_("MLA 9"),
    "chicago": N_("Chicago 18, notes"),
    "chicago-author-date": N_("Chicago 18, author–date"),
    "iso690": "ISO 690",
    "sist02": "SIST 02",
    "ja-note": N_("Japanese footnote"),
    "bibtex": "BibTeX",
    "biblatex": "biblatex",
    "ris": "RIS",
    "csl-json": "CSL-JSON",
}
"""The names of the styles, messages."""

FILE_EXTENSIONS = {"bibtex": "bib", "biblatex": "bib", "ris": "ris", "csl-json": "json"}
"""The styles that are data formats, with their file extensions."""


def cite(
    style: str, lang: str, target: Target, edition: EditionRecord, accessed: dt.date | None = None
) -> Citation:
    """Cite *target* as published in *edition*.

    :param style: one of :data:`STYLES`.
    :param lang: the language of the citing text, one of :data:`LANGUAGES`.
    :param accessed: the day of access; printed if the style requires it and the edition has a URL.
    :raises KeyError: if there is no such style or language.
    """
    return format_citation(
        style, lang, CitationData(target, edition, accessed.isoformat() if accessed else "")
    )


def format_citation(style: str, lang: str, cited: CitationData) -> Citation:
    """Format a citation from prepared data."""
    return _FORMATTERS[style][LANGUAGES.index(lang)](cited)
