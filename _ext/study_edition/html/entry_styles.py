"""The style sheets that only pages with entries of certain kinds need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..domain.edition_domain import domain_of
from ..markup.kinds import KINDS

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def load_styles(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load the style sheets of the entries of a page (event ``html-page-context``)."""
    records = domain_of(app.env).docs.get(pagename)
    present = [kind for kind in KINDS if records and records.entries.get(kind.name)]
    for name in dict.fromkeys(name for kind in present for name in kind.styles):
        app.add_css_file(name)


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("html-page-context", load_styles)
