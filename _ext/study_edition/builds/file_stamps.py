"""Noticing that a file has changed, whatever the clock says.

Sphinx reads a document again when its file is *newer* than the last reading. After the clock has been set back, or an older copy of a file
has been put in the place of a newer one, it is not. We remember time and size of every file read, and read again when either *differs*.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.edition_domain import domain_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    Stamp = tuple[tuple[int, int] | None, ...]
    """Modification time in nanoseconds and size in bytes of each file; None for one that is not there."""


def remember(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Remember the files of each document (event ``env-updated``)."""
    now = {name: _stamp(env, name) for name in env.found_docs}
    if now != domain_of(env).data.get("stamps"):
        domain_of(env).data["stamps"] = now
    return []


def differing(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Name the documents whose files are not as they were when read (event ``env-get-outdated``)."""
    known = domain_of(env).data.get("stamps", {})
    return [
        name
        for name in env.found_docs - added - changed
        if name in known and known[name] != _stamp(env, name)
    ]


def _stamp(env: BuildEnvironment, docname: str) -> Stamp:
    files: Iterable[Path] = (
        env.doc2path(docname),
        *(Path(env.srcdir, name) for name in sorted(env.dependencies.get(docname, ()))),
    )
    return tuple(map(_file_stamp, files))


def _file_stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def setup(app: Sphinx) -> None:
    """Connect both events."""
    app.connect("env-updated", remember)
    app.connect("env-get-outdated", differing)
