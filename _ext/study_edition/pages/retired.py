"""``retired.html``: every retired id, with version, date, reason and successors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ..builds.output_cache import is_page_current, output
from ..core.model.ledger import current_successors
from ..core.model.locus import Locus, format_locus, paragraph_number
from ..core.text.messages import N_, SOURCE_LANGUAGE, translate
from ..domain.edition_domain import domain_of
from ..domain.ledger_file import RETIRED_PAGE
from ..markup.since import format_date
from ..support.html_builders import relative_address, remove_page, writes_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from ..core.model.edition import Edition


class RetirementNotice(NamedTuple):
    """What readers learn of a retired id; names and sentences are pairs of Japanese and English."""

    id: str
    kind: str
    number: int | None
    """The number of a paragraph."""
    name: tuple[str, str]
    sentence: tuple[str, str]
    """Says that the id is retired, and since which version and date."""
    reason: str
    successors: tuple[tuple[str, str, str], ...]
    """Address (from the root of the output), Japanese and English name of each successor."""


def retirement_notices(app: Sphinx) -> list[RetirementNotice]:
    """Return a notice of every retired id, in ledger order."""
    domain = domain_of(app.env)
    notices = []
    for entry, retired in domain.retired:
        name = _names(domain.edition, entry.id)
        ends = current_successors(domain.ledger, entry.id, domain.anchors)
        notices.append(
            RetirementNotice(
                entry.id,
                entry.kind,
                paragraph_number(entry.id),
                name,
                _sentence(name, retired.version, retired.date, app.config.language),
                retired.reason,
                tuple((_address(app, end), *_names(domain.edition, end)) for end in ends),
            )
        )
    return notices


def _sentence(names: tuple[str, str], version: str, date: str, language: str) -> tuple[str, str]:
    """Return what happened to an id, in the language of the edition and in English."""
    message = (
        N_("{name} was retired in version {version} ({date}).")
        if version
        else N_("{name} is retired from the next version on.")
    )
    own, english = (
        translate(message, lang).format(
            name=name, version=version, date=format_date(date, lang) or date
        )
        for name, lang in zip(names, (language, SOURCE_LANGUAGE), strict=True)
    )
    return own, english


def _names(edition: Edition, name: str) -> tuple[str, str]:
    """Return what an id is called in the edition's language and in English.

    An id that names nothing is returned itself.
    """
    lang = edition.language
    number = paragraph_number(name)
    if number is not None:
        locus = Locus.single(number)
        return format_locus(locus, lang), format_locus(locus, "en")
    entry = edition.find_key(name)
    return (entry.wording(lang), entry.wording("en")) if entry else (name, name)


def _address(app: Sphinx, name: str) -> str:
    """Return the address of an id of the edition, from the root of the output."""
    edition = domain_of(app.env).edition
    number = paragraph_number(name)
    if number is not None:
        return f"p/{number}.html"
    entry = edition.find_key(name)
    docname = edition.page_of(entry) if entry else app.config.root_doc
    return f"{app.builder.get_target_uri(docname)}#{name}"


def collect_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page, if an id is retired (event ``html-collect-pages``)."""
    if not writes_pages(app) or is_page_current(app, RETIRED_PAGE):
        return
    here = app.builder.get_target_uri(RETIRED_PAGE)
    notices = [
        notice._replace(
            successors=tuple(
                (relative_address(here, address), ja, en) for address, ja, en in notice.successors
            )
        )
        for notice in retirement_notices(app)
    ]
    if notices:
        context = {"edition_retired": notices, "edition_language": app.config.language}
        yield RETIRED_PAGE, context, "retired.html"


@output("retired", "retired")
def remove_old_page(app: Sphinx) -> None:
    """Delete the page of an earlier build if no id is retired (event ``build-finished``)."""
    if not retirement_notices(app):
        remove_page(app, RETIRED_PAGE)


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("html-collect-pages", collect_page)
    app.connect("build-finished", remove_old_page)
