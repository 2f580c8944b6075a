r"""The search index: every text of the edition once, grouped by page, for ``search.js`` to look through.

A citation stands between two marks, for a reader may copy a text with its citations or without them:
``\ue000`` as printed ``\ue001``; where it reads otherwise in ``edition.json``, that follows the mark ``\ue002``.
"""

from __future__ import annotations

from itertools import chain, groupby
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from ..bibliography.citation_style import to_language
from ..core.model.event_date import format_event_date
from ..core.model.records import resolve_references
from ..core.text.old_forms import comparable, old_forms_in
from ..domain.edition_domain import domain_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinxcontrib.bibtex.domain import BibtexDomain

    from ..core.model.edition import Edition
    from ..witness.attached import Attached

    Entry = tuple[str, list[Any]]
    """A document, and what the index has of one place on its page."""


def index_data(app: Sphinx) -> dict[str, Any]:
    """The index as plain data; the same sources give the same data.

    Each kind is a list of pages, ``[address, [place, …]]``, in reading order; what a place holds is said where it is made.
    """
    domain = domain_of(app.env)
    edition = domain.edition
    read = _reader(app, edition)
    kinds = {
        "paragraphs": _paragraphs(edition, read, domain.own_copy),
        "notes": _notes(edition, read, app.config.language),
        "terms": _terms(edition, read),
        "sources": _sources(app),
        "names": _names(edition, read),
        "questions": _questions(edition, read),
        "events": _events(edition, read),
        "prose": (
            (docname, [section.id, read(section.title), read(section.text)])
            for docname, records in sorted(domain.docs.items())
            for section in records.sections
        ),
    }
    pages = {kind: _by_page(app, entries) for kind, entries in kinds.items()}
    texts = (text for kind in pages.values() for text in _strings(kind))
    return {"oldForms": old_forms_in(texts), **pages}


def _by_page(app: Sphinx, entries: Iterable[Entry]) -> list[list[Any]]:
    grouped = groupby(entries, key=lambda entry: entry[0])
    return [
        [app.builder.get_target_uri(docname), [place for _, place in group]]
        for docname, group in grouped
    ]


def _strings(data: object) -> Iterator[str]:
    """Every text in *data*."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        yield from chain.from_iterable(map(_strings, data))


def _paragraphs(edition: Edition, read: Callable[[str], str], copy: Attached) -> Iterator[Entry]:
    """Number and précis, and in a private build the essay's own words."""
    for p in edition.paragraphs.values():
        essay = copy.exact.get(p.id) or copy.altered.get(p.id)
        yield p.docname, [p.number, *map(read, edition.marked[p.id]), *([essay] if essay else [])]


def _notes(edition: Edition, read: Callable[[str], str], language: str) -> Iterator[Entry]:
    """Id without its prefix, locus, lemma, text, and the language if it is not the edition's."""
    for n in sorted(edition.notes.values(), key=lambda n: (n.locus.first, n.layer, n.line or 0)):
        lang = edition.layers[n.layer].lang
        own = [n.id.removeprefix("note-"), str(n.locus), n.lemma, *map(read, edition.marked[n.id])]
        yield edition.note_docname(n), own if lang == language else [*own, lang]


def _terms(edition: Edition, read: Callable[[str], str]) -> Iterator[Entry]:
    """Id without its prefix, headword, reading, English, aliases, dates, and the definition in both languages."""
    for t in edition.terms.values():
        yield (
            t.docname,
            [
                t.id,
                t.headword,
                t.reading,
                t.english,
                list(t.aliases),
                t.dates,
                *map(read, edition.marked[f"term-{t.id}"]),
            ],
        )


def _names(edition: Edition, read: Callable[[str], str]) -> Iterator[Entry]:
    """Id without its prefix, headword, reading, English, and what is told of it in both languages."""
    for n in edition.names.values():
        yield (
            n.docname,
            [n.id, n.headword, n.reading, n.english, *map(read, edition.marked[f"name-{n.id}"])],
        )


def _questions(edition: Edition, read: Callable[[str], str]) -> Iterator[Entry]:
    """Id without its prefix, number, the question in both languages, and the rubric where there is one."""
    for q in edition.questions.values():
        yield q.docname, [q.id.removeprefix("question-"), q.label, *map(read, edition.marked[q.id])]


def _events(edition: Edition, read: Callable[[str], str]) -> Iterator[Entry]:
    """Id without its prefix, date, title in both languages, and what is told of it in both."""
    for e in edition.events.values():
        head = [e.id.removeprefix("event-"), format_event_date(e.date), e.title, e.english]
        yield e.docname, [*head, *map(read, edition.marked[e.id])]


def _sources(app: Sphinx) -> Iterator[Entry]:
    """Id without its prefix, and the work as printed."""
    bibtex = cast("BibtexDomain", app.env.get_domain("cite"))
    # the domain's own order of bibliographies depends on which document was read last
    listed = sorted(
        bibtex.citations,
        key=lambda c: (
            c.bibliography_key.docname,
            len(c.bibliography_key.id_),
            c.bibliography_key.id_,
        ),
    )
    for citation in {citation.citation_id: citation for citation in listed}.values():
        yield (
            citation.bibliography_key.docname,
            [citation.citation_id.removeprefix("source-"), str(citation.formatted_entry.text)],
        )


def _reader(app: Sphinx, edition: Edition) -> Callable[[str], str]:
    """What puts into a text how its references and citations read."""
    printed: dict[tuple[str, str], str] = {}

    def wording(typ: str, target: str, lang: str) -> str:
        left = edition.wording(typ, target, lang)
        if not typ.startswith("cite"):
            return left
        if (target, lang) not in printed:
            printed[target, lang] = _printed(app, target, *lang.split(" "))
        shown = printed[target, lang]
        if not shown or comparable(shown) == comparable(left):
            return left
        return f"\ue000{shown}\ue002{left}\ue001" if left else f"\ue000{shown}\ue001"

    return lambda text: resolve_references(text, wording)


def _printed(app: Sphinx, target: str, role: str, lang: str) -> str:
    """A citation as it stands on the page; nothing if it has a key that no bibliography lists."""
    bibtex = cast("BibtexDomain", app.env.get_domain("cite"))
    listed = {citation.key for citation in bibtex.citations}
    if not all(part.key in listed for part in parse_citation_targets(target)):
        return ""
    citation = bibtex.resolve_xref(
        app.env, app.config.root_doc, app.builder, role, target, pending_xref(), nodes.inline()
    )
    to_language(cast("nodes.inline", citation), lang or app.config.language)
    return citation.astext()
