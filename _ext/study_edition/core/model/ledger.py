"""The ledger: every id ever published, with its kind, a digest of its content and the version that first had it.

An id leaves the edition only by being retired, with a reason and, where its matter is now elsewhere, its successors.
It is never used again and never leaves the ledger.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from .locus import paragraph_number
from .problems import Problem, Subtype
from .records import resolve_references

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from .edition import Edition

KINDS = ("para", "note", "term", "question")
"""What an id can name, in the order of the file: the types of the domain."""


class Retirement(NamedTuple):
    """Why an id is in use no more, and where its matter is now."""

    reason: str
    successors: tuple[str, ...] = ()
    version: str = ""
    """The version that published the retirement; empty as long as none has."""
    date: str = ""
    """The day of that version (ISO 8601)."""


class Entry(NamedTuple):
    """A published id."""

    id: str
    kind: str
    since: str
    """The version that first had it."""
    digest: str
    """Of its content, as last released."""
    retired: Retirement | None = None


@dataclass(frozen=True)
class Ledger:
    """Every published id by itself; and the line of the file on which each stands."""

    entries: dict[str, Entry] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict, compare=False)


class Anchor(NamedTuple):
    """An id that stands in the edition: its kind, the digest of its content, and where it is written."""

    kind: str
    digest: str
    docname: str
    line: int | None


def place(entry: Entry) -> tuple[int, int, str]:
    """The place of an entry among others: by its kind, then its number, then its name."""
    return (KINDS.index(entry.kind), paragraph_number(entry.id) or 0, entry.id)


class Changes(NamedTuple):
    """The ids that a release adds, those whose content is another than released before, and those it retires."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    retired: tuple[str, ...]


def anchors_of(edition: Edition) -> dict[str, Anchor]:
    """Return every id of an edition that others may cite."""
    anchors = {
        p.id: Anchor("para", _digest(edition.marked[p.id]), p.docname, p.line)
        for p in edition.paragraphs.values()
    }
    for kind, entries in edition.entries.items():
        for entry in entries.values():
            texts = entry.published(edition.marked[entry.key])
            if texts is not None:
                anchors[entry.key] = Anchor(kind, _digest(texts), entry.docname, entry.line)
    return anchors


def _digest(texts: Iterable[str]) -> str:
    """A digest of *texts* as their author wrote them.

    Neither new line breaks nor what a reference or a citation happens to read as change it.
    """
    plain = (
        resolve_references(text, lambda typ, target, _lang: f"[{typ} {target}]") for text in texts
    )
    written = "\n".join(" ".join(text.split()) for text in plain)
    return hashlib.blake2b(written.encode(), digest_size=8).hexdigest()


def check(ledger: Ledger, anchors: Mapping[str, Anchor]) -> list[Problem]:
    """What is wrong between a ledger and the ids of the edition.

    :returns: problems; one without a document is in the ledger itself, on its line of the file.
    """
    return [
        *_check_entries(ledger, anchors),
        *_check_successors(ledger, anchors),
        *_check_moved(ledger, anchors),
    ]


def _check_entries(ledger: Ledger, anchors: Mapping[str, Anchor]) -> Iterator[Problem]:
    """An id that vanished, is used again, or names another kind of thing."""
    known = ledger.entries
    new = {
        (anchor.kind, anchor.digest): name for name, anchor in anchors.items() if name not in known
    }
    for entry in known.values():
        anchor = anchors.get(entry.id)
        if entry.retired and anchor:
            args: dict[str, object] = {"id": entry.id, "reason": entry.retired.reason}
            yield Problem(Subtype.RETIRED_ID_USED, anchor.docname, anchor.line, args)
        elif anchor and anchor.kind != entry.kind:
            args = {"id": entry.id, "was": entry.kind, "now": anchor.kind}
            yield Problem(Subtype.CHANGED_KIND, anchor.docname, anchor.line, args)
        elif not entry.retired and anchor is None:
            args = {"id": entry.id, "version": entry.since}
            other = new.get((entry.kind, entry.digest))
            subtype = Subtype.RENAMED_ID if other else Subtype.VANISHED_ID
            yield Problem(
                subtype, "", ledger.lines.get(entry.id), {**args, "other": other} if other else args
            )


def _check_moved(ledger: Ledger, anchors: Mapping[str, Anchor]) -> Iterator[Problem]:
    """An id under which now stands, word for word, what was published under another: citations would lead to the wrong thing."""
    known = ledger.entries
    away = (
        entry
        for entry in known.values()
        if entry.id not in anchors or anchors[entry.id].digest != entry.digest
    )
    published = {(entry.kind, entry.digest): entry for entry in away}
    for name, anchor in anchors.items():
        entry, other = known.get(name), published.get((anchor.kind, anchor.digest))
        if other is None or (entry and (entry.retired or entry.digest == anchor.digest)):
            continue  # a retired id in use is told by itself
        if entry is None and other.id not in anchors:
            continue  # a new id with the words of one that vanished, which is told by itself, or was retired
        if not (other.retired and name in living_ends(ledger, other.id, anchors)):
            yield Problem(
                Subtype.RENUMBERED_ID, anchor.docname, anchor.line, {"id": name, "other": other.id}
            )


def _check_successors(ledger: Ledger, anchors: Mapping[str, Anchor]) -> Iterator[Problem]:
    """A retirement that leads in a circle, or to nothing that still stands."""
    told: set[str] = set()
    for entry in ledger.entries.values():
        if entry.retired is None or entry.id in told:
            continue
        line = ledger.lines.get(entry.id)
        circle = _circle(ledger, entry.id)
        told.update(circle)
        if circle:
            yield Problem(
                Subtype.SUCCESSOR_CIRCLE,
                "",
                line,
                {"id": entry.id, "circle": " → ".join((*circle, entry.id))},
            )
            continue
        for successor in entry.retired.successors:
            if not living_ends(ledger, successor, anchors):
                yield Problem(
                    Subtype.BAD_SUCCESSOR, "", line, {"id": entry.id, "successor": successor}
                )


def _circle(ledger: Ledger, start: str) -> list[str]:
    """The ids from *start* over its successors back to *start*, without its return; empty if none leads back."""
    came_from: dict[str, str] = {}
    waiting = [start]
    for name in waiting:
        for successor in successors_of(ledger, name):
            if successor == start:
                path = [name]
                while path[-1] != start:
                    path.append(came_from[path[-1]])
                return path[::-1]
            if successor not in came_from:
                came_from[successor] = name
                waiting.append(successor)
    return []


def successors_of(ledger: Ledger, name: str) -> tuple[str, ...]:
    """The successors that the retirement of an id names; none if it is not retired."""
    entry = ledger.entries.get(name)
    return entry.retired.successors if entry and entry.retired else ()


def living_ends(ledger: Ledger, name: str, standing: Container[str]) -> list[str]:
    """Where the matter of an id is now: itself if it is not retired, else what its successors lead to.

    :param standing: the ids of the edition; what is not among them is no end.
    """
    found: dict[str, None] = {}
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        entry = ledger.entries.get(current)
        if entry and entry.retired:
            waiting += reversed(entry.retired.successors)
        elif current in standing:
            found[current] = None
    return list(found)


def explain(problem: Problem, ledger: Ledger, standing: Container[str]) -> Problem:
    """The problem of a reference to something unknown, told with its successors if it was retired; else *problem* itself."""
    names: dict[Subtype, tuple[str, ...]] = {
        Subtype.UNKNOWN_PARAGRAPH: (f"p{problem.args.get('number')}",),
        Subtype.UNKNOWN_TERM: (f"term-{problem.args.get('id')}",),
        Subtype.UNKNOWN_NOTE: (f"note-{problem.args.get('id')}", f"{problem.args.get('id')}"),
        Subtype.UNKNOWN_QUESTION: (
            f"question-{problem.args.get('id')}",
            f"{problem.args.get('id')}",
        ),
    }
    for name in names.get(problem.subtype, ()):
        entry = ledger.entries.get(name)
        if entry is None or entry.retired is None:
            continue
        ends = living_ends(ledger, name, standing)
        args = {"id": name, "reason": entry.retired.reason, "successors": ", ".join(ends)}
        subtype = Subtype.REFERENCE_TO_RETIRED if ends else Subtype.REFERENCE_TO_RETIRED_ONLY
        return problem._replace(
            subtype=subtype, args=args if ends else {"id": name, "reason": entry.retired.reason}
        )
    return problem


# -- writing it on -------------------------------------------------------------------------------------


def changes(ledger: Ledger, anchors: Mapping[str, Anchor]) -> Changes:
    """What :func:`release` would write."""
    known = ledger.entries
    after = release(ledger, anchors, "0", "")
    order = sorted(after.entries.values(), key=place)
    return Changes(
        new=tuple(entry.id for entry in order if entry.id not in known),
        changed=tuple(
            entry.id
            for entry in order
            if entry.id in known and known[entry.id].digest != entry.digest
        ),
        retired=tuple(
            entry.id
            for entry in order
            if entry.id in known and known[entry.id].retired != entry.retired
        ),
    )


def release(ledger: Ledger, anchors: Mapping[str, Anchor], version: str, date: str) -> Ledger:
    """The ledger after a release: new ids entered, digests renewed, retirements stamped with version and date.

    Doing it twice changes nothing. Nothing is checked: see :func:`check`.
    """
    entries = dict(ledger.entries)
    for name, anchor in anchors.items():
        entry = entries.get(name)
        if entry is None:
            entries[name] = Entry(name, anchor.kind, version, anchor.digest)
        elif entry.retired is None:
            entries[name] = entry._replace(digest=anchor.digest)
    for name, entry in entries.items():
        if entry.retired and not entry.retired.version:
            entries[name] = entry._replace(
                retired=entry.retired._replace(version=version, date=date)
            )
    return Ledger(entries, ledger.lines)


def retire(ledger: Ledger, name: str, reason: str, successors: tuple[str, ...]) -> Ledger:
    """The ledger with an id retired.

    Of a retirement that has been published, reason and successors change; its version and date stay.

    :raises KeyError: if the id was never published.
    """
    entry = ledger.entries[name]
    before = entry.retired or Retirement(reason)
    retired = before._replace(reason=reason, successors=successors)
    return Ledger({**ledger.entries, name: entry._replace(retired=retired)}, ledger.lines)


def unretire(ledger: Ledger, name: str) -> Ledger:
    """The ledger with the retirement of an id taken back.

    :raises KeyError: if the id was never published.
    """
    return Ledger(
        {**ledger.entries, name: ledger.entries[name]._replace(retired=None)}, ledger.lines
    )
