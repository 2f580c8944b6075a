"""Numbered paragraphs: read the ``{#p18}`` lines, and show a paragraph and its notes in a row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from ..core.model.locus import format_locus, paragraph_number, parse_locus
from ..core.model.problems import Subtype
from ..core.model.records import Paragraph
from ..core.text.messages import N_, translate
from ..support.reporting import warn
from .card_marks import carded
from .linking import links_of, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


_INTENDED = re.compile(r"p?\d|¶|第?[0-9〇一二三四五六七八九十]+段落|段落")
"""Matches names that were intended for a paragraph, rightly or wrongly written."""


class paragraph_row(nodes.container):
    """A paragraph, its number in ``number``, with everything shown next to it."""


class text_column(nodes.container):
    """The paragraph, its number in ``number``, and its précis in other languages."""


class notes_column(nodes.container):
    """The notes on the paragraph."""


def numbered_paragraphs(document: nodes.Node) -> Iterator[tuple[int, nodes.paragraph]]:
    """Yield the numbered paragraphs of a document with their numbers, in document order.

    The number is read from the name, not the id: of two paragraphs with one name only the first
    keeps the id, and the second will be reported. Paragraphs inside other nodes, such as lists, are
    not numbered.
    """
    for node in document.findall(nodes.paragraph):
        if isinstance(node.parent, (nodes.document, nodes.section, text_column)):
            found = (paragraph_number(name) for name in (*node["names"], *node["dupnames"]))
            number = next((number for number in found if number is not None), None)
            if number is not None:
                yield number, node


def paragraph_records(document: nodes.document, docname: str) -> Iterator[Paragraph]:
    """Yield the records of a document's paragraphs; warn about ids not attached to a paragraph.

    The classes ``forbid-TERM`` and ``force-TERM`` on the id line steer the linking of terms.
    """
    for number, node in numbered_paragraphs(document):
        steering: dict[str, list[str]] = {"forbid": [], "force": []}
        for name in list(node["classes"]):
            verb, _, term = name.partition("-")
            if verb in steering and term:
                steering[verb].append(term)
                node["classes"].remove(name)
        links = links_of(node, steering["forbid"], steering["force"])
        yield Paragraph(f"p{number}", number, docname, node.line, plain_text(node), links)
    _check_ids(document, docname)


def refuse_paragraphs(document: nodes.document) -> bool:
    """Report the numbered paragraphs of a layer, which may only have notes, and drop their ids.

    :returns: whether there are any.
    """
    found = list(numbered_paragraphs(document))
    for number, node in found:
        warn(Subtype.PARAGRAPH_IN_LAYER, node, number=number)
        node["ids"], node["names"], node["dupnames"] = [], [], []
    return bool(found)


def _check_ids(document: nodes.document, docname: str) -> None:
    """Report every id that was intended for a paragraph and is not attached to one."""
    numbered = {id(node) for _, node in numbered_paragraphs(document)}
    for node in document.findall(nodes.Element):
        heading = (
            nodes.fully_normalize_name(node[0].astext())
            if isinstance(node, nodes.section) and node.children
            else None
        )
        wrong = [
            name
            for name in (*node["names"], *node["dupnames"])
            if _INTENDED.match(name) and name != heading
        ]
        if id(node) in numbered:
            wrong = [name for name in wrong if paragraph_number(name) is None] + wrong[1:2]
        for name in wrong:
            lines = (child.line for child in node.findall(nodes.Element) if child.line)
            line = node.line or next(lines, None)
            subtype = Subtype.NO_PARAGRAPH if paragraph_number(name) else Subtype.BAD_ID
            warn(subtype, (docname, line), id=name)


def visit_row(self: HTML5Translator, node: paragraph_row) -> None:
    """Open a row with the number, which is a permanent link to the row."""
    number = node["number"]
    label = format_locus(parse_locus(str(number)), self.config.language)
    title = translate(N_("Permanent link to {label}"), self.config.language).format(label=label)
    prefix, suffix = label.split(str(number))  # 第 and 段落 show on a narrow page only
    self.body.append(
        f'<div class="edition-row" data-number="{number}">'
        f'<a class="edition-number" href="#p{number}" title="{title}">'
        f'<span class="edition-affix">{prefix}</span><span class="edition-no">{number}</span>'
        f'<span class="edition-affix">{suffix}</span></a>\n'
    )


def visit_text(self: HTML5Translator, node: text_column) -> None:
    """Open the middle of the row."""
    self.body.append('<div class="edition-text">\n')


def visit_notes(self: HTML5Translator, node: notes_column) -> None:
    """Open the right of the row."""
    self.body.append('<div class="edition-notes">\n')


def depart_division(self: HTML5Translator, node: nodes.Element) -> None:
    """Close the division."""
    self.body.append("</div>\n")


def setup(app: Sphinx) -> None:
    """Register the nodes of a row."""
    app.add_node(paragraph_row, html=(visit_row, depart_division))
    app.add_node(
        text_column,
        html=carded(visit_text, depart_division, lambda node: f"p{node['number']}", whole=True),
    )
    app.add_node(notes_column, html=(visit_notes, depart_division))
