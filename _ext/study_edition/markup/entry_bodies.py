"""What an entry tells: its text by language, what it cites, and the line of its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from ..core.model.front_matter import is_id
from ..core.model.problems import Subtype
from ..support.reporting import warn
from .linking import META, text_of
from .passage import passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.util.docutils import SphinxDirective


def by_language(blocks: Iterable[nodes.Node]) -> tuple[str, str]:
    """The text of *blocks* in the edition's own language, and that of the passages in English among them."""
    own, english = [], []
    for block in blocks:
        (english if isinstance(block, passage) and block["lang"].startswith("en") else own).append(
            block
        )
    return text_of(own), text_of(english)


def cited_in(blocks: Iterable[nodes.Node]) -> tuple[str, ...]:
    """The keys of the sources that *blocks* cite, each once, in order."""
    links = (
        link
        for block in blocks
        if isinstance(block, nodes.Element)
        for link in block.findall(addnodes.pending_xref)
    )
    cited = (link["reftarget"] for link in links if link.get("refdomain") == "cite")
    return tuple(
        dict.fromkeys(target.key for text in cited for target in parse_citation_targets(text))
    )


def sources_line(directive: SphinxDirective, keys: Sequence[str]) -> list[nodes.Node]:
    """The line that names the sources of an entry; what cannot be a key is a warning, for a role is made of them."""
    for key in keys:
        if not is_id(key):
            warn(Subtype.BAD_SOURCE_KEY, directive.get_location(), id=key)
    usable = [key for key in keys if is_id(key)]
    if not usable:
        return []
    cited, messages = directive.parse_inline("{cite:alp}`" + ",".join(usable) + "`")
    for part in (part for child in cited for part in child.findall()):
        part.line = directive.lineno
    return [nodes.paragraph("", "", nodes.Text("典拠："), *cited, *messages, classes=[META])]
