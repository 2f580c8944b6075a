"""The ledger: every id ever published, with kind, first version and a digest of its content.

An id leaves the edition only by retirement, with a reason and, if its content is now elsewhere,
with successors. It is never reused and never removed from the ledger.
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
"""The kinds of object that have an id, in the order of the file: the types of the domain."""


class Retirement(NamedTuple):
    """Why an id is no longer in use, and where its content is now."""

    reason: str
    successors: tuple[str, ...] = ()
    version: str = ""
    """The version that published the retirement; empty until it is released."""
    date: str = ""
    """The date of that version (ISO 8601)."""


class PublishedId(NamedTuple):
    """A published id."""

    id: str
    kind: str
    since: str
    """The first version with this id."""
    digest: str
    """Digest of its content, as last released."""
    retired: Retirement | None = None


@dataclass(frozen=True)
class Ledger:
    """The published ids, and the line of each in the file."""

    entries: dict[str, PublishedId] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict, compare=False)


class Anchor(NamedTuple):
    """A current id of the edition: its kind, the digest of its content, and where it is written."""

    kind: str
    digest: str
    docname: str
    line: int | None


def ledger_sort_key(entry: PublishedId) -> tuple[int, int, str]:
    """Return the sort key of an entry: its kind, its paragraph number, its id."""
    return (KINDS.index(entry.kind), paragraph_number(entry.id) or 0, entry.id)


class Changes(NamedTuple):
    """The ids that a release adds, those whose content it updates, and those it retires."""

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
    """Return a digest of *texts* as their author wrote them.

    It does not depend on line breaks or on the wording of references and citations.
    """
    plain = (
        resolve_references(text, lambda typ, target, _lang: f"[{typ} {target}]") for text in texts
    )
    written = "\n".join(" ".join(text.split()) for text in plain)
    return hashlib.blake2b(written.encode(), digest_size=8).hexdigest()


def check_ledger(ledger: Ledger, anchors: Mapping[str, Anchor]) -> list[Problem]:
    """Compare the ledger with the current ids of the edition.

    :returns: problems; one without a document name is in the ledger file, on the line given.
    """
    return [
        *_check_entries(ledger, anchors),
        *_check_successors(ledger, anchors),
        *_check_renumbered(ledger, anchors),
    ]


def _check_entries(ledger: Ledger, anchors: Mapping[str, Anchor]) -> Iterator[Problem]:
    """Yield the ids that have vanished, are reused after retirement, or have another kind."""
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


def _check_renumbered(ledger: Ledger, anchors: Mapping[str, Anchor]) -> Iterator[Problem]:
    """Yield the ids that now have exactly the content published under another id.

    Citations of such an id would lead to other content.
    """
    known = ledger.entries
    gone_or_changed = (
        entry
        for entry in known.values()
        if entry.id not in anchors or anchors[entry.id].digest != entry.digest
    )
    published = {(entry.kind, entry.digest): entry for entry in gone_or_changed}
    for name, anchor in anchors.items():
        entry, other = known.get(name), published.get((anchor.kind, anchor.digest))
        if other is None or (entry and (entry.retired or entry.digest == anchor.digest)):
            continue  # a retired id in use is reported by _check_entries
        if entry is None and other.id not in anchors:
            continue  # the other id was retired, or has vanished and is reported by _check_entries
        if not (other.retired and name in current_successors(ledger, other.id, anchors)):
            yield Problem(
                Subtype.RENUMBERED_ID, anchor.docname, anchor.line, {"id": name, "other": other.id}
            )


def _check_successors(ledger: Ledger, anchors: Mapping[str, Anchor]) -> Iterator[Problem]:
    """Yield the retirements whose successors form a circle or lead to no current id."""
    reported: set[str] = set()
    for entry in ledger.entries.values():
        if entry.retired is None or entry.id in reported:
            continue
        line = ledger.lines.get(entry.id)
        circle = _circle(ledger, entry.id)
        reported.update(circle)
        if circle:
            yield Problem(
                Subtype.SUCCESSOR_CIRCLE,
                "",
                line,
                {"id": entry.id, "circle": " → ".join((*circle, entry.id))},
            )
            continue
        for successor in entry.retired.successors:
            if not current_successors(ledger, successor, anchors):
                yield Problem(
                    Subtype.BAD_SUCCESSOR, "", line, {"id": entry.id, "successor": successor}
                )


def _circle(ledger: Ledger, start: str) -> list[str]:
    """Return the ids on the shortest path of successors from *start* back to itself.

    The path begins with *start* and ends before its return; it is empty if there is none.
    """
    came_from: dict[str, str] = {}
    queue = [start]
    for name in queue:
        for successor in successors_of(ledger, name):
            if successor == start:
                path = [name]
                while path[-1] != start:
                    path.append(came_from[path[-1]])
                return path[::-1]
            if successor not in came_from:
                came_from[successor] = name
                queue.append(successor)
    return []


def successors_of(ledger: Ledger, name: str) -> tuple[str, ...]:
    """Return the successors named by the retirement of an id; none if it is not retired."""
    entry = ledger.entries.get(name)
    return entry.retired.successors if entry and entry.retired else ()


def current_successors(ledger: Ledger, name: str, current_ids: Container[str]) -> list[str]:
    """Return the current ids to which an id leads: itself if not retired, else via its successors.

    :param current_ids: the ids of the edition; only these are returned.
    """
    found: dict[str, None] = {}
    seen: set[str] = set()
    stack = [name]
    while stack:
        current = stack.pop()
        if current in seen:
            continue
        seen.add(current)
        entry = ledger.entries.get(current)
        if entry and entry.retired:
            stack += reversed(entry.retired.successors)
        elif current in current_ids:
            found[current] = None
    return list(found)


def with_successors(problem: Problem, ledger: Ledger, current_ids: Container[str]) -> Problem:
    """Replace the problem of an unknown target by one that names its successors.

    Return *problem* itself if it is another problem or its target is not retired.
    """
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
        args = {"id": name, "reason": entry.retired.reason}
        successors = current_successors(ledger, name, current_ids)
        if not successors:
            return problem._replace(subtype=Subtype.REFERENCE_TO_RETIRED_ONLY, args=args)
        args["successors"] = ", ".join(successors)
        return problem._replace(subtype=Subtype.REFERENCE_TO_RETIRED, args=args)
    return problem


# -- changes to the ledger -----------------------------------------------------------------------


def changes(ledger: Ledger, anchors: Mapping[str, Anchor]) -> Changes:
    """Return what :func:`release` would change."""
    known = ledger.entries
    after = release(ledger, anchors, "0", "")
    order = sorted(after.entries.values(), key=ledger_sort_key)
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
    """Return the ledger with new ids, current digests, and version and date of new retirements.

    The function is idempotent. It checks nothing: see :func:`check_ledger`.
    """
    entries = dict(ledger.entries)
    for name, anchor in anchors.items():
        entry = entries.get(name)
        if entry is None:
            entries[name] = PublishedId(name, anchor.kind, version, anchor.digest)
        elif entry.retired is None:
            entries[name] = entry._replace(digest=anchor.digest)
    for name, entry in entries.items():
        if entry.retired and not entry.retired.version:
            entries[name] = entry._replace(
                retired=entry.retired._replace(version=version, date=date)
            )
    return Ledger(entries, ledger.lines)


def retire(ledger: Ledger, name: str, reason: str, successors: tuple[str, ...]) -> Ledger:
    """Return the ledger with an id retired.

    A published retirement keeps its version and date; only its reason and successors change.

    :raises KeyError: if the id was never published.
    """
    entry = ledger.entries[name]
    before = entry.retired or Retirement(reason)
    retired = before._replace(reason=reason, successors=successors)
    return Ledger({**ledger.entries, name: entry._replace(retired=retired)}, ledger.lines)


def unretire(ledger: Ledger, name: str) -> Ledger:
    """Return the ledger without the retirement of an id.

    :raises KeyError: if the id was never published.
    """
    return Ledger(
        {**ledger.entries, name: ledger.entries[name]._replace(retired=None)}, ledger.lines
    )
