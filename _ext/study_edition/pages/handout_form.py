"""``handout.html``: a form that prints the command for a handout; only an edition for instructors has it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..builds.output_cache import is_page_current, output_cache
from ..domain.edition_domain import domain_of
from ..sources.audience_filter import for_students
from ..support.config import PAPERS
from ..support.html_builders import writes_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

PAGE = "handout"
TEMPLATE = "handout-form.html"


def has_page(app: Sphinx) -> bool:
    """Whether this build has the page: it is for instructors, and no document takes its name."""
    wanted = writes_pages(app) and not for_students(app.config)
    return wanted and PAGE not in app.env.found_docs and bool(domain_of(app.env).edition.paragraphs)


def collect_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page (event ``html-collect-pages``)."""
    if not has_page(app) or is_page_current(app, PAGE):
        return
    edition = domain_of(app.env).edition
    numbers = [p.number for p in edition.paragraphs.values()]
    used = {note.layer for notes in edition.notes_at.values() for note in notes}
    context = {
        "edition_layers": [layer for layer in edition.layers.values() if layer.id in used],
        "edition_numbers": numbers,
        "edition_known": edition.known_range(),
        "edition_example": f"{numbers[0]}-{numbers[min(3, len(numbers) - 1)]}"
        if len(numbers) > 1
        else str(numbers[0]),
        "edition_papers": PAPERS,
    }
    yield PAGE, context, TEMPLATE


def add_files(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the page its script and its style, which no other has (event ``html-page-context``)."""
    context["edition_handout"] = (
        app.builder.get_relative_uri(pagename, PAGE) if has_page(app) else ""
    )
    if templatename == TEMPLATE:
        app.add_css_file("handout-form.css")
        for name in ("loci.js", "cite-copy.js", "handout-form.js"):
            app.add_js_file(name, loading_method="defer")


def remove_page(app: Sphinx, exception: Exception | None) -> None:
    """Remove what an earlier build left (event ``build-finished``)."""
    builder: Any = app.builder
    if (
        not exception
        and not output_cache(app).unchanged
        and writes_pages(app)
        and PAGE not in app.env.found_docs
        and not has_page(app)
    ):
        Path(builder.get_outfilename(PAGE)).unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("html-collect-pages", collect_page)
    app.connect(
        "html-page-context", add_files, priority=400
    )  # before others put a list of their own in the place of Sphinx's
    app.connect("build-finished", remove_page)
