"""The link 「引用」 at each paragraph, note and term, and what the dialog behind it must know of the notes and terms of a page.

The link leads to a page of its own (``cite/18.html``, ``cite/note-….html``, ``cite/term-….html``), so it works without script; with
it, ``edition-ways.js`` loads the dialog when it is first used, and the dialog loads ``_cite/PAGE.js``, written with the page.
Without ``edition_essay`` in ``conf.py`` there is none of this.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from ..core.model.locus import Locus, format_locus, paragraph_number
from ..domain.edition_domain import domain_of
from ..html.hover_cards import page_path
from ..markup.card_marks import leave_out_of_cards
from ..markup.notes import edition_note
from ..markup.paragraphs import paragraph_row
from ..markup.terms import term_entry
from ..support.files import write_if_changed
from ..support.html_builders import HTML_BUILDERS, writes_pages
from .cite_targets import edition_record, note_target, term_target

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from ..core.model.edition import Edition
    from ..core.model.records import Note

PAGES = "cite"
DATA = "_cite"


class cite_link(nodes.Element):
    """The link by which ``target`` (``p18``, ``note-…``, ``term-…``) is cited; ``label`` is what the link is called."""


class AddCiteLinks(SphinxPostTransform):
    """Add the links to rows, notes and terms."""

    default_priority = 7
    """After the rows are made (4)."""

    builders = HTML_BUILDERS

    def run(self, **kwargs: object) -> None:
        """Add them."""
        if edition_record(self.app) is None:
            return
        edition = domain_of(self.env).edition
        for node in list(
            self.document.findall(
                lambda node: isinstance(node, (paragraph_row, edition_note, term_entry))
            )
        ):
            if isinstance(node, paragraph_row):
                node.insert(0, _link(edition, f"p{node['number']}"))
            elif isinstance(node, term_entry) and node["name"] in edition.terms:
                link = _link(edition, f"term-{node['name']}")
                node.next_node(nodes.term).extend([nodes.Text("　"), link])
            elif (
                isinstance(node, edition_note)
                and (note := edition.notes.get(node["ids"][0]))
                and has_link(self.app, note)
            ):
                node.insert(0, _link(edition, note.id))


def named(edition: Edition, name: str) -> tuple[str, str]:
    """What a paragraph, note or term is called in Japanese and in English."""
    if name.startswith("p"):
        locus = Locus.single(int(name[1:]))
        own, english = format_locus(locus), format_locus(locus, "en")
    elif note := edition.notes.get(name):
        own, english = format_locus(note.locus), format_locus(note.locus, "en")
        own, english = (
            (f"注「{note.lemma}」（{own}）", f"note “{note.lemma}”, {english}")
            if note.lemma
            else (f"{own}への注", f"note to {english}")
        )
    else:
        term = edition.terms[name.removeprefix("term-")]
        own, english = f"用語「{term.headword}」", f"“{term.english or term.headword}”"
    return own, english


def has_link(app: Sphinx, note: Note) -> bool:
    """Whether a note is cited by itself. The editors' own précis is cited by its paragraph, which has a link already."""
    return (
        domain_of(app.env).edition.layers[note.layer].kind != "precis"
        or note_target(app, note).author is not None
    )


def label_of(own: str, english: str) -> str:
    """What the link to the citation of a thing of these names is called."""
    return f"{own}を引用 Cite {english}"


def _link(edition: Edition, name: str) -> cite_link:
    own, english = named(edition, name)
    return cite_link("", target=name, label=label_of(own, english), english=f"Cite {english}")


def page_of(name: str) -> str:
    """Where the static citation of a paragraph, note or term stands, from the root of the output."""
    return f"{PAGES}/{name[1:] if name[1:].isdecimal() else name}.html"


def visit_link(self: HTML5Translator, node: cite_link) -> None:
    """Write the link; it belongs to no card."""
    here = self.builder.get_target_uri(self.builder.current_docname)
    shown, label = (
        ("引用", node["label"])
        if self.config.language.startswith("ja")
        else ("Cite", node["english"])
    )
    href, label = escape(relative_uri(here, page_of(node["target"]))), escape(label)
    with leave_out_of_cards(self):
        self.body.append(
            f'<a class="edition-cite" href="{href}" aria-label="{label}" title="{label}">{shown}</a>'
        )
    raise nodes.SkipNode


def write_data(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Write what the page's notes and terms are cited by (event ``html-page-context``)."""
    if doctree is None or not writes_pages(app):
        return
    targets = [node["target"] for node in doctree.findall(cite_link)]
    cited = [name for name in targets if not paragraph_number(name)]
    path = data_file(app, pagename)
    if cited:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(
            {name: _facts(app, name) for name in cited}, ensure_ascii=False, separators=(",", ":")
        )
        page, uri = (
            json.dumps(page_path(app, pagename)),
            json.dumps(app.builder.get_target_uri(pagename)),
        )
        write_if_changed(path, f"editionCited({page},{uri},{text})\n")
    else:
        path.unlink(missing_ok=True)


def _facts(app: Sphinx, name: str) -> list[str]:
    """Locus, title, its English form and layer of a note; those of a term are its headword's."""
    edition = domain_of(app.env).edition
    if note := edition.notes.get(name):
        return [
            str(note.locus),
            note.lemma,
            "",
            note.layer if note_target(app, note).author else "",
        ]
    title = term_target(app, edition.terms[name.removeprefix("term-")]).title
    return ["", title.own, title.english, ""] if title else [""] * 4


def data_file(app: Sphinx, pagename: str) -> Path:
    """The file with the facts of a page."""
    return Path(app.outdir) / DATA / f"{page_path(app, pagename)}.js"


def remove_stale(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Delete the facts of documents that are gone (event ``env-get-outdated``)."""
    if writes_pages(app):
        for docname in removed:
            data_file(app, docname).unlink(missing_ok=True)
    return []


def setup(app: Sphinx) -> None:
    """Register node, transform and events."""
    app.add_node(cite_link, html=(visit_link, None))
    app.add_post_transform(AddCiteLinks)
    app.connect("html-page-context", write_data)
    app.connect("env-get-outdated", remove_stale)
