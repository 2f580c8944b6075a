"""The citation domain of sphinxcontrib-bibtex, without its repeated work.

The extension searches all citations once for each work, and formats a citation at every occurrence.
The results here are the same.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from typing import TYPE_CHECKING, Any, cast

from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from pybtex.database import Entry
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinxcontrib.bibtex.directives import BibliographyKey
    from sphinxcontrib.bibtex.roles import CitationRef


class CitationDomain(BibtexDomain):
    """Citations and bibliographies."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._cited_keys: set[str] = set()
        self._citation_nodes: dict[tuple[str, ...], nodes.Element] = {}

    def env_updated(self) -> Iterable[str]:
        """Update as the extension does, and drop the formatted citations of the last build."""
        updated = super().env_updated()
        self._cited_keys = {citation.key for citation in self.citations}
        self._citation_nodes = {}
        return updated

    def get_filtered_entries(
        self, bibliography_key: BibliographyKey
    ) -> Iterable[tuple[str, Entry]]:
        """Yield the entries as the extension does, with only its own citations for each work."""
        bibliography = self.bibliographies[bibliography_key]
        refs: dict[str, list[CitationRef]] = defaultdict(list)
        for ref in self.citation_refs:
            for key in {target.key for target in ref.targets}:
                refs[key].append(ref)
        for entry in self.get_entries(bibliography.bibfiles):
            yield from _SingleWorkDomain(
                self, entry, refs[bibliography.keyprefix + entry.key]
            ).get_filtered_entries(bibliography_key)

    def resolve_xref(  # type: ignore[override]  # the extension's return type, not Sphinx's
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.Element:
        """Resolve a citation as the extension does, once for all pages of a folder.

        All of these link to the bibliography by the same relative address.
        """
        lists_works = any(key.docname == fromdocname for key in self.bibliographies)
        if lists_works or not self._cited_keys.issuperset(
            each.key for each in parse_citation_targets(target)
        ):
            return super().resolve_xref(env, fromdocname, builder, typ, target, node, contnode)
        key = (posixpath.dirname(builder.get_target_uri(fromdocname)), typ, target)
        if key not in self._citation_nodes:
            self._citation_nodes[key] = super().resolve_xref(
                env, fromdocname, builder, typ, target, node, contnode
            )
        return self._citation_nodes[key].deepcopy()


class _SingleWorkDomain(BibtexDomain):
    """A view of the domain with a single work and its citations."""

    def __init__(self, domain: BibtexDomain, entry: Entry, refs: list[CitationRef]) -> None:
        self.__dict__ |= domain.__dict__ | {"data": {**domain.data, "citation_refs": refs}}
        self._entry = entry

    def get_entries(self, bibfiles: Any) -> Iterable[Entry]:  # noqa: ANN401  the extension's signature
        """Return the single work."""
        return (self._entry,)


def bibtex_domain(env: BuildEnvironment) -> BibtexDomain:
    """Return the citation domain of an environment."""
    return cast("BibtexDomain", env.get_domain("cite"))
