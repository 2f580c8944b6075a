"""Parallel builds in which each process makes whole pages, and other outputs in the background.

Sphinx's main process resolves every page itself and leaves only the writing to the others, so that
a second processor is of little use: most of the work is resolving. Pages do not depend on each
other, so here each process does all the work for its share of the pages. It returns what the main
process needs: images to copy, and warnings.
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

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write the pages: in a parallel build each process makes whole pages.

        :raises OSError, SphinxParallelError: as :meth:`Tasks.join`.
        """
        count = min(self._app.parallel * SHARES, len(docnames) - 1)
        if not self.parallel_ok or self.search or count < 1:
            super().write_documents(docnames)  # Sphinx's search reads pages in the main process
            return
        first, *rest = sorted(docnames)
        self._write((first,))  # the other processes inherit what is compiled and cached for it
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
        """Write an output other than pages, in another process if the edition is large."""
        if self.parallel_ok and len(domain_of(self.env).edition.paragraphs) >= LARGE:
            self._background.add(task)
        else:
            task()

    def join(self) -> None:
        """Wait for the outputs written in the background.

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
