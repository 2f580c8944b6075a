"""Names of people, places and organisations: an entry for each, with what is told of it and the places where it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from ..core.model.front_matter import is_id
from ..core.model.locus import LocusError, parse_locus
from ..core.model.problems import Subtype
from ..core.model.records import Name
from ..core.text.gojuon import sort_key
from ..support.directive_options import (
    ALIASES,
    ENGLISH,
    FORBID,
    FORCE,
    PARAGRAPHS,
    READING,
    Option,
    line,
    one_of,
)
from ..support.language import english
from ..support.reporting import warn
from .card_marks import carded, depart_list_item, first_id, visit_list_item
from .entry_bodies import by_language, cited_in
from .entry_data import both_languages, entry_schema
from .kind import IndexHead, Kind, SearchField, SearchForm
from .linking import META, links_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    from ..core.model.edition import Edition


class name_entry(nodes.list_item):
    """An entry: ``name``, ``values``, ``aliases``, ``kind`` and ``locus`` as attributes; what is told of it in a :class:`name_body`."""


class name_body(nodes.container):
    """What is told of a person, a place or an organisation."""


class NameDirective(SphinxDirective):
    """``{name} ID`` with headword, reading, English, aliases, kind, dates, role and the paragraphs of the essay that name it.

    What stands inside tells of it; without that it is an entry of the index only.
    """

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    what: ClassVar[tuple[str, str]] = (
        "人、組織、国と地域の名。索引に載り、中身があれば紹介になる",
        "a person, an organisation or a place for the index; with a body, a card",
    )
    option_spec: ClassVar[dict] = {
        "headword": Option(line, "見出しの名（必ず書く）", "the name it is found under (required)"),
        "reading": READING,
        "english": ENGLISH,
        "aliases": ALIASES,
        "kind": Option(
            one_of("person", "place", "organisation"),
            "何の名か（既定は person）",
            "whose name it is (default: person)",
        ),
        "dates": Option(line, "生没年など", "its dates"),
        "role": Option(line, "役割、地位", "its role or office"),
        "paragraphs": PARAGRAPHS,
        "forbid": FORBID,
        "force": FORCE,
    }

    def run(self) -> list[nodes.Node]:
        """Make the entry; one without id, headword or reading is a warning."""
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
        locus = None
        if written := self.options.get("paragraphs"):
            try:
                locus = parse_locus(written)
            except LocusError:
                warn(Subtype.BAD_LOCUS, self.get_location(), locus=written)
        values = {
            key: self.options.get(key, "")
            for key in ("headword", "reading", "english", "dates", "role")
        }
        head = nodes.paragraph(
            "", "", nodes.inline("", values["headword"], classes=["edition-headword"])
        )
        if values["reading"]:
            head += [
                nodes.Text("　"),
                nodes.inline("", values["reading"], classes=["edition-reading"]),
            ]
        if values["english"] and values["english"] != values["headword"]:
            head += [nodes.Text("　"), english(values["english"], "edition-english")]
        entry = name_entry("", head, ids=[f"name-{name}"], name=name, values=values)
        entry["aliases"], entry["kind"] = (
            self.options.get("aliases", ()),
            self.options.get("kind", "person"),
        )
        entry["locus"] = str(locus) if locus else ""
        if about := "　".join(filter(None, (values["dates"], values["role"]))):
            entry += nodes.paragraph("", about, classes=[META, "edition-name-about"])
        if "".join(self.content).strip():
            body = name_body("", *self.parse_content_to_nodes())
            body["forbid"], body["force"] = (
                self.options.get("forbid", ()),
                self.options.get("force", ()),
            )
            entry += body
        self.set_source_info(entry)
        return [entry]


def body_of(entry: name_entry) -> name_body | None:
    """What is told of a name, if anything."""
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
    text, text_en = by_language(body.children)
    links = links_of(body, body["forbid"], body["force"])
    return replace(name, text=text, text_en=text_en, links=links, sources=cited_in(body.children))


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


def name_lead(name: Name, _before: Name | None) -> tuple[str, str]:
    """Return the name after what it is the name of."""
    label = {"person": "人物：", "organisation": "組織：", "place": "地名："}[name.category]
    return label, name.wording("ja")


class GatherNames(SphinxTransform):
    """Makes lists, in dictionary order, of the entries that stand side by side: those that tell something, and the others."""

    default_priority = 750
    """Before the domains read the document (850)."""

    def apply(self) -> None:
        """Sort every group of entries that share a parent."""
        for parent in {
            id(entry.parent): entry.parent for entry in self.document.findall(name_entry)
        }.values():
            entries = [child for child in parent.children if isinstance(child, name_entry)]
            place = parent.index(entries[0])
            for entry in entries:
                parent.remove(entry)
            entries.sort(
                key=lambda entry: sort_key(
                    entry["values"]["reading"] or entry["values"]["headword"]
                )
            )
            told = [entry for entry in entries if body_of(entry) is not None]
            others = [entry for entry in entries if body_of(entry) is None]
            lists = [(told, "edition-people"), (others, "edition-names")]
            parent.insert(
                place,
                [nodes.bullet_list("", *group, classes=[name]) for group, name in lists if group],
            )


def setup(app: Sphinx) -> None:
    """Register nodes, transform and, outside the domain too, the directive."""
    app.add_node(name_entry, html=carded(visit_list_item, depart_list_item, first_id))
    app.add_node(name_body)
    app.add_directive("name", NameDirective)
    app.add_transform(GatherNames)


KIND = Kind(
    entry=Name,
    node=name_entry,
    directive=NameDirective,
    read=read_name,
    plural="names",
    label=("人名・地名", "Name"),
    purpose=(
        "人、組織、国や地域の紹介",
        "a person, an organisation or a place, by its id",
    ),
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
