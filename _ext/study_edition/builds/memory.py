"""Keep the heap small, and hide long-lived objects from the garbage collector.

Sphinx keeps the doctree of every document it has read until its page is written. The trees are full
of cycles, so the collector walks over all of them again and again: this takes a quarter of a build
of 5,000 paragraphs. The trees are also on disk and quickly read back, so they are dropped as soon
as the next document is read, and a page's tree is dismantled once the page is written. Imported
modules, and everything read before pages are written, live to the end and are hidden from the
collector (:func:`gc.freeze`); other old objects it visits less often (:func:`gc.set_threshold`).
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

from . import sphinx_internals

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

_USUAL_THRESHOLDS = gc.get_threshold()
_RARE = 40
"""Young collections for each old one; Python's 10 costs time, many more cost memory."""


def drop_doctrees(app: Sphinx, *_: object) -> None:
    """Drop the doctrees in memory (events ``source-read`` and ``env-updated``)."""
    sphinx_internals.drop_doctrees(app.env)


def tune_collector(app: Sphinx, *_: object) -> None:
    """Collect less often, and no imported objects (event ``env-before-read-docs``)."""
    gc.set_threshold(*_USUAL_THRESHOLDS[:2], _RARE)
    gc.freeze()


def freeze(app: Sphinx, *_: object) -> None:
    """Hide everything read from the collector (event ``write-started``)."""
    gc.freeze()


def dismantle(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Dismantle the tree of a page that has been written (event ``html-page-context``).

    A Sphinx of which we do not know what it keeps may still need the tree.
    """
    if doctree is not None and sphinx_internals.knows_kept_doctrees(app.env):
        for node in list(doctree.findall()):
            node.parent = None
            node.document = None  # type: ignore[assignment]  # docutils declares no None
            node.children = ()


def restore_collector(app: Sphinx, exception: Exception | None) -> None:
    """Restore the collector, since a process may build again (event ``build-finished``)."""
    gc.unfreeze()
    gc.set_threshold(*_USUAL_THRESHOLDS)


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("source-read", drop_doctrees)
    app.connect("env-updated", drop_doctrees, priority=1)
    app.connect("env-before-read-docs", tune_collector, priority=999)
    app.connect("write-started", freeze, priority=999)
    app.connect("html-page-context", dismantle, priority=999)
    app.connect("build-finished", restore_collector, priority=999)
