"""Fast builds: cached outputs, the pages to write again, parallel processes, memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import file_stamps, memory, output_cache, page_digests, parallel, sphinx_internals

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Set up every module of the room."""
    memory.setup(app)
    page_digests.setup(app)
    output_cache.setup(app)
    file_stamps.setup(app)
    parallel.setup(app)
    sphinx_internals.setup(app)
