"""The front matter of the document being read; a doubtful document is not read for students."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from ..core.model.front_matter import FrontMatter, read_front_matter
from ..core.model.half_written import half_written
from ..core.model.problems import Subtype
from ..support.build_state import build_state
from ..support.reporting import warn
from .audience_filter import for_students
from .unread_blocks import unread_blocks

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
    """Read the front matter before the parser does (event ``source-read``).

    A document that may hold something for instructors, but does not say so as it should, has
    nothing but its name in an edition for students.
    """
    text = content[0]
    declared = read_front_matter(text, docname)
    build_state(app.env).of(DocumentBeingRead).front_matter = declared
    position = text.find("\0")
    if position >= 0 and not declared.problems:
        warn(Subtype.NUL_CHARACTER, (docname, text.count("\n", 0, position) + 1))
    near = _nearly_for_instructors(text, app.env)
    for number, line in near:
        if line.strip(":"):
            warn(Subtype.HALF_WRITTEN, (docname, number), line=line)
        else:
            warn(Subtype.STRAY_COLONS, (docname, number))
    if (near or declared.is_doubtful) and for_students(app.config):
        name = PurePosixPath(docname).name
        is_myst = str(app.env.doc2path(docname)).endswith(".md")
        content[0] = f"# {name}\n" if is_myst else f"{name}\n{'=' * len(name)}\n"


def _nearly_for_instructors(text: str, env: Any) -> list[tuple[int, str]]:  # noqa: ANN401  MyST adds to it
    lines = text.split("\n")
    unread = {number: lines[number - 1].strip() for number in unread_blocks(text, env.myst_config)}
    return sorted((unread | dict(half_written(text))).items())


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("source-read", read_source)
