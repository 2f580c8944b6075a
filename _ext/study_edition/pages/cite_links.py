"""The link “Cite” of each paragraph, note and term, and the data of the dialog it opens.

The link leads to a page with the citations (``cite/18.html``, ``cite/note-….html``,
``cite/term-….html``), so it works without JavaScript. With it, ``edition-ways.js`` loads the dialog
on first use, and the dialog loads ``_cite/PAGE.js``, which is written with the page. Without
``edition_essay`` in ``conf.py`` there are no links.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from ..core.model.locus import Locus, format_locus, paragraph_number
from ..core.text.messages import N_, SOURCE_LANGUAGE, interface_languages, translate
from ..domain.edition_domain import domain_of
from ..html.page_data import data_file, data_remover, write_page_data
from ..markup.card_marks import leave_out_of_cards
from ..markup.notes import edition_note
from ..markup.paragraphs import paragraph_row
from ..markup.terms import term_entry
from ..support.html_builders import HTML_BUILDERS, writes_pages
from .cite_targets import edition_record, note_target, term_target

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from ..core.model.edition import Edition
    from ..core.model.records import Note

PAGES_FOLDER = "cite"
DATA_FOLDER = "_cite"


class cite_link(nodes.Element):
    """A link to the citations of ``target`` (``p18``, ``note-…``, ``term-…``).

    ``label`` is its accessible name in Japanese and English, ``english`` in English alone.
    """


class AddCiteLinks(SphinxPostTransform):
    """Add the links to rows, notes and terms."""

    default_priority = 7
    """After the transform that makes the rows (4)."""

    builders = HTML_BUILDERS

    def run(self, **kwargs: object) -> None:
        """Add the links, if the edition has a record of the essay."""
        if edition_record(self.app) is None:
            return
        edition = domain_of(self.env).edition
        for node in list(
            self.document.findall(
                lambda node: isinstance(node, (paragraph_row, edition_note, term_entry))
            )
        ):
            if isinstance(node, paragraph_row):
                node.insert(0, _cite_link(edition, f"p{node['number']}"))
            elif isinstance(node, term_entry) and node["name"] in edition.terms:
                link = _cite_link(edition, f"term-{node['name']}")
                next(node.findall(nodes.term)).extend([nodes.Text("　"), link])
            elif (
                isinstance(node, edition_note)
                and (note := edition.notes.get(node["ids"][0]))
                and is_cited_separately(self.app, note)
            ):
                node.insert(0, _cite_link(edition, note.id))


def target_names(edition: Edition, target: str) -> tuple[str, str]:
    """Return what a paragraph, note or term is called in the edition's language and in English.

    :param target: its id: ``p18``, ``note-…`` or ``term-…``.
    """
    return _target_name(edition, target, edition.language), _target_name(edition, target, "en")


def _target_name(edition: Edition, target: str, lang: str) -> str:
    if target.startswith("p"):
        return format_locus(Locus.single(int(target[1:])), lang)
    if note := edition.notes.get(target):
        message = N_("note “{lemma}”, {where}") if note.lemma else N_("note to {where}")
        return translate(message, lang).format(
            lemma=note.lemma, where=format_locus(note.locus, lang)
        )
    term = edition.terms[target.removeprefix("term-")]
    headword = term.english or term.headword if lang.startswith("en") else term.headword
    return translate(N_("“{headword}”"), lang).format(headword=headword)


def is_cited_separately(app: Sphinx, note: Note) -> bool:
    """Return whether a note has a citation of its own.

    A précis of the editors has none: the citations of its paragraph include it.
    """
    return (
        domain_of(app.env).edition.layers[note.layer].kind != "precis"
        or note_target(app, note).author is not None
    )


def link_label(own: str, english: str, language: str) -> str:
    """Return the label of the link to the citations of something with these names."""
    words = {language: own, SOURCE_LANGUAGE: english}
    return " ".join(
        translate(N_("Cite {name}"), lang).format(name=words.get(lang, own))
        for lang in interface_languages(language)
    )


def _cite_link(edition: Edition, target: str) -> cite_link:
    own, english = target_names(edition, target)
    label = link_label(own, english, edition.language)
    return cite_link("", target=target, label=label)


def cite_page_path(target: str) -> str:
    """Return the path of the page with the citations of a target, from the root of the output."""
    return f"{PAGES_FOLDER}/{target[1:] if target[1:].isdecimal() else target}.html"


def visit_link(self: HTML5Translator, node: cite_link) -> None:
    """Write the link, which no hover card includes."""
    here = self.builder.get_target_uri(self.builder.current_docname)
    shown, label = translate(N_("Cite"), self.config.language), node["label"]
    href = escape(relative_uri(here, cite_page_path(node["target"])))
    name = f'aria-label="{escape(label)}" title="{escape(label)}"'
    with leave_out_of_cards(self):
        self.body.append(f'<a class="edition-cite" href="{href}" {name}>{shown}</a>')
    raise nodes.SkipNode


def write_data(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Write the data of notes and terms, or delete the file (event ``html-page-context``)."""
    if doctree is None or not writes_pages(app):
        return
    targets = [node["target"] for node in doctree.findall(cite_link)]
    data = {
        target: _citation_data(app, target) for target in targets if not paragraph_number(target)
    }
    if data:
        uri = app.builder.get_target_uri(pagename)
        write_page_data(app, DATA_FOLDER, pagename, "editionCited", uri, data)
    else:
        data_file(app, DATA_FOLDER, pagename).unlink(missing_ok=True)


def _citation_data(app: Sphinx, target: str) -> list[str]:
    """Return locus, title, title in English and layer of a note or term; empty if without."""
    edition = domain_of(app.env).edition
    if note := edition.notes.get(target):
        return [
            str(note.locus),
            note.lemma,
            "",
            note.layer if note_target(app, note).author else "",
        ]
    title = term_target(app, edition.terms[target.removeprefix("term-")]).title
    return ["", title.own, title.english, ""] if title else [""] * 4


def setup(app: Sphinx) -> None:
    """Register node, transform and events."""
    app.add_node(cite_link, html=(visit_link, None))
    app.add_post_transform(AddCiteLinks)
    app.connect("html-page-context", write_data)
    app.connect("env-get-outdated", data_remover(DATA_FOLDER))
