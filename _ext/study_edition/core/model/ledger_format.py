"""The file format of the ledger: one JSON object per line, sorted.

Branches that add ids can thus be merged, and a change of one id changes one line.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from .front_matter import is_id
from .ledger import KINDS, Ledger, PublishedId, Retirement, ledger_sort_key
from .problems import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Callable

FORMAT = 1
"""Version of the file format, on its first line."""
ABOUT = (
    "Every id ever published. "
    "Written by `edition release` and `edition retire`; no line is ever removed."
)

VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]*")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIGEST = re.compile(r"[0-9a-f]{16}")
_SHOWN = 40
"""Characters of an unusable line or value that a message shows."""


class LedgerError(ValueError):
    """A ledger that cannot be read; ``problem`` has the reason and the line."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.subtype.message(problem.args))
        self.problem = problem


def parse_ledger(text: str) -> Ledger:
    """Read the text of a ledger; inverse of :func:`format_ledger`.

    The order of the entries does not matter, so that whatever git has merged can be read.

    :raises LedgerError: at the first line that is not an entry, or repeats an id.
    """
    ledger = Ledger()
    lines = text.split("\n")  # not splitlines: a reason may contain other line separators
    if (_object(lines[0]) or {}).get("format") != FORMAT:
        raise _unreadable(json.dumps({"format": FORMAT})[1:-1], 1)
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        data = _object(line)
        if data is None:
            raise _unreadable(line, number)
        entry = _entry(data, number)
        if entry.id in ledger.entries:
            args = {"id": entry.id, "other": ledger.lines[entry.id]}
            raise LedgerError(Problem(Subtype.LEDGER_ID_TWICE, "", number, args))
        ledger.entries[entry.id] = entry
        ledger.lines[entry.id] = number
    return ledger


def format_ledger(ledger: Ledger) -> str:
    """Return the text of a ledger: paragraphs by number, then notes, terms and questions by id."""
    lines = [
        {"format": FORMAT, "about": ABOUT},
        *map(_data, sorted(ledger.entries.values(), key=ledger_sort_key)),
    ]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _data(entry: PublishedId) -> dict[str, object]:
    data: dict[str, object] = {
        "id": entry.id,
        "kind": entry.kind,
        "since": entry.since,
        "digest": entry.digest,
    }
    if entry.retired:
        reason, successors, version, date = entry.retired
        data["retired"] = {
            "version": version or None,
            "date": date or None,
            "successors": list(successors),
            "reason": reason,
        }
    return data


def _unreadable(detail: str, line: int) -> LedgerError:
    return LedgerError(Problem(Subtype.BAD_LEDGER, "", line, {"detail": detail[:_SHOWN]}))


def _object(line: str) -> dict[str, Any] | None:
    """Return the JSON object on a line, or None if there is none."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _entry(data: dict[str, Any], number: int) -> PublishedId:
    """Return the entry on a line of the file.

    :raises LedgerError: with the first key that is missing or has an unusable value.
    """

    def check(source: dict[str, Any], **usable: Callable[[Any], bool]) -> None:
        for key, test in usable.items():
            if not test(source.get(key)):
                raise _unreadable(json.dumps({key: source.get(key)})[1:-1], number)

    check(
        data,
        id=_is_name,
        kind=lambda value: value in KINDS,
        since=_is(VERSION),
        digest=_is(_DIGEST),
    )
    entry = PublishedId(data["id"], data["kind"], data["since"], data["digest"])
    if "retired" not in data:
        return entry
    check(data, retired=lambda value: isinstance(value, dict))
    retired = data["retired"]
    check(retired, reason=is_reason, successors=_is_names)
    if retired.get("version") is None and retired.get("date") is None:
        return entry._replace(retired=Retirement(retired["reason"], tuple(retired["successors"])))
    check(retired, version=_is(VERSION), date=_is(DATE))
    return entry._replace(
        retired=Retirement(
            retired["reason"], tuple(retired["successors"]), retired["version"], retired["date"]
        )
    )


def is_reason(value: object) -> bool:
    """Return whether *value* is a text that is not blank and can be encoded as UTF-8."""
    return (
        isinstance(value, str)
        and bool(value.strip())
        and not any("\ud800" <= char <= "\udfff" for char in value)
    )


def _is(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_name(value: object) -> bool:
    return isinstance(value, str) and is_id(value)


def _is_names(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_name, value))
