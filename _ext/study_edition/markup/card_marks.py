"""Cut the HTML of hover cards out of a page while it is written."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..support.build_state import build_state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    Visitor = Callable[[HTML5Translator, Any], None]


class source_entry(nodes.list_item):
    """A work in a bibliography."""


class Cards:
    """The cards of one page: pieces of its HTML by id, without the parts that no card includes."""

    def __init__(self) -> None:
        self.html: dict[str, str] = {}
        self._starts: list[int] = []
        self._left_out: list[tuple[int, int]] = []

    def begin(self, body: list[str]) -> None:
        """Begin a card with the next piece of *body*."""
        self._starts.append(len(body))

    def end(self, body: list[str], card: str) -> None:
        """End the card begun last; its id is *card*."""
        start = self._starts.pop()
        spans = [span for span in self._left_out if span[0] >= start]
        pieces: list[str] = []
        for first, after in spans:
            pieces += body[start:first]
            start = after
        self.html[card] = "".join([*pieces, *body[start:]]).strip()

    def leave_out(self, body: list[str]) -> None:
        """Exclude from every card what *body* has received since the last :meth:`begin`."""
        self._left_out.append((self._starts.pop(), len(body)))


class PageCards:
    """The cards of the pages that are being written, by document."""

    def __init__(self) -> None:
        self.of: dict[str, Cards] = {}


def cards_of(translator: HTML5Translator) -> Cards:
    """Return the cards of the page that a translator writes."""
    builder = translator.builder
    pages = build_state(builder.env).of(PageCards).of
    return pages.setdefault(builder.current_docname, Cards())


def begin_left_out(self: HTML5Translator) -> None:
    """Begin a part of the page that no card includes."""
    cards_of(self).begin(self.body)


def end_left_out(self: HTML5Translator) -> None:
    """End the part begun last."""
    cards_of(self).leave_out(self.body)


@contextmanager
def leave_out_of_cards(self: HTML5Translator) -> Iterator[None]:
    """Exclude everything written meanwhile from cards."""
    begin_left_out(self)
    yield
    end_left_out(self)


def carded(
    visit: Visitor, depart: Visitor, card: Callable[[Any], str], *, whole: bool = False
) -> tuple[Visitor, Visitor]:
    """Return visitors that make a card of the HTML written between *visit* and *depart*.

    :param card: returns the card's id for a node.
    :param whole: whether the card includes the element itself, for its language or class.
    """

    def visit_and_begin(self: HTML5Translator, node: nodes.Element) -> None:
        if whole:
            cards_of(self).begin(self.body)
        visit(self, node)
        if not whole:
            cards_of(self).begin(self.body)

    def end_and_depart(self: HTML5Translator, node: nodes.Element) -> None:
        if not whole:
            cards_of(self).end(self.body, card(node))
        depart(self, node)
        if whole:
            cards_of(self).end(self.body, card(node))

    return visit_and_begin, end_and_depart


def visit_list_item(self: HTML5Translator, node: nodes.list_item) -> None:
    """Open a list item as Sphinx does."""
    self.visit_list_item(node)


def depart_list_item(self: HTML5Translator, node: nodes.list_item) -> None:
    """Close a list item as Sphinx does."""
    self.depart_list_item(node)


def first_id(node: nodes.Element) -> str:
    """Return the id of an entry whose card has that id."""
    return str(node["ids"][0])


def setup(app: Sphinx) -> None:
    """Register the node of a work in a bibliography."""
    app.add_node(source_entry, html=carded(visit_list_item, depart_list_item, first_id))
