"""Layers from elsewhere: files outside ``source/`` that ``edition_layers`` in ``conf.py`` names, so that a class keeps its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.project import Project

from ..core.model.problems import Subtype
from ..support.config import EditionConfig
from ..support.reporting import warn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

FOLDER = "layers"
"""The documents that outside layers become stand here, beside the edition's own."""


class LayeredProject(Project):
    """The documents of a source folder, and those of the layers from elsewhere as if they stood in ``layers/``."""

    outside: tuple[Path, ...] = ()

    def discover(
        self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
    ) -> set[str]:
        """Find the documents; an outside layer with the name of another, and a file that is not UTF-8, is told and left out."""
        found = super().discover(exclude_paths, include_paths)
        for path in self.outside:
            docname = f"{FOLDER}/{path.stem}"
            if docname in found:
                warn(
                    Subtype.LAYER_FILE_TWICE,
                    str(path),
                    other=str(self.doc2path(docname, absolute=False)),
                )
                continue
            found.add(docname)
            self._path_to_docname[path] = docname
            self._docname_to_path[docname] = path
        for docname in sorted(found):
            path = Path(self.doc2path(docname, absolute=True))
            line = not_utf8(path.read_bytes())
            if line:
                warn(Subtype.NOT_UNICODE, f"{path}:{line}")
                found.discard(docname)
                del self._path_to_docname[self._docname_to_path.pop(docname)]
        return found


def not_utf8(data: bytes) -> int:
    """The line on which a file's bytes cease to be UTF-8; 0 if they never do."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 0


def layer_files(confdir: Path, names: Iterable[str], suffixes: Iterable[str]) -> tuple[Path, ...]:
    """The files of the folders and files named, in the order of their names within each folder.

    :raises FileNotFoundError: for a name that is neither; its ``filename`` is the name as written.
    """
    found: list[Path] = []
    for name in names:
        path = (confdir / name).expanduser().resolve()
        if path.is_dir():
            found += sorted(
                file
                for file in path.iterdir()
                if file.suffix in suffixes and not file.name.startswith(("_", "."))
            )
        elif path.is_file():
            found.append(path)
        else:
            raise FileNotFoundError(2, "", name)
    return tuple(dict.fromkeys(found))


def add_outside(app: Sphinx) -> None:
    """Have Sphinx read the layers from elsewhere (event ``builder-inited``: there is no project to replace before)."""
    project = LayeredProject(app.srcdir, app.config.source_suffix)
    project.restore(app.project)
    for name in EditionConfig.of(app.config).layers:
        try:
            project.outside += layer_files(Path(app.confdir), [name], app.config.source_suffix)
        except FileNotFoundError:
            warn(Subtype.NO_LAYER_FOLDER, None, name=name)
    app.project = app.env.project = project


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("builder-inited", add_outside)
