"""``exports/``: the bibliography and the essay as files for Zotero, word processors and LaTeX.

The listed bibliography, sorted by key, and the essay as cited through this edition are written as
RIS, CSL-JSON and BibTeX. A page with a bibliography links to the files.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.util.osutil import relative_uri

from ..bibliography.citation_domain import bibtex_domain
from ..bibliography.source_fields import bib_entry_of, source_of
from ..builds.output_cache import output
from ..core.citation import cite
from ..core.citation.sources_bib import format_bibtex
from ..core.citation.sources_csl import format_csl_json
from ..core.citation.sources_ris import format_ris
from ..core.model.locus import Locus
from ..core.text.messages import N_
from ..domain.edition_domain import domain_of
from ..support.files import write_if_changed
from ..support.html_builders import writes_pages
from ..support.interface import bilingual, own_words
from ..support.page_facts import EVENT
from .cite_targets import edition_record, paragraphs_target

if TYPE_CHECKING:
    from pybtex.database import Entry
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..support.page_facts import Facts

FOLDER = "exports"


class Format(NamedTuple):
    """A format of the files."""

    ending: str
    name: str
    style: str
    """Its id among the citation styles."""
    media_type: str


FORMATS = (
    Format("ris", "RIS", "ris", "application/x-research-info-systems"),
    Format("json", "CSL-JSON", "csl-json", "application/vnd.citationstyles.csl+json"),
    Format("bib", "BibTeX", "bibtex", "application/x-bibtex"),
)


def listed_works(app: Sphinx, docname: str | None = None) -> dict[str, Entry]:
    """Return the works in the bibliographies of a document, or of the edition, sorted by key."""
    citations = bibtex_domain(app.env).citations
    works = {c.key: c.entry for c in citations if docname in {None, c.bibliography_key.docname}}
    return dict(sorted(works.items()))


def export_uri(what: str, ending: str) -> str:
    """Return the address of a file from the root of the output: ``exports/essay.json``."""
    return f"{FOLDER}/{what}.{ending}"


@output("exports", FOLDER)
def write_exports(app: Sphinx) -> None:
    """Write the files, and delete those without content (event ``build-finished``)."""
    out = Path(app.outdir)
    files = {**_bibliography(app), **_essay(app)}
    if files:
        (out / FOLDER).mkdir(exist_ok=True)
    for what in ("bibliography", "essay"):
        for form in FORMATS:
            name = export_uri(what, form.ending)
            if name in files:
                write_if_changed(out / name, files[name])
            else:
                (out / name).unlink(missing_ok=True)


def _bibliography(app: Sphinx) -> dict[str, str]:
    entries = listed_works(app).values()
    if not entries:
        return {}
    sources = [source_of(entry) for entry in entries]
    kept = [bib_entry_of(entry, source) for entry, source in zip(entries, sources, strict=True)]
    return {
        export_uri("bibliography", "ris"): format_ris(sources),
        export_uri("bibliography", "json"): format_csl_json(sources),
        export_uri("bibliography", "bib"): format_bibtex(kept),
    }


def _essay(app: Sphinx) -> dict[str, str]:
    """Return the files of the essay, cited with all its paragraphs; none if no essay is set."""
    record, paragraphs = edition_record(app), domain_of(app.env).edition.paragraphs.values()
    if record is None or not paragraphs:
        return {}
    target = paragraphs_target(Locus.of(p.number for p in paragraphs))._replace(path="")
    lang = "ja" if app.config.language.startswith("ja") else "en"
    return {
        export_uri("essay", form.ending): cite(form.style, lang, target, record).entry + "\n"
        for form in FORMATS
    }


def page_facts(app: Sphinx, env: BuildEnvironment) -> Facts:
    """Yield, for pages with a bibliography, whether the essay has files."""
    for key in bibtex_domain(env).bibliographies:
        yield key.docname, bool(domain_of(env).edition.paragraphs)


def link_exports(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Link to the files at the top of a page with a bibliography (event ``doctree-resolved``)."""
    section = doctree.next_node(nodes.section) if writes_pages(app) else None
    if section is None or not listed_works(app, docname):
        return
    lines = [_line(app, docname, "bibliography", N_("Files of the bibliography"))]
    if edition_record(app) is not None and domain_of(app.env).edition.paragraphs:
        lines.append(_line(app, docname, "essay", N_("Files of the essay’s record")))
    section[1:1] = lines


def _line(app: Sphinx, docname: str, what: str, label: str) -> nodes.paragraph:
    language = app.config.language
    line = nodes.paragraph("", "", classes=["edition-exports"])
    line += [*bilingual(label, language, "edition-english"), own_words(N_(": "), language)]
    here = app.builder.get_target_uri(docname)
    for i, form in enumerate(FORMATS):
        uri = relative_uri(here, export_uri(what, form.ending))
        line += [own_words(N_(", "), language)] if i else []
        line += addnodes.download_reference(
            "", "", nodes.inline("", form.name), refuri=uri, reftarget=uri
        )
    return line


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("doctree-resolved", link_exports)
    app.connect("build-finished", write_exports)
    app.connect(EVENT, page_facts)
