"""Dated events, ``:::{event} 1985-09-22``, and the timeline made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from ..core.model.event_date import EventDateError, format_event_date, parse_event_date
from ..core.model.front_matter import is_id
from ..core.model.locus import parse_locus
from ..core.model.problems import Subtype
from ..core.model.records import Event
from ..core.model.vocabulary import RELATIONS
from ..core.text.messages import N_
from ..support.config import EditionConfig
from ..support.directive_options import ENGLISH, FORBID, FORCE, PARAGRAPHS, Option, read_line
from ..support.language import english as in_english
from ..support.reporting import warn
from .entry_bodies import cited_keys, parse_locus_or_warn, text_by_language
from .entry_data import both_languages, entry_schema, term_keys
from .kind import Kind, SearchField, SearchForm
from .linking import META, links_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    from ..core.model.edition import Edition
    from ..core.model.event_date import EventDate
    from ..support.directive_options import Options


class event_entry(nodes.container):
    """An event.

    Attributes: ``date``, ``relation``, ``locus``, ``headline``, ``english``, ``forbid``, ``force``.
    """


class timeline(nodes.container):
    """The events of a document in the order of their dates."""


class EventDirective(SphinxDirective):
    """``{event} DATE``, with one to three sentences inside."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    purpose: ClassVar[str] = N_(
        "an entry of the timeline; its date is a day, a month, a year or a span"
    )
    option_spec: ClassVar[Options] = {
        "id": Option(
            read_line,
            N_("the end of its address event-ID (required)"),
        ),
        "title": Option(read_line, N_("what happened, in a word or two (required)")),
        "english": ENGLISH,
        "paragraphs": PARAGRAPHS,
        "relation": Option(
            read_line,
            N_(
                "its relation to the essay: stated, implied, context, publication or after "
                "(required)"
            ),
        ),
        "forbid": FORBID,
        "force": FORCE,
    }

    def run(self) -> list[nodes.Node]:
        """Return the entry; report and drop one that lacks a valid id, title, relation or date."""
        name, title, relation = (self.options.get(key, "") for key in ("id", "title", "relation"))
        if not is_id(name):
            warn(Subtype.BAD_ID, self.get_location(), id=name)
            return []
        if not title:
            warn(Subtype.MISSING_OPTION, self.get_location(), id=name, option="title")
            return []
        if relation not in RELATIONS:
            warn(
                Subtype.BAD_OPTION,
                self.get_location(),
                id=name,
                option="relation",
                value=relation,
                choices=", ".join(RELATIONS),
            )
            return []
        date = self._date(relation)
        if date is None:
            return []
        body = self.parse_content_to_nodes()
        if not body:
            warn(Subtype.EMPTY_ENTRY, self.get_location(), id=name)
            return []
        locus = parse_locus_or_warn(self, self.options.get("paragraphs", ""))
        english = self.options.get("english", "")
        node = event_entry(
            "",
            _head(date, title, english, self.config.language),
            *body,
            ids=[f"event-{name}"],
            date=str(date),
            relation=relation,
            locus=str(locus) if locus else "",
            headline=title,
            english=english,
            forbid=self.options.get("forbid", ()),
            force=self.options.get("force", ()),
        )
        self.set_source_info(node)
        return [node]

    def _date(self, relation: str) -> EventDate | None:
        """Return the date, or None if it cannot be read.

        Warn in that case, and if the date of an event ``after`` the essay is not after the essay's.
        """
        written = self.arguments[0]
        try:
            date = parse_event_date(written)
        except EventDateError:
            warn(Subtype.BAD_EVENT_DATE, self.get_location(), date=written.strip())
            return None
        moment = EditionConfig.of(self.config).moment
        if relation == "after" and moment and date.start <= moment[: len(date.start)]:
            warn(Subtype.NOT_LATER, self.get_location(), date=str(date), moment=moment)
        return date


def _head(date: EventDate, title: str, english: str, language: str) -> nodes.paragraph:
    """Return the line with date and title."""
    when = nodes.inline("", format_event_date(date, language), classes=["edition-event-date"])
    head = nodes.paragraph(
        "",
        "",
        when,
        nodes.Text("　"),
        nodes.strong("", title),
        classes=[META, "edition-event-head"],
    )
    if english:
        head += [nodes.Text("　"), in_english(english, "edition-english")]
    return head


class GatherEvents(SphinxTransform):
    """Gather the events of a document into one timeline, at the position of the first."""

    default_priority = 750
    """Before the domains read the document (850)."""

    def apply(self) -> None:
        """Move and sort the entries."""
        entries = list(self.document.findall(event_entry))
        if not entries:
            return
        gathered = timeline("")
        entries[0].replace_self(gathered)
        for entry in entries[1:]:
            entry.parent.remove(entry)
        entries.sort(key=lambda entry: parse_event_date(entry["date"]))
        gathered.extend(entries)


def read_event(node: event_entry, docname: str) -> Event:
    """Return the record of an event."""
    text, text_en = text_by_language(node.children)
    return Event(
        id=node["ids"][0],
        date=parse_event_date(node["date"]),
        title=node["headline"],
        english=node["english"],
        relation=node["relation"],
        locus=parse_locus(node["locus"]) if node["locus"] else None,
        docname=docname,
        line=node.line,
        text=text,
        text_en=text_en,
        links=links_of(node, node["forbid"], node["force"]),
        sources=cited_keys(node.children),
    )


def event_data(edition: Edition, event: Event, address: str) -> dict[str, Any]:
    """Return an event for ``edition.json``."""
    return {
        "id": event.id,
        "date": event.date.start,
        "end": event.date.end or None,
        "title": both_languages(event.title, event.english),
        "relation": event.relation,
        "address": address,
        "paragraphs": edition.paragraphs_of(event),
        "text": both_languages(event.text, event.text_en),
        "terms": term_keys(edition, event),
        "sources": list(event.sources),
    }


def event_texts(edition: Edition, event: Event, resolve: Callable[[str], str]) -> list[Any]:
    """Return date, title and text for the search index."""
    head = [format_event_date(event.date, edition.language), event.title, event.english]
    return [*head, *map(resolve, edition.marked[event.key])]


def event_lead(event: Event, before: Event | None, lang: str) -> tuple[str, str]:
    """Return label and date, without the year if the event listed before has the same year."""
    after = before.date if before else None
    return N_("Timeline: "), format_event_date(event.date, lang, after=after)


def setup(app: Sphinx) -> None:
    """Register the transform; the directive belongs to the domain, the HTML to the room html."""
    app.add_transform(GatherEvents)


KIND = Kind(
    entry=Event,
    node=event_entry,
    directive=EventDirective,
    read=read_event,
    setup=setup,
    plural="events",
    label=N_("Timeline"),
    purpose=N_("an event of the timeline, by its id"),
    data=event_data,
    schema=entry_schema("event"),
    search=SearchForm(
        fields=(
            SearchField("label"),
            SearchField("head"),
            SearchField("head", lang="en"),
            SearchField("body"),
            SearchField("body", lang="en"),
        ),
        values=event_texts,
        rank=6,
        elsewhere=True,
    ),
    lead=event_lead,
    unknown=Subtype.UNKNOWN_EVENT,
    styles=("records.css",),
)
