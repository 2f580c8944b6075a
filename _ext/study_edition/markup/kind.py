"""The declaration of a kind of entry: how it is written, read, and shown by all parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from ..core.model.problems import Subtype

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.docutils import SphinxDirective

    from ..core.model.edition import Edition
    from ..core.model.records import Entry


class SearchField(NamedTuple):
    """One value of an entry in the search index.

    A value is a text; a list of texts if *many*; or a list of a text, what precedes and follows it
    where it is shown, and its language, which override those given here.
    """

    role: str
    """``head``, ``reading``, ``body``, or ``label``, which is shown and not searched."""
    lang: str = ""
    """Its language, where that is not the edition's."""
    before: str = ""
    """Text shown before it, a message."""
    many: bool = False


class SearchForm(NamedTuple):
    """How entries of a kind are indexed for the search, and listed in its results."""

    fields: tuple[SearchField, ...]
    values: Callable[[Edition, Any, Callable[[str], str]], list[Any]]
    """Returns the value of each field, from the edition, an entry and a resolver of references."""
    rank: int
    """Where matches in its texts are listed, after matches in headwords (0 to 2) and texts (3)."""
    elsewhere: bool = False
    """Whether matches are listed under "other pages"."""


class IndexHead(NamedTuple):
    """An entry in the general index and in that of the study guide."""

    headword: str
    reading: str
    english: str
    is_explained: bool = True
    """Whether the index of the study guide leads to the entry itself."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of entry. The rest of the engine knows it only by its row in :data:`.kinds.KINDS`.

    A new kind is a file of its own that ends in such a declaration, a row in the table and, if it
    should look different from its node's base class, visitors.
    """

    entry: type[Entry]
    """The record; it has the name and the prefix of the kind."""
    node: type[nodes.Element]
    directive: type[SphinxDirective]
    read: Callable[[Any, str], Entry]
    """Returns the record of a node of a document."""
    setup: Callable[[Sphinx], None]
    """Registers its nodes and transforms with Sphinx."""
    plural: str
    """Its name in ``edition.json`` and in the search index."""
    label: str
    """Its name in cards and search results, a message."""
    purpose: str
    """The purpose of its role, a message."""
    data: Callable[[Edition, Any, str], dict[str, Any]]
    """Returns an entry for ``edition.json``, from the edition, the entry and its address."""
    schema: Mapping[str, Any]
    """The JSON Schema of that."""
    search: SearchForm
    data_order: Callable[[Any], Any] | None = None
    """Sort key of entries in ``edition.json``; None for the order of the edition."""
    in_inventory: bool = False
    """Whether its entries are listed in ``objects.inv``, as a type of the domain."""
    linked: Callable[[Any], nodes.Element | None] = lambda node: node
    """Returns the part of a node in which terms are linked, if there is one."""
    index: Callable[[Any], IndexHead | None] | None = None
    """Returns its head in the indexes, if it is listed there."""
    lead: Callable[[Any, Any, str], tuple[str, str]] | None = None
    """Returns label, a message, and text of a link next to a paragraph.

    It is given the entry, the previous one of its kind, and the language.
    """
    unknown: Subtype = Subtype.UNKNOWN_ENTRY
    """The problem of a reference to an unknown entry."""
    reference_class: str = ""
    """The HTML class of the text of a reference."""
    styles: tuple[str, ...] = ()
    """Style sheets of the pages that have such entries."""

    @property
    def name(self) -> str:
        """The name of directive, role and type."""
        return self.entry.kind

    @property
    def prefix(self) -> str:
        """The beginning of an entry's address."""
        return self.entry.prefix
