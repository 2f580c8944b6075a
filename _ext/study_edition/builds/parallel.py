"""Parallel builds in which each process makes whole pages, and other outputs are written at once.

Sphinx's main process puts every page together itself and leaves only the writing to the others, so
that a second processor is of little use: most of the work is putting pages together. Nothing that
is done for one page is needed for another, so here a process does all of it for its share of the
pages. What the main process must know comes back: images to copy, and warnings.
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

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx

    Mixed = StandaloneHTMLBuilder
else:
    Mixed = object

SHARES = 3
"""Shares of pages for each process.

With more, the processes end together; with fewer, each does less work that others do as well.
"""
LARGE = 1000
"""Paragraphs from which it is worth while to write other outputs in processes of their own."""


class Result(NamedTuple):
    """What a process returns when it has done its task."""

    images: dict[str, str]
    """Images that its pages need."""
    error: Exception | None
    """Why it failed."""


class Tasks:
    """Tasks for several processes.

    Sphinx's own lose the error of a task that ends while others are still being added.
    """

    def __init__(self, processes: int, images: dict[str, str]) -> None:
        self._tasks = ParallelTasks(processes)
        self._images = images
        self._running = 0
        self._errors: list[Exception] = []

    def add(self, task: Callable[[], None], when_done: Callable[[], object] = lambda: None) -> None:
        """Run a task in another process, and then *when_done* in this one."""

        def take(_: object, result: Result) -> None:
            self._running -= 1
            self._images |= result.images
            self._errors += [result.error] if result.error else []
            when_done()

        self._running += 1
        self._tasks.add_task(partial(_run, task, self._images), None, take)

    def join(self) -> None:
        """Wait for all tasks.

        :raises OSError: if one of them raised it.
        :raises SphinxParallelError: if one of them failed otherwise, or its process was killed.
        """
        self._tasks.join()
        for error in self._errors:
            raise error
        if self._running:
            message = "a process was ended from outside"
            raise SphinxParallelError(message, "")


def _run(task: Callable[[], None], images: dict[str, str]) -> Result:
    error: Exception | None = None
    try:
        task()
    except OSError as raised:
        error = raised
    except Exception as raised:
        message = f"{type(raised).__name__}: {raised}"
        error = SphinxParallelError(message, traceback.format_exc())
    return Result(images, error)


class ParallelPages(Mixed):
    """What makes an HTML builder write whole pages in each process."""

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write the pages: in a parallel build each process makes whole pages.

        :raises OSError, SphinxParallelError: as :meth:`Tasks.join`.
        """
        count = min(self._app.parallel * SHARES, len(docnames) - 1)
        if not self.parallel_ok or self.search or count < 1:
            super().write_documents(docnames)  # Sphinx's search reads pages in the main process
            return
        first, *rest = sorted(docnames)
        self._write((first,))  # what is compiled and cached for it, the others inherit
        cuts = [len(rest) * i // count for i in range(count + 1)]
        shares = [rest[start:end] for start, end in pairwise(cuts)]
        tasks = Tasks(self._app.parallel, self.images)
        progress = iter(
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
            tasks.add(partial(self._write, share), partial(next, progress))
        tasks.join()
        next(progress, None)

    @cached_property
    def _background(self) -> Tasks:
        return Tasks(self._app.parallel, self.images)

    def write_in_background(self, task: Callable[[], None]) -> None:
        """Write an output other than pages; of a large edition in a process of its own."""
        if self.parallel_ok and len(domain_of(self.env).edition.paragraphs) >= LARGE:
            self._background.add(task)
        else:
            task()

    def join(self) -> None:
        """Wait for what is written in the background.

        :raises OSError, SphinxParallelError: as :meth:`Tasks.join`.
        """
        self._background.join()

    def _write(self, docnames: Sequence[str]) -> None:
        for docname in docnames:
            self.phase = BuildPhase.RESOLVING
            doctree = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
            self.phase = BuildPhase.WRITING
            self.write_doc_serialized(docname, doctree)
            self.write_doc(docname, doctree)


class PagesBuilder(ParallelPages, StandaloneHTMLBuilder):
    """The builder ``html``."""


class FolderPagesBuilder(ParallelPages, DirectoryHTMLBuilder):
    """The builder ``dirhtml``."""


def setup(app: Sphinx) -> None:
    """Replace Sphinx's builders."""
    for builder in (PagesBuilder, FolderPagesBuilder):
        app.add_builder(builder, override=True)
