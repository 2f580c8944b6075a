"""The general index in gojūon rows, made from the glossary's readings."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from ..builds.output_cache import is_page_current
from ..core.text.gojuon import index_row, is_reading, sort_key
from ..domain.edition_domain import domain_of
from ..domain.index_heads import indexed
from ..support.html_builders import relative_address, writes_pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..core.model.edition import Edition


def fill_index(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Replace Sphinx's index with the edition's (event ``html-page-context``)."""
    if pagename != "genindex":
        return
    edition = domain_of(app.env).edition
    entries = index_entries(edition, lambda docname, node_id: _uri(app, docname, node_id))
    seen = {entry["name"] for entry in entries}
    # entries of the {index} directive and of other domains, sorted by name if without a reading
    for _, group in context.get("genindexentries", ()):
        for name, (targets, _subitems, _key) in group:
            if name not in seen:
                links = [(uri, str(i + 1)) for i, (_main, uri) in enumerate(targets)]
                entries.append(
                    {
                        "name": name,
                        "reading": name if is_reading(name) else "",
                        "english": "",
                        "links": links,
                    }
                )
    entries.sort(key=lambda entry: (sort_key(entry["reading"] or entry["name"]), entry["name"]))
    grouped = groupby(entries, key=lambda entry: index_row(entry["reading"] or entry["name"]))
    context["edition_index"] = [(heading, list(group)) for heading, group in grouped]


def keep_index(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Keep Sphinx from writing an index that would be the same (event ``env-updated``)."""
    builder: Any = app.builder
    if writes_pages(app) and not app.config.html_split_index and is_page_current(app, "genindex"):
        builder.write_genindex = lambda: None
    return []


def index_entries(edition: Edition, uri: Callable[[str, str], str]) -> list[dict[str, Any]]:
    """Return an entry of the index for each entry of the edition that has a head for it.

    Of two with one headword the kind listed first has the entry alone.

    :param uri: returns the address of an id in a document.
    """
    entries = []
    for entry, head, names in indexed(edition):
        paragraphs = [edition.paragraphs[name] for name in names]
        item = {
            "name": head.headword,
            "reading": "" if head.headword.isascii() else head.reading,
            "english": head.english,
            "main": uri(edition.page_of(entry), entry.key),
            "links": [(uri(p.docname, p.id), f"¶{p.number}") for p in paragraphs],
        }
        entries.append(item)
    return entries


def _uri(app: Sphinx, docname: str, node_id: str) -> str:
    address = f"{app.builder.get_target_uri(docname)}#{node_id}"
    return relative_address(app.builder.get_target_uri("genindex"), address)


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("env-updated", keep_index, priority=950)  # when it is known what has changed
    app.connect("html-page-context", fill_index)
