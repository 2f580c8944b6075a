"""Running Sphinx on an edition: what the command line calls."""

from __future__ import annotations

import contextlib
import errno
import io
import logging
import os
import re
import shutil
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from sphinx.application import Sphinx
from sphinx.errors import ConfigError, ExtensionError, SphinxError
from sphinx.util.console import color_terminal, nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

from . import gate
from .config import RECORD
from .console import fail, file_reason, say
from .core.fingerprint import normalise
from .core.problems import Subtype
from .core.witness import WitnessError, WitnessRecord, format_record, make_record, split_witness
from .domain import domain_of
from .output import write_if_changed
from .report import shadow
from .working import CACHE, alone, unbroken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping


class EditionError(Exception):
    """An edition that cannot be read; the message is one line."""


class Output(NamedTuple):
    """What can be built: Sphinx's builder, the folder under ``build/``, and the file to open."""

    builder: str
    folder: str
    opens: str


OUTPUTS = {"html": Output("html", "html", "index.html"), "pdf": Output("typst", "pdf", "study-guide.pdf")}
"""What a user can ask for, in the order in which it is built."""

_REFUSED = re.compile(r"\[Errno (\d+)\] [^:\n]*(?:: '(.*?)'(?: -> '(.*?)')?)?")
"""How Python writes what the system refused: number, file, and where it was to go."""


def find_root(start: Path) -> Path | None:
    """The folder of the edition that *start* is in: the nearest with a ``conf.py`` and a ``source``."""
    for folder in (start, *start.parents):
        if (folder / "conf.py").is_file() and (folder / "source").is_dir():
            return folder
    return None


def output_folder(root: Path, output: Output, audience: str, *, private: bool = False) -> Path:
    """Where an output for an audience is put: what is for students alone, and not private, may be published."""
    return root / "build" / ("private" if private else "") / ("" if audience == "student" else audience) / output.folder


def build(
    root: Path,
    builder: str,
    output: Path,
    *,
    audience: str = "student",
    private: bool = False,
    quiet: bool = False,
    settings: Mapping[str, Any] | None = None,
    cache: str = "",
) -> int:
    """Build an edition with every warning an error.

    A build that failed is not remembered, so that the next one tells the same errors again. One that is to be published and holds
    anything of the essay has failed, and what holds it is removed (:mod:`.gate`).

    :param audience: for whom; each has doctrees of its own, so that nothing of one can be in the other's.
    :param private: whether the attached text stands in it; it has doctrees of its own as well.
    :param settings: values that take the place of those in ``conf.py``, without the prefix ``edition_``.
    :param cache: the folder of the cache for what is read, where that is not the builder's own.
    :returns: 0, or 1 if anything was wrong; what is wrong has been printed.
    """
    given = {f"edition_{name}": value for name, value in (settings or {}).items() if value is not None}
    given["edition_audience"] = audience
    given["edition_private"] = private
    doctrees = root / CACHE / ("private" if private else "") / ("" if audience == "student" else audience) / (cache or builder)
    if not private and gate.is_private(root, output):
        return fail(
            say(f"{output} には自分だけの版がある。公開する版は別の所に組む。", f"{output} is for the private build: build elsewhere.")
        )
    if not (sys.stderr.isatty() and color_terminal()):
        nocolor()
    try:
        with (
            alone(root),
            unbroken(doctrees, output) as finished,
            _sphinx(root, builder, output, doctrees, {"nitpicky": True, **given}, status=None if quiet else sys.stdout, strict=True) as app,
        ):
            app.build()
            failed = app.statuscode != 0 or not (private or gate.refuse(root, output, quiet=quiet) == 0)
            if not failed:
                finished()
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001  conf.py and what it loads may raise anything
        failed = bool(fail(_told(root, error)))
    return int(failed)


@contextlib.contextmanager
def _sphinx(
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
    """Sphinx, set up for the edition in *root*; if *strict*, every warning makes its build fail.

    :raises EditionError: if this is no edition.
    """
    shadow()
    _refuse_devices(root)
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
        if __package__ not in app.extensions:
            raise EditionError("conf.py: " + say('extensions に "edition" がない。加える。', 'its extensions lack "edition": add it.'))
        for handler in logging.getLogger("sphinx").handlers:
            handler.addFilter(_stop_without_room)
        yield app


def _stop_without_room(record: logging.LogRecord) -> bool:
    """End a run at the first file that Sphinx cannot copy for want of room, where it would warn of that one and try the next."""
    arguments = record.args if isinstance(record.args, tuple) else ()
    for error in arguments:
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise OSError(error.errno, error.strerror, error.filename2 or error.filename)
    return True


def _told(root: Path, error: BaseException) -> str:
    """An error in one line, with its place in ``conf.py``, or in the code where it is none that Sphinx foresees."""
    if isinstance(error, ConfigError) and error.__cause__:
        cause: BaseException = error.__cause__
    elif isinstance(error, ExtensionError) and error.orig_exc and not isinstance(error.orig_exc, ImportError):
        cause = error.orig_exc
    else:
        cause = error
    if isinstance(cause, SphinxError) and (match := _REFUSED.search(str(cause))):  # of another process only the words are known
        cause = OSError(int(match[1]), os.strerror(int(match[1])), match[3] or match[2])
    if isinstance(cause, OSError):
        return file_reason(cause)
    if isinstance(cause, SyntaxError):
        return f"conf.py:{cause.lineno or 1}: {cause.msg}"
    if isinstance(cause, SphinxError | EditionError):
        return " ".join(str(cause).split())
    frames = traceback.extract_tb(cause.__traceback__)
    ours = [frame for frame in frames if frame.filename == str(root / "conf.py")]
    if isinstance(cause, RecursionError) and not ours:
        return say("入れ子が深すぎて読めない文書がある。", "something is nested too deeply to be read.")
    frame = (ours or frames)[-1]
    what = f"{type(cause).__name__}: {cause}" if str(cause) else type(cause).__name__
    return " ".join(f"{Path(frame.filename).name}:{frame.lineno}: {what}".split())


def _refuse_devices(root: Path) -> None:
    """Look for what would be waited for without end when it is read, beside ``conf.py`` and under ``source``.

    :raises EditionError: if there is such a thing.
    """
    folders = [root]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders += [Path(entry.path)] if entry.path == str(root / "source") or Path(entry.path).parent != root else []
                elif not entry.is_file() and Path(entry.path).exists() and not entry.is_dir():
                    raise EditionError(f"{entry.path}: " + say("ふつうのファイルでない。", "this is no ordinary file."))


def read(
    root: Path,
    settings: Mapping[str, Any] | None = None,
    *,
    cache: str = "",
    resolve: Callable[[Sphinx], Iterable[str]] = lambda _app: (),
) -> tuple[Sphinx, list[str]]:
    """Read an edition without building anything.

    :param settings: values that take the place of those in ``conf.py``.
    :param cache: a folder of the cache in which what has been read is kept, so that only what has changed is read again;
        without it all is read anew.
    :param resolve: gives the documents whose references are to be followed, so that those that lead nowhere are told.
    :returns: Sphinx, with all it has read, and the lines that tell what is wrong in the sources.
    :raises EditionError: if it cannot be read at all.
    """
    told = io.StringIO()
    nocolor()
    try:
        folder = root / CACHE / (cache or "read")
        if not cache:
            shutil.rmtree(folder, ignore_errors=True)
        with alone(root), _sphinx(root, "dummy", folder, folder, dict(settings or {}), warning=told) as app:
            app.builder.read()
            for docname in resolve(app):
                app.env.get_and_resolve_doctree(docname, app.builder)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # conf.py and what it loads may raise anything
        raise EditionError(_told(root, error)) from error
    return app, told.getvalue().splitlines()


def record_witness(root: Path, name: str, text: str) -> WitnessRecord:
    """Make the tracked record of a witness from the essay's text, as :func:`~edition.core.witness.split_witness` reads it.

    :raises WitnessError: if the text has not as many paragraphs as the edition, or the edition cannot be read.
    """
    try:
        app, told = read(root, {"edition_witness_record": "", "edition_ledger": "", "edition_audience": "instructor"})
    except EditionError as error:
        raise WitnessError(str(error)) from error
    other = [line for line in told if f"[edition.{Subtype.LEMMA_NOT_FOUND.label}]" not in line]
    if other:
        raise WitnessError(other[0])
    edition = domain_of(app.env).edition
    paragraphs = split_witness(text, list(edition.paragraphs), edition.titles.values())
    lines = set(map(normalise, text.splitlines()))
    headings = [title for title in edition.titles.values() if normalise(title) in lines]
    record = make_record(name, paragraphs, edition.notes.values(), headings)
    write_if_changed(root / RECORD, format_record(record))
    return record
