"""Making an incremental build equal a clean one.

What one document contributes can show on the page of another: notes beside paragraphs, links to terms,
lists of places, labels of citations. Each build computes a digest of everything that other documents put
on a page; where it differs from the digest of the last build, the page is written again.
"""

from __future__ import annotations

import gc
import hashlib
import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ..core.model.entries import entry_wording, paragraphs_of
from ..domain.backlinks import leads
from ..domain.edition_domain import domain_of
from ..domain.overview_lists import shown
from ..support.config import EditionConfig
from .output_cache import Remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pybtex.database import Entry
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinxcontrib.bibtex.domain import BibtexDomain

    from ..core.model.edition import Edition
    from ..core.model.records import Links, Ref


def rewrite_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the pages that what other documents say has changed (event ``env-updated``)."""
    domain = domain_of(env)
    domain.forget()
    domain.note_store = None
    domain.remembered = memory = Remembered(app)
    if memory.unchanged:
        return []  # and nothing is wrong, for such a build is not remembered
    with _no_collection():
        domain.tell_problems()
        digests = page_digests(env)
    changed = [name for name, digest in digests.items() if domain.pages.get(name) != digest]
    if changed or digests.keys() != domain.pages.keys():
        domain.data["pages"] = digests
    return changed


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep Python from looking for garbage: all that is put together stays, and it would look through it again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def page_digests(env: BuildEnvironment) -> dict[str, str]:
    """For every document, a digest of what the rest of the edition contributes to its page."""
    domain = domain_of(env)
    edition = domain.edition
    bibtex = cast("BibtexDomain", env.get_domain("cite"))
    listed = {citation.key: citation.bibliography_key.docname for citation in bibtex.citations}
    labels = {
        key: (_label(entry), listed.get(key)) for key, entry in bibtex.bibdata.data.entries.items()
    }
    everywhere = _digest(
        (
            _navigation(env),
            domain.readings.known,
            EditionConfig.of(env.config).released,
            bool(domain.witness.fingerprints),
        )
    )
    facts: dict[str, list[object]] = {name: [everywhere] for name in env.found_docs}

    for paragraph in edition.paragraphs.values():
        page = facts[paragraph.docname]
        page.append((paragraph.id, edition.hits.get(paragraph.id)))
        page.append([texts.get(paragraph.id) for texts in domain.own_copy])
        for note in edition.notes_at.get(paragraph.id, ()):
            page.append(
                (note.id, note.digest, edition.layers.get(note.layer), edition.hits.get(note.id))
            )
            page.append(_targets(edition, note.links.refs))
            page.append([labels.get(key) for key in note.sources])
        page.append(
            [
                (note.id, _target(edition, ("note", note.id)))
                for note in edition.echoes_at.get(paragraph.id, ())
            ]
        )
        page.append(leads(edition, paragraph.id))
        page += (
            _linked(edition, key, links)
            for key, links in _pieces(edition, paragraph.id, paragraph.links)
        )
    for term in edition.terms.values():
        page = facts[term.docname]
        places = [("para", name[1:]) for name in edition.paragraphs_with.get(term.id, ())]
        places += [("note", name) for name in edition.notes_with.get(term.id, ())]
        page.append((term.id, edition.hits.get(f"term-{term.id}"), _targets(edition, places)))
        page.append(_linked(edition, f"term-{term.id}", term.links))
    for entry in edition.names.values():
        places = [("para", name[1:]) for name in edition.paragraphs_naming.get(entry.id, ())]
        places += [("note", name) for name in edition.notes_naming.get(entry.id, ())]
        facts[entry.docname].append(
            (entry.id, _targets(edition, places), edition.hits.get(f"name-{entry.id}"))
        )
        facts[entry.docname].append(_linked(edition, f"name-{entry.id}", entry.links))
    for told in (*edition.questions.values(), *edition.events.values()):
        about = _targets(edition, [("para", name[1:]) for name in paragraphs_of(edition, told)])
        facts[told.docname].append((told.id, about, edition.hits.get(told.id)))
        facts[told.docname].append(_linked(edition, told.id, told.links))
    for name, records in domain.docs.items():
        facts[name].append(_targets(edition, records.refs))
        facts[name] += (shown(edition, page) for page in records.overviews)
        facts[name].append([_target(edition, ("note", note.id)) for note in records.notes])
    for ref in bibtex.citation_refs:
        facts[ref.docname].append([labels.get(target.key) for target in ref.targets])
    for key in bibtex.bibliographies:
        cited = {
            source: _targets(edition, [("note", name) for name in names])
            for source, names in sorted(edition.notes_citing.items())
        }
        facts[key.docname].append(
            bool(edition.paragraphs)
        )  # whether there is a file of the essay to link to
        facts[key.docname].append(
            (
                cited,
                [citation.key for citation in bibtex.citations if citation.bibliography_key == key],
                sorted(labels.items()),
            )
        )
    return {name: _digest(page) for name, page in facts.items()}


def _digest(facts: object) -> str:
    text = json.dumps(
        facts, ensure_ascii=False, default=sorted
    )  # what is no tuple or dict is a set
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _navigation(env: BuildEnvironment) -> object:
    """The titles and the order of all pages, which every page shows in its side bar."""
    titles = sorted((name, title.astext()) for name, title in env.titles.items())
    return titles, sorted(
        (name, records.navigation) for name, records in domain_of(env).docs.items()
    )


def _label(entry: Entry) -> object:
    """Everything that is printed of a source; the same before and after it has been pickled."""
    persons = [(role, [str(person) for person in people]) for role, people in entry.persons.items()]
    return (
        entry.type,
        persons,
        sorted((name.lower(), str(value)) for name, value in entry.fields.items()),
    )


def _pieces(edition: Edition, name: str, links: Links) -> Iterator[tuple[str, Links]]:
    yield name, links
    for note in edition.notes_at.get(name, ()):
        yield note.id, note.links


def _linked(edition: Edition, key: str, links: Links) -> list[object]:
    """Where the terms linked in a piece lead."""
    return _targets(edition, [("term", hit.term) for hit in edition.hits.get(key, ())])


def _targets(edition: Edition, refs: Iterable[Ref]) -> list[object]:
    return [_target(edition, ref) for ref in refs]


def _target(edition: Edition, ref: Ref) -> object:
    """Everything a reference shows of what it leads to."""
    typ, target = ref
    if typ == "para":
        locus = edition.locus(target)
        return locus and [(n, edition.paragraphs[f"p{n}"].docname) for n in locus.starts]
    if typ == "term":
        term = edition.term_for(target)
        return term and (term.id, term.docname, term.headword, term.english)
    if typ != "note":
        entry = edition.entry_for(typ, target)
        return entry and (
            entry.id,
            entry.docname,
            entry_wording(entry, "ja"),
            entry_wording(entry, "en"),
        )
    note = edition.note_for(target)
    return note and (note.id, note.lemma, note.locus, edition.note_docname(note))


def remove_output(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Delete the pages of documents that are gone (event ``env-get-outdated``)."""
    get_outfilename = (
        getattr(app.builder, "get_outfilename", None) if app.builder.format == "html" else None
    )
    if get_outfilename is not None:
        for docname in removed:
            Path(get_outfilename(docname)).unlink(missing_ok=True)
    return []


def setup(app: Sphinx) -> None:
    """Connect both events; the first after every extension has done its own (bibtex computes labels there)."""
    app.connect("env-updated", rewrite_pages, priority=900)
    app.connect("env-get-outdated", remove_output)
