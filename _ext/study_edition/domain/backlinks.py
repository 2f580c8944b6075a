"""Back links: where a term or a name occurs, which notes cite a source, and what else there is on a paragraph."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..core.model.entries import entry_wording, paragraphs_of
from ..core.model.event_date import format_event_date
from ..core.model.locus import Locus, format_locus
from ..core.model.records import Event, Question
from ..markup.audience_blocks import for_instructors
from ..markup.card_marks import Cards, source_entry
from ..markup.events import event_entry
from ..markup.linking import META, xref
from ..markup.names import name_entry
from ..markup.questions import study_question
from ..markup.terms import term_places
from .edition_domain import domain_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.writers.html5 import HTML5Translator
    from sphinxcontrib.bibtex.domain import BibtexDomain

    from ..core.model.edition import Edition
    from ..core.model.event_date import EventDate
    from ..core.model.records import Name


class Place(NamedTuple):
    """Where a link leads, and what it reads as."""

    typ: str
    target: str
    docname: str
    node_id: str
    text: str


Group = tuple[str, list[Place]]
"""A label, and the places that follow it."""


class place_list(nodes.General, nodes.Element):
    """Many links in one node, for HTML: a long glossary has more of them than all its other nodes together."""


class FillTermPlaces(SphinxPostTransform):
    """Lists, in each glossary entry, the paragraphs and notes in which the term occurs."""

    default_priority = 6
    """Before references are resolved (10)."""

    def run(self) -> None:
        """Fill every list, and drop the empty ones."""
        edition = domain_of(self.env).edition
        for node in list(self.document.findall(term_places)):
            groups = _both(
                edition,
                edition.paragraphs_with.get(node["term"], ()),
                edition.notes_with.get(node["term"], ()),
            )
            node.parent.replace(
                node, listed(self.app.builder, self.env.current_document.docname, groups)
            )


class FillNamePlaces(SphinxPostTransform):
    """Adds to each entry the paragraphs and notes where the name stands."""

    default_priority = 6
    """Before references are resolved (10)."""

    def run(self) -> None:
        """Fill every entry."""
        edition = domain_of(self.env).edition
        for entry in list(self.document.findall(name_entry)):
            key = entry["name"]
            groups = _both(
                edition, edition.paragraphs_naming.get(key, ()), edition.notes_naming.get(key, ())
            )
            entry.extend(listed(self.app.builder, self.env.current_document.docname, groups))


class FillEntryPlaces(SphinxPostTransform):
    """Adds to each question and event the paragraphs it is about."""

    default_priority = 6
    """Before references are resolved (10)."""

    def run(self) -> None:
        """Fill every entry."""
        edition = domain_of(self.env).edition
        for node in list(
            self.document.findall(lambda node: isinstance(node, (study_question, event_entry)))
        ):
            kind = "question" if isinstance(node, study_question) else "event"
            entry = edition.entry_for(kind, node["ids"][0])
            if isinstance(entry, (Question, Event)):
                places = [paragraph_place(edition, name) for name in paragraphs_of(edition, entry)]
                before = next(
                    (
                        i
                        for i, child in enumerate(node.children)
                        if isinstance(child, for_instructors)
                    ),
                    len(node.children),
                )
                node.insert(
                    before,
                    listed(self.app.builder, self.env.current_document.docname, [("", places)]),
                )


class FillSources(SphinxPostTransform):
    """Makes a plain list of each bibliography, and adds to each source the notes that cite it."""

    default_priority = 6
    """After sphinxcontrib-bibtex has filled its bibliographies (5), before references are resolved (10)."""

    def run(self) -> None:
        """Rework every group of citations; LaTeX has a form of its own for them."""
        if self.app.builder.format == "latex":
            return
        edition = domain_of(self.env).edition
        bibtex = cast("BibtexDomain", self.env.get_domain("cite"))
        keys = {citation.citation_id: citation.key for citation in bibtex.citations}
        groups = {id(c.parent): c.parent for c in self.document.findall(nodes.citation)}
        for group in groups.values():
            items = nodes.bullet_list("", classes=["edition-sources"])
            for citation in [c for c in group.children if isinstance(c, nodes.citation)]:
                item = source_entry(
                    "",
                    *(c for c in citation.children if not isinstance(c, nodes.label)),
                    ids=citation["ids"],
                )
                cited = [
                    note_place(edition, name)
                    for name in edition.notes_citing.get(keys.get(citation["ids"][0], ""), ())
                ]
                item.extend(
                    listed(self.app.builder, self.env.current_document.docname, [("引用：", cited)])
                )
                items += item
            group.replace_self(items)


def _both(edition: Edition, paragraphs: Iterable[str], notes: Iterable[str]) -> list[Group]:
    return [
        ("本文：", [paragraph_place(edition, name) for name in paragraphs]),
        ("注：", [note_place(edition, name) for name in notes]),
    ]


def leads(edition: Edition, paragraph: str) -> list[Group]:
    """What else there is on a paragraph: its questions, events, people and organisations."""
    groups: dict[str, list[Place]] = {}
    before: EventDate | None = None
    entry: Question | Event | Name
    for entry in edition.entries_at.get(paragraph, ()):
        if isinstance(entry, Question):
            label, place = (
                "問い：",
                Place("question", entry.id, entry.docname, entry.id, entry.label),
            )
        elif isinstance(entry, Event):
            label, place = (
                "年表：",
                Place(
                    "event",
                    entry.id,
                    entry.docname,
                    entry.id,
                    format_event_date(entry.date, after=before),
                ),
            )
            before = entry.date
        else:
            label = {"person": "人物：", "organisation": "組織：", "place": "地名："}[entry.kind]
            place = Place(
                "name", entry.id, entry.docname, f"name-{entry.id}", entry_wording(entry, "ja")
            )
        groups.setdefault(label, []).append(place)
    return list(groups.items())


def paragraph_place(edition: Edition, name: str) -> Place:
    """A paragraph, by its number."""
    paragraph = edition.paragraphs[name]
    label = format_locus(Locus(((paragraph.number, paragraph.number),)))
    return Place("para", str(paragraph.number), paragraph.docname, paragraph.id, label)


def note_place(edition: Edition, name: str) -> Place:
    """A note, by its paragraph's number and its lemma."""
    note = edition.notes[name]
    where = format_locus(Locus(((note.locus.first, note.locus.first),)), "en")
    text = f"{where}「{note.lemma}」" if note.lemma else where
    return Place("note", name, edition.note_docname(note), name, text)


def listed(builder: Builder, docname: str, groups: list[Group]) -> list[nodes.Node]:
    """The line that lists places on the page *docname*; nothing if there are none."""
    filled = [(label, places) for label, places in groups if places]
    if not filled:
        return []
    if builder.format == "html":
        return [place_list("", classes=[META, "edition-places"], groups=filled, docname=docname)]
    parts: list[nodes.Node] = []
    for label, places in filled:
        parts.append(nodes.Text(("　" if parts else "") + label))
        for i, place in enumerate(places):
            parts += [nodes.Text("、")] if i else []
            parts.append(xref(place.typ, place.target, docname, place.text))
    return [nodes.paragraph("", "", *parts, classes=[META, "edition-places"])]


def visit_html(self: HTML5Translator, node: place_list) -> None:
    """Write the whole line."""
    lines = []
    for label, places in node["groups"]:
        links = []
        for _typ, _target, docname, node_id, text in places:
            uri = (
                ""
                if docname == node["docname"]
                else self.builder.get_relative_uri(node["docname"], docname)
            )
            links.append(
                f'<a class="reference internal edition-para" href="{escape(uri)}#{escape(node_id)}">{escape(text)}</a>'
            )
        lines.append(escape(label) + "、".join(links))
    start = len(self.body)
    self.body.append(f'<p class="{" ".join(node["classes"])}">{"　".join(lines)}</p>\n')
    Cards.of(self.document).leave_out(self.body, start)
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register node and transforms."""
    app.add_node(place_list, html=(visit_html, None))
    app.add_post_transform(FillTermPlaces)
    app.add_post_transform(FillNamePlaces)
    app.add_post_transform(FillEntryPlaces)
    app.add_post_transform(FillSources)
