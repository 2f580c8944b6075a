"""The record of the witness: fingerprints of its paragraphs, and the lemmas seen in it.

The record is tracked; the witness is not. A build without the witness trusts the record, a build with it
can check and renew it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from ..model.locus import paragraph_number
from ..model.problems import user_language
from .fingerprint import RULE, Fingerprint, fingerprint, normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from ..model.records import Note

_MARK = re.compile(r"¶\s*([1-9][0-9]{0,8})(?![0-9])[.:：．、]?\s*")
_SENTENCE_END = '。.!?」)"'


class WitnessError(ValueError):
    """A record or a witness that cannot be used; the message says why."""


@dataclass(frozen=True)
class WitnessRecord:
    """What is remembered of a witness: its name, its fingerprints and the lemmas found, by paragraph id, and the headings found."""

    name: str = ""
    fingerprints: dict[str, Fingerprint] = field(default_factory=dict)
    lemmas: dict[str, tuple[str, ...]] = field(default_factory=dict)
    headings: tuple[str, ...] = ()


def read_record(path: Path) -> WitnessRecord:
    """Read a tracked record.

    :raises WitnessError: if the file is not a record of a rule this version knows.
    :raises OSError: if it cannot be read.
    """
    try:
        data = json.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        raise WitnessError(str(error)) from error
    if not isinstance(data, dict) or data.get("rule") != RULE:
        message = f'"rule": {RULE}'
        raise WitnessError(message)
    name, paragraphs, headings = (
        data.get("witness"),
        data.get("paragraphs"),
        data.get("headings", []),
    )
    if not isinstance(name, str) or not isinstance(paragraphs, dict) or not _are_texts(headings):
        message = '"witness", "headings", "paragraphs"'
        raise WitnessError(message)
    for key, value in paragraphs.items():
        if paragraph_number(key) is None or not _is_entry(value):
            raise WitnessError(key)
    return WitnessRecord(
        name,
        {
            key: Fingerprint(value["length"], value["sha256"], value["weight"])
            for key, value in paragraphs.items()
        },
        {key: tuple(value["lemmas"]) for key, value in paragraphs.items() if "lemmas" in value},
        tuple(headings),
    )


def _is_entry(value: object) -> bool:
    """Whether *value* is what is remembered of a paragraph."""
    if not isinstance(value, dict):
        return False
    length, digest, weight = value.get("length"), value.get("sha256"), value.get("weight")
    return (
        isinstance(length, int)
        and isinstance(weight, int)
        and isinstance(digest, str)
        and re.fullmatch(r"[0-9a-f]{64}", digest) is not None
        and _are_texts(value.get("lemmas", []))
    )


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def format_record(record: WitnessRecord) -> str:
    """A record as JSON text, one paragraph a line, so that a change of one shows as one line."""
    lines = []
    for key in sorted(record.fingerprints, key=lambda key: paragraph_number(key) or 0):
        mark = record.fingerprints[key]
        entry: dict[str, object] = {
            "length": mark.length,
            "weight": mark.weight,
            "sha256": mark.sha256,
        }
        if key in record.lemmas:
            entry["lemmas"] = sorted(record.lemmas[key])
        lines.append(f"  {json.dumps(key)}: {json.dumps(entry, ensure_ascii=False)}")
    name, headings = (
        json.dumps(value, ensure_ascii=False) for value in (record.name, record.headings)
    )
    return (
        f'{{"witness": {name}, "rule": {RULE}, "headings": {headings}, "paragraphs": {{\n'
        + ",\n".join(lines)
        + "\n}}\n"
    )


def make_record(
    name: str, paragraphs: Mapping[str, str], notes: Iterable[Note], headings: Iterable[str] = ()
) -> WitnessRecord:
    """The record of a witness, given its paragraphs by id, the notes whose lemmas are to be looked for, and its headings."""
    lemmas: dict[str, set[str]] = {}
    for note in notes:
        key = f"p{note.locus.first}"
        if note.lemma and normalise(note.lemma) in normalise(paragraphs.get(key, "")):
            lemmas.setdefault(key, set()).add(note.lemma)
    return WitnessRecord(
        name,
        {key: fingerprint(text) for key, text in paragraphs.items()},
        {key: tuple(sorted(found)) for key, found in lemmas.items()},
        tuple(dict.fromkeys(headings)),
    )


def split_witness(text: str, ids: Sequence[str], headings: Iterable[str]) -> dict[str, str]:
    """Give the paragraphs of a witness their ids. Headings are left out.

    Where lines begin with marks (``¶1``), each paragraph goes from its mark to the next, and what stands before the first is left out.
    Without marks a paragraph is a line. If there are not as many lines as ids and most lines are broken within a sentence, it is what
    stands between blank lines.

    :param text: the part of the witness that holds the essay, without what a site puts before and after it.
    :returns: paragraph id to text.
    :raises WitnessError: if there are not exactly as many paragraphs as ids, or the marks are not those of the ids.
    """
    known = {normalise(heading) for heading in headings}
    lines = [line.strip() for line in text.splitlines()]
    lines = ["" if normalise(line) in known else line for line in lines]
    if any(_MARK.match(line) for line in lines):
        return _by_marks(lines, ids)
    found = [line for line in lines if normalise(line)]
    blocks = [
        "\n".join(block)
        for blank, block in groupby(lines, lambda line: not normalise(line))
        if not blank
    ]
    broken = [line for block in blocks for line in block.split("\n")[:-1]]
    if len(found) != len(ids) == len(blocks) and 2 * sum(
        normalise(line)[-1] in _SENTENCE_END for line in broken
    ) < len(broken):
        found = blocks
    if len(found) != len(ids):
        counts = ("段落が{}あり、版には{}ある", "{} paragraphs, {} expected")
        message = counts[user_language() != "ja"].format(len(found), len(ids))
        raise WitnessError(message)
    return dict(zip(ids, found, strict=True))


def _by_marks(lines: Iterable[str], ids: Sequence[str]) -> dict[str, str]:
    paragraphs: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines:
        mark = _MARK.match(line)
        if mark:
            key = f"p{mark[1]}"
            if key in paragraphs:
                message = f"¶{mark[1]} × 2"
                raise WitnessError(message)
            current = paragraphs[key] = []
        current.append(line[mark.end() :] if mark else line)
    given = {key: "\n".join(filter(normalise, part)).strip() for key, part in paragraphs.items()}
    wrong = {key for key in given if not normalise(given[key])} ^ given.keys() ^ set(ids)
    if wrong:
        message = (
            ", ".join(
                f"¶{number}" for number in sorted(paragraph_number(key) or 0 for key in wrong)
            )
            + " ?"
        )
        raise WitnessError(message)
    return {key: given[key] for key in ids}
