"""The general index in gojūon rows, made from the glossary's readings."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from sphinx.util.osutil import relative_uri

from ..builds.output_cache import is_page_current
from ..core.text.gojuon import is_reading, row, sort_key
from ..domain.edition_domain import domain_of
from ..markup.kinds import KINDS
from ..support.html_builders import writes_pages

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
                entries.append(
                    {
                        "name": name,
                        "reading": name if is_reading(name) else "",
                        "english": "",
                        "links": links,
                    }
                )
    entries.sort(key=lambda entry: (sort_key(entry["reading"] or entry["name"]), entry["name"]))
    grouped = groupby(entries, key=lambda entry: row(entry["reading"] or entry["name"]))
    context["edition_index"] = [(heading, list(group)) for heading, group in grouped]


def keep_index(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have Sphinx, which writes the index at every build, leave it if it would be the same (event ``env-updated``)."""
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
    listed: set[str] = set()
    for kind in KINDS:
        indexed = [
            (entry, head)
            for entry in edition.entries[kind.name].values()
            if kind.index and (head := kind.index(entry)) and head.headword not in listed
        ]
        listed.update(head.headword for _, head in indexed)
        for entry, head in indexed:
            names = edition.paragraphs_with.get(entry.key) or edition.paragraphs_of(entry)
            found = [edition.paragraphs[name] for name in names]
            made = {
                "name": head.headword,
                "reading": "" if head.headword.isascii() else head.reading,
                "english": head.english,
                "main": uri(edition.page_of(entry), entry.key),
                "links": [(uri(p.docname, p.id), f"¶{p.number}") for p in found],
            }
            entries.append(made)
    return entries


def _uri(app: Sphinx, docname: str, node_id: str) -> str:
    builder = app.builder
    return (
        relative_uri(builder.get_target_uri("genindex"), builder.get_target_uri(docname))
        + f"#{node_id}"
    )


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("env-updated", keep_index, priority=950)  # when it is known what has changed
    app.connect("html-page-context", fill_index)
