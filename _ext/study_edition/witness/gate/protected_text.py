"""Load the protected text: the witness record, the essay if available, and allowed titles."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...core.text.messages import _
from ...core.witness.leak_search import LeakSearch
from ...core.witness.witness_record import WitnessError, read_record
from ...support.config import RECORD
from .. import attached_text
from .gate_errors import GateError, RecordError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TITLE_SETTINGS = ("project", "html_title", "edition_essay", "edition_title")
"""Settings that contain titles, which any file may contain."""


def load_leak_search(root: Path, witness: Path | None = None) -> LeakSearch | None:
    """Return the search for the essay of the edition in *root*.

    It is None if the edition has no record, or is an edition of the text itself.

    :param witness: a file with the essay's text; by default the attached text is used, if any.
    :raises GateError: if the record, the file or the attached text cannot be used.
    """
    settings = _read_settings(root)
    if any(
        value.value == "text"
        for value in settings.get("edition_paragraphs", ())
        if isinstance(value, ast.Constant)
    ):
        return None
    if (root / RECORD).exists() and not (root / RECORD).is_file():
        raise RecordError(f"{RECORD}: " + _("this is not a regular file."))
    try:
        record = read_record(root / RECORD)
    except FileNotFoundError:
        return None
    except (OSError, WitnessError) as error:
        raise RecordError(
            f"{RECORD}: "
            + _("the record of the witness cannot be read ({error}).").format(error=error)
        ) from error
    try:
        paragraphs = (
            attached_text.read_exact(root, record)
            if witness is None
            else _read_witness(root, witness)
        )
    except attached_text.AttachedTextError as error:
        raise GateError(str(error)) from error
    titles = (
        text
        for name in _TITLE_SETTINGS
        for value in settings.get(name, ())
        for text in _strings(value)
    )
    return LeakSearch(record, paragraphs, titles)


def _read_witness(root: Path, witness: Path) -> dict[str, str]:
    """Return the paragraphs of the essay in a file, by id."""
    # starting must be quick
    from ...documents.read_document import DocumentError, read_document  # noqa: PLC0415
    from ..recognise_document import recognise_document  # noqa: PLC0415

    try:
        return recognise_document(root, read_document(witness))
    except DocumentError as error:
        message = f"{witness}: {error}"
        raise GateError(message) from error


def _read_settings(root: Path) -> dict[str, list[ast.expr]]:
    """Return the values assigned to each name in ``conf.py``, which is parsed but not run."""
    try:
        tree = ast.parse((root / "conf.py").read_bytes())
    except (OSError, SyntaxError, ValueError):
        return {}  # Sphinx reports it
    settings: dict[str, list[ast.expr]] = {}
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    settings.setdefault(target.id, []).append(statement.value)
    return settings


def _strings(value: ast.expr) -> Iterator[str]:
    return (
        node.value
        for node in ast.walk(value)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
