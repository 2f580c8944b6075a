"""Furigana: parse the list of readings, and align a word's reading with the word's characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .gojuon import is_reading, to_hiragana
from .matching import Matcher

if TYPE_CHECKING:
    from collections.abc import Mapping

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆"
_HAN = re.compile(f"[{HAN}]")
_KANA_RUN = re.compile("([ぁ-ゖァ-ヺー・ ]+|（[^（）]*）)")
"""The parts of a word without furigana: kana, and additions in brackets such as （NSS）."""
_ALPHANUMERIC = re.compile("[0-9０-９A-Za-zＡ-Ｚａ-ｚ]")

RubyPart = tuple[str, str]
"""Part of a word and its reading; the reading is empty for kana, digits and Latin letters."""


class ReadingEntry(NamedTuple):
    """One line of the list of readings: a word and its reading."""

    word: str
    reading: str
    line: int


class ReadingFault(NamedTuple):
    """A line of the list of readings that cannot be used."""

    kind: str
    """``form``: not a word and a reading; ``reading``: not kana, or not a reading of this word;
    ``twice``: the word occurred before."""
    line: int
    text: str


def parse_readings(text: str) -> tuple[list[ReadingEntry], list[ReadingFault]]:
    """Parse a list of readings.

    Each line holds a word, white space and the reading in kana; ``#`` starts a comment.
    """
    entries: dict[str, ReadingEntry] = {}
    faults: list[ReadingFault] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        parts = line.partition("#")[0].split()
        if not parts:
            continue
        if len(parts) != 2 or not _HAN.search(parts[0]):
            faults.append(ReadingFault("form", number, line.strip()))
        elif not is_reading(parts[1]) or align_reading(*parts) is None:
            faults.append(ReadingFault("reading", number, line.strip()))
        elif parts[0] in entries:
            faults.append(ReadingFault("twice", number, parts[0]))
        else:
            entries[parts[0]] = ReadingEntry(parts[0], parts[1], number)
    return list(entries.values()), faults


def align_reading(word: str, reading: str) -> tuple[RubyPart, ...] | None:
    """Assign each non-kana run of a word its part of the reading; None if the reading cannot match.

    Kana in the word must also occur in the reading. Hiragana and katakana are equivalent; ``・``,
    spaces and text in brackets may be missing from the reading. If the reading can be divided in
    several ways, the word is kept whole.
    """
    runs = [run for run in _KANA_RUN.split(word) if run]
    folded = to_hiragana(reading)
    separator = "[・ ]" if re.search("[・ ]", reading) else ""
    pattern = "".join(
        _kana_pattern(run, separator) if _KANA_RUN.fullmatch(run) else "(.+{lazy})" for run in runs
    )
    lazy = re.fullmatch(pattern.replace("{lazy}", "?"), folded)
    greedy = re.fullmatch(pattern.replace("{lazy}", ""), folded)
    if lazy is None or greedy is None:
        return None
    if lazy.groups() != greedy.groups():
        return (_part(word, reading),)
    spans = iter(range(1, len(lazy.groups()) + 1))
    return tuple(
        (run, "")
        if _KANA_RUN.fullmatch(run)
        else _part(run, reading[slice(*lazy.span(next(spans)))])
        for run in runs
    )


def _part(run: str, reading: str) -> RubyPart:
    """Pair a run with its ruby text: none over digits and letters, and no ``・`` between names."""
    return run, "" if _ALPHANUMERIC.search(run) else re.sub("[・ ]", "", reading)


def _kana_pattern(run: str, separator: str) -> str:
    if run.startswith("（"):
        return ""
    return "".join(separator if char in "・ " else re.escape(char) for char in to_hiragana(run))


class Readings:
    """Every word with a known reading, prepared for searching texts."""

    def __init__(self, readings: Mapping[str, str]) -> None:
        self.readings = dict(readings)
        self.parts: dict[str, tuple[RubyPart, ...]] = {
            word: align_reading(word, reading) or (_part(word, reading),)
            for word, reading in readings.items()
            if _HAN.search(word)
        }
        self._matcher = Matcher({word: word for word in self.parts})

    def __bool__(self) -> bool:
        """Return whether there are any readings."""
        return bool(self.parts)

    def split(self, text: str) -> list[tuple[str, tuple[RubyPart, ...]]]:
        """Cut a text into pieces, each with its ruby parts; a piece without a known word has none.

        Joined, the pieces give the text. Where words overlap, the longest is used.
        """
        if not _HAN.search(text):
            return [(text, ())]
        pieces: list[tuple[str, tuple[RubyPart, ...]]] = []
        done = 0
        for start, end, word in self._matcher.every(text):
            if text[start:end] != word:
                continue  # written in other forms: the parts would not fit
            if start > done:
                pieces.append((text[done:start], ()))
            pieces.append((word, self.parts[word]))
            done = end
        if done < len(text):
            pieces.append((text[done:], ()))
        return pieces
