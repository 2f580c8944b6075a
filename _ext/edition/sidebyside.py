"""Building side by side: in a parallel build each process makes whole pages, and the other outputs are made at once.

Sphinx's main process puts every page together itself and leaves only the writing of it to the others, so that a second processor
is of little use: most of the work is the putting together. Nothing that is done for a page is needed for another, so here a
process does all of it for its share of the pages. What the main process must know comes back: images to copy, and what was told.
"""

from __future__ import annotations

from functools import cached_property, partial
from itertools import pairwise
from typing import TYPE_CHECKING

from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import __
from sphinx.util.build_phase import BuildPhase
from sphinx.util.display import status_iterator
from sphinx.util.parallel import ParallelTasks

from .domain import domain_of
from .report import told

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx

    from .core.problems import Subtype

    Mixed = StandaloneHTMLBuilder
else:
    Mixed = object

ROUNDS = 3
"""Shares for each process: with more, the processes end together; with fewer, what each finds out for itself it finds out less often."""
LARGE = 1000
"""How many paragraphs make it worth while to make the other outputs in processes of their own."""


class SideBySide(Mixed):
    """What makes an HTML builder write its pages side by side."""

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write the pages: as Sphinx does, but for a parallel build, where each process makes whole pages.

        :raises SphinxParallelError: if a page cannot be written.
        """
        count = min(self._app.parallel * ROUNDS, len(docnames) - 1)
        if not self.parallel_ok or self.search or count < 1:  # Sphinx's search reads all pages in the main process
            super().write_documents(docnames)
            return
        first, *rest = sorted(docnames)
        self._make((first,))  # what is compiled and cached for it, the others have
        cuts = [len(rest) * i // count for i in range(count + 1)]
        shares = [rest[start:end] for start, end in pairwise(cuts)]
        finished = iter(status_iterator(shares, __("writing output... "), "darkgreen", count, self._app.verbosity, lambda share: share[-1]))
        tasks = ParallelTasks(self._app.parallel)

        def take(_share: Sequence[str], result: tuple[dict[str, str], list[Subtype]]) -> None:
            images, said = result
            self.images |= images
            told.extend(said)
            next(finished)

        for share in shares:
            tasks.add_task(self._make, share, take)
        tasks.join()
        next(finished, None)

    @cached_property
    def _others(self) -> ParallelTasks:
        return ParallelTasks(self._app.parallel)

    def beside(self, task: Callable[[], None]) -> None:
        """Make an output that is no page; in a process of its own if the build is parallel and the edition large."""
        if self.parallel_ok and len(domain_of(self.env).edition.paragraphs) >= LARGE:
            self._others.add_task(partial(_telling, task), None, lambda _, said: told.extend(said))
        else:
            task()

    def join(self) -> None:
        """Wait for all that is made beside.

        :raises SphinxParallelError: if any of it cannot be made.
        """
        self._others.join()

    def _make(self, docnames: Sequence[str]) -> tuple[dict[str, str], list[Subtype]]:
        """Make some pages; give the images they need and what was told."""
        before = len(told)
        for docname in docnames:
            self.phase = BuildPhase.RESOLVING
            doctree = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
            self.phase = BuildPhase.WRITING
            self.write_doc_serialized(docname, doctree)
            self.write_doc(docname, doctree)
        return self.images, told[before:]


def _telling(task: Callable[[], None]) -> list[Subtype]:
    """Do something; give what was told."""
    before = len(told)
    task()
    return told[before:]


class PagesBuilder(SideBySide, StandaloneHTMLBuilder):
    """The builder ``html``."""


class FolderPagesBuilder(SideBySide, DirectoryHTMLBuilder):
    """The builder ``dirhtml``."""


def setup(app: Sphinx) -> None:
    """Put them in the place of Sphinx's."""
    for builder in (PagesBuilder, FolderPagesBuilder):
        app.add_builder(builder, override=True)
