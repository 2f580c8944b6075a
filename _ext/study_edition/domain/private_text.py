"""The private build: the edition with the reader's own copy of the essay, for the reader only.

Only ``edition build --private`` sets ``edition_private``. Each row then shows the paragraph of the
essay, with the lemmas of the notes marked and the précis folded below it. Every page carries a
notice for readers and a ``noindex`` for robots.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..core.text.messages import N_, interface_language
from ..core.witness.lemma_marks import cut_at_lemmas
from ..support.config import EditionConfig
from ..support.interface import bilingual, bilingual_html
from ..support.page_facts import EVENT
from .edition_domain import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from ..core.model.edition import Edition
    from ..markup.paragraphs import text_column
    from ..support.page_facts import Facts
    from ..witness.attached_text import AttachedText

NOTICE = N_("Private: it holds the essay’s text. Do not copy or pass it on.")
_ALTERED_NOTICE = N_("Not to the letter as recorded.")


class witness_text(nodes.container):
    """A paragraph of the reader's own copy.

    Its ``state`` is ``exact`` if it agrees with the witness record to the letter, else ``altered``.
    """


class precis_fold(nodes.container):
    """The précis of a paragraph whose text is shown."""


def show_text(
    column: text_column, paragraph: nodes.paragraph, edition: Edition, copy: AttachedText
) -> None:
    """Put the essay's text, if the copy has it, first in *column*, and fold the rest.

    The id of the paragraph moves to the text, so that links to the paragraph lead there.

    :param paragraph: the précis, which has the id.
    """
    key = f"p{column['number']}"
    text = copy.exact.get(key) or copy.altered.get(key)
    if not text:
        return
    state = "exact" if key in copy.exact else "altered"
    notes = (*edition.notes_at.get(key, ()), *edition.echoes_at.get(key, ()))
    own = nodes.paragraph(text, ids=paragraph["ids"], names=paragraph["names"])
    for piece, note in cut_at_lemmas(
        " ".join(text.split()), ((note.lemma, note.id) for note in notes if note.lemma)
    ):
        own += (
            nodes.reference("", piece, refid=note, internal=True, classes=["edition-lemma-mark"])
            if note
            else nodes.Text(piece)
        )
    paragraph["ids"], paragraph["names"] = [], []
    shown = witness_text("", own, state=state)
    if state == "altered":
        shown += nodes.paragraph(
            "",
            "",
            *bilingual(_ALTERED_NOTICE, edition.language),
            classes=["edition-altered"],
        )
    fold = precis_fold("", *column.children)
    column.children = []
    column += [shown, fold]


def visit_text(self: HTML5Translator, node: witness_text) -> None:
    """Open the division of the essay's text."""
    self.body.append(f'<div class="edition-witness" data-state="{node["state"]}">\n')


def visit_fold(self: HTML5Translator, node: precis_fold) -> None:
    """Open the fold of the précis."""
    summary = bilingual_html(N_("Précis"), self.config.language)
    self.body.append(f'<details class="edition-precis-fold"><summary>{summary}</summary>\n')


def _close(tag: str) -> Any:  # noqa: ANN401  a visitor
    def depart(self: HTML5Translator, node: nodes.Element) -> None:
        self.body.append(f"</{tag}>\n")

    return depart


def mark_page(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the notice for readers and the directive for robots (event ``html-page-context``)."""
    if not EditionConfig.of(app.config).private:
        return
    app.add_css_file("private.css")
    robots = '<meta name="robots" content="noindex, nofollow, noarchive">'
    context["metatags"] = f"{context.get('metatags', '')}\n{robots}"
    if "body" in context:
        notice = bilingual_html(NOTICE, app.config.language)
        own = interface_language(app.config.language)
        context["body"] = f'<p class="edition-private" lang="{own}">{notice}</p>\n{context["body"]}'


def page_facts(app: Sphinx, env: BuildEnvironment) -> Facts:
    """Yield the essay's text of each paragraph, if the reader's copy has it."""
    domain = domain_of(env)
    for paragraph in domain.edition.paragraphs.values():
        yield paragraph.docname, [texts.get(paragraph.id) for texts in domain.own_copy]


def setup(app: Sphinx) -> None:
    """Register the nodes, the notice and the facts."""
    app.add_node(witness_text, html=(visit_text, _close("div")))
    app.add_node(precis_fold, html=(visit_fold, _close("details")))
    app.connect("html-page-context", mark_page, priority=950)
    app.connect(EVENT, page_facts)
