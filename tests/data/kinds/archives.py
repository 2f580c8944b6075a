"""A further kind of entry for a test: a document in an archive, ``:::{archive} ID``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ..core.model.locus import parse_locus
from ..core.model.records import Entry
from .entry_bodies import cited_keys
from .entry_data import term_keys
from .kind import IndexHead, Kind, SearchField, SearchForm
from .linking import META, links_of, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    from ..core.model.edition import Edition


@dataclass(frozen=True, kw_only=True, slots=True)
class Archive(Entry):
    """A document in an archive."""

    kind: ClassVar[str] = "archive"
    prefix: ClassVar[str] = "archive-"

    title: str
    reading: str
    text: str

    @property
    def texts(self) -> tuple[str, ...]:
        """What the document says."""
        return (self.text,)

    def with_texts(self, texts: tuple[str, ...]) -> Archive:
        """Return the document with another text."""
        return replace(self, text=texts[0])

    def wording(self, lang: str) -> str:
        """Return its title."""
        return self.title


class archive_entry(nodes.container):
    """A document: ``name``, ``title``, ``reading`` and ``locus`` as attributes."""


class ArchiveDirective(SphinxDirective):
    """``{archive} ID`` with ``:title:``, ``:reading:``, ``:paragraphs:``."""

    required_arguments = 1
    has_content = True
    purpose: ClassVar[str] = "a document in an archive"
    option_spec: ClassVar[dict[str, Any]] = {"title": str, "reading": str, "paragraphs": str}

    def run(self) -> list[nodes.Node]:
        """Make the entry."""
        name = self.arguments[0]
        head = nodes.paragraph("", self.options["title"], classes=[META])
        node = archive_entry("", head, *self.parse_content_to_nodes(), ids=[f"archive-{name}"])
        node["name"], node["values"] = name, dict(self.options)
        self.set_source_info(node)
        return [node]


def read_archive(node: archive_entry, docname: str) -> Archive:
    """Return the record of a document."""
    values = node["values"]
    return Archive(
        id=node["name"],
        docname=docname,
        line=node.line,
        title=values["title"],
        reading=values["reading"],
        locus=parse_locus(values["paragraphs"]),
        text=plain_text(node),
        links=links_of(node),
        sources=cited_keys(node.children),
    )


def archive_data(edition: Edition, archive: Archive, address: str) -> dict[str, Any]:
    """Return a document for ``edition.json``."""
    return {
        "id": archive.key,
        "title": archive.title,
        "address": address,
        "paragraphs": edition.paragraphs_of(archive),
        "text": archive.text,
        "terms": term_keys(edition, archive),
    }


def archive_texts(edition: Edition, archive: Archive, resolve: Callable[[str], str]) -> list[Any]:
    """Return title and text for the search index."""
    return [archive.title, *map(resolve, edition.marked[archive.key])]


def setup(app: Sphinx) -> None:
    """Register the node."""
    app.add_node(archive_entry)


KIND = Kind(
    entry=Archive,
    node=archive_entry,
    directive=ArchiveDirective,
    read=read_archive,
    setup=setup,
    plural="archives",
    label="Document",
    purpose="a document in an archive, by its id",
    data=archive_data,
    schema={"type": "array", "items": {"type": "object", "required": ["id", "title"]}},
    search=SearchForm((SearchField("head"), SearchField("body")), archive_texts, rank=7),
    in_inventory=True,
    index=lambda archive: IndexHead(archive.title, archive.reading, ""),
    lead=lambda archive, _before, _lang: ("Document: ", archive.title),
)
