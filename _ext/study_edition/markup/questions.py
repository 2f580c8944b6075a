"""Study questions: ``:::{question} 5-7`` with a level, sources, and a rubric for instructors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ..core.model.front_matter import is_id
from ..core.model.locus import parse_locus
from ..core.model.problems import Subtype
from ..core.model.records import Question, question_label, question_name
from ..core.model.vocabulary import LEVELS
from ..core.text.messages import N_
from ..support.directive_options import FORBID, FORCE, SOURCES, Option, read_line
from ..support.interface import bilingual
from ..support.reporting import warn
from .audience_blocks import for_instructors
from .card_marks import carded, first_id
from .entry_bodies import cited_keys, parse_locus_or_warn, sources_line, text_by_language
from .entry_data import both_languages, entry_schema, term_keys
from .kind import Kind, SearchField, SearchForm
from .linking import META, links_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from ..core.model.edition import Edition
    from ..support.directive_options import Options


class study_question(nodes.container):
    """A question, with the attributes ``level``, ``locus``, ``sources``, ``forbid``, ``force``."""


class QuestionDirective(SphinxDirective):
    """``{question} LOCUS``, with any MyST inside, also ``{rubric}`` and ``{answer}``."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    purpose: ClassVar[str] = N_("a study question on paragraphs")
    option_spec: ClassVar[Options] = {
        "id": Option(
            read_line,
            N_("the end of its address question-ID (required)"),
        ),
        "level": Option(read_line, N_("its level: reading, inquiry or argument (required)")),
        "sources": SOURCES,
        "forbid": FORBID,
        "force": FORCE,
    }

    def run(self) -> list[nodes.Node]:
        """Return the question; report and drop one without a valid id, level, locus or body."""
        name = self.options.get("id", "")
        level = self.options.get("level", "")
        if not is_id(name):
            warn(Subtype.BAD_ID, self.get_location(), id=name)
            return []
        if level not in LEVELS:
            warn(
                Subtype.BAD_OPTION,
                self.get_location(),
                id=name,
                option="level",
                value=level,
                choices=", ".join(LEVELS),
            )
            return []
        locus = parse_locus_or_warn(self, self.arguments[0])
        if locus is None:
            return []
        question, rubric = _split_rubric(self.parse_content_to_nodes())
        if not question:
            warn(Subtype.EMPTY_ENTRY, self.get_location(), id=name)
            return []
        sources = self.options.get("sources", ())
        node = study_question(
            "",
            _head(name, level, self.config.language),
            *question,
            *sources_line(self, sources),
            *rubric,
            ids=[f"question-{name}"],
            level=level,
            locus=str(locus),
            sources=sources,
            forbid=self.options.get("forbid", ()),
            force=self.options.get("force", ()),
        )
        self.set_source_info(node)
        return [node]


def _split_rubric(blocks: Iterable[nodes.Node]) -> tuple[list[nodes.Node], list[nodes.Node]]:
    """Return the blocks of the question and those for instructors."""
    question: list[nodes.Node] = []
    rubric: list[nodes.Node] = []
    for block in blocks:
        (rubric if isinstance(block, for_instructors) else question).append(block)
    return question, rubric


def _head(name: str, level: str, language: str) -> nodes.paragraph:
    """Return the line with number and level."""
    label = question_name(question_label(name), language)
    number = nodes.strong("", label, classes=["edition-question-number"])
    shown = nodes.inline("", "", *bilingual(LEVELS[level], language), classes=["edition-level"])
    return nodes.paragraph(
        "", "", number, nodes.Text("　"), shown, classes=[META, "edition-question-head"]
    )


def read_question(node: study_question, docname: str) -> Question:
    """Return the record of a question."""
    question, rubric = _split_rubric(node.children)
    text, text_en = text_by_language(question)
    rubric_texts = (text for block in rubric for text in text_by_language(block.children))
    return Question(
        id=node["ids"][0],
        level=node["level"],
        locus=parse_locus(node["locus"]),
        docname=docname,
        line=node.line,
        text=text,
        text_en=text_en,
        rubric="\n".join(filter(None, rubric_texts)),
        links=links_of(node, node["forbid"], node["force"]),
        sources=cited_keys(question),
    )


def question_data(edition: Edition, question: Question, address: str) -> dict[str, Any]:
    """Return a question for ``edition.json``; only an edition for instructors has rubrics."""
    return {
        "id": question.id,
        "level": question.level,
        "address": address,
        "paragraphs": edition.paragraphs_of(question),
        "text": both_languages(question.text, question.text_en),
        "terms": term_keys(edition, question),
        "sources": list(question.sources),
        **({"rubric": question.rubric} if question.rubric else {}),
    }


def question_texts(
    edition: Edition, question: Question, resolve: Callable[[str], str]
) -> list[Any]:
    """Return number, question and rubric for the search index."""
    return [question.label, *map(resolve, edition.marked[question.key])]


def visit_html(self: HTML5Translator, node: study_question) -> None:
    """Open an article with the level as class."""
    self.body.append(
        self.starttag(node, "article", CLASS=f"edition-question level-{node['level']}")
    )


def depart_html(self: HTML5Translator, node: study_question) -> None:
    """Close the article."""
    self.body.append("</article>\n")


def setup(app: Sphinx) -> None:
    """Register the node; the directive belongs to the domain."""
    app.add_node(study_question, html=carded(visit_html, depart_html, first_id))


KIND = Kind(
    entry=Question,
    node=study_question,
    directive=QuestionDirective,
    read=read_question,
    setup=setup,
    plural="questions",
    label=N_("Question"),
    purpose=N_("a question, by its id"),
    data=question_data,
    schema=entry_schema("question"),
    search=SearchForm(
        fields=(
            SearchField("label", before=N_("Question ")),
            SearchField("body"),
            SearchField("body", lang="en"),
            SearchField("body"),
        ),
        values=question_texts,
        rank=5,
        elsewhere=True,
    ),
    in_inventory=True,
    lead=lambda question, _before, _lang: (N_("Question: "), question.label),
    unknown=Subtype.UNKNOWN_QUESTION,
    styles=("records.css",),
)
