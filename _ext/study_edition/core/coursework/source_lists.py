"""Find the student's own list of sources, and determine whether it has a source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..text.document_line import Part
from .text_comparison import comparable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .coursework_records import EditionSource
    from .prose import Prose

_LIST_NAMES = (
    r"(?:主要|主な)?(?:引用|参考|参照|使用)?[・･／/]?(?:引用|参考|参照)?(?:文献|資料)"
    r"(?:一覧|リスト|表|目録)?|出典(?:一覧)?"
    r"|references?(?: list)?|list of references|works cited|works consulted|bibliography"
    r"|(?:selected )?sources|literature(?: cited)?"
)
_LIST_HEADING = re.compile(
    r"[\s#■□●◆◇○【\[〔＜<〈*_\-–—―ー=＝]*(?:[0-9０-９ⅠⅡⅢⅣⅤ一二三四五六七八九十]+[.．、)\s]\s*)?"
    rf"(?:{_LIST_NAMES})[\s】\]〕＞>〉*_\-–—―ー=＝:：]*",
    re.IGNORECASE,
)
_INLINE_LIST = re.compile(rf"\s*[【\[]?(?:{_LIST_NAMES})[】\]]?\s*[:：]\s*(?=\S)", re.IGNORECASE)
_NOTES_HEADING = re.compile(
    r"[\s#■□●◆◇【\[＜<*]*(?:注|註|脚注|後注|注釈|notes?|endnotes?|footnotes?)[\s】\]＞>*:：]*",
    re.IGNORECASE,
)
_OTHER_HEADING = re.compile(
    r"[\s#■□●◆◇【\[＜<*]*(?:付録|附録|謝辞|補遺|appendix|acknowledge?ments?)[\s】\]＞>*:：0-9A-Z]*",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")


def find_source_lists(prose: Prose) -> list[tuple[int, int]]:
    """Return the spans of lists of sources.

    A list extends from a heading such as 参考文献 or References to the next heading.
    """
    spans: list[tuple[int, int]] = []
    start: int | None = None
    for position, end, part in _lines(prose):
        line = prose.text[position:end]
        if _LIST_HEADING.fullmatch(line) or (part is not Part.HEADING and _INLINE_LIST.match(line)):
            if start is not None:
                spans.append((start, position))
            start = position
        elif start is not None and (
            part in {Part.HEADING, Part.NOTE}
            or _NOTES_HEADING.fullmatch(line)
            or _OTHER_HEADING.fullmatch(line)
        ):
            spans.append((start, position))
            start = None
    if start is not None:
        spans.append((start, len(prose.text)))
    return spans


def find_notes(prose: Prose) -> list[tuple[int, int]]:
    """Return the spans of notes: those of the document, and a section headed 注 or Notes."""
    spans = [(block.start, block.end) for block in prose.blocks if block.part is Part.NOTE]
    start: int | None = None
    for position, end, part in _lines(prose):
        line = prose.text[position:end]
        if _NOTES_HEADING.fullmatch(line):
            start = position
        elif start is not None and (
            part is Part.HEADING or _LIST_HEADING.fullmatch(line) or _OTHER_HEADING.fullmatch(line)
        ):
            spans.append((start, position))
            start = None
    if start is not None:
        spans.append((start, len(prose.text)))
    return spans


def _lines(prose: Prose) -> Iterable[tuple[int, int, Part]]:
    for block in prose.blocks:
        position = block.start
        for line in prose.text[block.start : block.end].split("\n"):
            yield position, position + len(line), block.part
            position += len(line) + 1


class ListedSources:
    """The works named in the student's list, and in notes that give a work in full.

    :param lists: the spans of the lists.
    :param notes: the spans of the notes.
    """

    def __init__(
        self, prose: Prose, lists: list[tuple[int, int]], notes: list[tuple[int, int]]
    ) -> None:
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
        self._plain = [comparable(line) for line in (*self._entries, *self._notes)]

    def has(self, source: EditionSource) -> bool:
        """Return whether a source is listed, by author and year or by title.

        Notes are searched for the title only.
        """
        title = comparable(re.split(r"[:：]|——|――", source.title.strip("[]{}"))[0])
        if len(title) >= 4 and any(title in line for line in self._plain):
            return True
        names = [form for forms in source.names[:1] for form in forms]
        return any(
            _mentions(line, names)
            and (
                source.year in line
                or not (source.year and _YEAR.search(line))
                or f"{source.year[2:]}" in _short_years(line)
            )
            for line in self._entries
        )

    def has_author(self, source: EditionSource) -> bool:
        """Return whether any work of the source's first author is listed."""
        names = [form for forms in source.names[:1] for form in forms]
        return any(_mentions(line, names) for line in (*self._entries, *self._notes))


def _short_years(line: str) -> list[str]:
    return re.findall(r"[’'](\d\d)\b", line)


def _mentions(line: str, names: list[str]) -> bool:
    return any(
        re.search(rf"(?<![A-Za-zÀ-ÿ]){re.escape(name)}(?![A-Za-zÀ-ÿ])", line, re.IGNORECASE)
        for name in names
    )
