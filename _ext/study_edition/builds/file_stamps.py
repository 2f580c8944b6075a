"""Detect changed files independently of the clock.

Sphinx reads a document again when its file is *newer* than the last reading. It is not newer after
the clock has been set back, or when an older copy has replaced it. We store time and size of every
file read, and read it again when either *differs*. Those of a document are taken before it is read,
so that a change meanwhile is seen by the next build.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.edition_domain import domain_of
from ..support.build_state import build_state

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class _BeforeReading:
    """The stamps of the documents as this build found them."""

    def __init__(self) -> None:
        self.stamps: dict[str, tuple[int, int] | None] = {}


def take_stamps(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Take the stamp of each document's own file (event ``env-before-read-docs``)."""
    stamps = {name: _stamp(Path(env.doc2path(name))) for name in env.found_docs}
    build_state(env).of(_BeforeReading).stamps = stamps


def store_stamps(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Store the stamps of each document's files (event ``env-updated``)."""
    before = build_state(env).of(_BeforeReading).stamps
    now = {
        name: (before.get(name, own), *others)
        for name in env.found_docs
        for own, *others in [_stamps(env, name)]
    }
    if now != domain_of(env).stamps:
        domain_of(env).data["stamps"] = now
    return []


def find_changed(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the documents whose files have changed since read (event ``env-get-outdated``)."""
    known = domain_of(env).stamps
    others = env.found_docs - added - changed
    return [name for name in others if name in known and known[name] != _stamps(env, name)]


def _stamps(env: BuildEnvironment, docname: str) -> tuple[tuple[int, int] | None, ...]:
    """Return time in nanoseconds and size in bytes of each file; None for one that is missing."""
    others = (Path(env.srcdir, name) for name in sorted(env.dependencies.get(docname, ())))
    files: Iterable[Path] = (env.doc2path(docname), *others)
    return tuple(map(_stamp, files))


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("env-before-read-docs", take_stamps)
    app.connect("env-updated", store_stamps)
    app.connect("env-get-outdated", find_changed)
