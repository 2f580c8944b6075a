"""Detect changed files independently of the clock.

Sphinx reads a document again when its file is *newer* than the last reading. It is not newer after
the clock has been set back, or when an older copy has replaced it. We store time and size of every
file read, and read it again when either *differs*.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.edition_domain import domain_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def store_stamps(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Store the stamps of each document's files (event ``env-updated``)."""
    now = {name: _stamps(env, name) for name in env.found_docs}
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
    """Connect both events."""
    app.connect("env-updated", store_stamps)
    app.connect("env-get-outdated", find_changed)
