"""``edition.json``: the edition for other programs, and the JSON Schema it keeps to."""

from __future__ import annotations

import filecmp
import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ..bibliography.source_fields import entry_fields
from ..builds.output_cache import output
from ..core.model import front_matter
from ..core.model.entries import paragraphs_of
from ..core.model.front_matter import SCHEMA as LAYER_SCHEMA
from ..core.model.ledger import living_ends
from ..core.model.records import Event, Name, Question
from ..core.model.vocabulary import colour_of
from ..domain.edition_domain import domain_of
from ..domain.ledger_file import RETIRED_PAGE
from ..support.config import EditionConfig
from ..support.files import write_if_changed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinxcontrib.bibtex.domain import BibtexDomain

    from ..core.model.edition import Edition
    from ..core.model.records import Links, Note
    from ..core.witness.witness_record import WitnessRecord

SCHEMA = "edition.schema.json"


@output("edition.json", "edition.json", SCHEMA, LAYER_SCHEMA)
def write_json(app: Sphinx) -> None:
    """Write the file and its schema into the output (event ``build-finished``)."""
    path = Path(app.outdir) / "edition.json"
    written = path.with_suffix(".part")
    with written.open(
        "w", encoding="utf-8", newline="\n"
    ) as file:  # piece by piece: as one text it can be large
        file.writelines(_lines(edition_data(app)))
    if path.exists() and filecmp.cmp(path, written, shallow=False):
        written.unlink()
    else:
        written.replace(path)
    for package, name in ((__package__, SCHEMA), (front_matter.__package__, LAYER_SCHEMA)):
        write_if_changed(Path(app.outdir) / name, (files(package) / name).read_text("utf-8"))


def _lines(data: dict[str, Any]) -> Iterator[str]:
    """*data* as JSON with each record, which is an element of a list, on a line of its own."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    mark = "{"
    for key, value in data.items():
        yield f"{mark}\n{encode(key)}: "
        mark = ","
        if isinstance(value, list) and value:
            yield "[\n" + encode(value[0])
            for record in value[1:]:
                yield ",\n" + encode(record)
            yield "\n]"
        else:
            yield encode(value)
    yield "\n}\n"


def edition_data(app: Sphinx) -> dict[str, Any]:
    """The whole edition as plain data, in reading order; the same sources give the same data."""
    domain = domain_of(app.env)
    edition = domain.edition
    witness = domain.witness

    def address(docname: str, node_id: str) -> str:
        return f"{app.builder.get_target_uri(docname)}#{node_id}"

    is_text = EditionConfig.of(app.config).paragraphs == "text"
    return {
        "$schema": SCHEMA,
        "title": app.config.project,
        "version": app.config.release,
        "language": app.config.language,
        "moment": EditionConfig.of(app.config).moment or None,
        "audience": EditionConfig.of(app.config).audience,
        "witness": witness.name or None,
        "paragraphs": [
            {
                "id": p.id,
                "number": p.number,
                "address": address(p.docname, p.id),
                "permalink": f"p/{p.number}.html",
                "part": edition.titles[p.docname],
                **({"text": own} if is_text else {}),
                "precis": {**_precis(edition, p.id), **({} if is_text else own)},
                "terms": _terms(edition, p.id, p.links),
                "notes": [note.id for note in edition.notes_at.get(p.id, ())],
                **_entries_at(edition, p.id),
                "fingerprint": _fingerprint(witness, p.id),
            }
            for p in edition.paragraphs.values()
            for own in [{app.config.language: p.precis} if p.precis else {}]
        ],
        "layers": [
            {
                "id": layer.id,
                "title": {"ja": layer.title, **({"en": layer.title_en} if layer.title_en else {})},
                "kind": layer.kind,
                "author": layer.author,
                "lang": layer.lang,
                "license": layer.license,
                "colour": colour_of(layer),
                "audience": layer.audience,
            }
            for layer in edition.layers.values()
        ],
        "notes": [
            {
                "id": n.id,
                "layer": n.layer,
                "locus": str(n.locus),
                "lemma": n.lemma or None,
                "address": address(edition.note_docname(n), n.id),
                "text": n.text,
                "terms": _terms(edition, n.id, n.links),
                "sources": list(n.sources),
            }
            for n in sorted(
                edition.notes.values(), key=lambda n: (n.locus.first, n.layer, n.line or 0)
            )
        ],
        "terms": [
            {
                "id": f"term-{t.id}",
                "headword": t.headword,
                "reading": t.reading or None,
                "english": t.english or None,
                "aliases": list(t.aliases),
                "dates": t.dates or None,
                "related": list(
                    dict.fromkeys(
                        f"term-{o.id}" for name in t.related if (o := edition.term_for(name))
                    )
                ),
                "address": address(t.docname, f"term-{t.id}"),
                "definition": {
                    "ja": t.definition,
                    **({"en": t.definition_en} if t.definition_en else {}),
                },
                "sources": list(t.sources),
                "paragraphs": edition.paragraphs_with.get(t.id, []),
                "notes": edition.notes_with.get(t.id, []),
            }
            for t in sorted(edition.terms.values(), key=lambda t: t.id)
        ],
        "questions": [
            _question(edition, q, address(q.docname, q.id)) for q in edition.questions.values()
        ],
        "events": [_event(edition, e, address(e.docname, e.id)) for e in edition.events.values()],
        "names": [
            _name(edition, n, address(n.docname, f"name-{n.id}"))
            for n in sorted(edition.names.values(), key=lambda n: n.id)
        ],
        "sources": _sources(app, edition),
        "retired": _retired(app),
    }


def _entries_at(edition: Edition, paragraph: str) -> dict[str, list[str]]:
    """The questions, the events, and the names with a life of their own that are about a paragraph."""
    entries = edition.entries_at.get(paragraph, ())
    return {
        "questions": [entry.id for entry in entries if isinstance(entry, Question)],
        "events": [entry.id for entry in entries if isinstance(entry, Event)],
        "names": [f"name-{entry.id}" for entry in entries if isinstance(entry, Name)],
    }


def _both(own: str, english: str) -> dict[str, str]:
    """Texts by language, without those that are not there."""
    return {lang: text for lang, text in (("ja", own), ("en", english)) if text}


def _question(edition: Edition, question: Question, address: str) -> dict[str, Any]:
    """A question; its rubric only in an edition that has one, which is one for instructors."""
    return {
        "id": question.id,
        "level": question.level,
        "address": address,
        "paragraphs": paragraphs_of(edition, question),
        "text": _both(question.text, question.text_en),
        "terms": _terms(edition, question.id, question.links),
        "sources": list(question.sources),
        **({"rubric": question.rubric} if question.rubric else {}),
    }


def _event(edition: Edition, event: Event, address: str) -> dict[str, Any]:
    return {
        "id": event.id,
        "date": event.date.start,
        "end": event.date.end or None,
        "title": _both(event.title, event.english),
        "relation": event.relation,
        "address": address,
        "paragraphs": paragraphs_of(edition, event),
        "text": _both(event.text, event.text_en),
        "terms": _terms(edition, event.id, event.links),
        "sources": list(event.sources),
    }


def _name(edition: Edition, name: Name, address: str) -> dict[str, Any]:
    return {
        "id": f"name-{name.id}",
        "kind": name.kind,
        "headword": name.headword,
        "reading": name.reading or None,
        "english": name.english or None,
        "aliases": list(name.aliases),
        "dates": name.dates or None,
        "role": name.role or None,
        "address": address,
        "text": _both(name.text, name.text_en),
        "paragraphs": edition.paragraphs_naming.get(name.id, []),
        "notes": edition.notes_naming.get(name.id, []),
        "sources": list(name.sources),
    }


def _precis(edition: Edition, paragraph: str) -> dict[str, str]:
    """The précis that layers give of a paragraph, by language."""
    notes: list[Note] = edition.notes_at.get(paragraph, [])
    return {
        edition.layers[n.layer].lang: n.text
        for n in notes
        if edition.layers[n.layer].kind == "precis"
    }


def _terms(edition: Edition, key: str, links: Links) -> list[str]:
    return [f"term-{name}" for name in edition.terms_in(key, links)]


def _fingerprint(witness: WitnessRecord, paragraph: str) -> dict[str, object] | None:
    mark = witness.fingerprints.get(paragraph)
    return mark._asdict() if mark else None


def _sources(app: Sphinx, edition: Edition) -> list[dict[str, Any]]:
    bibtex = cast("BibtexDomain", app.env.get_domain("cite"))
    cited = {target.key for ref in bibtex.citation_refs for target in ref.targets}
    listed = {citation.key: citation for citation in bibtex.citations}
    sources = []
    for key, citation in sorted(listed.items()):
        uri = app.builder.get_target_uri(citation.bibliography_key.docname)
        sources.append(
            {
                "id": key,
                "type": citation.entry.type,
                "address": f"{uri}#{citation.citation_id}",
                "cited": key in cited,
                "notes": edition.notes_citing.get(key, []),
                "authors": [str(person) for person in citation.entry.persons.get("author", [])],
                "fields": entry_fields(citation.entry),
            }
        )
    return sources


def _retired(app: Sphinx) -> list[dict[str, Any]]:
    """The ids in use no more; their successors are those that stand now."""
    domain = domain_of(app.env)
    return [
        {
            "id": entry.id,
            "kind": entry.kind,
            "address": f"{app.builder.get_target_uri(RETIRED_PAGE)}#{entry.id}",
            "since": entry.since,
            "version": retired.version or None,
            "date": retired.date or None,
            "reason": retired.reason,
            "successors": living_ends(domain.ledger, entry.id, domain.anchors),
        }
        for entry, retired in domain.retired
    ]


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("build-finished", write_json)
