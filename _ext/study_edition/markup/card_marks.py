"""Hover cards: what a card shows, cut from the HTML of the page it belongs to while that page is written.

Every page with paragraphs, notes, terms, names or sources gets a file ``_cards/PAGE.js`` with the HTML of each, by
id. A page that refers to them loads the file when it is needed. A card is thus written when its page is, and no page
carries what others say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    Visitor = Callable[[HTML5Translator, Any], None]


class source_entry(nodes.list_item):
    """A work in a bibliography."""


class Cards:
    """What is cut out of one page: pieces of its body by id, without what :meth:`leave_out` names."""

    def __init__(self) -> None:
        self.html: dict[str, str] = {}
        self._starts: list[int] = []
        self._left_out: list[tuple[int, int]] = []

    @classmethod
    def of(cls, document: nodes.document) -> Cards:
        """The cards of a document that is being written."""
        cards: Cards | None = getattr(document, "edition_cards", None)
        if cards is None:
            cards = document.edition_cards = cls()  # type: ignore[attr-defined]
        return cards

    def begin(self, body: list[str]) -> None:
        """A card begins with the next piece of *body*."""
        self._starts.append(len(body))

    def end(self, body: list[str], card: str) -> None:
        """The card opened last ends here; its id is *card*."""
        start = self._starts.pop()
        spans = [span for span in self._left_out if span[0] >= start]
        pieces: list[str] = []
        for first, after in spans:
            pieces += body[start:first]
            start = after
        self.html[card] = "".join([*pieces, *body[start:]]).strip()

    def leave_out(self, body: list[str], start: int) -> None:
        """What *body* has had since *start* belongs to no card."""
        self._left_out.append((start, len(body)))


def carded(
    visit: Visitor, depart: Visitor, card: Callable[[Any], str], *, whole: bool = False
) -> tuple[Visitor, Visitor]:
    """Visitors that make a card of what is written between *visit* and *depart*.

    :param card: gives the card's id from the node.
    :param whole: whether the card has the element itself as well, for its language or class.
    """

    def visit_and_begin(self: HTML5Translator, node: nodes.Element) -> None:
        cards = Cards.of(self.document)
        if whole:
            cards.begin(self.body)
        visit(self, node)
        if not whole:
            cards.begin(self.body)

    def end_and_depart(self: HTML5Translator, node: nodes.Element) -> None:
        cards = Cards.of(self.document)
        if not whole:
            cards.end(self.body, card(node))
        depart(self, node)
        if whole:
            cards.end(self.body, card(node))

    return visit_and_begin, end_and_depart


def visit_list_item(self: HTML5Translator, node: nodes.list_item) -> None:
    """As Sphinx does."""
    self.visit_list_item(node)


def depart_list_item(self: HTML5Translator, node: nodes.list_item) -> None:
    """As Sphinx does."""
    self.depart_list_item(node)


def first_id(node: nodes.Element) -> str:
    """The id of an entry whose card is its own."""
    return str(node["ids"][0])


def setup(app: Sphinx) -> None:
    """Register the node of a work in a bibliography."""
    app.add_node(source_entry, html=carded(visit_list_item, depart_list_item, first_id))
