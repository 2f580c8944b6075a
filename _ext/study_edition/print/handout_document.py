"""A handout: requested paragraphs with their notes, terms, questions and sources.

It is a document without a source file, assembled from resolved doctrees, which
:mod:`.handout_builders` write as HTML and PDF.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.errors import SphinxError

from ..bibliography.citation_domain import bibtex_domain
from ..core.citation.layer_byline import byline
from ..core.model.locus import LocusError, format_locus, parse_locus
from ..core.model.problems import did_you_mean
from ..core.text.messages import N_, _, translate
from ..domain.edition_domain import domain_of
from ..markup.audience_blocks import for_instructors
from ..markup.card_marks import source_entry
from ..markup.linking import META
from ..markup.notes import edition_note
from ..markup.paragraphs import notes_column, paragraph_row
from ..markup.passage import passage
from ..markup.questions import study_question
from ..markup.terms import term_entry
from ..support.interface import bilingual
from .handout_parts import (
    cited_source_ids,
    heading_of,
    link_internally,
    remove_lines,
    renumber_notes,
    shorten_entry,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.writers.html5 import HTML5Translator

    from ..core.model.edition import Edition
    from ..core.model.locus import Locus

DOCNAME = "handout"


class HandoutError(SphinxError):
    """A handout cannot be made; the message is one line."""

    category = "handout"


class HandoutOptions(NamedTuple):
    """What a handout includes."""

    locus: Locus
    layers: tuple[str, ...] | None = None
    """Ids of the layers with notes to print; None for all."""
    questions: bool = False
    lines: int = 0
    """Ruled lines to write on, under each question."""

    @classmethod
    def of(cls, value: dict[str, Any]) -> HandoutOptions:
        """Read the setting ``edition_handout``.

        :raises HandoutError: if it has no valid locus.
        """
        try:
            locus = parse_locus(str(value.get("paragraphs", "")))
        except LocusError as error:
            raise HandoutError(_("name the paragraphs with --paragraphs.")) from error
        layers = value.get("layers")
        return cls(
            locus,
            None if layers is None else tuple(layers),
            bool(value.get("questions")),
            int(value.get("lines") or 0),
        )


class ruled(nodes.General, nodes.Element):
    """Ruled space to write in, of ``lines`` lines."""


class HandoutAssembler:
    """Assemble a handout for a builder."""

    def __init__(self, builder: Builder, options: HandoutOptions, languages: Iterable[str]) -> None:
        self.builder = builder
        self.options = options
        self.edition: Edition = domain_of(builder.env).edition
        self.languages = {builder.config.language, *languages}
        self._doctrees: dict[str, nodes.document] = {}

    def assemble(self) -> nodes.document:
        """Return the handout.

        :raises HandoutError: if a paragraph or layer does not exist, or if requested notes or
            questions do not.
        """
        self._check_options()
        rows = self._rows()
        questions = list(self._questions()) if self.options.questions else []
        self._check_content(rows, questions)
        section = nodes.section("", nodes.title("", self._title()), ids=[DOCNAME])
        section += [*self._head(rows), *rows]
        self._add(section, "terms", N_("Terms"), self._terms(rows, questions))
        self._add(section, "questions", N_("Questions"), questions)
        self._add(section, "sources", N_("Sources cited"), self._sources(cited_source_ids(section)))
        first = self.edition.paragraphs[f"p{self.options.locus.first}"]
        document = self._doctree(first.docname).copy()
        document["source"] = DOCNAME
        document += section
        self._remove_languages(document)
        link_internally(document)
        return document

    def _check_options(self) -> None:
        """Raise an error if a paragraph or a layer does not exist."""
        numbers = [n for first, last in self.options.locus.ranges for n in (first, last)]
        missing = next((n for n in numbers if f"p{n}" not in self.edition.paragraphs), None)
        if missing is not None or not self.edition.paragraphs:
            known = self.edition.known_range()
            raise HandoutError(
                _("there is no paragraph {missing} (the edition has {known}).").format(
                    missing=missing, known=known
                )
            )
        for name in self.options.layers or ():
            if name not in self.edition.layers:
                hint = did_you_mean(name, self.edition.layers)
                raise HandoutError(
                    _("there is no layer {name!r}. {hint}").format(name=name, hint=hint)
                )

    def _check_content(self, rows: list[nodes.Node], questions: list[nodes.Node]) -> None:
        """Raise an error if there are no notes of the requested layers, or no questions."""
        where = self._title()
        if self.options.layers and not any(row.next_node(edition_note) for row in rows):
            names = ", ".join(self.options.layers)
            raise HandoutError(
                _("{names} has no note on {where}: change --layers.").format(
                    where=where, names=names
                )
            )
        if self.options.questions and not questions:
            raise HandoutError(
                _("there is no question on {where}: leave out --questions.").format(where=where)
            )

    def _title(self) -> str:
        return format_locus(self.options.locus, self.builder.config.language)

    def _doctree(self, docname: str) -> nodes.document:
        """Return a resolved document; each is resolved once."""
        if docname not in self._doctrees:
            doctree = self.builder.env.get_and_resolve_doctree(docname, self.builder)
            self._doctrees[docname] = doctree
        return self._doctrees[docname]

    def _rows(self) -> list[nodes.Node]:
        """Return the paragraphs with the notes of the requested layers."""
        numbers = [n for n in self.options.locus.numbers() if f"p{n}" in self.edition.paragraphs]
        rows_by_number: dict[int, nodes.Element] = {}
        for docname in dict.fromkeys(self.edition.paragraphs[f"p{n}"].docname for n in numbers):
            rows_by_number |= {
                row["number"]: row for row in self._doctree(docname).findall(paragraph_row)
            }
        rows: list[nodes.Node] = []
        for number in numbers:
            row = rows_by_number[number].deepcopy()
            for note in list(row.findall(edition_note)):
                if self.options.layers is not None and note["layer"] not in self.options.layers:
                    note.parent.remove(note)
            for column in list(row.findall(notes_column)):
                remove_lines(column)
                renumber_notes(column)
                if not column.children:
                    row.remove(column)
            rows.append(row)
        return rows

    def _head(self, rows: list[nodes.Node]) -> Iterator[nodes.Node]:
        """Yield the lines under the title: edition, version; rights, authors, address."""
        config = self.builder.config
        language = config.language
        comma = translate(N_(", "), language)
        release = translate(N_("Version {release}"), language).format(release=config.release)
        version = comma.join(
            filter(None, (release if config.release else "", config.edition_released))
        )
        yield nodes.paragraph(
            "",
            self._credited(config.project, version) if version else config.project,
            classes=[META, "handout-edition"],
        )
        used = {note["layer"] for row in rows for note in row.findall(edition_note)}
        layers = [layer for layer in self.edition.layers.values() if layer.id in used]
        authors = comma.join(
            self._credited(layer.title, byline(layer, language)) for layer in layers
        )
        rights = f"© {config.copyright}" if config.copyright else ""
        address = config.html_baseurl
        line = "　".join(
            filter(
                None,
                (rights, translate(N_("Notes: "), language) + authors if authors else "", address),
            )
        )
        if line:
            yield nodes.paragraph("", line, classes=[META, "handout-rights"])

    def _credited(self, title: str, credit: str) -> str:
        message = translate(N_("{title} ({credit})"), self.builder.config.language)
        return message.format(title=title, credit=credit)

    def _add(
        self,
        section: nodes.section,
        name: str,
        name_shown: str,
        blocks: Iterable[nodes.Node],
    ) -> None:
        """Add a section, unless it would be empty."""
        content = list(blocks)
        if content:
            words = bilingual(name_shown, self.builder.config.language, "edition-english")
            title = nodes.title("", "", *words)
            section += nodes.section("", title, *content, ids=[f"handout-{name}"])

    def _terms(self, rows: list[nodes.Node], questions: list[nodes.Node]) -> list[nodes.Node]:
        """Return the glossary entries, shortened, of the terms that occur in the handout."""
        edition = self.edition
        texts: list[tuple[str, Any]] = [
            (p.id, p.links) for n in self.options.locus.numbers() if (p := edition.paragraph_at(n))
        ]
        notes = [
            edition.notes[note["ids"][0]] for row in rows for note in row.findall(edition_note)
        ]
        printed_questions = [
            edition.questions[node["ids"][0]]
            for node in questions
            if isinstance(node, study_question)
        ]
        texts += [(record.id, record.links) for record in (*notes, *printed_questions)]
        occurring = {term for key, links in texts for term in edition.terms_in(key, links)}
        items = [
            shorten_entry(entry)
            for docname in dict.fromkeys(
                edition.terms[name].docname for name in edition.terms if name in occurring
            )
            for entry in self._doctree(docname).findall(term_entry)
            if entry["name"] in occurring
        ]
        return [nodes.definition_list("", *items, classes=["glossary"])] if items else []

    def _questions(self) -> Iterator[nodes.Node]:
        """Yield the questions about any of the paragraphs, with ruled space."""
        numbers = {f"p{n}" for n in self.options.locus.numbers()}
        for question in self.edition.questions.values():
            if numbers.isdisjoint(self.edition.paragraphs_of(question)):
                continue
            for original in self._doctree(question.docname).findall(study_question):
                if original["ids"][0] != question.id:
                    continue
                node = original.deepcopy()
                locus = format_locus(question.locus, self.builder.config.language)
                head = next(node.findall(nodes.paragraph))
                head += [nodes.Text("　"), nodes.inline("", locus, classes=["edition-locus"])]
                remove_lines(node, "edition-places")  # the line of its sources remains
                if self.options.lines:
                    index = next(
                        (
                            i
                            for i, child in enumerate(node.children)
                            if isinstance(child, for_instructors)
                        ),
                        len(node.children),
                    )
                    node.insert(index, ruled("", lines=self.options.lines))
                yield node

    def _sources(self, source_ids: list[str]) -> list[nodes.Node]:
        """Return bibliography entries, under their headings if there are several."""
        bibtex = bibtex_domain(self.builder.env)
        pages = dict.fromkeys(citation.bibliography_key.docname for citation in bibtex.citations)
        groups: dict[str, nodes.bullet_list] = {}
        for docname in pages if source_ids else ():
            for entry in self._doctree(docname).findall(source_entry):
                if entry["ids"][0] in source_ids:
                    item = entry.deepcopy()
                    remove_lines(item)
                    items = groups.setdefault(
                        heading_of(entry), nodes.bullet_list("", classes=["edition-sources"])
                    )
                    items += item
        if len(groups) < 2:
            return list(groups.values())
        return [
            node for heading, items in groups.items() for node in (nodes.rubric("", heading), items)
        ]

    def _remove_languages(self, document: nodes.document) -> None:
        """Remove what is in a language that was not requested."""
        for node in list(document.findall(nodes.Element)):
            if not isinstance(node, (passage, edition_note, nodes.inline)):
                continue
            if node.get("lang") and node["lang"] not in self.languages and node.parent is not None:
                node.parent.remove(node)


def visit_html(self: HTML5Translator, node: ruled) -> None:
    """Write empty lines, hidden from screen readers."""
    lines = '<div class="handout-line"></div>' * node["lines"]
    self.body.append(f'<div class="handout-lines" aria-hidden="true">{lines}</div>\n')
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the node and the setting that the command sets."""
    app.add_node(ruled, html=(visit_html, None))
    app.add_config_value(
        "edition_handout",
        {},
        "",
        types=frozenset({dict}),
        description="What a handout holds; the command gives it.",
    )
