"""Readings over words: a list of them, and which part of a word each part of its reading belongs to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .gojuon import is_reading, to_hiragana
from .matching import Matcher

if TYPE_CHECKING:
    from collections.abc import Mapping

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆"
_HAN = re.compile(f"[{HAN}]")
_RUN = re.compile("([ぁ-ゖァ-ヺー・ ]+|（[^（）]*）)")
"""What stands in a word without a reading over it: kana, and what is added in brackets, such as （NSS）."""
_FIGURES = re.compile("[0-9０-９A-Za-zＡ-Ｚａ-ｚ]")

Part = tuple[str, str]
"""A piece of a word, and its reading; no reading for kana, figures and Latin letters."""


class Entry(NamedTuple):
    """A line of a list of readings: a word and how it is read."""

    word: str
    reading: str
    line: int


class Fault(NamedTuple):
    """A line that cannot be used."""

    kind: str
    """``form``: not a word and its reading; ``reading``: not in kana, or not that of the word; ``twice``: a word met before."""
    line: int
    text: str


def parse_readings(text: str) -> tuple[list[Entry], list[Fault]]:
    """Read a list of words, each on a line of its own with its reading after white space; ``#`` begins a comment."""
    entries: dict[str, Entry] = {}
    faults: list[Fault] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        parts = line.partition("#")[0].split()
        if not parts:
            continue
        if len(parts) != 2 or not _HAN.search(parts[0]):
            faults.append(Fault("form", number, line.strip()))
        elif not is_reading(parts[1]) or align(*parts) is None:
            faults.append(Fault("reading", number, line.strip()))
        elif parts[0] in entries:
            faults.append(Fault("twice", number, parts[0]))
        else:
            entries[parts[0]] = Entry(parts[0], parts[1], number)
    return list(entries.values()), faults


def align(word: str, reading: str) -> tuple[Part, ...] | None:
    """Give each run of characters that are not kana its part of the reading; None if the reading is not the word's.

    Kana in the word must stand in the reading too; hiragana and katakana count alike, and a ・ or a space may be left
    out, as may what is in brackets. Where the reading can be divided in several ways, the word is not divided.
    """
    runs = [run for run in _RUN.split(word) if run]
    folded = to_hiragana(reading)
    parted = "[・ ]" if re.search("[・ ]", reading) else ""
    pattern = "".join(
        _kana_pattern(run, parted) if _RUN.fullmatch(run) else "(.+{lazy})" for run in runs
    )
    lazy = re.fullmatch(pattern.replace("{lazy}", "?"), folded)
    greedy = re.fullmatch(pattern.replace("{lazy}", ""), folded)
    if lazy is None or greedy is None:
        return None
    if lazy.groups() != greedy.groups():
        return (_part(word, reading),)
    spans = iter(range(1, len(lazy.groups()) + 1))
    return tuple(
        (run, "") if _RUN.fullmatch(run) else _part(run, reading[slice(*lazy.span(next(spans)))])
        for run in runs
    )


def _part(run: str, reading: str) -> Part:
    """A run and what is printed over it: nothing over figures and letters, and no ・ between a person's names."""
    return run, "" if _FIGURES.search(run) else re.sub("[・ ]", "", reading)


def _kana_pattern(run: str, parted: str) -> str:
    if run.startswith("（"):
        return ""
    return "".join(parted if char in "・ " else re.escape(char) for char in to_hiragana(run))


class Readings:
    """All words with a reading, ready to be looked for in texts."""

    def __init__(self, readings: Mapping[str, str]) -> None:
        self.known = dict(readings)
        self.parts: dict[str, tuple[Part, ...]] = {
            word: align(word, reading) or (_part(word, reading),)
            for word, reading in readings.items()
            if _HAN.search(word)
        }
        self._matcher = Matcher({word: word for word in self.parts})

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.parts)

    def divide(self, text: str) -> list[tuple[str, tuple[Part, ...]]]:
        """Cut *text* into pieces, each with its parts and their readings; those without any have no parts.

        Joined, the pieces are *text*. The longest word counts.
        """
        if not _HAN.search(text):
            return [(text, ())]
        pieces: list[tuple[str, tuple[Part, ...]]] = []
        reached = 0
        for start, end, word in self._matcher.every(text):
            if text[start:end] != word:
                continue  # written in other forms: the parts would not fit
            if start > reached:
                pieces.append((text[reached:start], ()))
            pieces.append((word, self.parts[word]))
            reached = end
        if reached < len(text):
            pieces.append((text[reached:], ()))
        return pieces
