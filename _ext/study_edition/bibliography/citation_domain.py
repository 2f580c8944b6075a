"""The citations' domain of sphinxcontrib-bibtex, with less of its work done over again.

It looks through all citations once for each work, and formats a citation anew wherever it stands. The results are the same.
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
    from sphinxcontrib.bibtex.domain import BibliographyKey, CitationRef


class CitationDomain(BibtexDomain):
    """Citations and bibliographies."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._cited: set[str] = set()
        self._formatted: dict[tuple[str, ...], nodes.Element] = {}

    def env_updated(self) -> Iterable[str]:
        """As the extension's; what was formatted before is forgotten."""
        updated = super().env_updated()
        self._cited = {citation.key for citation in self.citations}
        self._formatted = {}
        return updated

    def get_filtered_entries(
        self, bibliography_key: BibliographyKey
    ) -> Iterable[tuple[str, Entry]]:
        """As the extension's; each work is shown only the citations of itself."""
        bibliography = self.bibliographies[bibliography_key]
        refs: dict[str, list[CitationRef]] = defaultdict(list)
        for ref in self.citation_refs:
            for key in {target.key for target in ref.targets}:
                refs[key].append(ref)
        for entry in self.get_entries(bibliography.bibfiles):
            yield from _OfOneWork(
                self, entry, refs[bibliography.keyprefix + entry.key]
            ).get_filtered_entries(bibliography_key)

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.Element:
        """As the extension's; made once for all pages of a folder, since all lead to the sources by the same address."""
        listed_here = any(key.docname == fromdocname for key in self.bibliographies)
        if listed_here or not self._cited.issuperset(
            each.key for each in parse_citation_targets(target)
        ):
            return super().resolve_xref(env, fromdocname, builder, typ, target, node, contnode)
        key = (posixpath.dirname(builder.get_target_uri(fromdocname)), typ, target)
        if key not in self._formatted:
            self._formatted[key] = super().resolve_xref(
                env, fromdocname, builder, typ, target, node, contnode
            )
        return self._formatted[key].deepcopy()


class _OfOneWork(BibtexDomain):
    """The domain as it would be with one work, and the citations of it."""

    def __init__(self, domain: BibtexDomain, entry: Entry, refs: list[CitationRef]) -> None:
        self.__dict__ |= domain.__dict__ | {"data": {**domain.data, "citation_refs": refs}}
        self._entry = entry

    def get_entries(self, bibfiles: Any) -> Iterable[Entry]:  # noqa: ANN401  the extension's signature
        """The work."""
        return (self._entry,)


def bibtex_domain(env: BuildEnvironment) -> BibtexDomain:
    """Return the citations' domain of an environment."""
    return cast("BibtexDomain", env.get_domain("cite"))
