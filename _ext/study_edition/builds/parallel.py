"""Building side by side: in a parallel build each process makes whole pages, and the other outputs are made at once.

Sphinx's main process puts every page together itself and leaves only the writing of it to the others, so that a second processor
is of little use: most of the work is the putting together. Nothing that is done for a page is needed for another, so here a
process does all of it for its share of the pages. What the main process must know comes back: images to copy, and what was told.
"""

from __future__ import annotations

import traceback
from functools import cached_property, partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import SphinxParallelError
from sphinx.locale import __
from sphinx.util.build_phase import BuildPhase
from sphinx.util.display import status_iterator
from sphinx.util.parallel import ParallelTasks

from ..domain.edition_domain import domain_of
from ..support.reporting import told

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx

    from ..core.model.problems import Subtype

    Mixed = StandaloneHTMLBuilder
else:
    Mixed = object

ROUNDS = 3
"""Shares for each process: with more, the processes end together; with fewer, what each finds out for itself it finds out less often."""
LARGE = 1000
"""How many paragraphs make it worth while to make the other outputs in processes of their own."""


class Done(NamedTuple):
    """What another process has to say when it has done its task."""

    images: dict[str, str]
    """Images that its pages need."""
    said: list[Subtype]
    """What it told."""
    error: Exception | None
    """Why it could not do it."""


class Tasks:
    """Tasks for several processes. Sphinx's own lose the error of a task that ends while others are still being added."""

    def __init__(self, processes: int, images: dict[str, str]) -> None:
        self._tasks = ParallelTasks(processes)
        self._images = images
        self._missing = 0
        self._errors: list[Exception] = []

    def add(self, task: Callable[[], None], done: Callable[[], object] = lambda: None) -> None:
        """Have a task done, and call *done* in this process when it is."""

        def take(_: object, result: Done) -> None:
            self._missing -= 1
            self._images |= result.images
            told.extend(result.said)
            self._errors += [result.error] if result.error else []
            done()

        self._missing += 1
        self._tasks.add_task(partial(_do, task, self._images), None, take)

    def join(self) -> None:
        """Wait for all of them.

        :raises OSError: if one of them raised it.
        :raises SphinxParallelError: if one of them failed otherwise, or its process was ended.
        """
        self._tasks.join()
        for error in self._errors:
            raise error
        if self._missing:
            message = "a process was ended from outside"
            raise SphinxParallelError(message, "")


def _do(task: Callable[[], None], images: dict[str, str]) -> Done:
    before, error = len(told), None
    try:
        task()
    except OSError as raised:
        error = raised
    except Exception as raised:  # noqa: BLE001  it is raised in the main process
        error = SphinxParallelError(f"{type(raised).__name__}: {raised}", traceback.format_exc())
    return Done(images, told[before:], error)


class SideBySide(Mixed):
    """What makes an HTML builder write its pages side by side."""

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write the pages: as Sphinx does, but for a parallel build, where each process makes whole pages.

        :raises OSError, SphinxParallelError: as :meth:`Tasks.join`.
        """
        count = min(self._app.parallel * ROUNDS, len(docnames) - 1)
        if (
            not self.parallel_ok or self.search or count < 1
        ):  # Sphinx's search reads all pages in the main process
            super().write_documents(docnames)
            return
        first, *rest = sorted(docnames)
        self._make((first,))  # what is compiled and cached for it, the others have
        cuts = [len(rest) * i // count for i in range(count + 1)]
        shares = [rest[start:end] for start, end in pairwise(cuts)]
        tasks = Tasks(self._app.parallel, self.images)
        finished = iter(
            status_iterator(
                shares,
                __("writing output... "),
                "darkgreen",
                count,
                self._app.verbosity,
                lambda share: share[-1],
            )
        )
        for share in shares:
            tasks.add(partial(self._make, share), partial(next, finished))
        tasks.join()
        next(finished, None)

    @cached_property
    def _others(self) -> Tasks:
        return Tasks(self._app.parallel, self.images)

    def beside(self, task: Callable[[], None]) -> None:
        """Make an output that is no page; in a process of its own if the build is parallel and the edition large."""
        if self.parallel_ok and len(domain_of(self.env).edition.paragraphs) >= LARGE:
            self._others.add(task)
        else:
            task()

    def join(self) -> None:
        """Wait for all that is made beside.

        :raises OSError, SphinxParallelError: as :meth:`Tasks.join`.
        """
        self._others.join()

    def _make(self, docnames: Sequence[str]) -> None:
        for docname in docnames:
            self.phase = BuildPhase.RESOLVING
            doctree = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
            self.phase = BuildPhase.WRITING
            self.write_doc_serialized(docname, doctree)
            self.write_doc(docname, doctree)


class PagesBuilder(SideBySide, StandaloneHTMLBuilder):
    """The builder ``html``."""


class FolderPagesBuilder(SideBySide, DirectoryHTMLBuilder):
    """The builder ``dirhtml``."""


def setup(app: Sphinx) -> None:
    """Put them in the place of Sphinx's."""
    for builder in (PagesBuilder, FolderPagesBuilder):
        app.add_builder(builder, override=True)
