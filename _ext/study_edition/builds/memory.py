"""Keep the heap small, and the garbage collector off what stays to the end.

Sphinx keeps the doctree of every document it has read until its page is written. The trees are full
of cycles, so the collector walks over all of them again and again: a quarter of a build of 5,000
paragraphs. They are stored on disk as well and quickly read back, so here they are dropped as soon
as the next document is read, and a page's tree is dismantled once the page is written. What has
been imported, and read by the time pages are written, stays to the end and is hidden from the
collector (:func:`gc.freeze`); the rest of the old it visits less often (:func:`gc.set_threshold`).
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

_USUAL = gc.get_threshold()
_SELDOM = 40
"""Passes over the young for one over the old; Python's 10 costs time, many more cost memory."""


def drop_doctrees(app: Sphinx, *_: object) -> None:
    """Drop the doctrees in memory (events ``source-read`` and ``env-updated``)."""
    app.env._write_doc_doctree_cache.clear()


def tune_collector(app: Sphinx, *_: object) -> None:
    """Collect less often, and nothing that has been imported (event ``env-before-read-docs``)."""
    gc.set_threshold(*_USUAL[:2], _SELDOM)
    gc.freeze()


def freeze(app: Sphinx, *_: object) -> None:
    """Hide what has been read from the collector (event ``write-started``)."""
    gc.freeze()


def dismantle(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Dismantle the tree of a page that has been written (event ``html-page-context``)."""
    if doctree is not None:
        for node in list(doctree.findall()):
            node.parent = node.document = None  # type: ignore[assignment]  they may be None
            node.children = ()


def restore_collector(app: Sphinx, exception: Exception | None) -> None:
    """Leave the collector as it was: a process may build again (event ``build-finished``)."""
    gc.unfreeze()
    gc.set_threshold(*_USUAL)


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("source-read", drop_doctrees)
    app.connect("env-updated", drop_doctrees, priority=1)
    app.connect("env-before-read-docs", tune_collector, priority=999)
    app.connect("write-started", freeze, priority=999)
    app.connect("html-page-context", dismantle, priority=999)
    app.connect("build-finished", restore_collector, priority=999)
