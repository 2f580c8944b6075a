"""``check.html``: a student pastes an essay and sees where each of its references to paragraphs leads. The browser does it all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..builds.output_cache import is_page_current, output
from ..core.citation.citation_records import read_essay
from ..core.model.problems import Subtype
from ..domain.edition_domain import domain_of
from ..domain.ledger_file import RETIRED_PAGE
from ..support.config import EditionConfig
from ..support.files import write_if_changed
from ..support.html_builders import writes_pages
from .generated_links import leads_to
from .retired import retirements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

    from ..core.model.edition import Edition

PAGE = "check"
DATA = "check-data.js"
FIRST_WORDS = {True: 44, False: 90}
"""Characters shown of a précis: in Japanese, and in other languages."""
MESSAGES = (Subtype.UNKNOWN_PARAGRAPH, Subtype.FALLING_LOCUS, Subtype.PAGE_LOCUS)
"""What the page says in the words of the command."""


def has_page(app: Sphinx) -> bool:
    """Whether this build has the page: there are paragraphs to refer to, and no document takes its name."""
    return (
        writes_pages(app)
        and PAGE not in app.env.found_docs
        and bool(domain_of(app.env).edition.paragraphs)
    )


def collect_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page (event ``html-collect-pages``)."""
    if not is_page_current(app, PAGE) and has_page(app):
        edition = domain_of(app.env).edition
        number = max(p.number for p in edition.paragraphs.values())
        yield (
            PAGE,
            {"edition_known": edition.known_range(), "edition_example": number},
            "check.html",
        )


def add_files(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the page its scripts and its style, which no other has (event ``html-page-context``)."""
    if templatename == "check.html":
        app.add_css_file("check.css")
        for name in ("loci.js", "check-find.js", "check-file.js", "check.js"):
            app.add_js_file(name, loading_method="defer")


@output("check", DATA)
def write_data(app: Sphinx) -> None:
    """Write what the page compares with, and remove what an earlier build left (event ``build-finished``)."""
    path = Path(app.outdir) / DATA
    if has_page(app):
        data = json.dumps(check_data(app), ensure_ascii=False, separators=(",", ":"))
        write_if_changed(path, f"editionCheckData({data})\n")
        return
    path.unlink(missing_ok=True)
    if PAGE not in app.env.found_docs:
        builder: Any = app.builder
        Path(builder.get_outfilename(PAGE)).unlink(missing_ok=True)


def check_data(app: Sphinx) -> dict[str, Any]:
    """What the page compares with, as plain data; every address is from the root of the output.

    ``pages``: ``[address, [[number, first words of its précis, the same in the other language], …]]``.
    ``retired``: ``[number, address, when (Japanese, English), reason, [[address, Japanese, English], …]]``.
    """
    edition = domain_of(app.env).edition
    language = app.config.language
    pages: dict[str, list[list[Any]]] = {}
    other = ""
    for p in edition.paragraphs.values():
        lang, precis = _other_precis(edition, p.id, language)
        other = other or lang
        own = [p.number, first_words(p.precis, language), first_words(precis, lang)]
        pages.setdefault(app.builder.get_target_uri(p.docname), []).append(own)
    return {
        "known": edition.known_range(),
        "languages": [language, other],
        "pages": list(pages.items()),
        "retired": [
            [
                told.number,
                f"{app.builder.get_target_uri(RETIRED_PAGE)}#{told.id}",
                *told.when,
                told.reason,
                told.successors,
            ]
            for told in retirements(app)
            if told.number
        ],
        "messages": {subtype.label: subtype.value for subtype in MESSAGES},
        **_essay(app),
    }


def _essay(app: Sphinx) -> dict[str, Any]:
    """By what a page is known to be one of the essay: its author's names with its year, or a title."""
    config = EditionConfig.of(app.config)
    if not config.essay:
        return {"names": [], "year": "", "titles": []}
    essay = read_essay(config.essay)
    names = {essay.author.family, essay.author.native, essay.author.native_family}
    titles = {essay.title.own, essay.title.short, config.title.get("own", "")}
    return {"names": sorted(names - {""}), "year": essay.date[:4], "titles": sorted(titles - {""})}


def _other_precis(edition: Edition, paragraph: str, language: str) -> tuple[str, str]:
    """The précis that a layer gives of a paragraph in another language, after that language; empty where there is none."""
    given = ((edition.layers[n.layer], n.text) for n in edition.notes_at.get(paragraph, ()))
    return next(
        (
            (layer.lang, text)
            for layer, text in given
            if layer.kind == "precis" and layer.lang != language
        ),
        ("", ""),
    )


def first_words(text: str, language: str) -> str:
    """The beginning of a text, enough to know it by; no word is cut where words are parted by spaces."""
    limit = FIRST_WORDS[language.startswith("ja")]
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = (
        text[:limit]
        if language.startswith("ja")
        else text[: limit + 1].rpartition(" ")[0] or text[:limit]
    )
    return cut.rstrip("、。，．,.;:； ") + "…"


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("html-collect-pages", collect_page)
    app.connect(
        "html-page-context", add_files, priority=400
    )  # before others put a list of their own in the place of Sphinx's
    app.connect("missing-reference", leads_to(PAGE, has_page))
    app.connect("build-finished", write_data)
