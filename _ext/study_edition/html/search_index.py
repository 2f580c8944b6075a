r"""The search index: every text of the edition once, grouped by page, for ``search-find.js``.

A citation is between two marks, ``\ue000`` as printed ``\ue001``, because a reader may copy a text
with its citations or without them. Where its form in ``edition.json`` is another, that follows
after the mark ``\ue002``.
"""

from __future__ import annotations

from itertools import chain, groupby
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from ..bibliography.citation_domain import bibtex_domain
from ..bibliography.citation_style import localise_citation
from ..core.model.records import Note, resolve_references
from ..core.text.messages import translate
from ..core.text.old_forms import old_forms_in, search_form
from ..domain.edition_domain import domain_of
from ..markup.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx.application import Sphinx

    from ..core.model.edition import Edition
    from ..markup.kind import Kind
    from ..witness.attached_text import AttachedText

    Item = tuple[str, list[Any]]
    """A document, and the values of one item of the index on its page."""


def index_data(app: Sphinx) -> dict[str, Any]:
    """Return the index as plain data; the same sources give the same data.

    Paragraphs, each kind of entry, sources and prose are lists of pages, ``[address, [item, …]]``,
    in reading order; an item is an id without its prefix, then values. ``kinds`` describes for each
    kind of entry how its values are searched and shown (:class:`.SearchForm`).
    """
    domain = domain_of(app.env)
    edition = domain.edition
    resolve = _resolver(app, edition)
    items = {
        "paragraphs": _paragraphs(edition, resolve, domain.own_copy),
        **{kind.plural: _entries(edition, kind, resolve, app.config.language) for kind in KINDS},
        "sources": _sources(app),
        "prose": (
            (docname, [section.id, resolve(section.title), resolve(section.text)])
            for docname, records in sorted(domain.docs.items())
            for section in records.sections
        ),
    }
    pages = {name: _by_page(app, entries) for name, entries in items.items()}
    texts = (text for part in pages.values() for text in _strings(part))
    kinds = [
        [
            kind.plural,
            kind.name,
            kind.prefix,
            kind.search.rank,
            kind.search.elsewhere,
            _fields(kind, app.config.language),
        ]
        for kind in KINDS
    ]
    return {"oldForms": old_forms_in(texts), "kinds": kinds, **pages}


def _fields(kind: Kind, language: str) -> list[list[Any]]:
    """Return role, language, preceding text, and whether there are several, for each value."""
    return [
        [
            field.role,
            field.lang,
            translate(field.before, language) if field.before else "",
            field.many,
        ]
        for field in kind.search.fields
    ]


def _entries(
    edition: Edition, kind: Kind, resolve: Callable[[str], str], language: str
) -> Iterator[Item]:
    """Yield the values of each entry; a language is omitted if it is the edition's."""
    entries: Iterable[Any] = edition.entries[kind.name].values()
    if kind.entry is Note:
        entries = sorted(entries, key=kind.data_order)
    for entry in entries:
        values = kind.search.values(edition, entry, resolve)
        shown = [
            _plain(value, language) if isinstance(value, list) and not field.many else value
            for field, value in zip(kind.search.fields, values, strict=True)
        ]
        yield edition.page_of(entry), [entry.key.removeprefix(kind.prefix), *shown]


def _plain(value: list[Any], language: str) -> Any:  # noqa: ANN401  a text or a list
    """Return a value without the language of the edition; its text alone if no more remains."""
    if len(value) != 4:
        return value
    text, before, after, lang = value
    if lang == language:
        lang = ""
    return [text, before, after, lang] if before or after or lang else text


def _by_page(app: Sphinx, entries: Iterable[Item]) -> list[list[Any]]:
    grouped = groupby(entries, key=lambda entry: entry[0])
    return [
        [app.builder.get_target_uri(docname), [item for _, item in group]]
        for docname, group in grouped
    ]


def _strings(data: object) -> Iterator[str]:
    """Yield every text in nested lists."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        yield from chain.from_iterable(map(_strings, data))


def _paragraphs(
    edition: Edition, resolve: Callable[[str], str], copy: AttachedText
) -> Iterator[Item]:
    """Yield number and précis and, in a private build, the essay's own text."""
    for p in edition.paragraphs.values():
        essay = copy.exact.get(p.id) or copy.altered.get(p.id)
        yield (
            p.docname,
            [p.number, *map(resolve, edition.marked[p.id]), *([essay] if essay else [])],
        )


def _sources(app: Sphinx) -> Iterator[Item]:
    """Yield the id of each source without its prefix, and the work as printed."""
    bibtex = bibtex_domain(app.env)
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


def _resolver(app: Sphinx, edition: Edition) -> Callable[[str], str]:
    """Return a function that replaces the references and citations in a text by their wording."""
    printed: dict[tuple[str, str], str] = {}

    def wording(typ: str, target: str, lang: str) -> str:
        plain = edition.wording(typ, target, lang)
        if not typ.startswith("cite"):
            return plain
        if (target, lang) not in printed:
            printed[target, lang] = _printed(app, target, *lang.split(" "))
        shown = printed[target, lang]
        if not shown or search_form(shown) == search_form(plain):
            return plain
        return f"\ue000{shown}\ue002{plain}\ue001" if plain else f"\ue000{shown}\ue001"

    return lambda text: resolve_references(text, wording)


def _printed(app: Sphinx, target: str, role: str, lang: str) -> str:
    """Return a citation as printed on the page; empty if no bibliography lists one of its keys."""
    bibtex = bibtex_domain(app.env)
    listed = {citation.key for citation in bibtex.citations}
    if not all(part.key in listed for part in parse_citation_targets(target)):
        return ""
    citation = bibtex.resolve_xref(
        app.env, app.config.root_doc, app.builder, role, target, pending_xref(), nodes.inline()
    )
    localise_citation(cast("nodes.inline", citation), lang or app.config.language)
    return citation.astext()
