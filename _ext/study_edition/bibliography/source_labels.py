"""What tells works apart: letters after the year, and an address for each."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, cast

from .entry_style import PLAIN, title_key
from .name_forms import cited

if TYPE_CHECKING:
    from pybtex.database import Entry
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinxcontrib.bibtex.domain import BibtexDomain

_YEAR = re.compile(r"\d{4}|n\.d\.")


def tell_years_apart(app: Sphinx) -> None:
    """Give works of one author and year the letters a, b, c (event ``builder-inited``).

    All works of the bibliography files are counted, cited or not, in the order of their dates, so that a
    citation does not change its letter when another work comes to be cited.
    """
    domain = cast("BibtexDomain", app.env.get_domain("cite"))
    works = [
        entry
        for entry in domain.bibdata.data.entries.values()
        if _YEAR.fullmatch(_plain_year(entry))
    ]
    for _, group in groupby(sorted(works, key=_same_year), key=_same_year):
        same = sorted(group, key=lambda entry: (entry.fields.get("date", "9999"), title_key(entry)))
        for i, entry in enumerate(same):
            year = _plain_year(entry)
            entry.fields[PLAIN] = year
            entry.fields["year"] = year + (_letters(i) if len(same) > 1 else "")


def _letters(number: int) -> str:
    """0 is a, 25 is z, 26 is aa."""
    before, last = divmod(number, 26)
    return (_letters(before - 1) if before else "") + chr(ord("a") + last)


def _plain_year(entry: Entry) -> str:
    return str(entry.fields.get(PLAIN) or entry.fields.get("year", ""))


def _same_year(entry: Entry) -> tuple[str, str]:
    return (str(cited(entry, full=False)), _plain_year(entry))


def name_addresses(app: Sphinx, env: BuildEnvironment) -> None:
    """Give every source the address ``source-KEY``, wherever it is listed (event ``env-updated``).

    The extension's own ``bibtex_cite_id`` cannot: with several bibliographies it needs their position.
    """
    domain = cast("BibtexDomain", env.get_domain("cite"))
    for i, citation in enumerate(domain.citations):
        node = domain.bibliographies[citation.bibliography_key].citation_nodes[citation.key]
        node["ids"] = [f"source-{citation.key}"]
        domain.citations[i] = citation._replace(citation_id=node["ids"][0])


def setup(app: Sphinx) -> None:
    """Connect both to their events."""
    app.connect("builder-inited", tell_years_apart, priority=900)  # after the files are read
    app.connect("env-updated", name_addresses, priority=850)  # after the works are chosen
