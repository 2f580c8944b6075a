"""``my-text.html``: a reader adds a copy of the essay to the pages, in the browser alone.

The page recognises the paragraphs of the copy by the record of the witness and keeps them in the
browser; the text pages then show each in its row. The scripts (``static/text*.js``) load data of
the edition only when there is a copy: ``_text/record.js`` (the record of the witness) and
``_text/words.js`` (lemmas, terms and readings to mark in the text).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..core.text.messages import N_
from ..core.text.old_forms import OLD_FORMS
from ..core.witness.witness_record import format_record
from ..domain.edition_domain import domain_of
from ..markup.linking import META
from ..markup.paragraphs import paragraph_row
from ..support.config import EditionConfig
from ..support.files import write_script
from ..support.html_builders import HTML_BUILDERS, remove_page, writes_pages
from ..support.interface import bilingual
from ..support.page_facts import EVENT, EVERY_PAGE
from .generated_links import page_resolver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..core.model.edition import Edition
    from ..support.page_facts import Facts

PAGE = "my-text"
TEMPLATE = "my-text.html"
FOLDER = "_text"
FILES = ("record.js", "words.js")


def has_page(app: Sphinx) -> bool:
    """Return whether this build has the page.

    It needs fingerprints of paragraphs; a private build has the text already.
    """
    return (
        writes_pages(app)
        and PAGE not in app.env.found_docs
        and not EditionConfig.of(app.config).private
        and bool(domain_of(app.env).witness.fingerprints)
    )


class LinkMyText(SphinxPostTransform):
    """Add the link “I have the text” to the legend of text pages."""

    default_priority = 5
    """After the transforms that make the rows and the legend (4)."""

    builders = HTML_BUILDERS

    def run(self, **kwargs: object) -> None:
        """Add the link, and the legend if there is none."""
        row = self.document.next_node(paragraph_row)
        if row is None or not has_page(self.app):
            return
        legend = next(
            (p for p in self.document.findall(nodes.paragraph) if "edition-legend" in p["classes"]),
            None,
        )
        if legend is None:
            legend = nodes.paragraph("", "", classes=[META, "edition-legend"])
            row.parent.insert(row.parent.index(row), legend)
        uri = self.app.builder.get_relative_uri(self.env.current_document.docname, PAGE)
        text = bilingual(N_("I have the text"), self.config.language)
        legend += [
            nodes.Text(" "),
            nodes.reference("", "", *text, refuri=uri, internal=True, classes=["edition-have"]),
        ]


def collect_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page (event ``html-collect-pages``)."""
    if has_page(app):
        yield PAGE, {"edition_paragraphs": len(domain_of(app.env).witness.fingerprints)}, TEMPLATE


def add_files(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add scripts and style sheets to the page (event ``html-page-context``)."""
    if templatename == TEMPLATE:
        app.add_css_file("text-page.css")
        app.add_js_file("text-page.js", loading_method="defer")


def write_data(app: Sphinx, exception: Exception | None) -> None:
    """Write the data, or delete what an earlier build wrote (event ``build-finished``)."""
    if exception or not writes_pages(app):
        return
    folder = Path(app.outdir) / FOLDER
    record, words = (folder / name for name in FILES)
    if has_page(app):
        write_script(record, "editionTextRecord", record_data(app))
        write_script(words, "editionTextMarks", marks_data(app))
        return
    record.unlink(missing_ok=True)
    words.unlink(missing_ok=True)
    if folder.is_dir():
        folder.rmdir()
    remove_page(app, PAGE)


def record_data(app: Sphinx) -> dict[str, Any]:
    """Return the record of the witness, and ``pages``: ``[address, numbers of paragraphs]``."""
    domain = domain_of(app.env)
    pages: dict[str, list[int]] = {}
    for p in domain.edition.paragraphs.values():
        pages.setdefault(app.builder.get_target_uri(p.docname), []).append(p.number)
    return {**json.loads(format_record(domain.witness)), "pages": list(pages.items())}


def marks_data(app: Sphinx) -> dict[str, Any]:
    """Return what the scripts mark in the text.

    ``lang``: the language of the essay.
    ``lemmas``: paragraph to ``[lemma, id of the note]``; the address instead of the id if the note
    is on another page.
    ``terms``: ``[surface form, id]``.
    ``addresses``: id of a term to its address.
    ``skip``: ids of terms that are not linked automatically.
    ``skips``: the same for each paragraph whose author has forbidden or forced links.
    ``readings``: ``[word, parts]`` (:mod:`study_edition.core.text.furigana`).
    ``oldForms``: a string in which each old form of a character is followed by the new one.
    """
    domain = domain_of(app.env)
    edition = domain.edition
    manual = {term.id for term in edition.terms.values() if term.manual}
    exceptions = {
        p.id: (manual | p.links.forbid) - p.links.force
        for p in edition.paragraphs.values()
        if p.links.forbid or p.links.force
    }
    return {
        "lang": EditionConfig.of(app.config).essay.get("language") or app.config.language,
        "lemmas": {
            key: lemmas
            for key in edition.paragraphs
            if (lemmas := list(_lemmas(app, edition, key)))
        },
        "terms": list(edition.forms.items()),
        "addresses": {
            t.id: f"{app.builder.get_target_uri(t.docname)}#term-{t.id}"
            for t in edition.terms.values()
        },
        "skip": sorted(manual),
        "skips": {key: sorted(names) for key, names in exceptions.items()},
        "readings": list(domain.readings.parts.items()),
        "oldForms": "".join(old + new for old, new in OLD_FORMS.items()),
    }


def _lemmas(app: Sphinx, edition: Edition, key: str) -> Iterator[tuple[str, str]]:
    """Yield lemma and note, as in :func:`marks_data`, for a paragraph."""
    here = edition.paragraphs[key].docname
    for note in (*edition.notes_at.get(key, ()), *edition.echoes_at.get(key, ())):
        if note.lemma:
            there = edition.page_of(note)
            yield (
                note.lemma,
                note.id if there == here else f"{app.builder.get_target_uri(there)}#{note.id}",
            )


def page_facts(app: Sphinx, env: BuildEnvironment) -> Facts:
    """Yield whether there is a record, and thus a link on every text page."""
    yield EVERY_PAGE, bool(domain_of(env).witness.fingerprints)


def setup(app: Sphinx) -> None:
    """Register the transform and connect the events."""
    app.connect(EVENT, page_facts)
    app.add_post_transform(LinkMyText)
    app.connect("html-collect-pages", collect_page)
    # priority: before handlers that replace Sphinx's list of scripts by one of their own
    app.connect("html-page-context", add_files, priority=400)
    app.connect("missing-reference", page_resolver(PAGE, has_page))
    app.connect("build-finished", write_data)
