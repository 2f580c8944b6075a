"""A small heap, and a garbage collector that does not walk over what stays.

Sphinx keeps the doctree of every document it has read until its page is written. The trees are full of cycles, so the collector
walks over all of them again and again: of a build of 5,000 paragraphs a quarter was spent so. They are stored on disk as well and
quickly read back, so here they are let go as soon as the next document is read, and a page's tree is taken apart once the page is
written. What has been imported, and read by the time that pages are written, stays to the end and is taken out of the collector's
sight (:func:`gc.freeze`); of the rest it goes through the old less often (:func:`gc.set_threshold`).
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

_USUAL = gc.get_threshold()
_SELDOM = 40
"""How many passes over the young come before one over the old; Python's own 10 costs time, many more cost memory."""


def let_go(app: Sphinx, *_: object) -> None:
    """Let go of the doctrees in memory (events ``source-read`` and ``env-updated``)."""
    app.env._write_doc_doctree_cache.clear()  # noqa: SLF001  where a tree is not in it, Sphinx reads the stored one


def begin(app: Sphinx, *_: object) -> None:
    """Have the collector look less often, and not at what has been imported (event ``env-before-read-docs``)."""
    gc.set_threshold(*_USUAL[:2], _SELDOM)
    gc.freeze()


def freeze(app: Sphinx, *_: object) -> None:
    """Take what has been read out of the collector's sight (event ``write-started``)."""
    gc.freeze()


def take_apart(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Take the tree of a page apart, which is written by now, so that it goes at once (event ``html-page-context``)."""
    if doctree is not None:
        for node in list(doctree.findall()):
            node.parent = node.document = None  # type: ignore[assignment]  they may be None
            node.children = ()


def thaw(app: Sphinx, exception: Exception | None) -> None:
    """Leave the collector as it was, for a process may build more than once (event ``build-finished``)."""
    gc.unfreeze()
    gc.set_threshold(*_USUAL)


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("source-read", let_go)
    app.connect("env-updated", let_go, priority=1)
    app.connect("env-before-read-docs", begin, priority=999)
    app.connect("write-started", freeze, priority=999)
    app.connect("html-page-context", take_apart, priority=999)
    app.connect("build-finished", thaw, priority=999)
