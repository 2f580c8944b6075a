"""Helpers for the body of an entry: text by language, source keys, the sources line, the locus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from ..core.model.front_matter import is_id
from ..core.model.locus import LocusError, parse_locus
from ..core.model.problems import Subtype
from ..core.text.messages import N_
from ..support.interface import own_words
from ..support.reporting import warn
from .linking import META, text_of
from .passage import passage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.util.docutils import SphinxDirective

    from ..core.model.locus import Locus


def is_english(block: nodes.Node) -> bool:
    """Return whether a block is a passage in English."""
    return isinstance(block, passage) and block["lang"].startswith("en")


def text_by_language(blocks: Iterable[nodes.Node]) -> tuple[str, str]:
    """Return the text of *blocks* in the edition's language, and that of the English passages."""
    own: list[nodes.Node] = []
    english: list[nodes.Node] = []
    for block in blocks:
        (english if is_english(block) else own).append(block)
    return text_of(own), text_of(english)


def parse_locus_or_warn(directive: SphinxDirective, text: str) -> Locus | None:
    """Return the locus in *text*; None if it is empty or, with a warning, if it cannot be read."""
    if not text:
        return None
    try:
        return parse_locus(text)
    except LocusError:
        warn(Subtype.BAD_LOCUS, directive.get_location(), locus=text)
        return None


def cited_keys(blocks: Iterable[nodes.Node]) -> tuple[str, ...]:
    """Return the keys of the sources that *blocks* cite, each once, in order."""
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


def usable_keys(directive: SphinxDirective, keys: Iterable[str]) -> list[str]:
    """Return the valid keys among *keys*, which can be part of a role; warn about the others."""
    usable = []
    for key in keys:
        if is_id(key):
            usable.append(key)
        else:
            warn(Subtype.BAD_SOURCE_KEY, directive.get_location(), id=key)
    return usable


def sources_line(directive: SphinxDirective, keys: Iterable[str]) -> list[nodes.Node]:
    """Return the line that cites the sources of an entry, without invalid keys."""
    usable = usable_keys(directive, keys)
    if not usable:
        return []
    cited, messages = directive.parse_inline("{cite:alp}`" + ",".join(usable) + "`")
    for part in (part for child in cited for part in child.findall()):
        part.line = directive.lineno
    return [
        nodes.paragraph(
            "",
            "",
            own_words(N_("Sources: "), directive.config.language),
            *cited,
            *messages,
            classes=[META],
        )
    ]
