"""Check the bibliography files before they are used, and citations for unknown keys."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pybtex.database import parse_file
from pybtex.exceptions import PybtexError
from sphinx import addnodes
from sphinx.errors import SphinxError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from ..core.model.front_matter import is_id
from ..core.model.problems import Subtype, did_you_mean
from ..core.text.url_schemes import refused_scheme
from ..support.cli_text import reason
from ..support.reporting import warn
from .citation_domain import bibtex_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
"""An ISO date: a year, a month or a day."""


def check_bib_files(app: Sphinx, config: Config) -> None:
    """Report what is wrong with the bibliography files, one line each (event ``config-inited``).

    :raises SphinxError: if a file cannot be read at all; sphinxcontrib-bibtex would crash on it.
    """
    names = config.bibtex_bibfiles or ()
    if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
        raise SphinxError(
            Subtype.BAD_SETTING.message(
                {"key": "bibtex_bibfiles", "value": names, "choices": '["references.bib"]'}
            )
        )
    for name in names:
        path = Path(app.confdir) / name
        try:
            text = path.read_text("utf-8-sig")
            entries = parse_file(str(path), encoding="utf-8-sig").entries
        except (PybtexError, UnicodeDecodeError, OSError, RecursionError) as error:
            detail = reason(error) if isinstance(error, OSError) else " ".join(str(error).split())
            raise SphinxError(
                Subtype.BAD_BIBLIOGRAPHY.message({"path": name, "detail": detail})
            ) from error
        for key, entry in entries.items():
            location = f"{path}:{text[: text.find(f'{{{key},')].count(chr(10)) + 1}"
            url = entry.fields.get("url", "")
            if scheme := refused_scheme(url):
                warn(Subtype.ADDRESS_REFUSED, location, scheme=scheme, address=url[:60])
            if not is_id(key):
                warn(Subtype.BAD_SOURCE_KEY, location, id=key)
            date = entry.fields.get("date", "")
            if date and not DATE.fullmatch(date):
                warn(Subtype.BAD_DATE, location, date=date)


class ReportUnknownSources(SphinxPostTransform):
    """Reports cited keys that no bibliography file has, with the nearest known key."""

    default_priority = 9
    """Before references are resolved (10), and after notes are placed (4)."""

    def run(self, **kwargs: object) -> None:
        """Check every citation of the document."""
        known = bibtex_domain(self.env).bibdata.data.entries
        for citation in self.document.findall(addnodes.pending_xref):
            if citation.get("refdomain") == "cite":
                for target in parse_citation_targets(citation["reftarget"]):
                    if target.key not in known:
                        warn(
                            Subtype.UNKNOWN_SOURCE,
                            citation,
                            id=target.key,
                            hint=did_you_mean(target.key, known),
                        )


def setup(app: Sphinx) -> None:
    """Connect the event and register the transform."""
    app.connect("config-inited", check_bib_files)
    app.add_post_transform(ReportUnknownSources)
