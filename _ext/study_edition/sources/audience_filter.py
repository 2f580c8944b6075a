"""Exclude layers for instructors from an edition for students.

A file with ``audience: instructor`` in its front matter is not a document of such a build.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.matching import get_matching_files

from ..core.model.front_matter import read_front_matter
from ..support.config import EditionConfig
from .outside_layers import LayeredProject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from ..core.model.records import Layer


def for_students(config: Config) -> bool:
    """Return whether the build excludes content for instructors."""
    return EditionConfig.of(config).audience != "instructor"


def is_dropped(config: Config, layer: Layer) -> bool:
    """Return whether the build excludes the notes of a layer.

    Any audience other than ``student`` counts as instructors.
    """
    return layer.audience != "student" and for_students(config)


class StudentProject(LayeredProject):
    """The documents of an edition without the layers for instructors.

    A file with invalid front matter remains, so that it is reported; its notes are excluded anyway.
    """

    def discover(
        self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
    ) -> set[str]:
        """Return the docnames found in the source folder and the layers from outside."""
        # excluded as files, so that not even their names are stored with the environment
        exclude_paths = tuple(exclude_paths)
        hidden = map(_as_pattern, self._files_for_instructors(exclude_paths, include_paths))
        docnames = super().discover((*exclude_paths, *hidden), include_paths)
        docnames -= {
            name
            for name in docnames
            if _is_for_instructors(Path(self.doc2path(name, absolute=True)))
        }
        return docnames

    def _files_for_instructors(
        self, exclude_paths: Iterable[str], include_paths: Iterable[str]
    ) -> Iterator[str]:
        """Yield the paths of the files for instructors, relative to the source folder."""
        for name in get_matching_files(self.srcdir, include_paths, exclude_paths):
            path = Path(self.srcdir, name)
            is_source = name.endswith(self.source_suffix) and path.is_file()
            if is_source and os.access(path, os.R_OK) and _is_for_instructors(path):
                yield name


def _as_pattern(path: str) -> str:
    """Return the pattern in the manner of ``exclude_patterns`` that matches one path."""
    return re.sub(r"[*?[]", lambda found: "[][]" if found[0] == "[" else f"[{found[0]}]", path)


def exclude_layers(app: Sphinx) -> None:
    """Exclude layers for instructors from a build for students (event ``builder-inited``)."""
    if for_students(app.config):
        project = StudentProject(app.srcdir, app.config.source_suffix)
        project.restore(app.project)
        outside = getattr(app.project, "outside", ())
        # the project is pickled with the environment
        project.outside = tuple(path for path in outside if not _is_for_instructors(path))
        app.project = app.env.project = project


def _is_for_instructors(path: Path) -> bool:
    with path.open("rb") as file:
        if file.read(6).lstrip(b"\xef\xbb\xbf")[:3] != b"---":
            return False
    layer, problems = read_front_matter(path.read_text("utf-8-sig", errors="replace"), path.name)
    return layer is not None and not problems and layer.audience == "instructor"


def setup(app: Sphinx) -> None:
    """Connect the event."""
    # after the layers from outside have been found (500)
    app.connect("builder-inited", exclude_layers, priority=600)
