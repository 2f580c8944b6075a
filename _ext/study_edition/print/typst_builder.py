"""The builder ``typst``: the whole edition as one tagged PDF, by the Typst compiler."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import shutil
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import typst
from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.display import progress_message

from ..core.model.problems import Subtype
from ..domain.edition_domain import domain_of
from ..domain.private_text import NOTICE
from ..markup.kinds import KINDS
from ..support.config import EditionConfig
from ..support.reporting import warn
from ..version import VERSION
from .fonts import WHEELS, FontError, FontSet, find_fonts
from .glyphs import missing, place_of
from .selection import documents, refuse_languages
from .typst_nodes import TypstTranslator
from .typst_text import array, call, literal
from .word_index import index_markup

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

logger = logging.getLogger(__name__)

BOOK = "study-guide"
_OWN = re.compile("p[0-9]+|(?:source-|" + "|".join(kind.prefix for kind in KINDS) + ")[a-z0-9-]+")
"""The ids that are permanent."""


class TypstBuilder(Builder):
    """Compiles ``study-guide.pdf``; what the compiler is given stays beside it in ``typst/``."""

    name = "typst"
    format = "typst"
    book = BOOK
    """The name of the file, without its ending."""
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
    spans: ClassVar[frozenset[str]] = frozenset(
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
    """Classes of inline text that the template sets in its own way."""

    settings: EditionConfig
    current_docname = ""

    def init(self) -> None:
        """Read the settings and find the fonts; without them there is no book."""
        self.settings = EditionConfig.of(self.config)
        self.links: dict[str, nodes.Node] = {}
        self.anchored: set[str] = set()
        self.fonts: FontSet | None = None
        try:
            self.fonts = find_fonts(self.settings.pdf_fonts)
        except FontError as error:
            warn(Subtype.PDF_NO_FONT, None, families=error.args[0], packages=" ".join(WHEELS))

    def get_outdated_docs(self) -> str:
        """Any change may move every page: the book is always set whole."""
        return "the study guide"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """A document's address within the book."""
        return f"%{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Addresses do not depend on where they are used."""
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Nothing to prepare."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Documents are not written one by one."""

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write the book and compile it, unless the one that is there was made of the same things."""
        if self.fonts is None:
            return  # told already
        out = Path(self.outdir) / "typst"
        made_of = self.made_of()
        stamp, book = out / "made-of", Path(self.outdir) / f"{self.book}.pdf"
        if made_of and book.exists() and stamp.exists() and stamp.read_text("ascii") == made_of:
            logger.info("the study guide is up to date")
            return
        refuse_languages(self.env, self.settings.pdf_languages)
        chosen = self.chosen()
        self._included = set(chosen)
        with progress_message("writing"):
            body = "".join(self._document(docname) for docname in chosen)
            body += self._missing_anchors()
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        for source, name in self.images.items():
            (out / "images").mkdir(exist_ok=True)
            shutil.copyfile(Path(self.srcdir) / source, out / "images" / name)
        (out / "template.typ").write_bytes(self._template())
        (out / f"{self.book}.typ").write_text(self.frame(body, self.fonts), "utf-8", newline="\n")
        with progress_message("typesetting"):
            if self._compile(out, self.fonts, book):
                stamp.write_text(made_of, "ascii")

    def _template(self) -> bytes:
        """The look of the book: the editor's template, or the engine's."""
        if self.settings.pdf_template:
            return (Path(self.app.confdir) / self.settings.pdf_template).read_bytes()
        return (files(__package__) / "templates/study-guide.typ").read_bytes()

    def made_of(self) -> str:
        """A digest of all that the book is made of: when documents were read, pages, sources, settings, template, date.

        Empty where it is made anew each time.
        """
        pages = sorted(domain_of(self.env).pages.items())
        settings = [
            self.settings,
            self.config.project,
            self.config.author,
            self.config.release,
            self.config.copyright,
        ]
        pictures = sorted(
            (str(name), Path(self.srcdir, name).stat().st_mtime_ns)
            for name in self.env.images
            if Path(self.srcdir, name).exists()
        )
        parts = [
            sorted(self.env.all_docs.items()),
            pages,
            settings,
            pictures,
            self._date(),
            VERSION,
            typst.__version__,
        ]
        return hashlib.blake2b(repr(parts).encode() + self._template(), digest_size=16).hexdigest()

    def chosen(self) -> list[str]:
        """The documents of the book, in their order.

        :raises AskedError: if the settings name one that there is not.
        """
        return documents(self.env, self.settings.pdf_documents)

    def resolved(self, docname: str) -> nodes.document:
        """A document of the book."""
        return self.env.get_and_resolve_doctree(docname, self)

    def _document(self, docname: str) -> str:
        doctree = self.resolved(docname)
        self.current_docname = docname
        self.post_process_images(doctree)
        translator: Any = self.create_translator(doctree, self)
        doctree.walkabout(translator)
        return "".join(translator.body)

    # -- addresses -----------------------------------------------------------------------------------------

    def destination(self, docname: str, name: str = "") -> str:
        """The name of a place in the book: the edition's permanent ids as they are, others with their document."""
        return name if _OWN.fullmatch(name) else f"{docname}#{name}"

    def anchor(self, key: str) -> str:
        """A mark in the text; the second of two with one name is left out."""
        if key in self.anchored:
            return ""
        self.anchored.add(key)
        return call("anchor", literal(key))

    def place(self, node: nodes.reference, docname: str) -> str | None:
        """Where a reference leads: a place, nothing if that is not in this book, None for the world outside."""
        address = node.get("refuri", "")
        if node.get("refid"):
            name = node["refid"]
        elif address.startswith("%"):
            docname, _, name = address[1:].partition("#")
        else:
            return None
        key = (
            self.destination(docname, name)
            if docname in self._included and name not in self._unprinted()
            else ""
        )
        if key:
            self.links.setdefault(key, node)
        return key

    def prints(self, lang: str) -> bool:
        """Whether a language is in the book; the edition's own always is."""
        return lang in {self.config.language, *self.settings.pdf_languages}

    def _unprinted(self) -> set[str]:
        """The notes in languages that are not in the book."""
        edition = domain_of(self.env).edition
        return {
            note.id
            for note in edition.notes.values()
            if not self.prints(edition.layers[note.layer].lang)
        }

    def _missing_anchors(self) -> str:
        missing = [key for key in self.links if key not in self.anchored]
        for key in missing:
            warn(Subtype.PDF_NO_TARGET, self.links[key], target=key)
        return "".join(self.anchor(key) for key in missing)

    # -- the book ----------------------------------------------------------------------------------------------

    def frame(self, body: str, fonts: FontSet) -> str:
        """The whole of what is compiled: the body between the template's call and the index."""
        families = ", ".join(f"{use}: {literal(family)}" for use, family in fonts.families.items())
        show = call(
            "book.with",
            title=literal(self.config.project),
            audience=literal(
                "" if self.settings.audience == "student" else "教員用 For instructors"
            ),
            private=array([literal(line) for line in NOTICE if self.settings.private]),
            author=literal(self.config.author),
            version=literal(self.config.release),
            date=literal(self._date()),
            rights=literal(self.config.copyright),
            paper=literal(self.settings.pdf_paper),
            size=literal(self.settings.pdf_size),
            lang=literal(self.config.language),
            paragraphs=literal(self.settings.paragraphs),
            fonts=f"({families})",
        )
        index = index_markup(domain_of(self.env).edition, self.anchored)
        return f'#import "template.typ": *\n#show: {show[1:-1]}\n{body}\n{index}\n#colophon();\n#destinations();\n'

    def _date(self) -> str:
        """The date printed and kept in the file: ``SOURCE_DATE_EPOCH``, else the edition's own."""
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        if epoch.isdigit():
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date().isoformat()
        return self.settings.released

    def _compile(self, out: Path, fonts: FontSet, book: Path) -> bool:
        """Compile the book; whether it is there now."""
        compiler = typst.Compiler(
            str(out / f"{self.book}.typ"), root=str(out), font_paths=fonts.fonts
        )
        stamp = _timestamp(self._date())
        try:
            pdf, warnings = compiler.compile_with_warnings(
                format="pdf", pdf_standards=["ua-1"], timestamp=stamp
            )
            places = compiler.query("<destinations>", field="value", one=True)
        except typst.TypstError as error:
            self._tell(str(error).strip().splitlines()[0])
            return False
        for warning in warnings:
            warn(Subtype.PDF_WARNING, None, reason=str(warning).strip().splitlines()[0])
        from .pdf_destinations import add_destinations

        book.write_bytes(add_destinations(pdf, places))
        return True

    def _tell(self, reason: str) -> None:
        """Tell why there is no book, and where that stands in the sources."""
        lacking = missing(reason)
        if lacking is None:
            warn(Subtype.PDF_FAILED, None, reason=reason)
            return
        place = place_of(lacking.text, map(self.resolved, self.chosen()))
        warn(Subtype.PDF_NO_GLYPH, place, text=lacking.text, codes=lacking.codes, font=lacking.font)


def _timestamp(date: str) -> int | None:
    try:
        return int(dt.datetime.fromisoformat(date).replace(tzinfo=dt.UTC).timestamp())
    except ValueError:
        return None
