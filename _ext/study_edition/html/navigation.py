"""The side bar's list of pages, made from the tables of contents once a build, not once a page.

For every page the theme resolves the whole table of contents again and parses the resulting HTML,
which takes longer than the page itself, and does so twice, the first time to see whether the list
is empty. Its switches for nested pages have no accessible name. The list here has the same
structure, so the theme's styles and script work; a template of the same name puts it on the page.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx import addnodes
from sphinx.util.osutil import relative_uri

from ..core.text.messages import N_
from ..domain.edition_domain import domain_of
from ..support.build_state import build_state
from ..support.interface import bilingual_name
from ..support.page_facts import EVENT, EVERY_PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..support.page_facts import Facts

_SUMMARY = (
    '<summary aria-label="{label}"><span class="toctree-toggle" role="presentation">'
    '<i class="fa-solid fa-chevron-down"></i></span></summary>'
)


class ContentsEntry(NamedTuple):
    """A page, or an external address, with the pages below it."""

    docname: str
    """The page's name; empty for an external address."""
    uri: str
    title: str
    children: tuple[ContentsEntry, ...]


class ContentsPart(NamedTuple):
    """One table of contents of the root document, with its caption."""

    caption: str
    entries: tuple[ContentsEntry, ...]


class Contents:
    """The tables of contents of the root document, None until they have been read."""

    def __init__(self) -> None:
        self.parts: tuple[ContentsPart, ...] | None = None


def provide_sidebar(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Offer the list to the template ``sbt-sidebar-nav.html`` (event ``html-page-context``)."""
    context["edition_sidebar"] = lambda: sidebar_html(app, pagename)


def sidebar_html(app: Sphinx, pagename: str) -> str:
    """Return the list as HTML for a page."""
    contents = build_state(app.env).of(Contents)
    if contents.parts is None:
        contents.parts = read_parts(app)
    parts = contents.parts
    here = app.builder.get_target_uri(pagename)
    summary = _SUMMARY.format(label=bilingual_name(N_("Subpages"), app.config.language))
    html = []
    for caption, entries in parts:
        if caption:
            html.append(
                '<p aria-level="2" class="caption" role="heading">'
                f'<span class="caption-text">{escape(caption)}</span></p>'
            )
        items = "".join(_item(entry, pagename, here, 1, summary) for entry in entries)
        html.append(f'<ul class="nav bd-sidenav">{items}</ul>')
    return "\n".join(html)


def _item(entry: ContentsEntry, pagename: str, here: str, level: int, summary: str) -> str:
    is_open = _contains(entry, pagename)
    is_current = entry.docname == pagename
    uri = "#" if is_current else relative_uri(here, entry.uri) if entry.docname else entry.uri
    kind = "internal" if entry.docname else "external"
    link = (
        f'<a class="{"current " if is_current else ""}reference {kind}" href="{escape(uri)}">'
        f"{escape(entry.title)}</a>"
    )
    classes = (
        f"toctree-l{level}"
        + (" current active" if is_open else "")
        + (" has-children" if entry.children else "")
    )
    below = ""
    if entry.children:
        items = "".join(
            _item(child, pagename, here, level + 1, summary) for child in entry.children
        )
        below = f"<details{' open' if is_open else ''}>{summary}<ul>{items}</ul></details>"
    return f'<li class="{classes}">{link}{below}</li>'


def _contains(entry: ContentsEntry, pagename: str) -> bool:
    return entry.docname == pagename or any(_contains(child, pagename) for child in entry.children)


def read_parts(app: Sphinx) -> tuple[ContentsPart, ...]:
    """Return every table of contents of the root document."""
    env = app.env
    special = {"genindex": "genindex", "search": "search", "modindex": "py-modindex"}

    def entries(
        toctree: addnodes.toctree, parent: str, seen: tuple[str, ...]
    ) -> Iterator[ContentsEntry]:
        for title, ref in toctree["entries"]:
            if "://" in ref or ref.startswith("mailto:"):
                yield ContentsEntry("", ref, title or ref, ())
            elif ref == "self":
                uri = app.builder.get_target_uri(parent)
                yield ContentsEntry(parent, uri, title or _title(env, parent), ())
            elif ref in env.titles and ref not in seen:
                children = () if toctree["maxdepth"] == 1 else children_of(ref, (*seen, ref))
                uri = app.builder.get_target_uri(ref)
                yield ContentsEntry(ref, uri, title or _title(env, ref), children)
            elif ref in special:
                uri = app.builder.get_target_uri(special[ref])
                yield ContentsEntry(special[ref], uri, title or ref, ())

    def children_of(docname: str, seen: tuple[str, ...]) -> tuple[ContentsEntry, ...]:
        return tuple(
            entry
            for toctree in _toctrees(env, docname)
            for entry in entries(toctree, docname, seen)
        )

    root = app.config.root_doc
    return tuple(
        ContentsPart(toctree.get("caption") or "", tuple(entries(toctree, root, (root,))))
        for toctree in _toctrees(env, root)
    )


def _toctrees(env: BuildEnvironment, docname: str) -> list[addnodes.toctree]:
    return list(env.tocs[docname].findall(addnodes.toctree)) if docname in env.tocs else []


def _title(env: BuildEnvironment, docname: str) -> str:
    return env.titles[docname].astext()


def page_facts(app: Sphinx, env: BuildEnvironment) -> Facts:
    """Yield titles and order of all pages, which are in the side bar of every page."""
    titles = sorted((name, title.astext()) for name, title in env.titles.items())
    docs = sorted(domain_of(env).docs.items())
    yield EVERY_PAGE, (titles, [(name, records.navigation) for name, records in docs])


def drop_contents(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Drop the tables of contents, since documents have been read (event ``env-updated``)."""
    build_state(env).drop(Contents)
    return []


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("html-page-context", provide_sidebar, priority=400)  # before the theme renders it
    app.connect("env-updated", drop_contents)
    app.connect(EVENT, page_facts)
