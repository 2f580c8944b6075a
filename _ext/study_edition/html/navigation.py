"""The side bar's list of pages, read from the table of contents once a build and not once a page.

The theme resolves the whole table of contents anew for every page and reads the result back with an HTML parser, which
takes longer than the page itself, and it does so twice, once to see whether the list is empty; and the switches it makes
for nested pages have no name. The list here has the theme's form, so its styles and its script hold. It takes the place of
the theme's by a template of the same name.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx import addnodes
from sphinx.util.osutil import relative_uri

from ..domain.edition_domain import domain_of
from ..support.build_state import build_state
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


class Entry(NamedTuple):
    """A page, or an address elsewhere, with the pages below it."""

    docname: str
    """The page's name; empty for an address."""
    uri: str
    title: str
    below: tuple[Entry, ...]


class Part(NamedTuple):
    """One table of contents of the root document, under its caption."""

    caption: str
    entries: tuple[Entry, ...]


class Contents:
    """The tables of contents of the root document, once they have been read."""

    def __init__(self) -> None:
        self.parts: tuple[Part, ...] | None = None


def offer(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the template ``sbt-sidebar-nav.html`` the list (event ``html-page-context``)."""
    context["edition_sidebar"] = lambda: sidebar(app, pagename)


def sidebar(app: Sphinx, pagename: str) -> str:
    """The list as the page *pagename* shows it."""
    contents = build_state(app.env).of(Contents)
    if contents.parts is None:
        contents.parts = read_parts(app)
    parts = contents.parts
    here = app.builder.get_target_uri(pagename)
    summary = _SUMMARY.format(
        label="下位の頁 Subpages" if app.config.language.startswith("ja") else "Subpages"
    )
    html = []
    for caption, entries in parts:
        if caption:
            html.append(
                f'<p aria-level="2" class="caption" role="heading"><span class="caption-text">{escape(caption)}</span></p>'
            )
        inside = "".join(_item(entry, pagename, here, 1, summary) for entry in entries)
        html.append(f'<ul class="nav bd-sidenav">{inside}</ul>')
    return "\n".join(html)


def _item(entry: Entry, pagename: str, here: str, level: int, summary: str) -> str:
    current = _contains(entry, pagename)
    itself = entry.docname == pagename
    uri = "#" if itself else relative_uri(here, entry.uri) if entry.docname else entry.uri
    kind = "internal" if entry.docname else "external"
    link = f'<a class="{"current " if itself else ""}reference {kind}" href="{escape(uri)}">{escape(entry.title)}</a>'
    classes = (
        f"toctree-l{level}"
        + (" current active" if current else "")
        + (" has-children" if entry.below else "")
    )
    below = ""
    if entry.below:
        inside = "".join(_item(child, pagename, here, level + 1, summary) for child in entry.below)
        below = f"<details{' open' if current else ''}>{summary}<ul>{inside}</ul></details>"
    return f'<li class="{classes}">{link}{below}</li>'


def _contains(entry: Entry, pagename: str) -> bool:
    return entry.docname == pagename or any(_contains(child, pagename) for child in entry.below)


def read_parts(app: Sphinx) -> tuple[Part, ...]:
    """Every table of contents of the root document."""
    env = app.env
    special = {"genindex": "genindex", "search": "search", "modindex": "py-modindex"}

    def entries(toctree: addnodes.toctree, parent: str, seen: tuple[str, ...]) -> Iterator[Entry]:
        for title, ref in toctree["entries"]:
            if "://" in ref or ref.startswith("mailto:"):
                yield Entry("", ref, title or ref, ())
            elif ref == "self":
                yield Entry(
                    parent, app.builder.get_target_uri(parent), title or _title(env, parent), ()
                )
            elif ref in env.titles and ref not in seen:
                below = () if toctree["maxdepth"] == 1 else _below(env, ref, (*seen, ref))
                yield Entry(ref, app.builder.get_target_uri(ref), title or _title(env, ref), below)
            elif ref in special:
                yield Entry(
                    special[ref], app.builder.get_target_uri(special[ref]), title or ref, ()
                )

    def _below(env: BuildEnvironment, docname: str, seen: tuple[str, ...]) -> tuple[Entry, ...]:
        return tuple(
            entry
            for toctree in _toctrees(env, docname)
            for entry in entries(toctree, docname, seen)
        )

    root = app.config.root_doc
    return tuple(
        Part(t.get("caption") or "", tuple(entries(t, root, (root,)))) for t in _toctrees(env, root)
    )


def _toctrees(env: BuildEnvironment, docname: str) -> list[addnodes.toctree]:
    return list(env.tocs[docname].findall(addnodes.toctree)) if docname in env.tocs else []


def _title(env: BuildEnvironment, docname: str) -> str:
    return env.titles[docname].astext()


def page_facts(app: Sphinx, env: BuildEnvironment) -> Facts:
    """Yield titles and order of all pages, which every page shows in its side bar."""
    titles = sorted((name, title.astext()) for name, title in env.titles.items())
    docs = sorted(domain_of(env).docs.items())
    yield EVERY_PAGE, (titles, [(name, records.navigation) for name, records in docs])


def forget_contents(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Read the tables of contents again after documents have been read (event ``env-updated``)."""
    build_state(env).drop(Contents)
    return []


def setup(app: Sphinx) -> None:
    """Connect the events, the first before the theme's own (500), which renders the side bar."""
    app.connect("html-page-context", offer, priority=400)
    app.connect("env-updated", forget_contents)
    app.connect(EVENT, page_facts)
