"""The builder ``typst``: the whole edition as one tagged PDF, made by the Typst compiler."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import shutil
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

import typst
from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.display import progress_message

from ..core.model.problems import Subtype
from ..core.text.messages import N_, interface_languages, translate
from ..core.text.source_messages import translations
from ..domain.edition_domain import domain_of
from ..domain.private_text import NOTICE
from ..markup.kinds import KINDS
from ..markup.since import format_date
from ..support.config import EditionConfig
from ..support.interface import bilingual_name
from ..support.reporting import warn
from ..version import VERSION
from .fonts import WHEELS, FontError, FontSet, find_fonts
from .glyphs import find_text, parse_missing_glyphs
from .selection import check_languages, select_documents
from .typst_nodes import TypstTranslator
from .typst_text import array, call, dictionary, literal
from .word_index import index_markup

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

logger = logging.getLogger(__name__)

_PERMANENT_ID = re.compile(
    "p[0-9]+|(?:source-|" + "|".join(kind.prefix for kind in KINDS) + ")[a-z0-9-]+"
)
"""Ids of the edition, which never change."""


class TypstBuilder(Builder):
    """Compile ``study-guide.pdf``; the input of the compiler is kept next to it in ``typst/``."""

    name = "typst"
    format = "typst"
    file_stem = "study-guide"
    """The name of the PDF without its extension."""
    epilog = "The PDF is in %(outdir)s."
    allow_parallel = False
    default_translator_class = TypstTranslator
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
    ]
    styled_classes: ClassVar[frozenset[str]] = frozenset(
        {
            "edition-headword",
            "edition-reading",
            "edition-english",
            "edition-locus",
            "edition-credit",
            "edition-swatch",
            "edition-note-number",
            "edition-question-number",
            "edition-level",
        }
    )
    """Classes of inline text that the template has a style for."""

    settings: EditionConfig
    current_docname = ""

    def init(self) -> None:
        """Read the settings and find the fonts; a missing font is reported."""
        self.settings = EditionConfig.of(self.config)
        self.links: dict[str, nodes.Node] = {}
        self.anchored: set[str] = set()
        self.fonts: FontSet | None = None
        try:
            self.fonts = find_fonts(self.settings.pdf_fonts)
        except FontError as error:
            warn(Subtype.PDF_NO_FONT, None, families=error.args[0], packages=" ".join(WHEELS))

    def get_outdated_docs(self) -> str:
        """Return a description: the book is always made as a whole."""
        return "the study guide"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return an address that :meth:`link_target` recognises as a document's."""
        return f"%{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return an address, which does not depend on the document that links to it."""
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Do nothing."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Do nothing: documents are not written one by one."""

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write the book and compile it, unless it is up to date."""
        if self.fonts is None:
            return  # reported by init
        out = Path(self.outdir) / "typst"
        digest = self.inputs_digest()
        digest_file, pdf = out / "made-of", Path(self.outdir) / f"{self.file_stem}.pdf"
        has_files = pdf.exists() and digest_file.exists()
        if digest and has_files and digest_file.read_text("ascii") == digest:
            logger.info("the study guide is up to date")
            return
        check_languages(self.env, self.settings.pdf_languages)
        selected = self.selected_documents()
        self._included = set(selected)
        with progress_message("writing"):
            body = "".join(self._document_markup(docname) for docname in selected)
            body += self._missing_anchors()
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        for source, name in self.images.items():
            (out / "images").mkdir(exist_ok=True)
            shutil.copyfile(Path(self.srcdir) / source, out / "images" / name)
        (out / "template.typ").write_bytes(self._template())
        (out / "words.typ").write_text(self._words(), "utf-8", newline="\n")
        markup = self.book_markup(body, self.fonts)
        (out / f"{self.file_stem}.typ").write_text(markup, "utf-8", newline="\n")
        with progress_message("typesetting"):
            if self._compile(out, self.fonts, pdf):
                digest_file.write_text(digest, "ascii")

    def _words(self) -> str:
        """Return what the template imports: the languages of its words, and their translations."""
        words = translations(self._template().decode(), self.config.language)
        languages = array([literal(lang) for lang in interface_languages(self.config.language)])
        return f"#let languages = {languages}\n#let translations = {dictionary(words)}\n"

    def _template(self) -> bytes:
        """Return the editor's template or, without one, the engine's."""
        if self.settings.pdf_template:
            return (Path(self.app.confdir) / self.settings.pdf_template).read_bytes()
        return (files(__package__) / "templates/study-guide.typ").read_bytes()

    def inputs_digest(self) -> str:
        """Return a digest of all that the book is made from, or nothing if it is always remade."""
        pages = sorted(domain_of(self.env).pages.items())
        settings = [
            self.settings,
            self.config.project,
            self.config.author,
            self.config.release,
            self.config.copyright,
        ]
        images = sorted(
            (str(name), Path(self.srcdir, name).stat().st_mtime_ns)
            for name in self.env.images
            if Path(self.srcdir, name).exists()
        )
        parts = [
            sorted(self.env.all_docs.items()),
            pages,
            settings,
            images,
            self._date(),
            VERSION,
            version("typst"),
        ]
        return hashlib.blake2b(
            repr((parts, self._words())).encode() + self._template(), digest_size=16
        ).hexdigest()

    def selected_documents(self) -> list[str]:
        """Return the names of the documents of the book, in order.

        :raises SelectionError: if the settings name a document that does not exist.
        """
        return select_documents(self.env, self.settings.pdf_documents)

    def resolved_doctree(self, docname: str) -> nodes.document:
        """Return the doctree of a document of the book, with its references resolved."""
        return self.env.get_and_resolve_doctree(docname, self)

    def _document_markup(self, docname: str) -> str:
        doctree = self.resolved_doctree(docname)
        self.current_docname = docname
        self.post_process_images(doctree)
        translator: Any = self.create_translator(doctree, self)
        doctree.walkabout(translator)
        return "".join(translator.body)

    # -- destinations ------------------------------------------------------------------------------

    def destination(self, docname: str, name: str = "") -> str:
        """Return the name of a destination: a permanent id, or else document and id."""
        return name if _PERMANENT_ID.fullmatch(name) else f"{docname}#{name}"

    def anchor(self, key: str) -> str:
        """Return the markup of an anchor, or nothing if the book has the anchor already."""
        if key in self.anchored:
            return ""
        self.anchored.add(key)
        return call("anchor", literal(key))

    def link_target(self, node: nodes.reference, docname: str) -> str | None:
        """Return the destination of a reference.

        It is None for an external address, and empty if the book does not include the target.
        """
        address = node.get("refuri", "")
        if node.get("refid"):
            name = node["refid"]
        elif address.startswith("%"):
            docname, _, name = address[1:].partition("#")
        else:
            return None
        if docname not in self._included or name in self._omitted_notes():
            return ""
        key = self.destination(docname, name)
        self.links.setdefault(key, node)
        return key

    def has_language(self, lang: str) -> bool:
        """Return whether the book includes text in a language, such as the edition's own."""
        return lang in {self.config.language, *self.settings.pdf_languages}

    def _omitted_notes(self) -> set[str]:
        """Return the ids of notes in languages that the book does not include."""
        edition = domain_of(self.env).edition
        return {
            note.id
            for note in edition.notes.values()
            if not self.has_language(edition.layers[note.layer].lang)
        }

    def _missing_anchors(self) -> str:
        """Report every link without an anchor, and return anchors, so that the book compiles."""
        missing = [key for key in self.links if key not in self.anchored]
        for key in missing:
            warn(Subtype.PDF_NO_TARGET, self.links[key], target=key)
        return "".join(self.anchor(key) for key in missing)

    # -- the book ----------------------------------------------------------------------------------

    def book_markup(self, body: str, fonts: FontSet) -> str:
        """Return the whole markup: a call of the template, the body, the index and the colophon."""
        families = ", ".join(f"{use}: {literal(family)}" for use, family in fonts.families.items())
        show = call(
            "book.with",
            title=literal(self.config.project),
            audience=literal(
                ""
                if self.settings.audience == "student"
                else bilingual_name(N_("For instructors"), self.config.language)
            ),
            private=array(
                [
                    literal(translate(NOTICE, lang))
                    for lang in interface_languages(self.config.language)
                    if self.settings.private
                ]
            ),
            author=literal(self.config.author),
            version=literal(self.config.release),
            date=literal(format_date(self._date(), self.config.language) or self._date()),
            rights=literal(self.config.copyright),
            paper=literal(self.settings.pdf_paper),
            size=literal(self.settings.pdf_size),
            lang=literal(self.config.language),
            paragraphs=literal(self.settings.paragraphs),
            fonts=f"({families})",
        )
        index = index_markup(domain_of(self.env).edition, self.anchored)
        return (
            f'#import "template.typ": *\n#show: {show[1:-1]}\n{body}\n{index}\n'
            "#colophon();\n#destinations();\n"
        )

    def _date(self) -> str:
        """Return the date of the book: ``SOURCE_DATE_EPOCH``, else the edition's."""
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        if epoch.isdigit():
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date().isoformat()
        return self.settings.released

    def _compile(self, out: Path, fonts: FontSet, path: Path) -> bool:
        """Compile the book to *path*; report a failure and return False if there is one."""
        source = str(out / f"{self.file_stem}.typ")
        compiler = typst.Compiler(source, root=str(out), font_paths=fonts.fonts)
        timestamp = _timestamp(self._date())
        try:
            pdf, warnings = compiler.compile_with_warnings(
                format="pdf", pdf_standards=["ua-1"], timestamp=timestamp
            )
            destinations = compiler.query("<destinations>", field="value", one=True)
        except typst.TypstError as error:
            self._report_failure(str(error).strip().splitlines()[0])
            return False
        for warning in warnings:
            warn(Subtype.PDF_WARNING, None, reason=str(warning).strip().splitlines()[0])
        # pypdf takes long to load, and the builders of pages do not need it
        from .pdf_destinations import add_destinations  # noqa: PLC0415

        path.write_bytes(add_destinations(cast("bytes", pdf), destinations))
        return True

    def _report_failure(self, reason: str) -> None:
        """Report why the compiler failed; for missing glyphs, also where the text is."""
        missing = parse_missing_glyphs(reason)
        if missing is None:
            warn(Subtype.PDF_FAILED, None, reason=reason)
            return
        node = find_text(missing.text, map(self.resolved_doctree, self.selected_documents()))
        warn(Subtype.PDF_NO_GLYPH, node, text=missing.text, codes=missing.codes, font=missing.font)


def _timestamp(date: str) -> int | None:
    """Return a date as seconds since 1970, or None if it is not one."""
    try:
        return int(dt.datetime.fromisoformat(date).replace(tzinfo=dt.UTC).timestamp())
    except ValueError:
        return None
