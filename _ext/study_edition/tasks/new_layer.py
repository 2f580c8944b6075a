"""Add a layer file to an edition without overwriting anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..core.annotations.layer_file import LayerHead, most_common
from ..domain.edition_domain import domain_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx

    from ..core.annotations.annotation import Annotation

FOLDER = "source/layers"
LICENSE = "CC-BY-4.0"
"""Of a new layer, if its author names no other."""
_TABLES = {".csv", ".xlsx"}


def existing_layer(app: Sphinx, name: str, path: Path) -> Path | None:
    """Return the file that prevents a new layer *name* at *path*, if any."""
    if path.exists():
        return path
    layer = domain_of(app.env).edition.layers.get(name)
    return Path(app.env.doc2path(layer.docname)) if layer else None


def write_layer_file(path: Path, text: str) -> None:
    """Write a new layer file.

    :raises OSError: if it exists or cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def is_in_edition(root: Path, path: Path, layers: Sequence[str]) -> bool:
    """Return whether a layer file is in the default folder or named by a setting.

    :param layers: the files and folders of ``edition_layers``, relative to *root*.
    """
    folder = path.resolve().parent
    named = {(root / name).expanduser().resolve() for name in layers}
    return folder == (root / FOLDER).resolve() or bool(named & {path.resolve(), folder})


def imported_front_matter(
    name: str,
    source: Path,
    annotations: Sequence[Annotation],
    *,
    title: str | None,
    kind: str,
    author: str | None,
    lang: str | None,
    license_: str | None,
    audience: str,
) -> LayerHead:
    """Return the front matter of a layer of imported annotations.

    What is not given is taken from the annotations. A licence is never guessed, but a table without
    one, which is the user's own, gets that of a new layer. An unknown author or licence is empty.

    :param source: the file that was imported.
    """
    is_table = source.suffix.lower() in _TABLES
    authors = "、".join(dict.fromkeys(a.author for a in annotations if a.author))
    licenses = {a.license for a in annotations}
    if licenses == {""} and is_table:
        found_license = LICENSE
    else:
        found_license = licenses.pop() if len(licenses) == 1 else ""
    return LayerHead(
        name,
        title or name,
        kind,
        author or authors or (name if is_table else ""),
        lang or most_common([a.lang for a in annotations], "ja"),
        license_ or found_license,
        audience,
    )
