"""The kinds of entry. Everything that shows entries loops over this table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import events, names, notes, questions, terms

if TYPE_CHECKING:
    from docutils import nodes

    from ..core.model.records import Entry
    from .kind import Kind

KINDS: tuple[Kind, ...] = (notes.KIND, terms.KIND, questions.KIND, events.KIND, names.KIND)
"""Every kind, in the order in which they are listed."""

BY_NAME = {kind.name: kind for kind in KINDS}

NODES: tuple[type[nodes.Element], ...] = tuple(kind.node for kind in KINDS)


def kind_of(entry: Entry) -> Kind:
    """Return the kind of an entry."""
    return BY_NAME[entry.kind]


def kind_of_node(node: nodes.Node) -> Kind | None:
    """Return the kind of a node, or None if it is not an entry."""
    return next((kind for kind in KINDS if type(node) is kind.node), None)
