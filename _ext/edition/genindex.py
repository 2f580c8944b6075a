"""The general index in gojūon rows, made from the glossary's readings."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from sphinx.util.osutil import relative_uri

from .core.gojuon import is_reading, row, sort_key
from .domain import domain_of

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from .core.edition import Edition


def fill_index(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Put the edition's index in the place of Sphinx's (event ``html-page-context``)."""
    if pagename != "genindex":
        return
    edition = domain_of(app.env).edition
    entries = index_entries(edition, lambda docname, node_id: _uri(app, docname, node_id))
    seen = {entry["name"] for entry in entries}
    # entries of the {index} directive and of other domains; without a reading they go by their own letters
    for _, group in context.get("genindexentries", ()):
        for name, (targets, _subitems, _key) in group:
            if name not in seen:
                links = [(uri, str(i + 1)) for i, (_main, uri) in enumerate(targets)]
                entries.append({"name": name, "reading": name if is_reading(name) else "", "english": "", "links": links})
    entries.sort(key=lambda entry: (sort_key(entry["reading"] or entry["name"]), entry["name"]))
    grouped = groupby(entries, key=lambda entry: row(entry["reading"] or entry["name"]))
    context["edition_index"] = [(heading, list(group)) for heading, group in grouped]


def index_entries(edition: Edition, uri: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """One entry a term: its name, reading and English, and links to its definition and paragraphs."""
    entries = []
    for term in edition.terms.values():
        found = [edition.paragraphs[name] for name in edition.paragraphs_with.get(term.id, ())]
        links = [(uri(p.docname, p.id), f"¶{p.number}") for p in found]
        entries.append(
            {
                "name": term.headword,
                "reading": "" if term.headword.isascii() else term.reading,
                "english": term.english,
                "main": uri(term.docname, f"term-{term.id}"),
                "links": links,
            }
        )
    return entries


def _uri(app: Sphinx, docname: str, node_id: str) -> str:
    builder = app.builder
    return relative_uri(builder.get_target_uri("genindex"), builder.get_target_uri(docname)) + f"#{node_id}"


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("html-page-context", fill_index)
