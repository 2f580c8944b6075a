"""Leave out of an edition for students every layer that is for instructors.

The file of a layer whose front matter says ``audience: instructor`` is no document of such a build.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..core.model.front_matter import read_front_matter
from ..support.config import EditionConfig
from .outside_layers import LayeredProject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from ..core.model.records import Layer


def for_students(config: Config) -> bool:
    """Whether the build leaves out what is for instructors."""
    return EditionConfig.of(config).audience != "instructor"


def is_dropped(config: Config, layer: Layer) -> bool:
    """Whether the notes of a layer are none of this build: anything but a plain ``student`` is for instructors."""
    return layer.audience != "student" and for_students(config)


class StudentProject(LayeredProject):
    """The documents of an edition without the layers for instructors.

    A file whose front matter is wrong stays, so that it is told of; its notes are dropped all the same.
    """

    def discover(
        self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
    ) -> set[str]:
        """Find the documents."""
        found = super().discover(exclude_paths, include_paths)
        for docname in [
            name for name in found if _is_for_instructors(Path(self.doc2path(name, absolute=True)))
        ]:
            found.discard(docname)
            del self._path_to_docname[self._docname_to_path.pop(docname)]
        return found


def leave_out_layers(app: Sphinx) -> None:
    """Take the files of instructors' layers out of a build for students (event ``builder-inited``)."""
    if for_students(app.config):
        project = StudentProject(app.srcdir, app.config.source_suffix)
        project.restore(app.project)
        outside = getattr(app.project, "outside", ())
        project.outside = tuple(
            path for path in outside if not _is_for_instructors(path)
        )  # it is kept with what has been read
        app.project = app.env.project = project


def _is_for_instructors(path: Path) -> bool:
    with path.open("rb") as file:
        if file.read(6).lstrip(b"\xef\xbb\xbf")[:3] != b"---":
            return False
    layer, problems = read_front_matter(path.read_text("utf-8-sig", errors="replace"), path.name)
    return layer is not None and not problems and layer.audience == "instructor"


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect(
        "builder-inited", leave_out_layers, priority=600
    )  # after the layers from elsewhere have been found (500)
