"""The essay's text on this machine: a reader's own copy, kept outside what git tracks.

It is one file, ``.witness/attached.json``, readable only by its owner. It holds the exact
paragraphs and, marked as such, the altered ones. The private build keeps its output and its cache
in :data:`PRIVATE_PATHS`, and nowhere else.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..core.text.messages import _
from ..core.witness.recognition import ParagraphState
from ..core.witness.text_fingerprint import RULE, fingerprint
from ..support.cli_text import reason
from ..support.git_command import run_git
from ..support.lock import LOCK

if TYPE_CHECKING:
    from ..core.witness.recognition import Recognition
    from ..core.witness.witness_record import WitnessRecord

FOLDER = ".witness"
IGNORE_LINE = f"/{FOLDER}/"
"""The line of ``.gitignore`` that keeps the folder out of the repository."""
FILE = f"{FOLDER}/attached.json"
"""The file with the text, relative to the edition."""
PRIVATE_OUTPUT = "build/private"
"""The output folder of the private build, relative to the edition."""
PRIVATE_PATHS = (FOLDER, PRIVATE_OUTPUT, ".cache/private*")
"""All that may contain text of the essay: patterns for :meth:`pathlib.Path.glob` in the edition."""


class AttachedTextError(Exception):
    """The text cannot be stored or read; the message is one line in the user's language."""


class AttachedText(NamedTuple):
    """The paragraphs of a reader's copy by id: identical to the essay's, and altered ones."""

    exact: dict[str, str]
    altered: dict[str, str]


def read_exact(root: Path, record: WitnessRecord | None = None) -> dict[str, str] | None:
    """Return the exact paragraphs of the attached text, by id; None if no text is attached.

    :param root: the folder of the edition.
    :param record: the edition's current record; with it, only paragraphs that still match their
        fingerprints are returned, since a paragraph may have been renumbered.
    :raises AttachedTextError: if the stored text cannot be read.
    """
    attached = read(root)
    if attached is None:
        return None
    return attached.exact if record is None else drop_outdated(attached, record).exact


def drop_outdated(attached: AttachedText, record: WitnessRecord) -> AttachedText:
    """Drop exact paragraphs that do not match the record, and altered ones that it lacks."""
    exact = {
        key: text
        for key, text in attached.exact.items()
        if record.fingerprints.get(key) == fingerprint(text)
    }
    altered = {key: text for key, text in attached.altered.items() if key in record.fingerprints}
    return AttachedText(exact, altered)


def read(root: Path) -> AttachedText | None:
    """Return the text attached to the edition in *root*; None if no text is attached.

    :raises AttachedTextError: if the stored text cannot be read.
    """
    try:
        data = json.loads((root / FILE).read_text("utf-8"))
        texts = {
            state: dict[str, str]() for state in (ParagraphState.EXACT, ParagraphState.ALTERED)
        }
        for key, (state, text) in data[f"rule {RULE}"].items():
            texts[ParagraphState(state)][key] = str(text)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise AttachedTextError(_access_error(Path(FILE), error)) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise AttachedTextError(
            _("{FILE}: it cannot be read: run `edition attach` again.").format(FILE=FILE)
        ) from error
    return AttachedText(texts[ParagraphState.EXACT], texts[ParagraphState.ALTERED])


def is_attached(root: Path) -> bool:
    """Return whether a text is attached to the edition in *root*, readable or not."""
    return (root / FILE).exists()


def store(root: Path, recognition: Recognition) -> Path:
    """Store the recognised paragraphs instead of any earlier ones, in an atomic write.

    :raises AttachedTextError: if git would track the folder, or it cannot be written.
    """
    if git_would_track(root):
        raise AttachedTextError(
            _(
                "git does not ignore {FOLDER}: add the line {IGNORE_LINE} to .gitignore. "
                "Nothing was stored."
            ).format(FOLDER=FOLDER, IGNORE_LINE=IGNORE_LINE)
        )
    paragraphs = {
        key: (recognition.states[key].value, found.text) for key, found in recognition.found.items()
    }
    data = json.dumps({f"rule {RULE}": paragraphs}).encode()
    path = root / FILE
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)  # mode 0600
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise AttachedTextError(_access_error(Path(FOLDER), error)) from error
    return path


def remove(root: Path) -> list[str]:
    """Remove an attached text and all that was derived from it.

    :returns: the removed paths, relative to *root*.
    :raises AttachedTextError: if something cannot be removed; everything else is removed.
    """
    removed = []
    failed: list[OSError] = []
    for path in sorted(path for pattern in PRIVATE_PATHS for path in root.glob(pattern)):
        try:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
            removed.append(path.relative_to(root).as_posix())
        except OSError as error:
            failed.append(error)
    if [path.name for path in (root / LOCK).parent.glob("*")] == [Path(LOCK).name]:
        (root / LOCK).unlink(missing_ok=True)
    for folder in ("build", ".cache"):  # empty if there was only a private build
        with contextlib.suppress(OSError):
            (root / folder).rmdir()
    if failed:
        name = Path(str(failed[0].filename or root))
        raise AttachedTextError(
            _access_error(name.relative_to(root) if name.is_relative_to(root) else name, failed[0])
        )
    return removed


def git_would_track(root: Path, folder: str = FOLDER) -> bool:
    """Return whether the edition is in a git work tree that does not ignore files in *folder*.

    If git cannot be run, *folder* or its parent must be a line of ``.gitignore``.
    """
    if not any((above / ".git").exists() for above in (root, *root.parents)):
        return False
    name = f"{folder}/{Path(FILE).name}"
    try:
        result = run_git(root, "check-ignore", "-q", "--", name)
    except OSError:
        result = None
    if result is not None and result.returncode in {0, 1}:
        return result.returncode == 1
    try:
        return {f"/{folder}/", f"/{folder.partition('/')[0]}/"}.isdisjoint(
            (root / ".gitignore").read_text("utf-8").split()
        )
    except (OSError, ValueError):
        return True


def _access_error(path: Path, error: OSError) -> str:
    return f"{path.as_posix()}: " + _("it cannot be read or written ({reason}).").format(
        reason=reason(error)
    )
