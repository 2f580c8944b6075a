"""The builders of a handout: one page of HTML with its style beside it, and the same as PDF."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder

from ..core.model.locus import format_locus
from ..support.config import EditionConfig
from .fonts import FontSet
from .handout_document import DOCNAME, Choice, Handout, ruled
from .selection import refuse_languages
from .typst_builder import TypstBuilder
from .typst_nodes import TypstTranslator
from .typst_text import call, literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet


def handout_document(builder: StandaloneHTMLBuilder | TypstBuilder) -> nodes.document:
    """The handout that the setting ``edition_handout`` describes.

    :raises HandoutError: if it cannot be made.
    :raises AskedError: if it is to be in a language that the edition has not.
    """
    languages = EditionConfig.of(builder.config).pdf_languages
    refuse_languages(builder.env, languages)
    return Handout(builder, Choice.of(builder.config.edition_handout), languages).document()


class HandoutTranslator(TypstTranslator):
    """The nodes of an edition, and ruled space."""

    def visit_ruled(self, node: ruled) -> None:
        """Lines to write on."""
        self.out(f"\n{call('ruled', str(node['lines']))}\n\n")
        raise nodes.SkipNode


class HandoutTypst(TypstBuilder):
    """Compiles ``handout.pdf``; what the compiler is given stays beside it in ``typst/``."""

    name = "handout-pdf"
    book = "handout"
    epilog = ""
    default_translator_class = HandoutTranslator

    def get_outdated_docs(self) -> str:
        """It is always made anew."""
        return "the handout"

    def chosen(self) -> list[str]:
        """The handout is its one document."""
        return [DOCNAME]

    def made_of(self) -> str:
        """Never the same: it is made whenever it is asked for."""
        return ""

    def resolved(self, docname: str) -> nodes.document:
        """The handout."""
        return handout_document(self)

    def frame(self, body: str, fonts: FontSet) -> str:
        """The handout between its head and the list of its places."""
        (Path(self.outdir) / "typst/handout-look.typ").write_bytes(
            (files(__package__) / "templates/handout.typ").read_bytes()
        )
        families = ", ".join(f"{use}: {literal(family)}" for use, family in fonts.families.items())
        locus = format_locus(Choice.of(self.config.edition_handout).locus, self.config.language)
        show = call(
            "handout.with",
            title=literal(f"{self.config.project}　{locus}"),
            audience=literal(
                "" if self.settings.audience == "student" else "教員用 For instructors"
            ),
            author=literal(self.config.author),
            paper=literal(self.settings.pdf_paper),
            size=literal(self.settings.pdf_size),
            lang=literal(self.config.language),
            fonts=f"({families})",
        )
        return f'#import "template.typ": *\n#import "handout-look.typ": *\n#show: {show[1:-1]}\n{body}\n#destinations();\n'


class HandoutHtml(StandaloneHTMLBuilder):
    """Writes ``handout.html`` and ``handout.css``, which need nothing else."""

    name = "handout-html"
    epilog = ""
    search = False
    add_permalinks = False
    allow_parallel = False

    def get_outdated_docs(self) -> Iterator[str]:
        """It is always made anew; Sphinx writes what is named here, and nothing is."""
        return iter(())

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """A document's address, which the handout makes its own or drops."""
        return f"%{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Addresses do not depend on where they are used."""
        return self.get_target_uri(to, typ)

    def write(self, build_docnames: Any, updated_docnames: Any, method: str = "update") -> None:
        """Write the page."""
        self.prepare_writing(frozenset())
        self.write_documents(frozenset())

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write the page and its style."""
        document = handout_document(self)
        document.settings = self.docsettings
        self.secnumbers, self.fignumbers = {}, {}
        self.imgpath, self.dlpath, self.current_docname = "_images", "_downloads", DOCNAME
        self.post_process_images(document)
        translator: Any = self.create_translator(document, self)
        document.walkabout(translator)
        title = document.next_node(nodes.title)
        context = {
            "language": self.config.language,
            "title": f"{title.astext()}｜{self.config.project}"
            if title is not None
            else self.config.project,
            "author": self.config.author,
            "audience": EditionConfig.of(self.config).audience,
            "paper": {"a4": "A4", "b5": "JIS-B5", "letter": "letter"}[
                EditionConfig.of(self.config).pdf_paper
            ],
            "body": "".join(translator.fragment),
        }
        out = Path(self.outdir)
        (out / "handout.html").write_text(
            self.templates.render("handout-sheet.html", context), "utf-8", newline="\n"
        )
        (out / "handout.css").write_bytes(
            (files(__package__) / "templates/handout.css").read_bytes()
        )
        self.copy_image_files()

    def finish(self) -> None:
        """Nothing follows."""
