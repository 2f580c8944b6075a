"""The legend under a text page's title: its paragraphs, and a switch for each layer of notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..core.citation.layer_byline import byline
from ..core.model.locus import Locus, format_locus
from ..core.model.vocabulary import colour_of
from ..core.text.messages import N_, translate
from ..markup.linking import META

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from ..core.model.edition import Edition


class layer_switch(nodes.inline):
    """The credit of a layer, with its id in ``layer``; a switch for its notes with JavaScript."""


def add_legend(edition: Edition, document: nodes.document, numbers: list[int], lang: str) -> None:
    """Insert the legend under the page's title.

    :param numbers: the numbers of the page's paragraphs, in ascending order.
    """
    title = document.next_node(nodes.title)
    if title is None:
        return
    shown = {n.layer for number in numbers for n in edition.notes_at.get(f"p{number}", ())}
    span = format_locus(Locus(((numbers[0], numbers[-1]),)), lang)
    legend = nodes.paragraph("", "", nodes.strong("", span), classes=[META, "edition-legend"])
    for layer in edition.layers.values():
        if layer.id in shown:
            mark = nodes.inline("", "", classes=["edition-swatch", f"colour-{colour_of(layer)}"])
            credit = translate(N_("{title} ({credit})"), lang).format(
                title=layer.title, credit=byline(layer, lang)
            )
            legend += [
                nodes.Text(" "),
                layer_switch(
                    "", "", mark, nodes.Text(credit), classes=["edition-credit"], layer=layer.id
                ),
            ]
    title.parent.insert(title.parent.index(title) + 1, legend)


def visit_html(self: HTML5Translator, node: layer_switch) -> None:
    """Open a label with its switch, which is hidden where JavaScript is off."""
    self.body.append(self.starttag(node, "label", "", CLASS="edition-layer"))
    self.body.append(
        '<input type="checkbox" role="switch" class="pst-js-only"'
        f' name="layer" value="{node["layer"]}" checked>'
    )


def depart_html(self: HTML5Translator, node: layer_switch) -> None:
    """Close the label."""
    self.body.append("</label>")


def setup(app: Sphinx) -> None:
    """Register the node; for other builders it is an ``inline``."""
    app.add_node(layer_switch, html=(visit_html, depart_html))
