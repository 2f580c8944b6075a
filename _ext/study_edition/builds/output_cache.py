"""What the last build was made of and wrote, so that what would come out the same is not made again.

All that the engine derives, it derives from the documents as they were read, the settings, and a few files beside ``conf.py``. Of
these there is a digest, :attr:`Remembered.state`. While it is as it was, nothing is put together: not the edition, not its
digests, no output. An output that does not depend on all of it has a digest of what it does depend on, its *facts*.

What was written is known by the size and time of each file, so that what was deleted or changed by hand is written again. A build
that had anything to say is not remembered, so that the next says it too. All this is kept with the doctrees, and may be deleted.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from ..domain.edition_domain import domain_of
from ..support.config import EditionConfig
from ..support.reporting import told
from ..witness import attached
from .parallel import SideBySide

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinxcontrib.bibtex.domain import BibtexDomain

    Handler = Callable[[Sphinx, Exception | None], None]

NAME = "remembered.pickle"
BUILDERS = ("html", "dirhtml")


class Written(NamedTuple):
    """An output as it was last written: the digests of what it was made of, and of its files."""

    state: str
    facts: str
    files: str


class Remembered:
    """What is remembered of the last build with the same doctrees, and what this one adds."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._path = Path(app.doctreedir) / NAME
        self._said = len(told)
        self._standing: dict[str, Written] = {}
        self._places: dict[str, tuple[tuple[str, ...], str]] = {}
        self._settings = _settings(app)
        self.state = _digest((self._settings, *_read(app)))
        before, self._written, self._values = self._load()
        self.unchanged = before == self.state
        """Whether all is as it was in the last build."""
        if not self.unchanged:
            self._values = {}

    def _load(self) -> tuple[str, dict[str, Written], dict[str, Any]]:
        try:
            return cast(
                "tuple[str, dict[str, Written], dict[str, Any]]",
                pickle.loads(self._path.read_bytes()),
            )  # noqa: S301  our own
        except Exception:  # noqa: BLE001  whatever it is, it is no memory
            return "", {}, {}

    def value(self, name: str, make: Callable[[], Any]) -> Any:  # noqa: ANN401
        """What *make* gives, made anew only if anything has changed."""
        if name not in self._values:
            self._values[name] = make()
        return self._values[name]

    def stands(
        self, name: str, places: tuple[str, ...], facts: Callable[[], object] | None = None
    ) -> bool:
        """Whether an output need not be written: what it is made of and its files are as they were.

        :param places: its files and folders in the output.
        :param facts: gives all it is made of besides the settings, if that is less than everything.
        """
        written, files = self._written.get(name), self._files(places)
        stands = written is not None and written.files == files
        if written and stands and written.state == self.state:
            self._standing[name] = written
            return True
        known = _digest((self._settings, facts())) if facts else ""
        if written and stands and facts and written.facts == known:
            self._standing[name] = written._replace(state=self.state)
            return True
        self._places[name] = (places, known)
        return False

    def save(self) -> None:
        """Remember this build; forget the last if anything had to be told."""
        if self._said != len(told):
            self._path.unlink(missing_ok=True)
            return
        written = {
            name: Written(self.state, facts, self._files(places))
            for name, (places, facts) in self._places.items()
        }
        now = {**self._standing, **written}
        if not self.unchanged or now != self._written:
            part = self._path.with_suffix(".part")
            part.write_bytes(pickle.dumps((self.state, now, self._values), pickle.HIGHEST_PROTOCOL))
            part.replace(self._path)

    def _files(self, places: Iterable[str]) -> str:
        return _digest([_seen(Path(self._app.outdir, place)) for place in places])


def of(app: Sphinx) -> Remembered:
    """The memory of this build."""
    remembered = domain_of(app.env).remembered
    assert remembered is not None  # noqa: S101  for mypy: nothing is written before all has been read
    return remembered


def _seen(path: Path) -> object:
    """Size and time of a file or, of a folder, of each of its files; None for what does not exist."""
    try:
        with os.scandir(path) as entries:
            found = [(entry.name, entry.stat()) for entry in entries if entry.is_file()]
    except NotADirectoryError:
        found = [("", path.stat())]
    except FileNotFoundError:
        return None
    return sorted((name, stat.st_size, stat.st_mtime_ns) for name, stat in found)


def _settings(app: Sphinx) -> str:
    """A digest of the builder, the settings, the templates and the engine itself."""
    values = [(value.name, value.value) for value in app.config]
    templates: Any = getattr(app.builder, "templates", None)
    newest = templates.newest_template_mtime() if templates else 0
    here = Path(__file__).parents[1]
    engine = [
        (str(path), stat.st_size, stat.st_mtime_ns)
        for path in sorted(here.rglob("*.*"))
        if (stat := path.stat())
    ]
    return _digest((app.builder.name, app.outdir, sorted(app.tags), sorted(values), newest, engine))


def _read(app: Sphinx) -> Iterator[object]:
    """When each document was read, and the files that are no documents."""
    yield sorted(app.env.all_docs.items())
    settings = EditionConfig.of(app.config)
    named = (
        settings.witness_record,
        settings.ledger,
        settings.readings,
        attached.FILE if settings.private else "",
    )
    bibtex = cast("BibtexDomain", app.env.get_domain("cite"))
    for path in (*bibtex.bibdata.bibfiles, *(Path(app.confdir) / name for name in named if name)):
        yield str(path), hashlib.blake2b(path.read_bytes()).digest() if path.is_file() else b""


def _digest(facts: object) -> str:
    return hashlib.blake2b(repr(facts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def output(
    name: str, *places: str, facts: Callable[[Sphinx], object] | None = None
) -> Callable[[Callable[[Sphinx], None]], Handler]:
    """Makes a handler of ``build-finished`` that writes an output of the HTML builders, if the build has not failed and it does not stand.

    For the arguments see :meth:`Remembered.stands`.
    """

    def decorate(write: Callable[[Sphinx], None]) -> Handler:
        def handle(app: Sphinx, exception: Exception | None) -> None:
            if exception or app.builder.name not in BUILDERS:
                return
            if not of(app).stands(name, places, (lambda: facts(app)) if facts else None):
                cast("SideBySide", app.builder).beside(partial(write, app))

        handle.__doc__ = write.__doc__
        return handle

    return decorate


def page_stands(app: Sphinx, pagename: str) -> bool:
    """Whether a page that no document is of need not be written."""
    builder: Any = app.builder
    path = os.path.relpath(builder.get_outfilename(pagename), app.outdir)
    return of(app).stands(f"page {pagename}", (path,))


def save(app: Sphinx, exception: Exception | None) -> None:
    """Remember the build, once all has been made (event ``build-finished``)."""
    if exception is None:
        if isinstance(app.builder, SideBySide):
            app.builder.join()
        of(app).save()


def setup(app: Sphinx) -> None:
    """Connect the event, after all that is written then."""
    app.connect("build-finished", save, priority=990)
