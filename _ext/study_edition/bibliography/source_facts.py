"""What pages print of sources, as facts of the pages that cite or list them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..support.page_facts import EVENT
from .citation_domain import bibtex_domain

if TYPE_CHECKING:
    from pybtex.database import Entry
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..support.page_facts import Facts


def source_facts(env: BuildEnvironment) -> dict[str, object]:
    """Return by key everything printed of a source, and the page that lists it."""
    bibtex = bibtex_domain(env)
    listed = {citation.key: citation.bibliography_key.docname for citation in bibtex.citations}
    works = bibtex.bibdata.data.entries
    return {key: (_printed_fields(entry), listed.get(key)) for key, entry in works.items()}


def _printed_fields(entry: Entry) -> object:
    """Return everything printed of a work, equal before and after pickling."""
    persons = [(role, [str(person) for person in people]) for role, people in entry.persons.items()]
    fields = sorted((name.lower(), str(value)) for name, value in entry.fields.items())
    return (entry.type, persons, fields)


def page_facts(app: Sphinx, env: BuildEnvironment) -> Facts:
    """Yield the works cited on each page, and all works for each page with a bibliography."""
    bibtex, works = bibtex_domain(env), source_facts(env)
    for ref in bibtex.citation_refs:
        yield ref.docname, [works.get(target.key) for target in ref.targets]
    for key in bibtex.bibliographies:
        listed = [c.key for c in bibtex.citations if c.bibliography_key == key]
        yield key.docname, (listed, sorted(works.items()))


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect(EVENT, page_facts)
