"""``edition.json``: the edition for other programs, and the JSON Schema it conforms to."""

from __future__ import annotations

import filecmp
import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..bibliography.citation_domain import bibtex_domain
from ..bibliography.source_fields import entry_fields
from ..builds.output_cache import output
from ..core.model import front_matter
from ..core.model.ledger import current_successors
from ..core.model.vocabulary import colour_of
from ..domain.edition_domain import domain_of
from ..domain.ledger_file import RETIRED_PAGE
from ..markup.kinds import KINDS, kind_of
from ..support.config import EditionConfig
from ..support.files import write_if_changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

    from ..core.model.edition import Edition
    from ..core.model.records import Layer, Note, Paragraph
    from ..core.witness.witness_record import WitnessRecord
    from ..markup.kind import Kind

SCHEMA = "edition.schema.json"
FORMAT = 1
"""The number of the format; when it changes is in ``CONTRIBUTING.md``."""


@output("edition.json", "edition.json", SCHEMA, front_matter.SCHEMA)
def write_json(app: Sphinx) -> None:
    """Write the file and its schema into the output (event ``build-finished``)."""
    path = Path(app.outdir) / "edition.json"
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8", newline="\n") as file:  # in lines, since it can be large
        file.writelines(_lines(edition_data(app)))
    if path.exists() and filecmp.cmp(path, part, shallow=False):
        part.unlink()
    else:
        part.replace(path)
    schema = json.dumps(edition_schema(), ensure_ascii=False, indent=2) + "\n"
    write_if_changed(Path(app.outdir) / SCHEMA, schema)
    layer = (files(front_matter.__package__) / front_matter.SCHEMA).read_text("utf-8")
    write_if_changed(Path(app.outdir) / front_matter.SCHEMA, layer)


def _lines(data: dict[str, Any]) -> Iterator[str]:
    """Yield *data* as JSON with each record, that is each element of a list, on its own line."""
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


def edition_schema() -> dict[str, Any]:
    """Return the schema: the file next to this one, with the schemas of all kinds of entries."""
    schema: dict[str, Any] = json.loads((files(__package__) / SCHEMA).read_text("utf-8"))
    paragraph = schema["properties"]["paragraphs"]["items"]
    for kind in KINDS:
        if kind.lead and kind.plural not in paragraph["properties"]:
            keys = {"type": "string", "pattern": f"^{kind.prefix}[a-z][a-z0-9-]*$"}
            paragraph["properties"][kind.plural] = {"type": "array", "items": keys}
            paragraph["required"].append(kind.plural)
    properties: dict[str, Any] = {}
    for name, value in schema["properties"].items():
        if name == "sources":
            properties |= {kind.plural: dict(kind.schema) for kind in KINDS}
        properties[name] = value
    schema["properties"] = properties
    schema["required"] = list(properties)
    return schema


def edition_data(app: Sphinx) -> dict[str, Any]:
    """Return the whole edition as plain data, in reading order; the same sources give the same."""
    domain = domain_of(app.env)
    edition, settings = domain.edition, EditionConfig.of(app.config)
    return {
        "$schema": SCHEMA,
        "format": FORMAT,
        "title": app.config.project,
        "version": app.config.release,
        "language": app.config.language,
        "moment": settings.moment or None,
        "audience": settings.audience,
        "witness": domain.witness.name or None,
        "paragraphs": [_paragraph(app, p) for p in edition.paragraphs.values()],
        "layers": [_layer(layer) for layer in edition.layers.values()],
        **{kind.plural: list(_entries(app, edition, kind)) for kind in KINDS},
        "sources": _sources(app, edition),
        "retired": _retired(app),
    }


def _paragraph(app: Sphinx, p: Paragraph) -> dict[str, Any]:
    domain = domain_of(app.env)
    edition = domain.edition
    is_text = EditionConfig.of(app.config).paragraphs == "text"
    own = {app.config.language: p.precis} if p.precis else {}
    return {
        "id": p.id,
        "number": p.number,
        "address": f"{app.builder.get_target_uri(p.docname)}#{p.id}",
        "permalink": f"p/{p.number}.html",
        "part": edition.titles[p.docname],
        **({"text": own} if is_text else {}),
        "precis": {**_precis(edition, p.id), **({} if is_text else own)},
        "terms": [f"term-{name}" for name in edition.terms_in(p.id, p.links)],
        "notes": [note.id for note in edition.notes_at.get(p.id, ())],
        **_entries_at(edition, p.id),
        "fingerprint": _fingerprint(domain.witness, p.id),
    }


def _entries_at(edition: Edition, paragraph: str) -> dict[str, list[str]]:
    """Return the keys of the entries about a paragraph, by kind."""
    entries = edition.entries_at.get(paragraph, ())
    return {
        kind.plural: [entry.key for entry in entries if kind_of(entry) is kind]
        for kind in KINDS
        if kind.lead
    }


def _layer(layer: Layer) -> dict[str, Any]:
    return {
        "id": layer.id,
        "title": {"ja": layer.title, **({"en": layer.title_en} if layer.title_en else {})},
        "kind": layer.kind,
        "author": layer.author,
        "lang": layer.lang,
        "license": layer.license,
        "colour": colour_of(layer),
        "audience": layer.audience,
    }


def _entries(app: Sphinx, edition: Edition, kind: Kind) -> Iterator[dict[str, Any]]:
    entries: Iterable[Any] = edition.entries[kind.name].values()
    if kind.data_order:
        entries = sorted(entries, key=kind.data_order)
    for entry in entries:
        address = f"{app.builder.get_target_uri(edition.page_of(entry))}#{entry.key}"
        yield kind.data(edition, entry, address)


def _precis(edition: Edition, paragraph: str) -> dict[str, str]:
    """Return the précis that layers give of a paragraph, by language."""
    notes: list[Note] = edition.notes_at.get(paragraph, [])
    precis = [note for note in notes if edition.layers[note.layer].kind == "precis"]
    return {edition.layers[note.layer].lang: note.text for note in precis}


def _fingerprint(witness: WitnessRecord, paragraph: str) -> dict[str, object] | None:
    mark = witness.fingerprints.get(paragraph)
    return mark._asdict() if mark else None


def _sources(app: Sphinx, edition: Edition) -> list[dict[str, Any]]:
    bibtex = bibtex_domain(app.env)
    cited = {target.key for ref in bibtex.citation_refs for target in ref.targets}
    listed = {citation.key: citation for citation in bibtex.citations}
    sources = []
    for key, citation in sorted(listed.items()):
        uri = app.builder.get_target_uri(citation.bibliography_key.docname)
        authors = citation.entry.persons.get("author", [])
        sources.append(
            {
                "id": key,
                "type": citation.entry.type,
                "address": f"{uri}#{citation.citation_id}",
                "cited": key in cited,
                "notes": edition.notes_citing.get(key, []),
                "authors": [str(person) for person in authors],
                "fields": entry_fields(citation.entry),
            }
        )
    return sources


def _retired(app: Sphinx) -> list[dict[str, Any]]:
    """Return the retired ids; their successors are those in use."""
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
            "successors": current_successors(domain.ledger, entry.id, domain.anchors),
        }
        for entry, retired in domain.retired
    ]


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("build-finished", write_json)
