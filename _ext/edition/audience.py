"""For whom an edition is built: what is for instructors is dropped when it is read, so that a build for students never has it.

That is what stands under ``{rubric}`` or ``{answer}``, and every layer whose front matter says ``audience: instructor``: its
file is no document of the build. A reference to what is dropped is told like one to anything else that is not there.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from .cards import Cards
from .config import EditionConfig
from .core.frontmatter import read_front_matter
from .language import english as in_english
from .linking import META
from .outside import LayeredProject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.writers.html5 import HTML5Translator

    from .core.records import Layer


class for_instructors(nodes.container):
    """Blocks for instructors."""

    start = 0
    """Where its HTML begins in the page that is being written."""


class _InstructorDirective(SphinxDirective):
    """Blocks that only an edition for instructors has; to students it is as if they had never been written."""

    has_content = True
    option_spec: ClassVar[dict] = {}
    head: ClassVar[tuple[str, str]]

    def run(self) -> list[nodes.Node]:
        """Wrap the content under its heading line, or drop it unread."""
        if for_students(self.config):
            return []
        self.assert_has_content()
        japanese, english = self.head
        words = [nodes.strong("", japanese), nodes.Text(" "), in_english(english)]
        head = nodes.paragraph("", "", *words, classes=[META, "edition-instructor-head"])
        node = for_instructors("", head, *self.parse_content_to_nodes())
        self.set_source_info(node)
        return [node]


class RubricDirective(_InstructorDirective):
    """``{rubric}``: what a good answer does."""

    what: ClassVar[tuple[str, str]] = ("採点の観点。教員用の版にだけ載る", "what a good answer does; in an edition for instructors only")
    head = ("採点の観点", "Rubric")


class AnswerDirective(_InstructorDirective):
    """``{answer}``: an answer."""

    what: ClassVar[tuple[str, str]] = ("解答例。教員用の版にだけ載る", "an answer; in an edition for instructors only")
    head = ("解答例", "Answer")


def for_students(config: Config) -> bool:
    """Whether the build leaves out what is for instructors."""
    return EditionConfig.of(config).audience != "instructor"


def is_dropped(config: Config, layer: Layer) -> bool:
    """Whether the notes of a layer are none of this build: anything but a plain ``student`` is for instructors."""
    return layer.audience != "student" and for_students(config)


class StudentProject(LayeredProject):
    """The documents of an edition without the layers for instructors.

    A file whose front matter is wrong stays, so that it is told of; its notes are dropped all the same.
    """

    def discover(self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)) -> set[str]:
        """Find the documents."""
        found = super().discover(exclude_paths, include_paths)
        for docname in [name for name in found if _is_for_instructors(Path(self.doc2path(name, absolute=True)))]:
            found.discard(docname)
            del self._path_to_docname[self._docname_to_path.pop(docname)]
        return found


def leave_out_layers(app: Sphinx) -> None:
    """Take the files of instructors' layers out of a build for students (event ``builder-inited``)."""
    if for_students(app.config):
        project = StudentProject(app.srcdir, app.config.source_suffix)
        project.restore(app.project)
        outside = getattr(app.project, "outside", ())
        project.outside = tuple(path for path in outside if not _is_for_instructors(path))  # it is kept with what has been read
        app.project = app.env.project = project


def _is_for_instructors(path: Path) -> bool:
    with path.open("rb") as file:
        if file.read(6).lstrip(b"\xef\xbb\xbf")[:3] != b"---":
            return False
    layer, problems = read_front_matter(path.read_text("utf-8-sig", errors="replace"), path.name)
    return layer is not None and not problems and layer.audience == "instructor"


def mark_page(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Say on every page of an edition for instructors what it is, and keep it out of search engines (event ``html-page-context``)."""
    if for_students(app.config):
        return
    context["metatags"] = context.get("metatags", "") + '\n<meta name="robots" content="noindex">\n'
    header = context.get("theme_article_header_end")
    if isinstance(header, list) and "edition-audience.html" not in header:
        context["theme_article_header_end"] = ["edition-audience.html", *header]


def visit_html(self: HTML5Translator, node: for_instructors) -> None:
    """A division."""
    node.start = len(self.body)
    self.body.append(self.starttag(node, "div", CLASS="edition-instructor"))


def depart_html(self: HTML5Translator, node: for_instructors) -> None:
    """Close the division; a card does not have it."""
    self.body.append("</div>\n")
    Cards.of(self.document).leave_out(self.body, node.start)


def setup(app: Sphinx) -> None:
    """Register the node and the events; the directives belong to the domain."""
    app.add_node(for_instructors, html=(visit_html, depart_html))
    app.connect("builder-inited", leave_out_layers, priority=600)  # after the layers from elsewhere have been found (500)
    app.connect("html-page-context", mark_page, priority=902)  # after the theme's own, and ours
