"""Field values shared by the data formats: entry key, title, language, remarks on the edition."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from . import citation_dates
from .citation_records import TargetKind
from .titles import is_japanese

if TYPE_CHECKING:
    from .citation_data import CitationData


def entry_key(c: CitationData) -> str:
    """Return the key of an entry.

    It is ``smith2020`` for the essay and ``smith2020-term-salt-tax`` for a part of the edition,
    always with the essay's year; an author's name without Latin letters gives ``essay``.
    """
    plain = (
        unicodedata.normalize("NFKD", c.edition.essay.author.family)
        .encode("ascii", "ignore")
        .decode()
        .lower()
    )
    name = re.sub("[^a-z0-9]", "", plain) or "essay"
    essay = f"{name}{citation_dates.year(c.edition.essay.date)}"
    if c.kind is TargetKind.ESSAY:
        return essay
    return f"{essay}-{'precis-' if c.kind is TargetKind.PRECIS else ''}{c.target.id}"


def language(c: CitationData) -> str:
    """Return the language of the cited text, for Japanese as ISO 639-2 code.

    ``ja`` makes citeproc-js print a Latin name without its comma (tested); ``jpn`` does not. A part
    of the edition has the language of the edition's title.
    """
    if c.kind is TargetKind.ESSAY:
        return "jpn" if c.essay.language == "ja" else c.essay.language
    return "jpn" if is_japanese(c.edition.title.own) else "en"


def numbering_note(c: CitationData, lang: str) -> str:
    """Return the remark which edition the paragraph numbers come from."""
    if lang == "ja":
        return f"段落番号は{c.edition.title.own}第{c.edition.version}版による"
    return f"Paragraphs as numbered in {c.edition.title.own}, version {c.edition.version}"


def title(c: CitationData, lang: str) -> str:
    """Return the title in its own script, or a description of an untitled item."""
    return c.title or (c.describe_ja() if lang == "ja" else c.describe())


def note_paragraph(c: CitationData, lang: str) -> str:
    """Return the paragraph of a note that has a title; empty for anything else."""
    if c.kind is not TargetKind.NOTE or not c.title:
        return ""
    return c.note_paragraph_ja() if lang == "ja" else c.describe()
