"""SIST 02 (JST, 2007), references by number.

Verified: 著者名. “題名”. 書名. 編者名. 版表示, 出版年, ページ. with full stops between the groups and double quotation marks; an address
with ``(参照 2026-02-01)``, in an English list ``(accessed 2026-02-01)``; hyphens in ranges; a foreign author as family name, given name.
House: the paragraphs in the place of the pages, and beside the number in the text, for which SIST fixes nothing; the number is that of
the first work in the list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import citation_dates, person_names
from .citation_records import Words
from .cited_work import Citation
from .titles import nested, stop

if TYPE_CHECKING:
    from .cited_work import Cited


def japanese(c: Cited) -> Citation:
    """In a Japanese text."""
    place = c.locator("sist") if c.words is Words.ESSAY else c.place_ja("sist")
    editors = f"{person_names.editors_ja(c.editors)}. " if c.edited else ""
    title = nested(c.title or c.what_ja("sist"))
    head = (
        f"{stop(person_names.ja_sist(c.author))} " if c.signed or c.words is not Words.TERM else ""
    )
    work = f"{c.edition.title.own}. {editors}第{c.edition.version}版, {_place(c, place)}"
    return Citation(_number(c, "sist"), f"{head}“{title}”. {work}{_address(c, '参照')}")


def english(c: Cited) -> Citation:
    """In an English text: Latin letters where the record has them, a translation nowhere."""
    place = c.which("en-hyphen") if c.words is Words.NOTE and c.title else ""
    place = c.locator("en-hyphen") if c.words is Words.ESSAY else place
    editors = (
        f"{person_names.inverted(c.editors)}, {person_names.role(c.editors)}. " if c.edited else ""
    )
    title = nested(c.latin or c.what("en-hyphen"))
    head = (
        f"{stop(person_names.inverted(c.author))} " if c.signed or c.words is not Words.TERM else ""
    )
    book = c.edition.title.romanised or c.edition.title.own
    work = f"{stop(book)} {editors}Version {c.edition.version}, {_place(c, place)}"
    return Citation(_number(c, "en-hyphen"), f"{head}“{title}”. {work}{_address(c, 'accessed')}")


def _number(c: Cited, rule: str) -> str:
    return f"(1, {c.locator(rule)})" if c.words is Words.ESSAY else "(1)"


def _place(c: Cited, place: str) -> str:
    return f"{c.year}{f', {place}' if place else ''}."


def _address(c: Cited, word: str) -> str:
    if not c.url:
        return ""
    return f" {c.url}, ({word} {citation_dates.iso(c.accessed)})." if c.accessed else f" {c.url}."
