"""``my-text.html``: a reader who has the essay lays it over the précis, in the browser alone (``static/text*.js``).

The page recognises the text by the record of the witness and holds it in the browser; the text pages then show each paragraph in
its row. What the scripts must know of the edition is in two files that are loaded only where a text is held or given:
``_text/record.js`` (what it is recognised by) and ``_text/words.js`` (lemmas, terms and readings, to be marked in it).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..core.text.old_forms import OLD_FORMS
from ..core.witness.witness_record import format_record
from ..domain.edition_domain import domain_of
from ..markup.linking import META
from ..markup.paragraphs import paragraph_row
from ..support.config import EditionConfig
from ..support.files import write_if_changed
from ..support.html_builders import HTML_BUILDERS, writes_pages
from ..support.page_facts import EVENT, EVERY_PAGE
from .generated_links import leads_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..core.model.edition import Edition
    from ..support.page_facts import Facts

PAGE = "my-text"
TEMPLATE = "my-text.html"
DATA = "_text"
FILES = {"record.js": "editionTextRecord", "words.js": "editionTextMarks"}
"""Each file of data, and the function of ``static/text.js`` that takes it."""


def has_page(app: Sphinx) -> bool:
    """Whether this build has the page: there is a record to recognise paragraphs by, and the text is not in the build already."""
    return (
        writes_pages(app)
        and PAGE not in app.env.found_docs
        and not EditionConfig.of(app.config).private
        and bool(domain_of(app.env).witness.fingerprints)
    )


class AddControl(SphinxPostTransform):
    """Adds 「本文を持っている」 to the line under the title of a page with paragraphs."""

    default_priority = 5
    """After the rows and the legend are made (4)."""

    builders = HTML_BUILDERS

    def run(self, **kwargs: object) -> None:
        """Add it."""
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
        own = (nodes.Text("本文を持っている "),) if self.config.language.startswith("ja") else ()
        words = (*own, nodes.inline("", "I have the text", lang="en"))
        legend += [
            nodes.Text(" "),
            nodes.reference("", "", *words, refuri=uri, internal=True, classes=["edition-have"]),
        ]


def collect_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page (event ``html-collect-pages``)."""
    if has_page(app):
        yield PAGE, {"edition_paragraphs": len(domain_of(app.env).witness.fingerprints)}, TEMPLATE


def add_files(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the page its scripts and styles, which no other has (event ``html-page-context``)."""
    if templatename == TEMPLATE:
        for name in ("check.css", "text-page.css"):
            app.add_css_file(name)
        for name in ("text.js", "check-file.js", "text-page.js"):
            app.add_js_file(name, loading_method="defer")


def write_data(app: Sphinx, exception: Exception | None) -> None:
    """Write what the scripts must know, and remove what an earlier build left (event ``build-finished``)."""
    if exception or not writes_pages(app):
        return
    folder = Path(app.outdir) / DATA
    if has_page(app):
        folder.mkdir(exist_ok=True)
        for name, data in zip(FILES, (record_data(app), words_data(app)), strict=True):
            text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
            write_if_changed(folder / name, f"{FILES[name]}({text})\n")
        return
    for name in FILES:
        (folder / name).unlink(missing_ok=True)
    if folder.is_dir():
        folder.rmdir()
    if PAGE not in app.env.found_docs:
        builder: Any = app.builder
        Path(builder.get_outfilename(PAGE)).unlink(missing_ok=True)


def record_data(app: Sphinx) -> dict[str, Any]:
    """The record as it is tracked, and ``pages``: ``[address, [number, …]]`` of every page with paragraphs."""
    domain = domain_of(app.env)
    pages: dict[str, list[int]] = {}
    for p in domain.edition.paragraphs.values():
        pages.setdefault(app.builder.get_target_uri(p.docname), []).append(p.number)
    return {**json.loads(format_record(domain.witness)), "pages": list(pages.items())}


def words_data(app: Sphinx) -> dict[str, Any]:
    """What is marked in the text.

    ``lang``: the language of the essay. ``lemmas``: by paragraph, ``[lemma, id of the note]``, with its page before the id if it
    stands on another. ``terms``: ``[surface form, id]``; ``addresses``: id to address; ``skip``: ids that are not linked by themselves;
    ``skips``: the same for the paragraphs whose author has decided otherwise. ``readings``: word and its parts (``core/furigana.py``).
    ``oldForms``: old and new form by turns.
    """
    domain = domain_of(app.env)
    edition = domain.edition
    manual = {term.id for term in edition.terms.values() if term.manual}
    steered = {
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
        "skips": {key: sorted(names) for key, names in steered.items()},
        "readings": list(domain.readings.parts.items()),
        "oldForms": "".join(old + new for old, new in OLD_FORMS.items()),
    }


def _lemmas(app: Sphinx, edition: Edition, key: str) -> Iterator[tuple[str, str]]:
    here = edition.paragraphs[key].docname
    for note in (*edition.notes_at.get(key, ()), *edition.echoes_at.get(key, ())):
        if note.lemma:
            there = edition.page_of(note)
            yield (
                note.lemma,
                note.id if there == here else f"{app.builder.get_target_uri(there)}#{note.id}",
            )


def page_facts(app: Sphinx, env: BuildEnvironment) -> Facts:
    """Yield whether there is a record, and so a link to the page on every text page."""
    yield EVERY_PAGE, bool(domain_of(env).witness.fingerprints)


def setup(app: Sphinx) -> None:
    """Register the transform and connect the events."""
    app.connect(EVENT, page_facts)
    app.add_post_transform(AddControl)
    app.connect("html-collect-pages", collect_page)
    app.connect("html-page-context", add_files, priority=400)  # as the page that checks essays
    app.connect("missing-reference", leads_to(PAGE, has_page))
    app.connect("build-finished", write_data)
