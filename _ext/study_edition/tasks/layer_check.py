"""Check layer files, wherever they are, against the edition."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ..core.annotations.layer_template import SAMPLE
from ..core.model.front_matter import FOLDER
from ..core.text.messages import _, translate
from ..documents.read_document import DocumentError, read_file_bytes
from ..domain.edition_domain import domain_of
from ..sources.allowed_markup import MAX_LAYER_SIZE
from ..support.config import EditionConfig
from ..support.lock import CACHE
from .read_sources import read_sources
from .run_sphinx import EditionError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sphinx.application import Sphinx

SUFFIX = ".md"
_IGNORED = "[toc.not_included]"
"""A layer need not be in any table of contents."""
_WARNING = re.compile(r"(?:WARNING|ERROR): (?P<text>.*?)(?: \[[\w.]+\])?$")


class CheckedLayer(NamedTuple):
    """The contents of a layer file in numbers, and its problems as ``file:line: message``."""

    path: Path
    problems: tuple[str, ...]
    notes: int = 0
    paragraphs: int = 0
    sources: int = 0
    has_sample: bool = False
    """Whether it still contains the template's sample note."""


def check_layers(root: Path, paths: Sequence[Path]) -> list[CheckedLayer | EditionError]:
    """Check layer files, all in one reading of the edition.

    :returns: for each file the result, with its own problems only, or why it cannot be read.
    :raises EditionError: if the edition cannot be read.
    """
    results: dict[Path, CheckedLayer | EditionError] = {}
    lines: dict[Path, list[str]] = {}
    for path in dict.fromkeys(paths):
        try:
            lines[path] = _read_lines(path)
        except EditionError as error:
            results[path] = error
    if lines:
        docnames = {path: _docname(root, path) for path in lines}
        for docname in docnames.values():
            # Without its doctree a document is read again.
            (root / CACHE / "layer" / f"{docname}.doctree").unlink(missing_ok=True)
        settings = _settings(root, [path for path in lines if not _is_source(root, path)])
        app, warnings = read_sources(
            root, settings, cache="layer", resolve=partial(_pages, list(docnames.values()))
        )
        results |= {
            path: _result(app, path, docnames[path], lines[path], warnings) for path in lines
        }
    return [results[path] for path in paths]


def check_layer(root: Path, path: Path) -> CheckedLayer:
    """Check one layer file.

    :raises EditionError: if the file or the edition cannot be read.
    """
    (result,) = check_layers(root, [path])
    if isinstance(result, EditionError):
        raise result
    return result


def _result(
    app: Sphinx, path: Path, docname: str, lines: list[str], warnings: list[str]
) -> CheckedLayer:
    """Return the result for one file; *warnings* are those of the whole edition."""
    problems = dict.fromkeys(
        _problem(line, path)
        for line in warnings
        if f"{path.resolve()}:" in line and not line.endswith(_IGNORED)
    )
    domain = domain_of(app.env)
    layer = domain.docs[docname].layer if docname in domain.docs else None
    if layer is None and not problems:
        problems[f"{path}:1: " + _("no front matter of a layer (layer: … between two ---).")] = None
    notes = [note for note in domain.edition.notes.values() if layer and note.layer == layer.id]
    return CheckedLayer(
        path,
        tuple(sorted(problems, key=lambda problem: _line_number(problem, path))),
        len(notes),
        len({number for note in notes for number in note.locus.numbers()}),
        len({key for note in notes for key in note.sources}),
        layer is not None and any(translate(SAMPLE, layer.lang) in line for line in lines),
    )


def _pages(docnames: list[str], app: Sphinx) -> list[str]:
    """Return the given documents and those that show their notes."""
    domain = domain_of(app.env)
    notes = [
        note
        for docname in docnames
        if docname in domain.docs
        for note in domain.docs[docname].notes
    ]
    return sorted({*docnames, *map(domain.edition.page_of, notes)} & app.env.found_docs)


def _read_lines(path: Path) -> list[str]:
    """Return the lines of a layer file.

    :raises EditionError: if it cannot be read, is too large, or is not Markdown in UTF-8; the
        message names the line with a wrong character.
    """
    try:
        data = read_file_bytes(path, MAX_LAYER_SIZE)
    except DocumentError as error:
        message = f"{path}: {error}"
        raise EditionError(message) from error
    if path.suffix != SUFFIX:
        raise EditionError(f"{path}: " + _("its name must end in {SUFFIX}.").format(SUFFIX=SUFFIX))
    try:
        return data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise EditionError(
            f"{path}:{line}: " + _("not UTF-8: save it as UTF-8 in your editor.")
        ) from error


def _is_source(root: Path, path: Path) -> bool:
    """Return whether a file is one of the edition's sources."""
    return path.resolve().is_relative_to((root / "source").resolve())


def _docname(root: Path, path: Path) -> str:
    """Return the docname of a file."""
    if _is_source(root, path):
        return path.resolve().relative_to((root / "source").resolve()).with_suffix("").as_posix()
    return f"{FOLDER}/{path.stem}"


def _settings(root: Path, outside: list[Path]) -> dict[str, object]:
    """Return settings that make files outside the sources documents of the edition.

    The layers that ``conf.py`` names are kept, without those that contain these files already.
    """
    if not outside:
        return {}
    app: Sphinx = read_sources(root, cache="layers")[0]
    covered = {each for path in outside for each in (path.resolve(), path.resolve().parent)}
    kept = [
        name
        for name in EditionConfig.of(app.config).layers
        if (root / name).expanduser().resolve() not in covered
    ]
    return {"edition_layers": [*kept, *(str(path.resolve()) for path in outside)]}


def _line_number(problem: str, path: Path) -> int:
    number = problem.removeprefix(f"{path}:").partition(":")[0]
    return int(number) if number.isdecimal() else 0


def _problem(line: str, path: Path) -> str:
    """Return a warning of Sphinx without the word WARNING, with the path as the user gave it."""
    text = _WARNING.sub(lambda match: match["text"], line.replace(str(path.resolve()), str(path)))
    return " ".join(text.split())
