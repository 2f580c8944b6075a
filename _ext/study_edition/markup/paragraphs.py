"""Paragraphs: reading the ``{#p18}`` lines, and the row in which a paragraph and its notes are shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from ..core.model.locus import format_locus, paragraph_number, parse_locus
from ..core.model.problems import Subtype
from ..core.model.records import Paragraph
from ..support.reporting import warn
from .card_marks import carded
from .linking import links_of, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


_MEANT = re.compile(r"p?\d|¶|第?[0-9〇一二三四五六七八九十]+段落|段落")
"""Names that were meant for a paragraph."""


class paragraph_row(nodes.container):
    """One paragraph (number in ``number``) with everything that stands beside it."""


class text_column(nodes.container):
    """The paragraph (its number in ``number``) and what is read with it, such as a précis in another language."""


class notes_column(nodes.container):
    """The notes on the paragraph."""


def numbered(document: nodes.Node) -> Iterator[tuple[int, nodes.paragraph]]:
    """Every paragraph of a document that has a number, with it, in document order.

    The number is read from the name, not the id: of two paragraphs with one name only the first keeps the
    id, and the second is to be told of. A paragraph inside something else, such as a list, has none.
    """
    for node in document.findall(nodes.paragraph):
        if isinstance(node.parent, (nodes.document, nodes.section, text_column)):
            found = (paragraph_number(name) for name in (*node["names"], *node["dupnames"]))
            number = next((number for number in found if number is not None), None)
            if number is not None:
                yield number, node


def paragraph_records(document: nodes.document, docname: str) -> Iterator[Paragraph]:
    """The records of a document's paragraphs; an id that names no paragraph is a warning.

    The classes ``forbid-TERM`` and ``force-TERM`` on the id line steer the linking of terms.
    """
    for number, node in numbered(document):
        steer: dict[str, list[str]] = {"forbid": [], "force": []}
        for word in list(node["classes"]):
            verb, _, term = word.partition("-")
            if verb in steer and term:
                steer[verb].append(term)
                node["classes"].remove(word)
        links = links_of(node, steer["forbid"], steer["force"])
        yield Paragraph(f"p{number}", number, docname, node.line, plain_text(node), links)
    _check_ids(document, docname)


def refuse_paragraphs(document: nodes.document) -> bool:
    """Tell of the numbered paragraphs of a layer, which has notes only, and take their numbers; whether there are any."""
    found = list(numbered(document))
    for number, node in found:
        warn(Subtype.PARAGRAPH_IN_LAYER, node, number=number)
        node["ids"], node["names"], node["dupnames"] = [], [], []
    return bool(found)


def _check_ids(document: nodes.document, docname: str) -> None:
    """Tell of every id that was meant for a paragraph and names none."""
    named = {id(node) for _, node in numbered(document)}
    for node in document.findall(nodes.Element):
        own = (
            nodes.fully_normalize_name(node[0].astext())
            if isinstance(node, nodes.section) and node.children
            else None
        )
        meant = [
            name
            for name in (*node["names"], *node["dupnames"])
            if _MEANT.match(name) and name != own
        ]
        for name in (
            meant
            if id(node) not in named
            else [name for name in meant if paragraph_number(name) is None] + meant[1:2]
        ):
            line = node.line or next(
                (child.line for child in node.findall(nodes.Element) if child.line), None
            )
            warn(
                Subtype.NO_PARAGRAPH if paragraph_number(name) else Subtype.BAD_ID,
                (docname, line),
                id=name,
            )


def visit_row(self: HTML5Translator, node: paragraph_row) -> None:
    """A row: first its number, which is its own permanent link."""
    label = format_locus(parse_locus(str(node["number"])), self.config.language)
    told = (
        f"{label}への固定リンク"
        if self.config.language.startswith("ja")
        else f"Permanent link to {label}"
    )
    prefix, suffix = label.split(str(node["number"]))  # 第 and 段落 show on a narrow page only
    number = node["number"]
    self.body.append(
        f'<div class="edition-row" data-number="{number}"><a class="edition-number" href="#p{number}" title="{told}">'
        f'<span class="edition-affix">{prefix}</span><span class="edition-no">{number}</span>'
        f'<span class="edition-affix">{suffix}</span></a>\n'
    )


def visit_text(self: HTML5Translator, node: text_column) -> None:
    """The middle of the row."""
    self.body.append('<div class="edition-text">\n')


def visit_notes(self: HTML5Translator, node: notes_column) -> None:
    """The right of the row."""
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
