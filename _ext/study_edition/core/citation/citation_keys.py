"""What the data formats share: the key of an entry, the language of a title, and what a record says about the edition."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from . import citation_dates
from .citation_records import Words
from .titles import is_japanese

if TYPE_CHECKING:
    from .cited_work import Cited


def key(c: Cited) -> str:
    """The key under which the entry is cited: ``smith2020`` for the essay, ``smith2020-term-salt-tax`` for a part of the edition.

    The year is the essay's; a name without Latin letters gives ``essay``.
    """
    plain = (
        unicodedata.normalize("NFKD", c.edition.essay.author.family)
        .encode("ascii", "ignore")
        .decode()
        .lower()
    )
    name = re.sub("[^a-z0-9]", "", plain) or "essay"
    essay = f"{name}{citation_dates.year(c.edition.essay.date)}"
    if c.words is Words.ESSAY:
        return essay
    return f"{essay}-{'precis-' if c.words is Words.PRECIS else ''}{c.target.id}"


def language(c: Cited) -> str:
    """The language of the words cited, as ISO 639-2 has it for Japanese.

    ``ja`` makes citeproc-js print a Latin name without its comma (run); ``jpn`` does not. A part of the edition has the language
    of the edition's title.
    """
    if c.words is Words.ESSAY:
        return "jpn" if c.essay.language == "ja" else c.essay.language
    return "jpn" if is_japanese(c.edition.title.own) else "en"


def numbering(c: Cited, lang: str) -> str:
    """Whose the numbers of the paragraphs are."""
    if lang == "ja":
        return f"段落番号は{c.edition.title.own}第{c.edition.version}版による"
    return f"Paragraphs as numbered in {c.edition.title.own}, version {c.edition.version}"


def title(c: Cited, lang: str) -> str:
    """The title in its own script, or what the thing is."""
    return c.title or (c.what_ja() if lang == "ja" else c.what())


def place(c: Cited, lang: str) -> str:
    """The place of a note that has a title; nothing for anything else."""
    if c.words is not Words.NOTE or not c.title:
        return ""
    return c.place_ja() if lang == "ja" else c.what()
