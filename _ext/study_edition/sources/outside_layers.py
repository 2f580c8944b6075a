"""Read layers from outside ``source/``, so that a class can keep its own.

The setting ``edition_layers`` in ``conf.py`` names their files and folders.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.project import Project

from ..core.model.front_matter import FOLDER
from ..core.model.problems import Subtype
from ..support.config import EditionConfig
from ..support.reporting import warn
from .source_files import refusal_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from sphinx.application import Sphinx


class LayeredProject(Project):
    """The documents of the source folder, and layers from outside as documents in ``layers/``."""

    outside: tuple[Path, ...] = ()

    def __init__(self, srcdir: str | PathLike[str], source_suffix: Iterable[str]) -> None:
        super().__init__(srcdir, source_suffix)
        self.outside_documents: dict[str, Path] = {}

    def restore(self, other: Project) -> None:
        """Take over the documents of the last build, or of the project that this one replaces."""
        super().restore(other)
        self.outside_documents = dict(getattr(other, "outside_documents", ()))

    def discover(
        self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
    ) -> set[str]:
        """Return the docnames, without what cannot be published, which is reported.

        That is an outside layer with a used name, a link to a file elsewhere, a document with the
        name of a generated page, and a file that is not UTF-8.
        """
        self.outside_documents = {}
        docnames = super().discover(exclude_paths, include_paths)
        for path in self.outside:
            docname = f"{FOLDER}/{path.stem}"
            if docname in docnames:
                warn(
                    Subtype.LAYER_FILE_TWICE,
                    str(path),
                    other=str(self.doc2path(docname, absolute=False)),
                )
                continue
            docnames.add(docname)
            self.outside_documents[docname] = path
        # in place: it is the project's own set
        docnames -= {docname for docname in sorted(docnames) if not self._is_usable(docname)}
        return docnames

    def _is_usable(self, docname: str) -> bool:
        """Return whether a document can be published; report it if not."""
        path = Path(self.doc2path(docname, absolute=True))
        folder = None if docname in self.outside_documents else Path(self.srcdir)
        refusal = refusal_of(path, docname, folder)
        if refusal:
            warn(refusal.subtype, f"{path}:{refusal.line}", **refusal.args)
        return refusal is None

    def doc2path(self, docname: str, absolute: bool) -> Any:  # noqa: ANN401, FBT001  Sphinx's
        """Return the file of a document; that of an outside layer is always absolute."""
        if path := self.outside_documents.get(docname):
            return self.srcdir / path
        return super().doc2path(docname, absolute)

    def path2doc(self, filename: str | PathLike[str]) -> str | None:
        """Return the name of the document in a file; None if it contains none."""
        for docname, path in self.outside_documents.items():
            if path == Path(filename):
                return docname
        return super().path2doc(filename)


def layer_files(confdir: Path, names: Iterable[str], suffixes: Iterable[str]) -> tuple[Path, ...]:
    """Return the layer files among the named files and folders, sorted by name within each folder.

    :raises FileNotFoundError: for a name that does not exist; ``filename`` is the name as written.
    """
    paths: list[Path] = []
    for name in names:
        path = (confdir / name).expanduser().resolve()
        if path.is_dir():
            paths += sorted(
                file
                for file in path.iterdir()
                if file.suffix in suffixes and not file.name.startswith(("_", "."))
            )
        elif path.is_file():
            paths.append(path)
        else:
            raise FileNotFoundError(2, "", name)
    return tuple(dict.fromkeys(paths))


def add_outside_layers(app: Sphinx) -> None:
    """Add the layers from outside to the project (event ``builder-inited``).

    Before that event there is no project to replace.
    """
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
    app.connect("builder-inited", add_outside_layers)
