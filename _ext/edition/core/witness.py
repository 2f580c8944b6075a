"""The record of the witness: fingerprints of its paragraphs, and the lemmas seen in it.

The record is tracked; the witness is not. A build without the witness trusts the record, a build with it
can check and renew it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .fingerprint import RULE, Fingerprint, fingerprint, normalise
from .locus import paragraph_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from .records import Note


class WitnessError(ValueError):
    """A record or a witness that cannot be used; the message says why."""


@dataclass(frozen=True)
class WitnessRecord:
    """What is remembered of a witness: its name, its fingerprints and the lemmas found, by paragraph id."""

    name: str = ""
    fingerprints: dict[str, Fingerprint] = field(default_factory=dict)
    lemmas: dict[str, tuple[str, ...]] = field(default_factory=dict)


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
    name, paragraphs = data.get("witness"), data.get("paragraphs")
    if not isinstance(name, str) or not isinstance(paragraphs, dict):
        message = '"witness", "paragraphs"'
        raise WitnessError(message)
    for key, value in paragraphs.items():
        if paragraph_number(key) is None or not _is_entry(value):
            raise WitnessError(key)
    return WitnessRecord(
        name,
        {key: Fingerprint(value["length"], value["sha256"]) for key, value in paragraphs.items()},
        {key: tuple(value["lemmas"]) for key, value in paragraphs.items() if "lemmas" in value},
    )


def _is_entry(value: object) -> bool:
    """Whether *value* is what is remembered of a paragraph."""
    if not isinstance(value, dict):
        return False
    length, digest, lemmas = value.get("length"), value.get("sha256"), value.get("lemmas", [])
    return (
        isinstance(length, int)
        and isinstance(digest, str)
        and re.fullmatch(r"[0-9a-f]{64}", digest) is not None
        and isinstance(lemmas, list)
        and all(isinstance(lemma, str) for lemma in lemmas)
    )


def format_record(record: WitnessRecord) -> str:
    """A record as JSON text, one paragraph a line, so that a change of one shows as one line."""
    lines = []
    for key in sorted(record.fingerprints, key=lambda key: paragraph_number(key) or 0):
        mark = record.fingerprints[key]
        entry: dict[str, object] = {"length": mark.length, "sha256": mark.sha256}
        if key in record.lemmas:
            entry["lemmas"] = sorted(record.lemmas[key])
        lines.append(f"  {json.dumps(key)}: {json.dumps(entry, ensure_ascii=False)}")
    head = f'{{"witness": {json.dumps(record.name, ensure_ascii=False)}, "rule": {RULE}, "paragraphs": {{\n'
    return head + ",\n".join(lines) + "\n}}\n"


def make_record(name: str, paragraphs: Mapping[str, str], notes: Iterable[Note]) -> WitnessRecord:
    """The record of a witness, given its paragraphs by id and the notes whose lemmas are to be looked for."""
    lemmas: dict[str, set[str]] = {}
    for note in notes:
        key = f"p{note.locus.first}"
        if note.lemma and normalise(note.lemma) in normalise(paragraphs.get(key, "")):
            lemmas.setdefault(key, set()).add(note.lemma)
    return WitnessRecord(
        name,
        {key: fingerprint(text) for key, text in paragraphs.items()},
        {key: tuple(sorted(found)) for key, found in lemmas.items()},
    )


def split_witness(text: str, ids: Sequence[str], headings: Iterable[str]) -> dict[str, str]:
    """Give the paragraphs of a witness their ids: one paragraph a line, blank lines and headings left out.

    :param text: the part of the witness that holds the essay, without what a site puts before and after it.
    :returns: paragraph id to text.
    :raises WitnessError: if there are not exactly as many paragraphs as ids.
    """
    known = {normalise(heading) for heading in headings}
    lines = [line.strip() for line in text.splitlines()]
    found = [line for line in lines if normalise(line) and normalise(line) not in known]
    if len(found) != len(ids):
        message = f"{len(found)} paragraphs, {len(ids)} expected"
        raise WitnessError(message)
    return dict(zip(ids, found, strict=True))
