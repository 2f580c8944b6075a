"""Set up Sphinx for an edition, and reduce whatever it raises to one line."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import re
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from sphinx.application import Sphinx
from sphinx.errors import ConfigError, ExtensionError, SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from ..core.text.messages import _
from ..support.cli_text import file_reason
from ..support.reporting import shadow

if TYPE_CHECKING:
    from collections.abc import Iterator

EXTENSION = "study_edition"
"""The engine's name in ``extensions`` of ``conf.py``."""

_OS_ERROR = re.compile(r"\[Errno (\d+)\] [^:\n]*(?:: '(.*?)'(?: -> '(.*?)')?)?")
"""How Python writes an OSError: the number, the file, and its destination if it has one."""


class EditionError(Exception):
    """An edition that cannot be read; the message is one line."""


def find_root(start: Path) -> Path | None:
    """Return the folder of the edition that contains *start*, or None.

    It is the nearest folder upwards with a ``conf.py`` and a ``source`` folder.
    """
    for folder in (start, *start.parents):
        if (folder / "conf.py").is_file() and (folder / "source").is_dir():
            return folder
    return None


@contextlib.contextmanager
def run_sphinx(
    root: Path,
    builder: str,
    output: Path,
    doctrees: Path,
    settings: dict[str, Any],
    *,
    status: TextIO | None = None,
    warning: TextIO | None = None,
    strict: bool = False,
) -> Iterator[Sphinx]:
    """Set up Sphinx for the edition in *root*; if *strict*, every warning makes its build fail.

    :raises EditionError: if *root* is not an edition.
    """
    shadow()
    _refuse_special_files(root)
    jobs = os.cpu_count() or 1
    with patch_docutils(root), docutils_namespace():
        app = Sphinx(
            root / "source",
            root,
            output,
            doctrees,
            builder,
            confoverrides=settings,
            status=status,
            warning=warning or sys.stderr,
            warningiserror=strict,
            parallel=jobs,
        )
        if EXTENSION not in app.extensions:
            raise EditionError("conf.py: " + _('its extensions lack "study_edition": add it.'))
        for handler in logging.getLogger("sphinx").handlers:
            handler.addFilter(_stop_when_disk_full)
        yield app


def _stop_when_disk_full(record: logging.LogRecord) -> bool:
    """Raise the OSError of a file for which there was no room (a logging filter).

    Sphinx would warn about each such file and go on to the next.
    """
    arguments = record.args if isinstance(record.args, tuple) else ()
    for error in arguments:
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise OSError(error.errno, error.strerror, error.filename2 or error.filename)
    return True


def error_line(root: Path, error: BaseException) -> str:
    """Return an error in one line.

    It names the line of ``conf.py``, or of the code if Sphinx did not expect the error.
    """
    if isinstance(error, ConfigError) and error.__cause__:
        cause: BaseException = error.__cause__
    elif (
        isinstance(error, ExtensionError)
        and error.orig_exc
        and not isinstance(error.orig_exc, ImportError)
    ):
        cause = error.orig_exc
    else:
        cause = error
    # An error of another process is known by its text only.
    if isinstance(cause, SphinxError) and (match := _OS_ERROR.search(str(cause))):
        cause = OSError(int(match[1]), os.strerror(int(match[1])), match[3] or match[2])
    if isinstance(cause, OSError):
        return file_reason(cause)
    if isinstance(cause, SyntaxError):
        return f"conf.py:{cause.lineno or 1}: {cause.msg}"
    if isinstance(cause, SphinxError | EditionError):
        return " ".join(str(cause).split())
    frames = traceback.extract_tb(cause.__traceback__)
    conf_frames = [frame for frame in frames if frame.filename == str(root / "conf.py")]
    if isinstance(cause, RecursionError) and not conf_frames:
        return _("something is nested too deeply to be read.")
    frame = (conf_frames or frames)[-1]
    what = f"{type(cause).__name__}: {cause}" if str(cause) else type(cause).__name__
    return " ".join(f"{Path(frame.filename).name}:{frame.lineno}: {what}".split())


def _refuse_special_files(root: Path) -> None:
    """Refuse pipes and devices next to ``conf.py`` and under ``source``: reading one may never end.

    :raises EditionError: if there is one.
    """
    folders = [root]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.path == str(root / "source") or Path(entry.path).parent != root:
                        folders.append(Path(entry.path))
                elif not entry.is_file() and Path(entry.path).exists() and not entry.is_dir():
                    raise EditionError(f"{entry.path}: " + _("not a regular file."))
