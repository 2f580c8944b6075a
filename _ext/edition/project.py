"""Running Sphinx on an edition: what the command line calls."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from sphinx.application import Sphinx
from sphinx.cmd.build import build_main

from .config import EditionConfig
from .core.witness import WitnessRecord, format_record, make_record, split_witness
from .domain import domain_of
from .permalinks import write_if_changed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

OUTPUT = {"html": "html"}
"""Builder to its folder under ``build/``."""

DOCTREES = ".cache/doctrees"
"""Kept out of ``build/``, which may be published whole."""


def find_root(start: Path) -> Path | None:
    """The folder of the edition that *start* is in: the nearest with a ``conf.py`` and a ``source``."""
    for folder in (start, *start.parents):
        if (folder / "conf.py").is_file() and (folder / "source").is_dir():
            return folder
    return None


def build(root: Path, builder: str, output: Path, options: Sequence[str] = ()) -> int:
    """Build an edition with every warning an error.

    A build that failed is not remembered, so that the next one tells the same errors again.

    :returns: 0, or 1 if anything was wrong.
    """
    doctrees = root / DOCTREES
    arguments = ["-b", builder, "-W", "-n", "-j", "auto", "-c", str(root), "-d", str(doctrees), *options]
    status = build_main([*arguments, str(root / "source"), str(output)])
    if status:
        (doctrees / "environment.pickle").unlink(missing_ok=True)
    return 1 if status else 0


def record_witness(root: Path, name: str, text: str) -> WitnessRecord:
    """Make the tracked record of a witness from the essay's text, one paragraph a line.

    :raises WitnessError: if the text has not as many paragraphs as the edition.
    """
    silent = io.StringIO()
    app = Sphinx(root / "source", root, root / ".cache/read", root / DOCTREES, "dummy", status=silent, warning=silent)
    app.builder.read()
    edition = domain_of(app.env).edition
    headings = set(edition.titles.values())
    record = make_record(name, split_witness(text, list(edition.paragraphs), headings), edition.notes.values())
    write_if_changed(root / EditionConfig.of(app.config).witness_record, format_record(record))
    return record
