"""The front matter of the document being read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model.front_matter import FrontMatter, read_front_matter
from ..core.model.problems import Subtype
from ..support.build_state import build_state
from ..support.reporting import warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class DocumentBeingRead:
    """What the document being read declares about itself."""

    def __init__(self) -> None:
        self.front_matter = FrontMatter(None, ())


def front_matter(env: BuildEnvironment) -> FrontMatter:
    """Return the front matter of the document being read."""
    return build_state(env).of(DocumentBeingRead).front_matter


def read_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """Read the front matter before the parser does (event ``source-read``)."""
    declared = read_front_matter(content[0], docname)
    build_state(app.env).of(DocumentBeingRead).front_matter = declared
    position = content[0].find("\0")
    if position >= 0 and not declared.problems:
        warn(Subtype.NUL_CHARACTER, (docname, content[0].count("\n", 0, position) + 1))


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("source-read", read_source)
