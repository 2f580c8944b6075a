"""The line under a text page's title: which paragraphs follow, and the layers of their notes, each with its switch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..core.citation.credit import byline
from ..core.model.locus import Locus, format_locus
from ..core.model.vocabulary import colour_of
from ..markup.linking import META

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from ..core.model.edition import Edition


class layer_switch(nodes.inline):
    """What is told of a layer; its id is in ``layer``. On a page with JavaScript its notes can be hidden here."""


def add_legend(edition: Edition, document: nodes.document, numbers: list[int], lang: str) -> None:
    """Tell, under the page's title, which paragraphs follow and whose notes stand beside them."""
    title = document.next_node(nodes.title)
    if title is None:
        return
    shown = {n.layer for number in numbers for n in edition.notes_at.get(f"p{number}", ())}
    span = format_locus(Locus(((numbers[0], numbers[-1]),)), lang)
    brackets = "（{}）" if lang.startswith("ja") else " ({})"
    legend = nodes.paragraph("", "", nodes.strong("", span), classes=[META, "edition-legend"])
    for layer in edition.layers.values():
        if layer.id in shown:
            mark = nodes.inline("", "", classes=["edition-swatch", f"colour-{colour_of(layer)}"])
            credit = layer.title + brackets.format(byline(layer, lang))
            legend += [
                nodes.Text(" "),
                layer_switch(
                    "", "", mark, nodes.Text(credit), classes=["edition-credit"], layer=layer.id
                ),
            ]
    title.parent.insert(title.parent.index(title) + 1, legend)


def visit_html(self: HTML5Translator, node: layer_switch) -> None:
    """A label with its switch, which is not shown where there is no script to serve it."""
    self.body.append(self.starttag(node, "label", "", CLASS="edition-layer"))
    switch = f'<input type="checkbox" role="switch" class="pst-js-only" name="layer" value="{node["layer"]}" checked>'
    self.body.append(switch)


def depart_html(self: HTML5Translator, node: layer_switch) -> None:
    """Close the label."""
    self.body.append("</label>")


def setup(app: Sphinx) -> None:
    """Register the node; to other builders it is an ``inline``."""
    app.add_node(layer_switch, html=(visit_html, depart_html))
