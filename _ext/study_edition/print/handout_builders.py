"""The builders of a handout: one as a page of HTML with its style sheet, one as PDF."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder

from ..core.model.locus import format_locus
from ..core.text.messages import N_
from ..support.config import EditionConfig
from ..support.interface import bilingual_name
from .fonts import FontSet
from .handout_document import DOCNAME, HandoutAssembler, HandoutOptions, ruled
from .selection import check_languages
from .typst_builder import TypstBuilder
from .typst_nodes import TypstTranslator
from .typst_text import call, literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet


def assemble_handout(builder: StandaloneHTMLBuilder | TypstBuilder) -> nodes.document:
    """Return the handout that the setting ``edition_handout`` describes.

    :raises HandoutError: if it cannot be made.
    :raises SelectionError: if it should include a language that the edition does not have.
    """
    languages = EditionConfig.of(builder.config).pdf_languages
    check_languages(builder.env, languages)
    options = HandoutOptions.of(builder.config.edition_handout)
    return HandoutAssembler(builder, options, languages).assemble()


class HandoutTranslator(TypstTranslator):
    """Translate ruled space in addition to the nodes of an edition."""

    def visit_ruled(self, node: ruled) -> None:
        """Write ruled space."""
        self.out(f"\n{call('ruled', str(node['lines']))}\n\n")
        raise nodes.SkipNode


class HandoutTypst(TypstBuilder):
    """Compile ``handout.pdf``; the input of the compiler is kept next to it in ``typst/``."""

    name = "handout-pdf"
    file_stem = "handout"
    epilog = ""
    default_translator_class = HandoutTranslator

    def get_outdated_docs(self) -> str:
        """Return a description: the handout is always remade."""
        return "the handout"

    def selected_documents(self) -> list[str]:
        """Return the handout as the only document."""
        return [DOCNAME]

    def inputs_digest(self) -> str:
        """Return nothing, so that the handout is always remade."""
        return ""

    def resolved_doctree(self, docname: str) -> nodes.document:
        """Return the handout."""
        return assemble_handout(self)

    def book_markup(self, body: str, fonts: FontSet) -> str:
        """Return the whole markup: a call of the template, the body and the destinations."""
        (Path(self.outdir) / "typst/handout-look.typ").write_bytes(
            (files(__package__) / "templates/handout.typ").read_bytes()
        )
        families = ", ".join(f"{use}: {literal(family)}" for use, family in fonts.families.items())
        locus = format_locus(
            HandoutOptions.of(self.config.edition_handout).locus, self.config.language
        )
        show = call(
            "handout.with",
            title=literal(f"{self.config.project}　{locus}"),
            audience=literal(
                ""
                if self.settings.audience == "student"
                else bilingual_name(N_("For instructors"), self.config.language)
            ),
            author=literal(self.config.author),
            paper=literal(self.settings.pdf_paper),
            size=literal(self.settings.pdf_size),
            lang=literal(self.config.language),
            fonts=f"({families})",
        )
        return (
            '#import "template.typ": *\n#import "handout-look.typ": *\n'
            f"#show: {show[1:-1]}\n{body}\n#destinations();\n"
        )


class HandoutHtml(StandaloneHTMLBuilder):
    """Write ``handout.html`` and ``handout.css``, which need no other files but images."""

    name = "handout-html"
    epilog = ""
    search = False
    add_permalinks = False
    allow_parallel = False

    def get_outdated_docs(self) -> Iterator[str]:
        """Return nothing: the handout is always remade, and Sphinx writes no other document."""
        return iter(())

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return an address for :func:`.handout_parts.link_internally` to replace."""
        return f"%{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return an address, which does not depend on the document that links to it."""
        return self.get_target_uri(to, typ)

    def write(self, build_docnames: Any, updated_docnames: Any, method: str = "update") -> None:  # type: ignore[misc]  # noqa: ANN401  # final, but nothing else is called
        """Write the page."""
        self.prepare_writing(frozenset())
        self.write_documents(frozenset())

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write the page and its style sheet."""
        document = assemble_handout(self)
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
        """Do nothing: there are no other files to write."""
