"""The record of a witness: the fingerprints of its paragraphs, and the lemmas found in it.

The record is tracked by git; the witness is not. A build without the witness relies on the record,
a build with it can verify and update it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from ..model.locus import paragraph_number
from ..text.messages import _
from .text_fingerprint import RULE, Fingerprint, fingerprint, normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from ..model.records import Note

_PARAGRAPH_MARK = re.compile(r"¶\s*([1-9][0-9]{0,8})(?![0-9])[.:：．、]?\s*")
_SENTENCE_END = '。.!?」)"'


class WitnessError(ValueError):
    """A record or witness that cannot be used; the message says why."""


@dataclass(frozen=True)
class WitnessRecord:
    """What is stored about a witness.

    Fingerprints and confirmed lemmas are keyed by paragraph id.
    """

    name: str = ""
    fingerprints: dict[str, Fingerprint] = field(default_factory=dict)
    lemmas: dict[str, tuple[str, ...]] = field(default_factory=dict)
    headings: tuple[str, ...] = ()


def read_record(path: Path) -> WitnessRecord:
    """Read a tracked record.

    :raises WitnessError: if the file is not a record of a known rule.
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
    if (
        not isinstance(name, str)
        or not isinstance(paragraphs, dict)
        or not _is_string_list(headings)
    ):
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
    """Return whether *value* is a valid entry of a paragraph."""
    if not isinstance(value, dict):
        return False
    length, digest, weight = value.get("length"), value.get("sha256"), value.get("weight")
    return (
        isinstance(length, int)
        and isinstance(weight, int)
        and isinstance(digest, str)
        and re.fullmatch(r"[0-9a-f]{64}", digest) is not None
        and _is_string_list(value.get("lemmas", []))
    )


def _is_string_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def format_record(record: WitnessRecord) -> str:
    """Format a record as JSON, one paragraph a line, so that a change to one is a one-line diff."""
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
    """Make the record of a witness.

    :param paragraphs: paragraph id to text.
    :param notes: the notes whose lemmas are searched for in their first paragraph.
    """
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
    """Split a witness into paragraphs and assign their ids; headings are left out.

    If lines start with marks (``¶1``), each paragraph extends from its mark to the next, and text
    before the first mark is ignored. Without marks a paragraph is a line. If the number of lines
    differs from that of the ids and most lines break within a sentence, paragraphs are separated by
    blank lines.

    :param text: the part of the witness that holds the essay, without a site's text before and
        after.
    :returns: paragraph id to text.
    :raises WitnessError: if the number of paragraphs is not that of the ids, or the marks do not
        match.
    """
    known = {normalise(heading) for heading in headings}
    lines = [line.strip() for line in text.splitlines()]
    lines = ["" if normalise(line) in known else line for line in lines]
    if any(_PARAGRAPH_MARK.match(line) for line in lines):
        return _split_at_marks(lines, ids)
    split = [line for line in lines if normalise(line)]
    blocks = [
        "\n".join(block)
        for blank, block in groupby(lines, lambda line: not normalise(line))
        if not blank
    ]
    broken = [line for block in blocks for line in block.split("\n")[:-1]]
    if len(split) != len(ids) == len(blocks) and 2 * sum(
        normalise(line)[-1] in _SENTENCE_END for line in broken
    ) < len(broken):
        split = blocks
    if len(split) != len(ids):
        message = _("{found} paragraphs, {expected} expected").format(
            found=len(split), expected=len(ids)
        )
        raise WitnessError(message)
    return dict(zip(ids, split, strict=True))


def _split_at_marks(lines: Iterable[str], ids: Sequence[str]) -> dict[str, str]:
    paragraphs: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines:
        mark = _PARAGRAPH_MARK.match(line)
        if mark:
            key = f"p{mark[1]}"
            if key in paragraphs:
                message = f"¶{mark[1]} × 2"
                raise WitnessError(message)
            current = paragraphs[key] = []
        current.append(line[mark.end() :] if mark else line)
    texts = {key: "\n".join(filter(normalise, part)).strip() for key, part in paragraphs.items()}
    wrong = {key for key in texts if not normalise(texts[key])} ^ texts.keys() ^ set(ids)
    if wrong:
        message = (
            ", ".join(
                f"¶{number}" for number in sorted(paragraph_number(key) or 0 for key in wrong)
            )
            + " ?"
        )
        raise WitnessError(message)
    return {key: texts[key] for key in ids}
