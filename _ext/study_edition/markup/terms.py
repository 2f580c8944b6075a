"""Glossary terms: the directive for one, and the glossary in gojūon rows made of them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from ..core.model.front_matter import is_id
from ..core.model.problems import Subtype
from ..core.model.records import Term
from ..core.text.gojuon import LATIN, ROWS, SortKey, index_row, sort_key
from ..core.text.messages import N_, translate
from ..support.directive_options import (
    ALIASES,
    ENGLISH,
    FORBID,
    FORCE,
    READING,
    SOURCES,
    Option,
    read_choice,
    read_line,
    read_list,
)
from ..support.interface import own_words
from ..support.language import english as in_english
from ..support.reporting import warn
from .card_marks import carded
from .entry_bodies import is_english, usable_keys
from .entry_data import entry_schema
from .kind import IndexHead, Kind, SearchField, SearchForm
from .linking import META, links_of, text_of, xref
from .since import since_then

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from ..core.model.edition import Edition
    from ..support.directive_options import Options

_ROW_IDS = dict(
    zip(
        (*ROWS, LATIN),
        ("a", "ka", "sa", "ta", "na", "ha", "ma", "ya", "ra", "wa", "latin"),
        strict=True,
    )
)


class term_entry(nodes.definition_list_item):
    """A glossary entry: a ``term`` and a ``definition``; the source's values are in ``options``."""


class term_occurrences(nodes.paragraph):
    """The occurrences of the term in ``term``; filled in when all documents have been read."""


class TermDirective(SphinxDirective):
    """``{term} ID``, with the definition inside."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    purpose: ClassVar[str] = N_("an entry of the glossary, linked by itself in précis and notes")
    option_spec: ClassVar[Options] = {
        "headword": Option(read_line, N_("its headword (required)")),
        "reading": READING,
        "english": ENGLISH,
        "aliases": ALIASES,
        "dates": Option(read_line, N_("its dates")),
        "related": Option(read_list, N_("ids of related terms")),
        "sources": SOURCES,
        "link": Option(
            read_choice("auto", "manual"),
            N_("manual: never linked by itself (default: auto)"),
        ),
        "forbid": FORBID,
        "force": FORCE,
    }

    def run(self) -> list[nodes.Node]:
        """Return the entry; report and drop one without id, headword or reading."""
        self.assert_has_content()
        name = self.arguments[0].strip()
        headword = self.options.get("headword", "")
        if not is_id(name):
            warn(Subtype.BAD_ID, self.get_location(), id=name)
            return []
        if not headword:
            warn(Subtype.MISSING_OPTION, self.get_location(), id=name, option="headword")
            return []
        if not self.options.get("reading") and not headword.isascii():
            warn(Subtype.MISSING_OPTION, self.get_location(), id=name, option="reading")
        definition = nodes.definition("", *self.parse_content_to_nodes(), *self._meta(name))
        entry = term_entry(
            "", self._head(name, headword), definition, name=name, options=dict(self.options)
        )
        self.set_source_info(entry)
        return [entry]

    def _head(self, name: str, headword: str) -> nodes.term:
        head = nodes.term(
            "", "", nodes.inline("", headword, classes=["edition-headword"]), ids=[f"term-{name}"]
        )
        if reading := self.options.get("reading"):
            head += [nodes.Text("　"), nodes.inline("", reading, classes=["edition-reading"])]
        if english := self.options.get("english"):
            head += [nodes.Text("　"), in_english(english, "edition-english")]
        self.set_source_info(head)
        return head

    def _meta(self, name: str) -> list[nodes.Node]:
        language = self.config.language
        lines: list[list[nodes.Node]] = []
        if dates := self.options.get("dates"):
            lines.append([nodes.Text(translate(N_("Dates: "), language) + dates)])
        if related := self.options.get("related"):
            links: list[nodes.Node] = []
            for other in related:
                links += [own_words(N_(", "), language), xref("term", other, self.env.docname)]
            lines.append([own_words(N_("Related: "), language), *links[1:]])
        if sources := usable_keys(self, self.options.get("sources", ())):
            cited, messages = self.parse_inline("{cite:alp}`" + ",".join(sources) + "`")
            lines.append([own_words(N_("Sources: "), language), *cited, *messages])
        paragraphs: list[nodes.Node] = [
            nodes.paragraph("", "", *children, classes=[META]) for children in lines
        ]
        paragraphs.append(term_occurrences("", classes=[META, "edition-places"], term=name))
        for node in paragraphs:
            self.set_source_info(node)
        return paragraphs


class GatherTerms(SphinxTransform):
    """Gather the entries of a document in gojūon order, each row as a section.

    The sections are appended to the parent of the first entry.
    """

    default_priority = 750
    """Before the domains read the document (850) and the table of contents is taken."""

    def apply(self) -> None:
        """Move and sort the entries."""
        entries = list(self.document.findall(term_entry))
        if not entries:
            return
        parent = entries[0].parent
        for entry in entries:
            entry.parent.remove(entry)
        entries.sort(key=_sort_key)
        for heading, group in groupby(entries, key=lambda entry: index_row(_reading(entry))):
            title = nodes.title("", heading)
            items = nodes.definition_list("", *group, classes=["glossary"])
            section = nodes.section(
                "", title, addnodes.glossary("", items), ids=[f"gojuon-{_ROW_IDS[heading]}"]
            )
            parent.append(section)


def _reading(entry: term_entry) -> str:
    """Return the text by which an entry is sorted: its reading, or a headword in Latin letters."""
    headword = str(entry["options"]["headword"])
    return headword if headword.isascii() else entry["options"].get("reading") or headword


def _sort_key(entry: term_entry) -> tuple[SortKey, str]:
    return (sort_key(_reading(entry)), entry["options"]["headword"])


def read_term(entry: term_entry, docname: str) -> Term:
    """Return the record of a glossary entry."""
    options = entry["options"]
    definition = next(entry.findall(nodes.definition))
    blocks = [block for block in definition.children if not isinstance(block, since_then)]
    english = [block for block in blocks if is_english(block)]
    return Term(
        id=entry["name"],
        headword=options["headword"],
        reading=options.get("reading", ""),
        english=options.get("english", ""),
        aliases=options.get("aliases", ()),
        dates=options.get("dates", ""),
        related=options.get("related", ()),
        sources=options.get("sources", ()),
        manual=options.get("link") == "manual",
        docname=docname,
        line=entry.line,
        text=text_of(block for block in blocks if not is_english(block)),
        text_en="\n".join(text_of([block]) for block in english),
        links=links_of(definition, options.get("forbid", ()), options.get("force", ())),
    )


def term_data(edition: Edition, term: Term, address: str) -> dict[str, Any]:
    """Return a term for ``edition.json``."""
    related = [other.key for name in term.related if (other := edition.term_for(name))]
    return {
        "id": term.key,
        "headword": term.headword,
        "reading": term.reading or None,
        "english": term.english or None,
        "aliases": list(term.aliases),
        "dates": term.dates or None,
        "related": list(dict.fromkeys(related)),
        "address": address,
        "definition": {"ja": term.text, **({"en": term.text_en} if term.text_en else {})},
        "sources": list(term.sources),
        "paragraphs": edition.paragraphs_with.get(term.key, []),
        "notes": edition.notes_with.get(term.key, []),
    }


def term_texts(edition: Edition, term: Term, resolve: Callable[[str], str]) -> list[Any]:
    """Return head, definition and dates for the search index."""
    own, english = map(resolve, edition.marked[term.key])
    head = [term.headword, term.reading, term.english, list(term.aliases)]
    return [*head, own, english, term.dates]


def visit_html(self: HTML5Translator, node: term_entry) -> None:
    """Open an entry of a definition list."""
    self.visit_definition_list_item(node)


def depart_html(self: HTML5Translator, node: term_entry) -> None:
    """Close an entry of a definition list."""
    self.depart_definition_list_item(node)


def setup(app: Sphinx) -> None:
    """Register nodes and transform; the directive belongs to the domain."""
    app.add_node(
        term_entry, html=carded(visit_html, depart_html, lambda node: f"term-{node['name']}")
    )
    app.add_node(term_occurrences)
    app.add_transform(GatherTerms)


KIND = Kind(
    entry=Term,
    node=term_entry,
    directive=TermDirective,
    read=read_term,
    setup=setup,
    plural="terms",
    label=N_("Term"),
    purpose=N_("a term, by its id"),
    data=term_data,
    schema=entry_schema("term"),
    data_order=lambda term: term.id,
    search=SearchForm(
        fields=(
            SearchField("head"),
            SearchField("reading"),
            SearchField("head", lang="en"),
            SearchField("head", before="＝", many=True),
            SearchField("body"),
            SearchField("body", lang="en"),
            SearchField("body"),
        ),
        values=term_texts,
        rank=5,
    ),
    in_inventory=True,
    linked=lambda node: next(node.findall(nodes.definition)),
    index=lambda term: IndexHead(term.headword, term.reading, term.english),
    unknown=Subtype.UNKNOWN_TERM,
    reference_class="edition-term",
)
