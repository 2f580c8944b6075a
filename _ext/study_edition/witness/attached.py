"""The essay's text on this machine: where a reader's own copy is kept, outside what git tracks.

One file, ``.witness/attached.json``, readable by its owner only. It holds the exact paragraphs and, marked as such, the altered ones. The
private build has its output and what it remembers in :data:`TRACES`, and nowhere else.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..core.witness.text_fingerprint import RULE, fingerprint
from ..core.witness.recognition import ParagraphState
from ..support.cli_text import reason, say
from ..support.lock import LOCK

if TYPE_CHECKING:
    from ..core.witness.recognition import Recognition
    from ..core.witness.witness_record import WitnessRecord

FOLDER = ".witness"
IGNORE_LINE = f"/{FOLDER}/"
"""The line of ``.gitignore`` that keeps the folder out of the repository."""
PRIVATE = "build/private"
"""Where the private build is put."""
TRACES = (FOLDER, PRIVATE, ".cache/private*")
"""All that may hold words of the essay, relative to the edition; patterns of :meth:`pathlib.Path.glob`."""
_FILE = "attached.json"
FILE = f"{FOLDER}/{_FILE}"
"""What is kept of the text, relative to the edition."""


class AttachedError(Exception):
    """A text that cannot be kept or read again; the message is one line in the user's language."""


class Attached(NamedTuple):
    """The paragraphs of a reader's copy by id: those that are the essay's to the letter, and those that are not."""

    exact: dict[str, str]
    altered: dict[str, str]


def load(root: Path, record: WitnessRecord | None = None) -> dict[str, str] | None:
    """The exact paragraphs of the text attached to the edition in *root*, by id; None if none is attached.

    :param record: the edition's record as it is now. With it, only what still has its fingerprint is given, so that a paragraph that
        was given another number since is not taken for the old one.
    :raises AttachedError: if what was kept cannot be read.
    """
    attached = read(root)
    if attached is None or record is None:
        return attached and attached.exact
    return current(attached, record).exact


def current(attached: Attached, record: WitnessRecord) -> Attached:
    """What is attached without the exact paragraphs that no longer have their fingerprint, and altered ones that the edition has not."""
    exact = {
        key: text
        for key, text in attached.exact.items()
        if record.fingerprints.get(key) == fingerprint(text)
    }
    return Attached(
        exact, {key: text for key, text in attached.altered.items() if key in record.fingerprints}
    )


def read(root: Path) -> Attached | None:
    """All that is attached to the edition in *root*; None if nothing is.

    :raises AttachedError: if it cannot be read.
    """
    path = root / FOLDER / _FILE
    try:
        data = json.loads(path.read_text("utf-8"))
        texts = {state: dict[str, str]() for state in (ParagraphState.EXACT, ParagraphState.ALTERED)}
        for key, (state, text) in data[f"rule {RULE}"].items():
            texts[ParagraphState(state)][key] = str(text)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise AttachedError(_cannot(path.relative_to(root), error)) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        name = path.relative_to(root).as_posix()
        raise AttachedError(
            say(
                f"{name}: 読めない。edition attach をもう一度行う。",
                f"{name}: it cannot be read: run `edition attach` again.",
            )
        ) from error
    return Attached(texts[ParagraphState.EXACT], texts[ParagraphState.ALTERED])


def is_attached(root: Path) -> bool:
    """Whether a text is attached to the edition in *root*, readable or not."""
    return (root / FOLDER / _FILE).exists()


def store(root: Path, recognition: Recognition) -> Path:
    """Keep what was recognised, in the place of what was kept before; the file is written whole or not at all.

    :raises AttachedError: if git would track the folder, or it cannot be written.
    """
    if git_would_track(root):
        raise AttachedError(
            say(
                f"{FOLDER} が git の対象から外れていない。.gitignore に {IGNORE_LINE} の行を加える。何も保存していない。",
                f"git does not ignore {FOLDER}: add the line {IGNORE_LINE} to .gitignore. Nothing was stored.",
            )
        )
    paragraphs = {
        key: (recognition.states[key].value, found.text) for key, found in recognition.found.items()
    }
    data = json.dumps({f"rule {RULE}": paragraphs}).encode()
    path = root / FOLDER / _FILE
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
        raise AttachedError(_cannot(Path(FOLDER), error)) from error
    return path


def remove(root: Path) -> list[str]:
    """Remove every trace of an attached text; what was there, relative to *root*.

    :raises AttachedError: if something cannot be removed; what can be is.
    """
    removed = []
    failed: list[OSError] = []
    for path in sorted(path for pattern in TRACES for path in root.glob(pattern)):
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
    for folder in ("build", ".cache"):  # made for the private build alone
        with contextlib.suppress(OSError):
            (root / folder).rmdir()
    if failed:
        name = Path(str(failed[0].filename or root))
        raise AttachedError(
            _cannot(name.relative_to(root) if name.is_relative_to(root) else name, failed[0])
        )
    return removed


def git_would_track(root: Path, folder: str = FOLDER) -> bool:
    """Whether the edition is in a git work tree that does not ignore what is put into *folder*.

    Where git cannot be asked, only a line of ``.gitignore`` with the folder, or the one it is in, is believed.
    """
    if not any((above / ".git").exists() for above in (root, *root.parents)):
        return False
    name = f"{folder}/{_FILE}"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        asked = subprocess.run(  # noqa: S603
            ["git", "check-ignore", "-q", "--", name],  # noqa: S607
            cwd=root,
            env=environment,
            capture_output=True,
            check=False,
        )
    except OSError:
        asked = None
    if asked is not None and asked.returncode in {0, 1}:
        return asked.returncode == 1
    try:
        return {f"/{folder}/", f"/{folder.partition('/')[0]}/"}.isdisjoint(
            (root / ".gitignore").read_text("utf-8").split()
        )
    except (OSError, ValueError):
        return True


def _cannot(path: Path, error: OSError) -> str:
    return f"{path.as_posix()}: " + say(
        f"読み書きできない（{reason(error)}）。", f"it cannot be read or written ({reason(error)})."
    )
