"""``retired.html``: every id that was published and is in use no more, when and why, and where its matter is now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.util.osutil import relative_uri

from ..builds.output_cache import is_page_current, output
from ..core.model.ledger import living_ends
from ..core.model.locus import Locus, format_locus, paragraph_number
from ..domain.edition_domain import domain_of
from ..domain.ledger_file import RETIRED_PAGE
from ..markup.since import format_date
from ..support.html_builders import writes_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from ..core.model.edition import Edition


class Told(NamedTuple):
    """A retirement as a reader is told of it: names and sentences in Japanese and English."""

    id: str
    kind: str
    number: int | None
    """Of a paragraph."""
    name: tuple[str, str]
    when: tuple[str, str]
    """The sentence that it is retired, and since when."""
    reason: str
    successors: tuple[tuple[str, str, str], ...]
    """Address (relative to the root of the output) and names of each thing that has its matter now."""


def retirements(app: Sphinx) -> list[Told]:
    """Every retirement, in the ledger's order."""
    domain = domain_of(app.env)
    told = []
    for entry, retired in domain.retired:
        name = _names(domain.edition, entry.id)
        ends = living_ends(domain.ledger, entry.id, domain.anchors)
        told.append(
            Told(
                entry.id,
                entry.kind,
                paragraph_number(entry.id),
                name,
                _when(name, retired.version, retired.date),
                retired.reason,
                tuple((_address(app, end), *_names(domain.edition, end)) for end in ends),
            )
        )
    return told


def _when(name: tuple[str, str], version: str, date: str) -> tuple[str, str]:
    if not version:
        return (
            f"{name[0]}は、次の版から使わない。",
            f"{name[1]} is retired from the next version on.",
        )
    return (
        f"{name[0]}は、{version}版（{format_date(date)}）で引退した。",
        f"{name[1]} was retired in version {version} ({date}).",
    )


def _names(edition: Edition, name: str) -> tuple[str, str]:
    """Return what an id is called in Japanese and English; the id itself if it names nothing."""
    number = paragraph_number(name)
    if number is not None:
        locus = Locus.single(number)
        return format_locus(locus, "ja"), format_locus(locus, "en")
    entry = edition.find_key(name)
    return (entry.wording("ja"), entry.wording("en")) if entry else (name, name)


def _address(app: Sphinx, name: str) -> str:
    """Return the address of an id of the edition, from the root of the output."""
    edition = domain_of(app.env).edition
    number = paragraph_number(name)
    if number is not None:
        return f"p/{number}.html"
    entry = edition.find_key(name)
    docname = edition.page_of(entry) if entry else app.config.root_doc
    return f"{app.builder.get_target_uri(docname)}#{name}"


def relative(here: str, uri: str) -> str:
    """An address from the root of the output as an address from *here*; :func:`relative_uri` drops what follows ``#``."""
    path, mark, anchor = uri.partition("#")
    return relative_uri(here, path) + mark + anchor


def collect_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page, if anything is retired (event ``html-collect-pages``)."""
    found = retirements(app) if writes_pages(app) and not is_page_current(app, RETIRED_PAGE) else []
    if found:
        here = app.builder.get_target_uri(RETIRED_PAGE)
        shown = [
            told._replace(
                successors=tuple((relative(here, uri), *names) for uri, *names in told.successors)
            )
            for told in found
        ]
        yield (
            RETIRED_PAGE,
            {"edition_retired": shown, "edition_language": app.config.language},
            "retired.html",
        )


@output("retired", "retired")
def remove_page(app: Sphinx) -> None:
    """Delete the page of an earlier build when nothing is retired any more (event ``build-finished``)."""
    if RETIRED_PAGE not in app.env.found_docs and not retirements(app):
        builder: Any = app.builder
        Path(builder.get_outfilename(RETIRED_PAGE)).unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("html-collect-pages", collect_page)
    app.connect("build-finished", remove_page)
