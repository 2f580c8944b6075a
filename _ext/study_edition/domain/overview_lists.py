"""The lists of ``{overview}``, made once all documents have been read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..core.text.messages import N_, translate
from ..markup.linking import META, xref
from ..markup.overview import overview
from ..markup.passage import passage
from ..support.interface import own_words
from ..support.page_facts import EVENT
from .edition_domain import domain_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..core.model.edition import Edition
    from ..core.model.records import Paragraph
    from ..support.page_facts import Facts

_KEYS = 3
"""Number of terms shown for a paragraph without its précis."""


class FillOverviews(SphinxPostTransform):
    """Fill the lists of ``{overview}``."""

    default_priority = 6
    """Before references are resolved (10)."""

    def run(self, **kwargs: object) -> None:
        """Fill every list."""
        edition = domain_of(self.env).edition
        for node in list(self.document.findall(overview)):
            items = [
                self._item(edition, paragraph, precis=node["precis"])
                for paragraph in _listed(edition, node["page"])
            ]
            classes = [
                "edition-overview",
                "edition-overview-precis" if node["precis"] else "edition-overview-map",
            ]
            node.replace_self(nodes.bullet_list("", *items, classes=classes) if items else [])

    def _item(self, edition: Edition, paragraph: Paragraph, *, precis: bool) -> nodes.list_item:
        docname = self.env.current_document.docname
        number = nodes.paragraph(
            "",
            "",
            xref("para", str(paragraph.number), docname, str(paragraph.number)),
            classes=[META],
        )
        number["classes"].append("edition-overview-number")
        item = nodes.list_item("", number)
        if precis:
            item += nodes.paragraph("", paragraph.precis)
            for note in edition.notes_at.get(paragraph.id, ()):
                layer = edition.layers[note.layer]
                if layer.kind == "precis":
                    item += passage(
                        "", nodes.paragraph("", note.text), classes=["kind-precis"], lang=layer.lang
                    )
        comma = own_words(N_(", "), edition.language)
        quoted = translate(N_("“{lemma}”"), edition.language)
        keys: list[nodes.Node] = []
        for term in edition.terms_in(paragraph.id, paragraph.links)[: None if precis else _KEYS]:
            keys += [comma.copy(), xref("term", term, docname)]
        if not keys and not precis:
            lemmas = [note.lemma for note in edition.notes_at.get(paragraph.id, ()) if note.lemma]
            keys = [
                part
                for lemma in lemmas[:2]
                for part in (comma.copy(), nodes.Text(quoted.format(lemma=lemma)))
            ]
        item += nodes.paragraph("", "", *keys[1:], classes=[META, "edition-overview-keys"])
        return item


def page_facts(app: Sphinx, env: BuildEnvironment) -> Facts:
    """Yield everything that each list shows."""
    domain = domain_of(env)
    for docname, records in domain.docs.items():
        for page in records.overviews:
            yield docname, [_shown(domain.edition, p) for p in _listed(domain.edition, page)]


def _shown(edition: Edition, paragraph: Paragraph) -> object:
    notes = edition.notes_at.get(paragraph.id, ())
    terms = edition.terms_in(paragraph.id, paragraph.links)
    return (paragraph, terms, [(note.layer, note.lemma, note.text) for note in notes])


def _listed(edition: Edition, page: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a page, or of all pages if its name is empty."""
    return (p for p in edition.paragraphs.values() if page in {"", p.docname})


def load_styles(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load the style sheet on pages with such a list (event ``html-page-context``)."""
    if doctree is not None and any(
        "edition-overview" in node["classes"] for node in doctree.findall(nodes.bullet_list)
    ):
        app.add_css_file("overview.css")


def setup(app: Sphinx) -> None:
    """Register transform, styles and facts."""
    app.add_post_transform(FillOverviews)
    app.connect("html-page-context", load_styles)
    app.connect(EVENT, page_facts)
