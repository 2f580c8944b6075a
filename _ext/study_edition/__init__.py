"""An engine for annotated study editions in Sphinx.

A room may import those below it in this list, and none above:

- :mod:`.commands`: one file a verb of ``edition``: parses arguments, prints
- :mod:`.tasks`: what a command does, without its arguments
- :mod:`.print`: what goes on paper
- :mod:`.pages`: pages and files without a source document
- :mod:`.html`: the furniture of every page
- :mod:`.builds`: doing no work twice
- :mod:`.domain`: the edition in Sphinx's environment, and the transforms that lay it out
- :mod:`.markup`: what an author can write
- :mod:`.sources`: which files are read, and what they may contain
- :mod:`.witness`: the essay's own text, kept private
- :mod:`.bibliography`: how sources are cited and listed
- :mod:`.documents`: other people's files, read as lines
- :mod:`.support`: what every room leans on
- :mod:`.core`: the edition as data and rules; imports no Sphinx
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import bibliography, builds, domain, html, markup, pages, print, sources, support  # noqa: A004
from .version import VERSION

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = VERSION


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up every room that has to do with Sphinx, from the lowest up."""
    app.setup_extension("myst_parser")
    app.setup_extension("sphinxcontrib.bibtex")
    for room in (support, sources, markup, bibliography, domain, builds, html, pages, print):
        room.setup(app)
    return {
        "version": __version__,
        "env_version": 6,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
