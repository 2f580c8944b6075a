"""A small heap, and a garbage collector that does not walk over what stays.

Sphinx keeps the doctree of every document it has read until its page is written. The trees are full of cycles, so the collector
walks over all of them again and again: of a build of 5,000 paragraphs a quarter was spent so. They are stored on disk as well and
quickly read back, so here they are let go as soon as the next document is read; and what has been imported and read by the time
that pages are written, which all stays to the end, is taken out of the collector's sight (:func:`gc.freeze`).
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def let_go(app: Sphinx, *_: object) -> None:
    """Let go of the doctrees in memory (events ``source-read`` and ``env-updated``)."""
    app.env._write_doc_doctree_cache.clear()  # noqa: SLF001  where a tree is not in it, Sphinx reads the stored one


def freeze(app: Sphinx, *_: object) -> None:
    """Take what is there out of the collector's sight (events ``env-before-read-docs`` and ``write-started``)."""
    gc.freeze()


def thaw(app: Sphinx, exception: Exception | None) -> None:
    """Give all back to the collector, for a process may build more than once (event ``build-finished``)."""
    gc.unfreeze()


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("source-read", let_go)
    app.connect("env-updated", let_go, priority=1)
    app.connect("env-before-read-docs", freeze, priority=999)
    app.connect("write-started", freeze, priority=999)
    app.connect("build-finished", thaw, priority=999)
