"""Checking one layer's file against the edition, wherever the file is."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from . import project
from .config import EditionConfig
from .console import say
from .core.layertemplate import SAMPLE
from .domain import domain_of
from .outside import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx

LARGEST = 4 * 1024 * 1024
"""Bytes of a layer's file; a class's notes of a year are a tenth of it."""
_WARNING = re.compile(r"(?:WARNING|ERROR): (?P<text>.*?)(?: \[[\w.]+\])?$")


class Checked(NamedTuple):
    """What a layer's file holds, and what is wrong with it, a line each, as ``file:line: what``."""

    path: Path
    problems: tuple[str, ...]
    notes: int = 0
    paragraphs: int = 0
    sources: int = 0
    sample: bool = False
    """Whether the template's sample note is still there."""


def check_layer(root: Path, path: Path) -> Checked:
    """Check a layer's file; only what concerns it is told.

    :raises EditionError: if the file cannot be read, or the edition cannot.
    """
    lines = readable(path)
    docname, settings = _document(root, path)
    (root / project.CACHE / "layer" / f"{docname}.doctree").unlink(missing_ok=True)  # so that it is read again
    app, told = project.read(root, settings, cache="layer", resolve=partial(_pages, docname))
    problems = dict.fromkeys(_shown(line, path) for line in told if str(path.resolve()) in line)
    domain = domain_of(app.env)
    layer = domain.docs[docname].layer if docname in domain.docs else None
    if layer is None and not problems:
        problems[
            f"{path}:1: " + say("層の前書き（--- で囲んだ layer: など）がない。", "no front matter of a layer (layer: … between two ---).")
        ] = None
    notes = [note for note in domain.edition.notes.values() if layer and note.layer == layer.id]
    return Checked(
        path,
        tuple(problems),
        len(notes),
        len({number for note in notes for number in note.locus.numbers()}),
        len({key for note in notes for key in note.sources}),
        any(sample in line for sample in SAMPLE.values() for line in lines),
    )


def _pages(docname: str, app: Sphinx) -> list[str]:
    """The documents on which a layer's notes are shown, and its own."""
    domain = domain_of(app.env)
    notes = domain.docs[docname].notes if docname in domain.docs else ()
    return sorted({docname, *map(domain.edition.note_docname, notes)} & app.env.found_docs)


def readable(path: Path) -> list[str]:
    """The lines of a layer's file.

    :raises EditionError: if it is no file, too large, or not UTF-8; with the line where that is.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise project.EditionError(
                f"{path}: "
                + say(f"大きすぎる（{LARGEST // 1024**2} MB まで）。分ける。", f"too large ({LARGEST // 1024**2} MB at most): part it.")
            )
        data = path.read_bytes()
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise project.EditionError(message) from error
    try:
        return data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise project.EditionError(
            f"{path}:{line}: " + say("UTF-8 でない。エディターで UTF-8 として保存し直す。", "not UTF-8: save it as UTF-8 in your editor.")
        ) from error


def _document(root: Path, path: Path) -> tuple[str, dict[str, object]]:
    """The document that a file is, and the settings under which it is one."""
    source, file = (root / "source").resolve(), path.resolve()
    if file.is_relative_to(source):
        return file.relative_to(source).with_suffix("").as_posix(), {}
    return f"{FOLDER}/{path.stem}", {"edition_layers": [*_layers(root, file), str(file)]}


def _layers(root: Path, file: Path) -> list[str]:
    """The outside layers of the settings, without one that is this file or holds it."""
    app: Sphinx = project.read(root, cache="layer")[0]
    named = EditionConfig.of(app.config).layers
    return [name for name in named if (root / name).expanduser().resolve() not in {file, file.parent}]


def _shown(line: str, path: Path) -> str:
    """A line of Sphinx's as ours: the path as the user gave it, without the word WARNING."""
    text = _WARNING.sub(lambda match: match["text"], line.replace(str(path.resolve()), str(path)))
    return " ".join(text.split())
