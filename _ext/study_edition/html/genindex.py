"""The general index in gojūon rows, made from the glossary's readings."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from sphinx.util.osutil import relative_uri

from ..builds.output_cache import BUILDERS, page_stands
from ..core.text.gojuon import is_reading, row, sort_key
from ..domain.edition_domain import domain_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..core.model.edition import Edition
    from ..core.model.records import Name, Term


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
    if (
        builder.name in BUILDERS
        and not app.config.html_split_index
        and page_stands(app, "genindex")
    ):
        builder.write_genindex = lambda: None
    return []


def index_entries(edition: Edition, uri: Callable[[str, str], str]) -> list[dict[str, Any]]:
    """One entry for each term and each name: its reading and English, and links to its entry and paragraphs.

    A name that is a term as well has the term's entry alone.
    """
    entries = []
    for term in edition.terms.values():
        where = edition.paragraphs_with.get(term.id, [])
        entries.append(_entry(edition, term, (term.docname, f"term-{term.id}"), where, uri))
    terms = {term.headword for term in edition.terms.values()}
    for name in edition.names.values():
        if name.headword not in terms:
            where = edition.paragraphs_naming.get(name.id, [])
            entries.append(_entry(edition, name, (name.docname, f"name-{name.id}"), where, uri))
    return entries


def _entry(
    edition: Edition,
    record: Term | Name,
    main: tuple[str, str],
    where: list[str],
    uri: Callable[[str, str], str],
) -> dict[str, Any]:
    found = [edition.paragraphs[name] for name in where]
    return {
        "name": record.headword,
        "reading": "" if record.headword.isascii() else record.reading,
        "english": record.english,
        "main": uri(*main),
        "links": [(uri(p.docname, p.id), f"¶{p.number}") for p in found],
    }


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
