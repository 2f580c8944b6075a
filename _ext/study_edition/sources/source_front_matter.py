"""The front matter of the document being read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model.front_matter import FrontMatter, read_front_matter
from ..core.model.problems import Subtype
from ..support.reporting import warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_FRONT_MATTER = "edition_front_matter"


def front_matter(env: BuildEnvironment) -> FrontMatter:
    """What the document being read declares about itself."""
    return env.temp_data.get(_FRONT_MATTER, FrontMatter(None, ()))


def read_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """Read the front matter before the parser does (event ``source-read``)."""
    app.env.temp_data[_FRONT_MATTER] = declared = read_front_matter(content[0], docname)
    where = content[0].find("\0")
    if where >= 0 and not declared.problems:
        warn(Subtype.NUL_CHARACTER, (docname, content[0].count("\n", 0, where) + 1))


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("source-read", read_source)
