"""Names of people, places and organisations: an index entry for each, and a description."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from ..core.model.front_matter import is_id
from ..core.model.locus import parse_locus
from ..core.model.problems import Subtype
from ..core.model.records import Name
from ..core.text.gojuon import SortKey, sort_key
from ..core.text.messages import N_
from ..support.directive_options import (
    ALIASES,
    ENGLISH,
    FORBID,
    FORCE,
    PARAGRAPHS,
    READING,
    Option,
    read_choice,
    read_line,
)
from ..support.language import english
from ..support.reporting import warn
from .card_marks import carded, depart_list_item, first_id, visit_list_item
from .entry_bodies import cited_keys, parse_locus_or_warn, text_by_language
from .entry_data import both_languages, entry_schema
from .kind import IndexHead, Kind, SearchField, SearchForm
from .linking import META, links_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.application import Sphinx

    from ..core.model.edition import Edition
    from ..support.directive_options import Options


class name_entry(nodes.list_item):
    """A name, with its description in a :class:`name_body`.

    Attributes: ``name``, ``values``, ``aliases``, ``kind``, ``locus``.
    """


class name_body(nodes.container):
    """The description of a person, a place or an organisation."""


class NameDirective(SphinxDirective):
    """``{name} ID``, with a description inside; without one it is an entry of the index only."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    purpose: ClassVar[str] = N_(
        "a person, an organisation or a place for the index; with a body, a card"
    )
    option_spec: ClassVar[Options] = {
        "headword": Option(read_line, N_("the name it is listed under (required)")),
        "reading": READING,
        "english": ENGLISH,
        "aliases": ALIASES,
        "kind": Option(
            read_choice("person", "place", "organisation"),
            N_("what it is the name of (default: person)"),
        ),
        "dates": Option(read_line, N_("its dates, such as those of birth and death")),
        "role": Option(read_line, N_("its role or office")),
        "paragraphs": PARAGRAPHS,
        "forbid": FORBID,
        "force": FORCE,
    }

    def run(self) -> list[nodes.Node]:
        """Return the entry; report and drop one without id, headword or reading."""
        name = self.arguments[0].strip()
        if not is_id(name):
            warn(Subtype.BAD_ID, self.get_location(), id=name)
            return []
        for option in ("headword", "reading"):
            if not self.options.get(option) and not (
                option == "reading" and self.options["headword"].isascii()
            ):
                warn(Subtype.MISSING_OPTION, self.get_location(), id=name, option=option)
                return []
        locus = parse_locus_or_warn(self, self.options.get("paragraphs", ""))
        values = {
            key: self.options.get(key, "")
            for key in ("headword", "reading", "english", "dates", "role")
        }
        entry = name_entry(
            "",
            _head(values),
            ids=[f"name-{name}"],
            name=name,
            values=values,
            aliases=self.options.get("aliases", ()),
            kind=self.options.get("kind", "person"),
            locus=str(locus) if locus else "",
        )
        if about := "　".join(filter(None, (values["dates"], values["role"]))):
            entry += nodes.paragraph("", about, classes=[META, "edition-name-about"])
        if "".join(self.content).strip():
            entry += name_body(
                "",
                *self.parse_content_to_nodes(),
                forbid=self.options.get("forbid", ()),
                force=self.options.get("force", ()),
            )
        self.set_source_info(entry)
        return [entry]


def _head(values: Mapping[str, str]) -> nodes.paragraph:
    """Return the line with headword, reading and English form."""
    headword = nodes.inline("", values["headword"], classes=["edition-headword"])
    head = nodes.paragraph("", "", headword)
    if values["reading"]:
        reading = nodes.inline("", values["reading"], classes=["edition-reading"])
        head += [nodes.Text("　"), reading]
    if values["english"] and values["english"] != values["headword"]:
        head += [nodes.Text("　"), english(values["english"], "edition-english")]
    return head


def body_of(entry: name_entry) -> name_body | None:
    """Return the description of a name, if it has one."""
    return next((child for child in entry.children if isinstance(child, name_body)), None)


def read_name(entry: name_entry, docname: str) -> Name:
    """Return the record of a name."""
    name = Name(
        id=entry["name"],
        **entry["values"],
        aliases=entry["aliases"],
        category=entry["kind"],
        locus=parse_locus(entry["locus"]) if entry["locus"] else None,
        docname=docname,
        line=entry.line,
    )
    body = body_of(entry)
    if body is None:
        return name
    text, text_en = text_by_language(body.children)
    links = links_of(body, body["forbid"], body["force"])
    sources = cited_keys(body.children)
    return replace(name, text=text, text_en=text_en, links=links, sources=sources)


def name_data(edition: Edition, name: Name, address: str) -> dict[str, Any]:
    """Return a name for ``edition.json``."""
    return {
        "id": name.key,
        "kind": name.category,
        "headword": name.headword,
        "reading": name.reading or None,
        "english": name.english or None,
        "aliases": list(name.aliases),
        "dates": name.dates or None,
        "role": name.role or None,
        "address": address,
        "text": both_languages(name.text, name.text_en),
        "paragraphs": edition.paragraphs_with.get(name.key, []),
        "notes": edition.notes_with.get(name.key, []),
        "sources": list(name.sources),
    }


def name_texts(edition: Edition, name: Name, resolve: Callable[[str], str]) -> list[Any]:
    """Return head and text for the search index."""
    head = [name.headword, name.reading, name.english]
    return [*head, *map(resolve, edition.marked[name.key])]


_LEADS = {
    "person": N_("Person: "),
    "organisation": N_("Organisation: "),
    "place": N_("Place: "),
}


def name_lead(name: Name, _before: Name | None, lang: str) -> tuple[str, str]:
    """Return the name, labelled with its category."""
    return _LEADS[name.category], name.wording(lang)


class GatherNames(SphinxTransform):
    """Gather the entries under each parent into two sorted lists: with and without description.

    The lists are in dictionary order, at the position of the first entry.
    """

    default_priority = 750
    """Before the domains read the document (850)."""

    def apply(self) -> None:
        """Sort every group of entries that share a parent."""
        found = self.document.findall(name_entry)
        for parent in {id(entry.parent): entry.parent for entry in found}.values():
            entries = [child for child in parent.children if isinstance(child, name_entry)]
            position = parent.index(entries[0])
            for entry in entries:
                parent.remove(entry)
            entries.sort(key=_sort_key)
            described = [entry for entry in entries if body_of(entry) is not None]
            others = [entry for entry in entries if body_of(entry) is None]
            groups = [(described, "edition-people"), (others, "edition-names")]
            lists = [
                nodes.bullet_list("", *group, classes=[name]) for group, name in groups if group
            ]
            parent.insert(position, lists)


def _sort_key(entry: name_entry) -> SortKey:
    values = entry["values"]
    return sort_key(values["reading"] or values["headword"])


def setup(app: Sphinx) -> None:
    """Register nodes, transform and the directive, which the domain has as well."""
    app.add_node(name_entry, html=carded(visit_list_item, depart_list_item, first_id))
    app.add_node(name_body)
    app.add_directive("name", NameDirective)
    app.add_transform(GatherNames)


KIND = Kind(
    entry=Name,
    node=name_entry,
    directive=NameDirective,
    read=read_name,
    setup=setup,
    plural="names",
    label=N_("Name"),
    purpose=N_("a person, an organisation or a place, by its id"),
    data=name_data,
    schema=entry_schema("name"),
    data_order=lambda name: name.id,
    search=SearchForm(
        fields=(
            SearchField("head"),
            SearchField("reading"),
            SearchField("head", lang="en"),
            SearchField("body"),
            SearchField("body", lang="en"),
        ),
        values=name_texts,
        rank=3,
        elsewhere=True,
    ),
    linked=body_of,
    index=lambda name: IndexHead(name.headword, name.reading, name.english, bool(name.text)),
    lead=name_lead,
    unknown=Subtype.UNKNOWN_NAME,
    styles=("records.css",),
)
