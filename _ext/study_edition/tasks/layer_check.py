"""Checking layers' files against the edition, wherever they are."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ..core.annotations.layer_template import SAMPLE
from ..documents.read_document import DocumentError, file_bytes
from ..domain.edition_domain import domain_of
from ..sources.outside_layers import FOLDER
from ..support.cli_text import say
from ..support.config import EditionConfig
from ..support.lock import CACHE
from .read_edition import read_edition
from .run_sphinx import EditionError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sphinx.application import Sphinx

LARGEST = 4 * 1024 * 1024
"""Bytes of a layer's file; a class's notes of a year are a tenth of it."""
SUFFIX = ".md"
_NOT_OURS = "[toc.not_included]"
"""No contents need name a layer."""
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


def check_layers(root: Path, paths: Sequence[Path]) -> list[Checked | EditionError]:
    """Check layers' files, all in one reading of the edition; only what concerns each is told of it.

    :returns: for each what it holds, or the error for which it cannot be read.
    :raises EditionError: if the edition cannot be read.
    """
    results: dict[Path, Checked | EditionError] = {}
    lines: dict[Path, list[str]] = {}
    for path in dict.fromkeys(paths):
        try:
            lines[path] = readable(path)
        except EditionError as error:
            results[path] = error
    if lines:
        docnames = {path: _docname(root, path) for path in lines}
        for docname in docnames.values():
            (root / CACHE / "layer" / f"{docname}.doctree").unlink(
                missing_ok=True
            )  # so that it is read again
        settings = _settings(root, [path for path in lines if not _inside(root, path)])
        app, told = read_edition(
            root, settings, cache="layer", resolve=partial(_pages, list(docnames.values()))
        )
        results |= {path: _checked(app, path, docnames[path], lines[path], told) for path in lines}
    return [results[path] for path in paths]


def check_layer(root: Path, path: Path) -> Checked:
    """Check one layer's file; only what concerns it is told.

    :raises EditionError: if the file cannot be read, or the edition cannot.
    """
    (result,) = check_layers(root, [path])
    if isinstance(result, EditionError):
        raise result
    return result


def _checked(app: Sphinx, path: Path, docname: str, lines: list[str], told: list[str]) -> Checked:
    """What is told of one file among all that was told."""
    problems = dict.fromkeys(
        _shown(line, path)
        for line in told
        if f"{path.resolve()}:" in line and not line.endswith(_NOT_OURS)
    )
    domain = domain_of(app.env)
    layer = domain.docs[docname].layer if docname in domain.docs else None
    if layer is None and not problems:
        problems[
            f"{path}:1: "
            + say(
                "層の前書き（--- で囲んだ layer: など）がない。",
                "no front matter of a layer (layer: … between two ---).",
            )
        ] = None
    notes = [note for note in domain.edition.notes.values() if layer and note.layer == layer.id]
    return Checked(
        path,
        tuple(sorted(problems, key=lambda told: _line_of(told, path))),
        len(notes),
        len({number for note in notes for number in note.locus.numbers()}),
        len({key for note in notes for key in note.sources}),
        any(sample in line for sample in SAMPLE.values() for line in lines),
    )


def _pages(docnames: list[str], app: Sphinx) -> list[str]:
    """The documents on which the layers' notes are shown, and their own."""
    domain = domain_of(app.env)
    notes = [
        note
        for docname in docnames
        if docname in domain.docs
        for note in domain.docs[docname].notes
    ]
    return sorted({*docnames, *map(domain.edition.page_of, notes)} & app.env.found_docs)


def readable(path: Path) -> list[str]:
    """The lines of a layer's file.

    :raises EditionError: if it is no file, too large, no Markdown, or not UTF-8; with the line where that is.
    """
    try:
        data = file_bytes(path, LARGEST)
    except DocumentError as error:
        message = f"{path}: {error}"
        raise EditionError(message) from error
    if path.suffix != SUFFIX:
        raise EditionError(
            f"{path}: " + say(f"名を {SUFFIX} で終える。", f"its name must end in {SUFFIX}.")
        )
    try:
        return data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise EditionError(
            f"{path}:{line}: "
            + say(
                "UTF-8 でない。エディターで UTF-8 として保存し直す。",
                "not UTF-8: save it as UTF-8 in your editor.",
            )
        ) from error


def _inside(root: Path, path: Path) -> bool:
    """Whether a file is one of the edition's sources."""
    return path.resolve().is_relative_to((root / "source").resolve())


def _docname(root: Path, path: Path) -> str:
    """The document that a file is."""
    if _inside(root, path):
        return path.resolve().relative_to((root / "source").resolve()).with_suffix("").as_posix()
    return f"{FOLDER}/{path.stem}"


def _settings(root: Path, outside: list[Path]) -> dict[str, object]:
    """The settings under which files from elsewhere are documents, beside those layers of ``conf.py`` that do not hold them."""
    if not outside:
        return {}
    app: Sphinx = read_edition(root, cache="layers")[0]
    given = {place for path in outside for place in (path.resolve(), path.resolve().parent)}
    named = [
        name
        for name in EditionConfig.of(app.config).layers
        if (root / name).expanduser().resolve() not in given
    ]
    return {"edition_layers": [*named, *(str(path.resolve()) for path in outside)]}


def _line_of(told: str, path: Path) -> int:
    number = told.removeprefix(f"{path}:").partition(":")[0]
    return int(number) if number.isdecimal() else 0


def _shown(line: str, path: Path) -> str:
    """A line of Sphinx's as ours: the path as the user gave it, without the word WARNING."""
    text = _WARNING.sub(lambda match: match["text"], line.replace(str(path.resolve()), str(path)))
    return " ".join(text.split())
