"""Distinguish works: letters after the year, and an id for each source."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from .citation_domain import bibtex_domain
from .entry_style import PLAIN_YEAR, title_sort_key
from .name_forms import short_names

if TYPE_CHECKING:
    from pybtex.database import Entry
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_YEAR = re.compile(r"\d{4}|n\.d\.")


def add_year_letters(app: Sphinx) -> None:
    """Give works of the same author and year the letters a, b, c (event ``builder-inited``).

    All works of the bibliography files count, cited or not, in the order of their dates, so that a
    citation does not change its letter when another work is first cited.
    """
    works = [
        entry
        for entry in bibtex_domain(app.env).bibdata.data.entries.values()
        if _YEAR.fullmatch(_plain_year(entry))
    ]
    for _, group in groupby(sorted(works, key=_author_and_year), key=_author_and_year):
        same = sorted(
            group, key=lambda entry: (entry.fields.get("date", "9999"), title_sort_key(entry))
        )
        for i, entry in enumerate(same):
            year = _plain_year(entry)
            entry.fields[PLAIN_YEAR] = year
            entry.fields["year"] = year + (_letters(i) if len(same) > 1 else "")


def _letters(number: int) -> str:
    """Return a for 0, z for 25, aa for 26."""
    before, last = divmod(number, 26)
    return (_letters(before - 1) if before else "") + chr(ord("a") + last)


def _plain_year(entry: Entry) -> str:
    return str(entry.fields.get(PLAIN_YEAR) or entry.fields.get("year", ""))


def _author_and_year(entry: Entry) -> tuple[str, str]:
    return (str(short_names(entry, full=False)), _plain_year(entry))


def assign_source_ids(app: Sphinx, env: BuildEnvironment) -> None:
    """Give every source the id ``source-KEY``, wherever it is listed (event ``env-updated``).

    The extension's own ``bibtex_cite_id`` cannot: with several bibliographies it requires their
    position in the id.
    """
    domain = bibtex_domain(env)
    for i, citation in enumerate(domain.citations):
        node = domain.bibliographies[citation.bibliography_key].citation_nodes[citation.key]
        node["ids"] = [f"source-{citation.key}"]
        domain.citations[i] = citation._replace(citation_id=node["ids"][0])


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("builder-inited", add_year_letters, priority=900)  # after the files are read
    app.connect("env-updated", assign_source_ids, priority=850)  # after the works are chosen
