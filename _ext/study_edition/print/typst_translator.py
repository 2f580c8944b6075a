"""The translator from doctrees to Typst: the nodes of docutils and Sphinx."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.locale import admonitionlabels
from sphinx.util.docutils import SphinxTranslator

from ..core.model.problems import Subtype
from ..markup.footnotes import footnotes_by_id
from ..support.reporting import warn
from .typst_math import FormulaError, convert_formula
from .typst_text import NOT_AT_START, WORD_JOINER, call, content, literal, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.builders import Builder

    from .book import Book

_NUMBERING = {
    "arabic": "1",
    "loweralpha": "a",
    "upperalpha": "A",
    "lowerroman": "i",
    "upperroman": "I",
}
_MOST_COLUMNS = 9
"""With more, Japanese text does not fit into a column, even on the widest page."""


class BaseTranslator(SphinxTranslator):
    """Translate a document into markup, the pieces of which are in ``body``."""

    builder: Book  # type: ignore[assignment]  # every builder that uses this translator is a Book

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        super().__init__(document, builder)
        self.docname = self.builder.current_docname
        self.body: list[str] = []
        self._outer: list[list[str]] = []
        self._level = 0
        self._footnotes = footnotes_by_id(document)
        self._written_footnotes: set[str] = set()

    # -- helpers -----------------------------------------------------------------------------------

    def out(self, markup: str) -> None:
        """Append markup to the body."""
        self.body.append(markup)

    def markup_of(self, children: Iterable[nodes.Node]) -> str:
        """Return the markup of *children* without appending it to the body."""
        self._outer.append(self.body)
        self.body = []
        for child in children:
            child.walkabout(self)
        written = "".join(self.body).strip("\n")
        self.body = self._outer.pop()
        return written

    def block(self, name: str, node: nodes.Element, *arguments: str, **named: str | None) -> None:
        """Write a call of a template function with the node's content, as a block."""
        body = content(self.anchors(node) + self.markup_of(node.children))
        self.out(f"\n{call(name, *arguments, body, **named)}\n\n")
        raise nodes.SkipNode

    def span(self, name: str, node: nodes.Element, *arguments: str, **named: str | None) -> None:
        """Write a call of a template function with the node's inline content."""
        body = content(self.anchors(node) + self.markup_of(node.children))
        self.out(call(name, *arguments, body, **named))
        raise nodes.SkipNode

    def anchors(self, node: nodes.Element) -> str:
        """Return anchors for the ids of a node."""
        return "".join(
            self.builder.anchor(self.builder.destination(self.docname, name))
            for name in cast("list[str]", node.get("ids", []))
        )

    # -- structure ---------------------------------------------------------------------------------

    def visit_document(self, node: nodes.document) -> None:
        """Write an anchor for the document."""
        self.out(self.builder.anchor(self.builder.destination(self.docname)) + "\n")

    def depart_document(self, node: nodes.document) -> None:
        """Do nothing."""

    def visit_section(self, node: nodes.section) -> None:
        """Descend one level."""
        self._level += 1

    def depart_section(self, node: nodes.section) -> None:
        """Ascend one level."""
        self._level -= 1

    def visit_title(self, node: nodes.title) -> None:
        """Write a heading; its text without ruby is for bookmarks and running heads."""
        if isinstance(node.parent, nodes.section):
            shown = content(self.markup_of(node.children))
            title = call("title", str(self._level), literal(node.astext()), shown)
            self.out(f"\n{title}{self.anchors(node.parent)}\n\n")
        elif not isinstance(node.parent, nodes.table):
            self.out(f"\n{call('rubric', content(self.markup_of(node.children)))}\n\n")
        raise nodes.SkipNode

    def visit_rubric(self, node: nodes.rubric) -> None:
        """Write a heading that the table of contents omits."""
        self.block("rubric", node)

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """Begin a paragraph."""
        self.out(self.anchors(node))

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        """End the paragraph by an empty line."""
        self.out("\n\n")

    def visit_transition(self, node: nodes.transition) -> None:
        """Write a rule, but skip that of MyST before footnotes: they go to the foot of the page."""
        if "footnotes" not in node["classes"]:
            self.out("\n#divider();\n\n")
        raise nodes.SkipNode

    # -- inline ------------------------------------------------------------------------------------

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802
        """Write text as a string literal."""
        self.out(text(str(node)))

    def depart_Text(self, node: nodes.Text) -> None:  # noqa: N802
        """Do nothing."""

    def visit_emphasis(self, node: nodes.Element) -> None:
        """Write emphasis."""
        self.span("emph", node)

    visit_title_reference = visit_literal_emphasis = visit_emphasis

    def visit_strong(self, node: nodes.Element) -> None:
        """Write strong emphasis."""
        self.span("strong", node)

    visit_literal_strong = visit_strong

    def visit_superscript(self, node: nodes.Element) -> None:
        """Write superscript."""
        self.span("super", node)

    def visit_subscript(self, node: nodes.Element) -> None:
        """Write subscript."""
        self.span("sub", node)

    def visit_literal(self, node: nodes.Element) -> None:
        """Write inline code."""
        self.out(call("raw", literal(node.astext())))
        raise nodes.SkipNode

    def visit_inline(self, node: nodes.Element) -> None:
        """Write text with its language or the style of its class; otherwise only the content."""
        role = next(
            (
                name.removeprefix("edition-")
                for name in node["classes"]
                if name in self.builder.styled_classes
            ),
            None,
        )
        if role:
            self.span("word", node, literal(role), lang=_lang(node))
        if node.get("lang"):
            self.span("text", node, lang=_lang(node))
        self.out(self.anchors(node))

    def depart_inline(self, node: nodes.Element) -> None:
        """Do nothing."""

    visit_abbreviation = visit_target = visit_download_reference = visit_generated = (
        visit_manpage
    ) = visit_inline
    depart_abbreviation = depart_target = depart_download_reference = depart_generated = (
        depart_manpage
    ) = depart_inline

    def visit_ruby(self, node: nodes.inline) -> None:
        """Write ruby; no line breaks before a character that must not begin a line."""
        self.out(call("ruby", literal(node.astext()), literal(node["reading"])) + _tie(node))
        raise nodes.SkipNode

    def visit_reference(self, node: nodes.reference) -> None:
        """Write a link within the book, or an external one with its address printed."""
        inner = self.builder.link_target(node, self.docname)
        if inner is not None:
            self.span("inner-link", node, literal(inner))
        address = node.get("refuri", "")
        is_printed = node.astext().strip() in {address, address.removeprefix("mailto:")}
        self.span("outer-link", node, literal(address), print="false" if is_printed else "true")

    visit_number_reference = visit_reference

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        """Write the footnote at the first reference to it, later only its number."""
        note = self._footnotes.get(node["refid"])
        if note is None:
            warn(Subtype.PDF_NO_FOOTNOTE, node)
            raise nodes.SkipNode
        label = f"fn-{self.builder.destination(self.docname, node['refid'])}"
        if label in self._written_footnotes:
            self.out(WORD_JOINER + call("footnote", f"label({literal(label)})") + _tie(node))
        else:
            self._written_footnotes.add(label)
            body = self.markup_of(c for c in note.children if not isinstance(c, nodes.label))
            self.out(
                f"{WORD_JOINER}#[#footnote{content(body)}#label({literal(label)})];{_tie(node)}"
            )
        raise nodes.SkipNode

    def visit_math(self, node: nodes.math) -> None:
        """Write an inline formula."""
        self._formula(node, block=False)

    def visit_math_block(self, node: nodes.math_block) -> None:
        """Write a displayed formula."""
        self._formula(node, block=True)

    def _formula(self, node: nodes.Element, *, block: bool) -> None:
        latex = node.astext()
        try:
            formula = convert_formula(latex)
        except FormulaError as error:
            warn(Subtype.PDF_BAD_FORMULA, node, formula=latex, reason=str(error))
            raise nodes.SkipNode from error
        arguments = f"block: {str(block).lower()}, alt: {literal(latex)}, ${formula}$"
        self.out(f"{self.anchors(node)}#math.equation({arguments});")
        if block:
            self.out("\n\n")
        raise nodes.SkipNode

    def visit_image(self, node: nodes.image) -> None:
        """Write an image; report a missing alternative text, since the PDF must be accessible."""
        self.out(self._image(node))
        if not isinstance(node.parent, nodes.TextElement):
            self.out("\n\n")
        raise nodes.SkipNode

    def _image(self, node: nodes.image) -> str:
        if not node.get("alt"):
            warn(Subtype.PDF_NO_ALT, node, image=node["uri"])
        name = self.builder.images.get(node["uri"])
        if name is None:
            return ""
        width = node.get("width", "")
        image = call(
            "image",
            literal(f"images/{name}"),
            alt=literal(node.get("alt") or name),
            width=width if width.endswith("%") else None,
        )
        is_inline = isinstance(node.parent, nodes.TextElement)
        return image if is_inline else call("align", "center", content(image))

    # -- blocks ------------------------------------------------------------------------------------

    def visit_bullet_list(self, node: nodes.bullet_list) -> None:
        """Write a list."""
        self.out(f"\n{call('list', *self._items(node))}\n\n")
        raise nodes.SkipNode

    def visit_enumerated_list(self, node: nodes.enumerated_list) -> None:
        """Write a numbered list."""
        numeral = _NUMBERING.get(node.get("enumtype", ""), "1")
        numbering = literal(f"{node.get('prefix', '')}{numeral}{node.get('suffix', '.')}")
        start = str(node.get("start", 1))
        self.out(f"\n{call('enum', *self._items(node), numbering=numbering, start=start)}\n\n")
        raise nodes.SkipNode

    def _items(self, node: nodes.Element) -> list[str]:
        return [
            content(self.anchors(item) + self.markup_of(item.children))
            for item in node.children
            if isinstance(item, nodes.Element)
        ]

    def visit_definition_list(self, node: nodes.Element) -> None:
        """Write only the content: terms and definitions."""

    visit_definition_list_item = visit_definition_list

    def depart_definition_list(self, node: nodes.Element) -> None:
        """Do nothing."""

    depart_definition_list_item = depart_definition_list

    def visit_term(self, node: nodes.Element) -> None:
        """Write a term."""
        self.block("defined", node)

    def visit_classifier(self, node: nodes.classifier) -> None:
        """Separate a classifier from its term by a space."""
        self.out(text("　"))

    def depart_classifier(self, node: nodes.classifier) -> None:
        """Do nothing."""

    def visit_definition(self, node: nodes.Element) -> None:
        """Write a definition."""
        self.block("definition", node)

    def visit_field_list(self, node: nodes.Element) -> None:
        """Write only the content: fields, as terms and definitions."""

    visit_field = visit_option_list = visit_option_list_item = visit_field_list

    def depart_field_list(self, node: nodes.Element) -> None:
        """Do nothing."""

    depart_field = depart_option_list = depart_option_list_item = depart_field_list
    visit_field_name = visit_option_group = visit_term
    visit_field_body = visit_description = visit_definition

    def visit_option(self, node: nodes.Element) -> None:
        """Write an option of a command."""
        self.out(call("raw", literal(node.astext())) + text(" "))
        raise nodes.SkipNode

    def visit_block_quote(self, node: nodes.block_quote) -> None:
        """Write a block quotation with its attribution."""
        source = [child for child in node.children if isinstance(child, nodes.attribution)]
        body = self.markup_of(child for child in node.children if child not in source)
        attribution = content(self.markup_of(source[0].children)) if source else None
        self.out(f"\n{call('quote', content(body), block='true', attribution=attribution)}\n\n")
        raise nodes.SkipNode

    def visit_literal_block(self, node: nodes.Element) -> None:
        """Write a block of code."""
        language = node.get("language", "")
        lang = literal(language) if language not in {"", "default", "none", "text"} else None
        code = call("raw", literal(node.astext()), block="true", lang=lang)
        self.out(f"\n{self.anchors(node)}{code}\n\n")
        raise nodes.SkipNode

    visit_doctest_block = visit_literal_block

    def visit_line(self, node: nodes.line) -> None:
        """Write only the content: a line of verse."""

    def depart_line(self, node: nodes.line) -> None:
        """Break the line."""
        self.out("#linebreak();\n")

    def depart_line_block(self, node: nodes.Element) -> None:
        """End the verse by an empty line."""
        self.out("\n\n")

    def visit_figure(self, node: nodes.figure) -> None:
        """Write an image with its caption and legend."""
        image = node.next_node(nodes.image)
        caption = node.next_node(nodes.caption)
        shown = self._image(image) if image is not None else ""
        named = {
            "caption": content(self.markup_of(caption.children)) if caption is not None else None
        }
        legend = node.next_node(nodes.legend)
        self.out(f"\n{self.anchors(node)}{call('figure', content(shown), **named)}\n\n")
        if legend is not None:
            self.out(self.markup_of(legend.children) + "\n\n")
        raise nodes.SkipNode

    def visit_caption(self, node: nodes.caption) -> None:
        """Write the caption of a block of code or of a table of contents."""
        self.block("rubric", node)

    def visit_table(self, node: nodes.table) -> None:
        """Write a table, with the column widths of the source."""
        widths = [spec.get("colwidth", 1) for spec in node.findall(nodes.colspec)]
        if len(widths) > _MOST_COLUMNS:
            warn(Subtype.PDF_WIDE_TABLE, node, columns=len(widths), most=_MOST_COLUMNS)
        caption = next((child for child in node.children if isinstance(child, nodes.title)), None)
        cells: list[str] = []
        for part in node.findall(nodes.Element):
            if not isinstance(part, (nodes.thead, nodes.tbody)):
                continue
            row = [self._cell(entry) for entry in part.findall(nodes.entry)]
            cells += [f"table.header({', '.join(row)})"] if isinstance(part, nodes.thead) else row
        named = {"columns": "(" + "".join(f"{max(width, 1)}fr, " for width in widths) + ")"}
        if caption is not None:
            named["caption"] = content(self.markup_of(caption.children))
        self.out(f"\n{self.anchors(node)}{call('tabular', *cells, **named)}\n\n")
        raise nodes.SkipNode

    def _cell(self, entry: nodes.entry) -> str:
        spans = {"colspan": "morecols", "rowspan": "morerows"}
        named = {
            key: str(entry[name] + 1) if entry.get(name) else None for key, name in spans.items()
        }
        return call("table.cell", content(self.markup_of(entry.children)), **named)[1:-1]

    def visit_admonition(self, node: nodes.Element) -> None:
        """Write a box with a title."""
        title = node.next_node(nodes.title) if isinstance(node, nodes.admonition) else None
        label = admonitionlabels.get(node.__class__.__name__, "")
        shown = self.markup_of(title.children) if title is not None else text(str(label))
        body = self.markup_of(child for child in node.children if child is not title)
        self.out(f"\n{call('admonition', content(shown), content(body))}\n\n")
        raise nodes.SkipNode

    visit_attention = visit_caution = visit_danger = visit_error = visit_hint = visit_important = (
        visit_admonition
    )
    visit_note = visit_tip = visit_warning = visit_seealso = visit_versionmodified = (
        visit_admonition
    )
    visit_topic = visit_sidebar = visit_admonition

    # -- nodes of which only the content is written, skipped and unknown nodes --------------------

    def visit_content_only(self, node: nodes.Element) -> None:
        """Write only anchors and content."""
        self.out(self.anchors(node))

    def depart_content_only(self, node: nodes.Element) -> None:
        """Do nothing."""

    visit_compound = visit_container = visit_glossary = visit_line_block = visit_legend = (
        visit_content_only
    )
    visit_centered = visit_hlist = visit_hlistcol = visit_acks = visit_only = visit_decoration = (
        visit_content_only
    )
    depart_compound = depart_container = depart_glossary = depart_legend = depart_content_only
    depart_centered = depart_hlist = depart_hlistcol = depart_acks = depart_only = (
        depart_decoration
    ) = depart_content_only

    def visit_skipped(self, node: nodes.Element) -> None:
        """Skip the node."""
        raise nodes.SkipNode

    visit_comment = visit_substitution_definition = visit_system_message = visit_toctree = (
        visit_colspec
    ) = visit_skipped
    visit_meta = visit_label = visit_footnote = visit_docinfo = visit_highlightlang = (
        visit_tabular_col_spec
    ) = visit_skipped
    visit_index = visit_pending = visit_skipped

    def visit_raw(self, node: nodes.raw) -> None:
        """Write raw Typst, and skip raw text for other formats."""
        if "typst" in node.get("format", "").split():
            self.out(node.astext())
        raise nodes.SkipNode

    def visit_problematic(self, node: nodes.problematic) -> None:
        """Write the text of failed markup, which has been reported."""
        self.span("strong", node)

    def unknown_visit(self, node: nodes.Node) -> None:
        """Report an unknown node; its content is written."""
        warn(Subtype.PDF_UNKNOWN_NODE, node, node=node.__class__.__name__)

    def unknown_departure(self, node: nodes.Node) -> None:
        """Do nothing."""


def _lang(node: nodes.Element) -> str | None:
    """Return the language of a node as a literal, without region, or None."""
    return literal(node["lang"].partition("-")[0]) if node.get("lang") else None


def _tie(node: nodes.Node) -> str:
    """Return a word joiner if the next character must not begin a line, otherwise nothing.

    After a box Typst would break the line even there.
    """
    following = _text_after(node)[:1]
    return WORD_JOINER if following and following in NOT_AT_START else ""


def _text_after(node: nodes.Node) -> str:
    """Return the text that follows *node* in its paragraph."""
    current = node
    while current.parent is not None and isinstance(current.parent, nodes.TextElement):
        index = current.parent.index(current)
        rest = "".join(sibling.astext() for sibling in current.parent.children[index + 1 :])
        if rest:
            return rest
        current = current.parent
    return ""
