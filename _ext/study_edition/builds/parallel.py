"""Parallel builds in which each process makes whole pages, and other outputs in the background.

Sphinx's main process resolves every page itself and leaves only the writing to the others, so that
a second processor is of little use: most of the work is resolving. Pages do not depend on each
other, so here each process does all the work for its share of the pages. It returns what the main
process needs: images to copy, and warnings.
"""

from __future__ import annotations

import traceback
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import SphinxParallelError

from ..domain.edition_domain import domain_of
from .sphinx_internals import (
    may_write_in_processes,
    parallel_tasks,
    progress_of_writing,
    write_whole_page,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    BaseBuilder = StandaloneHTMLBuilder
else:
    BaseBuilder = object

SHARES = 3
"""Shares of pages for each process.

With more, the processes end together; with fewer, each does less work that others do as well.
"""
LARGE = 1000
"""Number of paragraphs from which writing other outputs in another process saves time."""


class Result(NamedTuple):
    """The result of a task."""

    images: dict[str, str]
    """Images that its pages need."""
    error: Exception | None
    """Why it failed."""


class Tasks:
    """Tasks for several processes.

    Sphinx's own lose the error of a task that ends while others are still being added.
    """

    def __init__(self, processes: int, images: dict[str, str]) -> None:
        self._tasks = parallel_tasks(processes)
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
            message = "a process was killed"
            raise SphinxParallelError(message, "")


def _run(task: Callable[[], None], images: dict[str, str]) -> Result:
    error: Exception | None = None
    try:
        task()
    except OSError as raised:
        error = raised
    except Exception as raised:  # noqa: BLE001  it is raised in the main process
        message = f"{type(raised).__name__}: {raised}"
        error = SphinxParallelError(message, traceback.format_exc())
    return Result(images, error)


class ParallelPages(BaseBuilder):
    """Mix-in of an HTML builder that makes whole pages in each process."""

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        self.edition_processes = app.parallel
        self.edition_verbosity = app.verbosity
        self.edition_background: Tasks | None = None

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write the pages: in a parallel build each process makes whole pages.

        :raises OSError, SphinxParallelError: as :meth:`Tasks.join`.
        """
        count = min(self.edition_processes * SHARES, len(docnames) - 1)
        if not may_write_in_processes(self) or self.search or count < 1:
            super().write_documents(docnames)  # Sphinx's search reads pages in the main process
            return
        first, *rest = sorted(docnames)
        # the other processes inherit what is compiled and cached for the first page
        write_whole_page(self, first)
        cuts = [len(rest) * i // count for i in range(count + 1)]
        shares = [rest[start:end] for start, end in pairwise(cuts)]
        tasks = Tasks(self.edition_processes, self.images)
        progress = progress_of_writing(shares, self.edition_verbosity)
        for share in shares:
            tasks.add(partial(self._write_share, share), partial(next, progress))
        tasks.join()
        next(progress, None)

    def write_in_background(self, task: Callable[[], None]) -> None:
        """Write an output other than pages, in another process if the edition is large."""
        if may_write_in_processes(self) and len(domain_of(self.env).edition.paragraphs) >= LARGE:
            if self.edition_background is None:
                self.edition_background = Tasks(self.edition_processes, self.images)
            self.edition_background.add(task)
        else:
            task()

    def join(self) -> None:
        """Wait for the outputs written in the background.

        :raises OSError, SphinxParallelError: as :meth:`Tasks.join`.
        """
        if self.edition_background is not None:
            self.edition_background.join()

    def _write_share(self, docnames: Sequence[str]) -> None:
        for docname in docnames:
            write_whole_page(self, docname)


class PagesBuilder(ParallelPages, StandaloneHTMLBuilder):
    """The builder ``html``."""


class FolderPagesBuilder(ParallelPages, DirectoryHTMLBuilder):
    """The builder ``dirhtml``."""


def setup(app: Sphinx) -> None:
    """Replace Sphinx's builders."""
    for builder in (PagesBuilder, FolderPagesBuilder):
        app.add_builder(builder, override=True)
