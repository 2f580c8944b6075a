"""The student's own list of sources: where it stands, and whether a source is in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .compare import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .coursework_records import EditionSource
    from .prose import Prose

_NAMES = (
    r"(?:主要|主な)?(?:引用|参考|参照|使用)?[・･／/]?(?:引用|参考|参照)?(?:文献|資料)(?:一覧|リスト|表|目録)?|出典(?:一覧)?"
    r"|references?(?: list)?|list of references|works cited|works consulted|bibliography|(?:selected )?sources|literature(?: cited)?"
)
_HEAD = re.compile(
    rf"[\s#■□●◆◇○【\[〔＜<〈*_\-–—―ー=＝]*(?:[0-9０-９ⅠⅡⅢⅣⅤ一二三四五六七八九十]+[.．、)\s]\s*)?(?:{_NAMES})[\s】\]〕＞>〉*_\-–—―ー=＝:：]*",
    re.IGNORECASE,
)
_INLINE = re.compile(rf"\s*[【\[]?(?:{_NAMES})[】\]]?\s*[:：]\s*(?=\S)", re.IGNORECASE)
_NOTES_HEAD = re.compile(
    r"[\s#■□●◆◇【\[＜<*]*(?:注|註|脚注|後注|注釈|notes?|endnotes?|footnotes?)[\s】\]＞>*:：]*",
    re.IGNORECASE,
)
_OTHER_HEAD = re.compile(
    r"[\s#■□●◆◇【\[＜<*]*(?:付録|附録|謝辞|補遺|appendix|acknowledge?ments?)[\s】\]＞>*:：0-9A-Z]*",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")


def lists_of(prose: Prose) -> list[tuple[int, int]]:
    """The stretches of the text that are lists of sources: from a heading such as 参考文献 or References to the next heading."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for place, end, part in _lines(prose):
        line = prose.text[place:end]
        if _HEAD.fullmatch(line) or (part != "heading" and _INLINE.match(line)):
            if start is not None:
                found.append((start, place))
            start = place
        elif start is not None and (
            part in {"heading", "note"}
            or _NOTES_HEAD.fullmatch(line)
            or _OTHER_HEAD.fullmatch(line)
        ):
            found.append((start, place))
            start = None
    if start is not None:
        found.append((start, len(prose.text)))
    return found


def notes_of(prose: Prose) -> list[tuple[int, int]]:
    """The stretches that are notes: those of the document, and a section headed 注 or Notes."""
    found = [(block.start, block.end) for block in prose.blocks if block.part == "note"]
    start: int | None = None
    for place, end, part in _lines(prose):
        line = prose.text[place:end]
        if _NOTES_HEAD.fullmatch(line):
            start = place
        elif start is not None and (
            part == "heading" or _HEAD.fullmatch(line) or _OTHER_HEAD.fullmatch(line)
        ):
            found.append((start, place))
            start = None
    if start is not None:
        found.append((start, len(prose.text)))
    return found


def _lines(prose: Prose) -> Iterable[tuple[int, int, str]]:
    for block in prose.blocks:
        place = block.start
        for line in prose.text[block.start : block.end].split("\n"):
            yield place, place + len(line), block.part
            place += len(line) + 1


class Listed:
    """What the student's list, and the notes that give a work in full, name."""

    def __init__(
        self, prose: Prose, lists: list[tuple[int, int]], notes: list[tuple[int, int]]
    ) -> None:
        """Take the entries from their stretches."""
        self.exists = bool(lists)
        self._entries = [
            line
            for start, end in lists
            for line in prose.text[start:end].split("\n")
            if line.strip()
        ]
        self._notes = [
            line
            for start, end in notes
            for line in prose.text[start:end].split("\n")
            if line.strip()
        ]
        self._plain = [plain(line) for line in (*self._entries, *self._notes)]

    def has(self, source: EditionSource) -> bool:
        """Whether a source is listed: by author and year, or by its title; in a note only by its title."""
        title = plain(re.split(r"[:：]|——|――", source.title.strip("[]{}"))[0])
        if len(title) >= 4 and any(title in line for line in self._plain):
            return True
        names = [form for forms in source.names[:1] for form in forms]
        return any(
            _names(line, names)
            and (
                source.year in line
                or not (source.year and _YEAR.search(line))
                or f"{source.year[2:]}" in _short_years(line)
            )
            for line in self._entries
        )

    def has_author(self, source: EditionSource) -> bool:
        """Whether any work of its first author is listed."""
        names = [form for forms in source.names[:1] for form in forms]
        return any(_names(line, names) for line in (*self._entries, *self._notes))


def _short_years(line: str) -> list[str]:
    return re.findall(r"[’'](\d\d)\b", line)


def _names(line: str, names: list[str]) -> bool:
    return any(
        re.search(rf"(?<![A-Za-zÀ-ÿ]){re.escape(name)}(?![A-Za-zÀ-ÿ])", line, re.IGNORECASE)
        for name in names
    )
