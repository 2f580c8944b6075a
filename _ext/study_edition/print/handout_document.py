"""A handout: chosen paragraphs with notes, terms, questions and sources, put together from the resolved doctrees.

It is a document that no file holds. What writes the pages and the study guide writes it too (``builders/handout.py``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils import nodes
from sphinx.errors import SphinxError

from ..core.citation.credit import byline
from ..core.model.locus import LocusError, format_locus, parse_locus
from ..core.model.problems import did_you_mean
from ..domain.edition_domain import domain_of
from ..markup.audience_blocks import for_instructors
from ..markup.card_marks import source_entry
from ..markup.linking import META
from ..markup.notes import edition_note
from ..markup.paragraphs import notes_column, paragraph_row
from ..markup.passage import passage
from ..markup.questions import study_question
from ..markup.terms import term_entry
from ..support.cli_text import say
from ..support.language import english
from .handout_parts import cited, drop_meta, heading, localise, renumber, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.writers.html5 import HTML5Translator
    from sphinxcontrib.bibtex.domain import BibtexDomain

    from ..core.model.edition import Edition
    from ..core.model.locus import Locus

DOCNAME = "handout"


class HandoutError(SphinxError):
    """A handout that cannot be made; the message is one line."""

    category = "handout"


class Choice(NamedTuple):
    """What goes into a handout."""

    locus: Locus
    layers: tuple[str, ...] | None = None
    """Ids of the layers whose notes are printed; None for all."""
    questions: bool = False
    lines: int = 0
    """Ruled lines to write on, under each question."""

    @classmethod
    def of(cls, value: dict[str, Any]) -> Choice:
        """The choice in the setting ``edition_handout``.

        :raises HandoutError: if there is none, or its paragraphs cannot be read.
        """
        try:
            locus = parse_locus(str(value.get("paragraphs", "")))
        except LocusError as error:
            raise HandoutError(
                say("--paragraphs で段落を指定する。", "name the paragraphs with --paragraphs.")
            ) from error
        layers = value.get("layers")
        return cls(
            locus,
            None if layers is None else tuple(layers),
            bool(value.get("questions")),
            int(value.get("lines") or 0),
        )


class ruled(nodes.General, nodes.Element):
    """Ruled space to write: as many lines as ``lines`` says."""


class Handout:
    """Puts a handout together for one builder."""

    def __init__(self, builder: Builder, choice: Choice, languages: Iterable[str]) -> None:
        self.builder = builder
        self.choice = choice
        self.edition: Edition = domain_of(builder.env).edition
        self.languages = {builder.config.language, *languages}
        self._pages: dict[str, nodes.document] = {}

    def document(self) -> nodes.document:
        """The handout.

        :raises HandoutError: if a paragraph or a layer is not in this edition, or nothing is there to print.
        """
        self._check()
        rows = self._rows()
        questions = list(self._questions()) if self.choice.questions else []
        self._check_found(rows, questions)
        section = nodes.section("", nodes.title("", self._title()), ids=[DOCNAME])
        section += [*self._head(rows), *rows]
        self._add(section, "terms", "用語", "Terms", self._terms(rows, questions))
        self._add(section, "questions", "問い", "Questions", questions)
        self._add(section, "sources", "典拠", "Sources cited", self._sources(cited(section)))
        made = self._page(self.edition.paragraphs[f"p{self.choice.locus.first}"].docname).copy()
        made["source"] = DOCNAME
        made += section
        self._drop_languages(made)
        localise(made)
        return made

    def _check(self) -> None:
        """Refuse what this edition has not."""
        numbers = [n for first, last in self.choice.locus.ranges for n in (first, last)]
        missing = next((n for n in numbers if f"p{n}" not in self.edition.paragraphs), None)
        if missing is not None or not self.edition.paragraphs:
            known = self.edition.known_range()
            raise HandoutError(
                say(
                    f"第{missing}段落はない（あるのは {known}）。",
                    f"there is no paragraph {missing} (the edition has {known}).",
                )
            )
        for name in self.choice.layers or ():
            if name not in self.edition.layers:
                hint = did_you_mean(name, self.edition.layers)
                raise HandoutError(
                    say(f"層「{name}」はない。{hint}", f"there is no layer {name!r}. {hint}")
                )

    def _check_found(self, rows: list[nodes.Node], questions: list[nodes.Node]) -> None:
        """Refuse to leave out in silence what was asked for: notes of certain layers, or questions."""
        where = self._title()
        if self.choice.layers and not any(row.next_node(edition_note) for row in rows):
            names = ", ".join(self.choice.layers)
            raise HandoutError(
                say(
                    f"{where}には {names} の注がない。--layers を変える。",
                    f"{names} has no note on {where}: change --layers.",
                )
            )
        if self.choice.questions and not questions:
            raise HandoutError(
                say(
                    f"{where}についての問いはない。--questions を外す。",
                    f"there is no question on {where}: leave out --questions.",
                )
            )

    def _title(self) -> str:
        return format_locus(self.choice.locus, self.builder.config.language)

    def _page(self, docname: str) -> nodes.document:
        """A resolved document, each once."""
        if docname not in self._pages:
            self._pages[docname] = self.builder.env.get_and_resolve_doctree(docname, self.builder)
        return self._pages[docname]

    def _rows(self) -> list[nodes.Node]:
        """The paragraphs with the notes chosen."""
        numbers = [n for n in self.choice.locus.numbers() if f"p{n}" in self.edition.paragraphs]
        found: dict[int, nodes.Element] = {}
        for docname in dict.fromkeys(self.edition.paragraphs[f"p{n}"].docname for n in numbers):
            found |= {row["number"]: row for row in self._page(docname).findall(paragraph_row)}
        rows: list[nodes.Node] = []
        for number in numbers:
            row = found[number].deepcopy()
            for note in list(row.findall(edition_note)):
                if self.choice.layers is not None and note["layer"] not in self.choice.layers:
                    note.parent.remove(note)
            for column in list(row.findall(notes_column)):
                drop_meta(column)
                renumber(column)
                if not column.children:
                    row.remove(column)
            rows.append(row)
        return rows

    def _head(self, rows: list[nodes.Node]) -> Iterator[nodes.Node]:
        """Under the title: which edition, its licence, and whose notes these are."""
        config = self.builder.config
        version = "、".join(
            filter(
                None, (f"第{config.release}版" if config.release else "", config.edition_released)
            )
        )
        yield nodes.paragraph(
            "",
            f"{config.project}" + (f"（{version}）" if version else ""),
            classes=[META, "handout-edition"],
        )
        used = {note["layer"] for row in rows for note in row.findall(edition_note)}
        layers = [layer for layer in self.edition.layers.values() if layer.id in used]
        credits_ = "、".join(f"{layer.title}（{byline(layer, 'ja')}）" for layer in layers)
        rights = f"© {config.copyright}" if config.copyright else ""
        address = config.html_baseurl
        line = "　".join(filter(None, (rights, f"注：{credits_}" if credits_ else "", address)))
        if line:
            yield nodes.paragraph("", line, classes=[META, "handout-rights"])

    def _add(
        self,
        section: nodes.section,
        name: str,
        japanese: str,
        other: str,
        blocks: Iterable[nodes.Node],
    ) -> None:
        """Add a part, unless it has nothing."""
        found = list(blocks)
        if found:
            title = nodes.title(
                "", "", nodes.Text(f"{japanese} "), english(other, "edition-english")
            )
            section += nodes.section("", title, *found, ids=[f"handout-{name}"])

    def _terms(self, rows: list[nodes.Node], questions: list[nodes.Node]) -> list[nodes.Node]:
        """The terms that occur in what is printed, in the glossary's order, each with the first sentence of its definition."""
        edition = self.edition
        pieces: list[tuple[str, Any]] = [
            (p.id, p.links) for n in self.choice.locus.numbers() if (p := edition.paragraph_at(n))
        ]
        notes = [
            edition.notes[note["ids"][0]] for row in rows for note in row.findall(edition_note)
        ]
        asked = [
            edition.questions[node["ids"][0]]
            for node in questions
            if isinstance(node, study_question)
        ]
        pieces += [(record.id, record.links) for record in (*notes, *asked)]
        wanted = {term for key, links in pieces for term in edition.terms_in(key, links)}
        items = [
            short(entry)
            for docname in dict.fromkeys(
                edition.terms[name].docname for name in edition.terms if name in wanted
            )
            for entry in self._page(docname).findall(term_entry)
            if entry["name"] in wanted
        ]
        return [nodes.definition_list("", *items, classes=["glossary"])] if items else []

    def _questions(self) -> Iterator[nodes.Node]:
        """The questions on any of the paragraphs, with space to write."""
        numbers = {f"p{n}" for n in self.choice.locus.numbers()}
        for question in self.edition.questions.values():
            if numbers.isdisjoint(self.edition.paragraphs_of(question)):
                continue
            found = (
                node
                for node in self._page(question.docname).findall(study_question)
                if node["ids"][0] == question.id
            )
            for node in found:
                made = node.deepcopy()
                places = format_locus(question.locus, self.builder.config.language)
                made[0] += [nodes.Text("　"), nodes.inline("", places, classes=["edition-locus"])]
                drop_meta(made, "edition-places")  # what it rests on stays
                if self.choice.lines:
                    before = next(
                        (
                            i
                            for i, child in enumerate(made.children)
                            if isinstance(child, for_instructors)
                        ),
                        len(made.children),
                    )
                    made.insert(before, ruled("", lines=self.choice.lines))
                yield made

    def _sources(self, wanted: list[str]) -> list[nodes.Node]:
        """The works cited, as the bibliography has them."""
        bibtex = cast("BibtexDomain", self.builder.env.get_domain("cite"))
        pages = dict.fromkeys(citation.bibliography_key.docname for citation in bibtex.citations)
        groups: dict[str, nodes.bullet_list] = {}
        for docname in pages if wanted else ():
            for entry in self._page(docname).findall(source_entry):
                if entry["ids"][0] in wanted:
                    item = entry.deepcopy()
                    drop_meta(item)
                    items = groups.setdefault(
                        heading(entry), nodes.bullet_list("", classes=["edition-sources"])
                    )
                    items += item
        if len(groups) < 2:
            return list(groups.values())
        return [
            node for heading, items in groups.items() for node in (nodes.rubric("", heading), items)
        ]

    def _drop_languages(self, document: nodes.document) -> None:
        """Take out what is in a language that is not printed."""
        for node in list(
            document.findall(lambda n: isinstance(n, (passage, edition_note, nodes.inline)))
        ):
            if node.get("lang") and node["lang"] not in self.languages and node.parent is not None:
                node.parent.remove(node)


def visit_html(self: HTML5Translator, node: ruled) -> None:
    """Empty lines; there is nothing in them to read."""
    lines = '<div class="handout-line"></div>' * node["lines"]
    self.body.append(f'<div class="handout-lines" aria-hidden="true">{lines}</div>\n')
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the node and the setting that the command gives."""
    app.add_node(ruled, html=(visit_html, None))
    app.add_config_value(
        "edition_handout",
        {},
        "",
        types=frozenset({dict}),
        description="What a handout holds; the command gives it.",
    )
