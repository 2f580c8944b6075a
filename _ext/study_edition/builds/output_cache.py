"""Skip every output whose inputs have not changed since the last build.

The engine derives everything from the documents as they were read, the settings, and a few files
next to ``conf.py``. Their digest is :attr:`OutputCache.state`; while it is unchanged, nothing is
computed: not the edition, not the digests of pages, no output. An output that depends on less has a
digest of just that.

The files of an output are compared by size and time, so that a file deleted or changed by hand is
written again. A build with warnings is not cached, so that the next build reports them too. The
cache is stored with the doctrees, and may be deleted.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..bibliography.citation_domain import bibtex_domain
from ..support.build_state import KeptValues, build_state
from ..support.config import EditionConfig
from ..support.html_builders import writes_pages
from ..support.reporting import WarningCounter
from ..witness import attached_text
from .parallel import ParallelPages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx.application import Sphinx

    Handler = Callable[[Sphinx, Exception | None], None]

NAME = "outputs.pickle"


class Output(NamedTuple):
    """An output as last written: digests of the state, of its dependencies, and of its files."""

    state: str
    depends_on: str
    files: str


class OutputCache:
    """The outputs of the last build with the same doctrees, and those of this build.

    It also loads the values of :class:`.KeptValues`, if nothing has changed, and stores them.
    """

    def __init__(self) -> None:
        self._current: dict[str, Output] = {}
        self._written: dict[str, tuple[tuple[str, ...], str]] = {}
        self._last: dict[str, Output] = {}
        self._counter = WarningCounter()
        self.state = ""
        self.unchanged = False
        """Whether everything is as it was in the last build."""

    def load(self, app: Sphinx) -> None:
        """Compare this build with the last, and begin to count its warnings."""
        self._counter.attach()
        self._path = Path(app.doctreedir) / NAME
        self._outdir = Path(app.outdir)
        self._settings = _settings(app)
        self.state = _digest((self._settings, *_inputs(app)))
        try:
            before, self._last, values = pickle.loads(self._path.read_bytes())  # noqa: S301  our own
        except Exception:  # noqa: BLE001  a missing or damaged cache is empty
            before, self._last, values = "", {}, {}
        self.unchanged = before == self.state
        self._values = build_state(app.env).of(KeptValues)
        self._values.values = values if self.unchanged else {}

    def is_current(
        self, name: str, paths: tuple[str, ...], depends_on: Callable[[], object] | None = None
    ) -> bool:
        """Return whether an output is up to date.

        :param paths: its files and folders in the output folder.
        :param depends_on: returns its dependencies besides the settings, if not everything.
        """
        last, files = self._last.get(name), self._files(paths)
        is_there = last is not None and last.files == files
        if last and is_there and last.state == self.state:
            self._current[name] = last
            return True
        digest = _digest((self._settings, depends_on())) if depends_on else ""
        if last and is_there and depends_on and last.depends_on == digest:
            self._current[name] = last._replace(state=self.state)
            return True
        self._written[name] = (paths, digest)
        return False

    def save(self) -> None:
        """Store the outputs of this build, or delete the cache if it reported warnings."""
        self._counter.detach()
        if self._counter.count:
            self._path.unlink(missing_ok=True)
            return
        written = {
            name: Output(self.state, digest, self._files(paths))
            for name, (paths, digest) in self._written.items()
        }
        now = {**self._current, **written}
        if not self.unchanged or now != self._last:
            part = self._path.with_suffix(".part")
            values = self._values.values
            part.write_bytes(pickle.dumps((self.state, now, values), pickle.HIGHEST_PROTOCOL))
            part.replace(self._path)

    def _files(self, paths: Iterable[str]) -> str:
        return _digest([_stamps(self._outdir / path) for path in paths])


def output_cache(app: Sphinx) -> OutputCache:
    """Return the cache of this build."""
    return build_state(app.env).of(OutputCache)


def _stamps(path: Path) -> object:
    """Return size and time of a file or of each file in a folder; None if there is neither."""
    try:
        with os.scandir(path) as entries:
            found = [(entry.name, entry.stat()) for entry in entries if entry.is_file()]
    except NotADirectoryError:
        found = [("", path.stat())]
    except FileNotFoundError:
        return None
    return sorted((name, stat.st_size, stat.st_mtime_ns) for name, stat in found)


def _settings(app: Sphinx) -> str:
    """Return a digest of the builder, the settings, the templates and the engine itself."""
    values = [(value.name, value.value) for value in app.config]
    templates: Any = getattr(app.builder, "templates", None)
    newest = templates.newest_template_mtime() if templates else 0
    engine = [
        (str(path), stat.st_size, stat.st_mtime_ns)
        for path in sorted(Path(__file__).parents[1].rglob("*.*"))
        if "__pycache__" not in path.parts and (stat := path.stat())
    ]
    return _digest((app.builder.name, app.outdir, sorted(app.tags), sorted(values), newest, engine))


def _inputs(app: Sphinx) -> Iterator[object]:
    """Yield when each document was read, and digests of the files that are not documents."""
    yield sorted(app.env.all_docs.items())
    settings = EditionConfig.of(app.config)
    named = (
        settings.witness_record,
        settings.ledger,
        settings.readings,
        attached_text.FILE if settings.private else "",
    )
    paths = [Path(app.confdir) / name for name in named if name]
    for path in (*map(Path, bibtex_domain(app.env).bibdata.bibfiles), *paths):
        yield str(path), hashlib.blake2b(path.read_bytes()).digest() if path.is_file() else b""


def _digest(facts: object) -> str:
    return hashlib.blake2b(repr(facts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def output(
    name: str, *paths: str, depends_on: Callable[[Sphinx], object] | None = None
) -> Callable[[Callable[[Sphinx], None]], Handler]:
    """Decorate a function that writes an output, so that it handles ``build-finished``.

    It is called for the HTML builders, if the build has not failed and the output is not current.
    For the arguments see :meth:`OutputCache.is_current`.
    """

    def decorate(write: Callable[[Sphinx], None]) -> Handler:
        def handle(app: Sphinx, exception: Exception | None) -> None:
            if exception or not writes_pages(app):
                return
            facts = partial(depends_on, app) if depends_on else None
            if not output_cache(app).is_current(name, paths, facts):
                task = partial(write, app)
                if isinstance(app.builder, ParallelPages):
                    app.builder.write_in_background(task)
                else:
                    task()

        handle.__doc__ = write.__doc__
        return handle

    return decorate


def is_page_current(app: Sphinx, pagename: str) -> bool:
    """Return whether a page that is not a document's is up to date."""
    builder: Any = app.builder
    path = os.path.relpath(builder.get_outfilename(pagename), app.outdir)
    return output_cache(app).is_current(f"page {pagename}", (path,))


def save(app: Sphinx, exception: Exception | None) -> None:
    """Store the cache once everything has been written (event ``build-finished``)."""
    if exception is None:
        if isinstance(app.builder, ParallelPages):
            app.builder.join()
        output_cache(app).save()


def setup(app: Sphinx) -> None:
    """Connect the event, after everything that is written then."""
    app.connect("build-finished", save, priority=990)
