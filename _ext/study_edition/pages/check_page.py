"""``check.html``: checks an essay's references to paragraphs, in the browser alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..builds.output_cache import is_page_current, output
from ..core.citation.citation_records import read_essay
from ..core.model.problems import Subtype
from ..core.text.messages import translate
from ..domain.edition_domain import domain_of
from ..domain.ledger_file import RETIRED_PAGE
from ..support.config import EditionConfig
from ..support.files import write_script
from ..support.html_builders import remove_page, writes_pages
from .generated_links import page_resolver
from .retired import retirement_notices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

    from ..core.model.edition import Edition

PAGE = "check"
DATA = "check-data.js"
_LONGEST_JAPANESE = 44
"""Characters shown of a précis in Japanese."""
_LONGEST_OTHER = 90
"""Characters shown of a précis in another language."""
MESSAGES = (Subtype.UNKNOWN_PARAGRAPH, Subtype.FALLING_LOCUS, Subtype.PAGE_LOCUS)
"""The messages that the page shares with the command ``edition verify``."""


def has_page(app: Sphinx) -> bool:
    """Return whether this build has the page: it has paragraphs and no document of that name."""
    return (
        writes_pages(app)
        and PAGE not in app.env.found_docs
        and bool(domain_of(app.env).edition.paragraphs)
    )


def collect_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page (event ``html-collect-pages``)."""
    if not is_page_current(app, PAGE) and has_page(app):
        edition = domain_of(app.env).edition
        number = max(p.number for p in edition.paragraphs.values())
        context = {"edition_known": edition.known_range(), "edition_example": number}
        yield PAGE, context, "check.html"


def add_files(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add scripts and style sheets to the page (event ``html-page-context``)."""
    if templatename == "check.html":
        app.add_css_file("check.css")
        app.add_js_file("check.js", loading_method="defer")


@output("check", DATA)
def write_data(app: Sphinx) -> None:
    """Write the data of the page, or delete an earlier build's files (event ``build-finished``)."""
    path = Path(app.outdir) / DATA
    if has_page(app):
        write_script(path, "editionCheckData", check_data(app))
    else:
        path.unlink(missing_ok=True)
        remove_page(app, PAGE)


def check_data(app: Sphinx) -> dict[str, Any]:
    """Return the data of the page; every address is from the root of the output.

    ``known``: the numbers in use, for readers.
    ``languages``: the edition's, and that of the translated précis (empty if there are none).
    ``pages``: ``[address, [[number, beginning of its précis, and of the translated précis], …]]``.
    ``retired``: ``[number, address, sentence in Japanese, in English, reason, successors]``, where
    a successor is ``[address, name in Japanese, name in English]``.
    ``messages``: label of a problem to its message in both languages.
    ``names``, ``year``, ``titles``: see :func:`_essay`.
    """
    edition = domain_of(app.env).edition
    language = app.config.language
    pages: dict[str, list[list[Any]]] = {}
    other = ""
    for p in edition.paragraphs.values():
        lang, precis = _translated_precis(edition, p.id, language)
        other = other or lang
        own = [p.number, first_words(p.precis, language), first_words(precis, lang)]
        pages.setdefault(app.builder.get_target_uri(p.docname), []).append(own)
    return {
        "known": edition.known_range(),
        "languages": [language, other],
        "pages": list(pages.items()),
        "retired": [
            [
                notice.number,
                f"{app.builder.get_target_uri(RETIRED_PAGE)}#{notice.id}",
                *notice.sentence,
                notice.reason,
                notice.successors,
            ]
            for notice in retirement_notices(app)
            if notice.number
        ],
        "messages": {
            subtype.label: [translate(subtype.value, language), subtype.value]
            for subtype in MESSAGES
        },
        **_essay(app),
    }


def _essay(app: Sphinx) -> dict[str, Any]:
    """Return what identifies the essay before a page number: its author and year, or a title."""
    config = EditionConfig.of(app.config)
    if not config.essay:
        return {"names": [], "year": "", "titles": []}
    essay = read_essay(config.essay)
    names = {essay.author.family, essay.author.native, essay.author.native_family}
    titles = {essay.title.own, essay.title.short, config.title.get("own", "")}
    return {"names": sorted(names - {""}), "year": essay.date[:4], "titles": sorted(titles - {""})}


def _translated_precis(edition: Edition, paragraph: str, language: str) -> tuple[str, str]:
    """Return language and text of a précis in another language; empty if there is none."""
    notes = ((edition.layers[n.layer], n.text) for n in edition.notes_at.get(paragraph, ()))
    return next(
        (
            (layer.lang, text)
            for layer, text in notes
            if layer.kind == "precis" and layer.lang != language
        ),
        ("", ""),
    )


def first_words(text: str, language: str) -> str:
    """Return the beginning of a text, cut between words except in Japanese."""
    is_japanese = language.startswith("ja")
    limit = _LONGEST_JAPANESE if is_japanese else _LONGEST_OTHER
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    whole_words = "" if is_japanese else text[: limit + 1].rpartition(" ")[0]
    return (whole_words or text[:limit]).rstrip("、。，．,.;:； ") + "…"


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("html-collect-pages", collect_page)
    # priority: before handlers that replace Sphinx's list of scripts by one of their own
    app.connect("html-page-context", add_files, priority=400)
    app.connect("missing-reference", page_resolver(PAGE, has_page))
    app.connect("build-finished", write_data)
