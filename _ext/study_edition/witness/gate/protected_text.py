"""What the gate looks for: the record of the witness, the text where it is at hand, and the titles that may stand everywhere."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...core.witness.leak_search import LeakSearch
from ...core.witness.witness_record import WitnessError, read_record
from ...support.cli_text import say
from ...support.config import RECORD
from .. import attached

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TITLES = ("project", "html_title", "edition_essay", "edition_title")
"""Settings whose texts are titles."""


class GateError(Exception):
    """A search that cannot be made; the message is one line in the user's language."""


class RecordError(GateError):
    """The record of the witness cannot be read; reading the edition tells the same."""


def essay(root: Path, witness: Path | None = None) -> LeakSearch | None:
    """What is looked for in the edition in *root*; None if it has no record, or is an edition of the text itself.

    :param witness: a file with the essay's text; without it the attached text is taken, if there is one.
    :raises GateError: if the record, the file or the attached text cannot be used.
    """
    settings = _settings(root)
    if any(
        value.value == "text"
        for value in settings.get("edition_paragraphs", ())
        if isinstance(value, ast.Constant)
    ):
        return None
    if (root / RECORD).exists() and not (root / RECORD).is_file():
        raise RecordError(
            f"{RECORD}: " + say("ふつうのファイルでない。", "this is no ordinary file.")
        )
    try:
        record = read_record(root / RECORD)
    except FileNotFoundError:
        return None
    except (OSError, WitnessError) as error:
        raise RecordError(
            f"{RECORD}: "
            + say(
                f"底本の記録が読めない（{error}）。",
                f"the record of the witness cannot be read ({error}).",
            )
        ) from error
    try:
        texts = attached.load(root, record) if witness is None else _recognised(root, witness)
    except attached.AttachedError as error:
        raise GateError(str(error)) from error
    return LeakSearch(
        record,
        texts,
        (text for name in _TITLES for value in settings.get(name, ()) for text in _texts(value)),
    )


def _recognised(root: Path, witness: Path) -> dict[str, str]:
    from ...documents.read_document import DocumentError, read_document  # noqa: PLC0415  starting must be quick
    from ..recognise_document import recognised  # noqa: PLC0415

    try:
        return recognised(root, read_document(witness))
    except DocumentError as error:
        reason = f"{witness}: {error}"
        raise GateError(reason) from error


def _settings(root: Path) -> dict[str, list[ast.expr]]:
    """The values given to each name in ``conf.py``, which is read without being run."""
    try:
        tree = ast.parse((root / "conf.py").read_bytes())
    except (OSError, SyntaxError, ValueError):
        return {}  # Sphinx tells
    found: dict[str, list[ast.expr]] = {}
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(statement.value)
    return found


def _texts(value: ast.expr) -> Iterator[str]:
    return (
        node.value
        for node in ast.walk(value)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
