"""What tells works apart: letters after the year, and an address for each."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, cast

from docutils import nodes

from .listing import title_key
from .names import cited

if TYPE_CHECKING:
    from pybtex.database import Entry
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinxcontrib.bibtex.domain import BibtexDomain

_SUFFIXED = re.compile(r"(\d{4}|n\.d\.)([a-z]?)")


def tell_years_apart(app: Sphinx) -> None:
    """Give works of one author and year the letters a, b, c (event ``builder-inited``).

    All works of the bibliography files are counted, cited or not, in the order of their dates, so that a
    citation does not change its letter when another work comes to be cited.
    """
    domain = cast("BibtexDomain", app.env.get_domain("cite"))
    entries = sorted(domain.bibdata.data.entries.values(), key=_same_year)
    for _, group in groupby(entries, key=_same_year):
        works = sorted(group, key=lambda entry: (entry.fields.get("date", "9999"), title_key(entry)))
        for i, entry in enumerate(works):
            year = _plain_year(entry)
            if year:
                entry.fields["year"] = year + (chr(ord("a") + i) if len(works) > 1 else "")


def _plain_year(entry: Entry) -> str:
    return _SUFFIXED.sub(r"\1", entry.fields.get("year", ""))


def _same_year(entry: Entry) -> tuple[str, str]:
    return (str(cited(entry, full=False)), _plain_year(entry))


def name_addresses(app: Sphinx, env: BuildEnvironment) -> None:
    """Give every source the address ``source-KEY``, wherever it is listed (event ``env-updated``).

    The extension's own ``bibtex_cite_id`` cannot: with several bibliographies it needs their position.
    """
    domain = cast("BibtexDomain", env.get_domain("cite"))
    for i, citation in enumerate(domain.citations):
        node = domain.bibliographies[citation.bibliography_key].citation_nodes[citation.key]
        node["ids"] = [f"source-{nodes.make_id(citation.key)}"]
        domain.citations[i] = citation._replace(citation_id=node["ids"][0])


def setup(app: Sphinx) -> None:
    """Connect both to their events."""
    app.connect("builder-inited", tell_years_apart, priority=900)  # after the files are read
    app.connect("env-updated", name_addresses, priority=850)  # after the works are chosen
