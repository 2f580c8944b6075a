"""From the doctree to Typst: what every document can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import admonitionlabels
from sphinx.util.docutils import SphinxTranslator

from ..core.model.problems import Subtype
from ..markup.footnotes import footnotes_by_id
from ..support.reporting import warn
from .typst_math import FormulaError, convert
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
_NARROWEST = 9
"""More columns than this and Japanese text cannot be set in a column of the widest page."""


class BaseTranslator(SphinxTranslator):
    """Writes markup into ``body``; one translator for each document."""

    builder: Book  # type: ignore[assignment]  every builder with this translator is one

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        super().__init__(document, builder)
        self.docname = self.builder.current_docname
        self.body: list[str] = []
        self._outer: list[list[str]] = []
        self._level = 0
        self._footnotes = footnotes_by_id(document)
        self._noted: set[str] = set()

    # -- helpers --------------------------------------------------------------------------------------

    def out(self, markup: str) -> None:
        """Write markup."""
        self.body.append(markup)

    def inside(self, children: Iterable[nodes.Node]) -> str:
        """The markup of *children*, taken apart from the rest."""
        self._outer.append(self.body)
        self.body = []
        for child in children:
            child.walkabout(self)
        written = "".join(self.body).strip("\n")
        self.body = self._outer.pop()
        return written

    def block(self, name: str, node: nodes.Element, *arguments: str, **named: str | None) -> None:
        """Write a block: a call of a function of the template with the node's content."""
        self.out(
            f"\n{call(name, *arguments, content(self.anchors(node) + self.inside(node.children)), **named)}\n\n"
        )
        raise nodes.SkipNode

    def span(self, name: str, node: nodes.Element, *arguments: str, **named: str | None) -> None:
        """Write a call with the node's inline content."""
        self.out(
            call(
                name, *arguments, content(self.anchors(node) + self.inside(node.children)), **named
            )
        )
        raise nodes.SkipNode

    def anchors(self, node: nodes.Element) -> str:
        """Marks for the ids of a node that something may link to."""
        return "".join(
            self.builder.anchor(self.builder.destination(self.docname, name))
            for name in node.get("ids", ())
        )

    # -- structure -------------------------------------------------------------------------------------

    def visit_document(self, node: nodes.document) -> None:
        """A document is an anchor and its content."""
        self.out(self.builder.anchor(self.builder.destination(self.docname)) + "\n")

    def depart_document(self, node: nodes.document) -> None:
        """Nothing closes a document."""

    def visit_section(self, node: nodes.section) -> None:
        """One level further down."""
        self._level += 1

    def depart_section(self, node: nodes.section) -> None:
        """One level up."""
        self._level -= 1

    def visit_title(self, node: nodes.title) -> None:
        """A heading; its ruby is kept out of bookmarks and running heads."""
        if isinstance(node.parent, nodes.section):
            shown = content(self.inside(node.children))
            self.out(
                f"\n{call('title', str(self._level), literal(node.astext()), shown)}{self.anchors(node.parent)}\n\n"
            )
        elif not isinstance(node.parent, nodes.table):
            self.out(f"\n{call('rubric', content(self.inside(node.children)))}\n\n")
        raise nodes.SkipNode

    def visit_rubric(self, node: nodes.rubric) -> None:
        """A heading outside the contents."""
        self.block("rubric", node)

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """A paragraph."""
        self.out(self.anchors(node))

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        """An empty line ends it."""
        self.out("\n\n")

    def visit_transition(self, node: nodes.transition) -> None:
        """A rule; not the one MyST puts before footnotes, which stand at the foot of the page."""
        if "footnotes" not in node["classes"]:
            self.out("\n#divider();\n\n")
        raise nodes.SkipNode

    # -- inline ------------------------------------------------------------------------------------------

    def visit_Text(self, node: nodes.Text) -> None:
        """Text, as a string."""
        self.out(text(str(node)))

    def depart_Text(self, node: nodes.Text) -> None:
        """Nothing follows."""

    def visit_emphasis(self, node: nodes.emphasis) -> None:
        """Emphasis."""
        self.span("emph", node)

    visit_title_reference = visit_literal_emphasis = visit_emphasis

    def visit_strong(self, node: nodes.Element) -> None:
        """Strong emphasis."""
        self.span("strong", node)

    visit_literal_strong = visit_strong

    def visit_superscript(self, node: nodes.Element) -> None:
        """Above the line."""
        self.span("super", node)

    def visit_subscript(self, node: nodes.Element) -> None:
        """Below the line."""
        self.span("sub", node)

    def visit_literal(self, node: nodes.Element) -> None:
        """Code in the line."""
        self.out(call("raw", literal(node.astext())))
        raise nodes.SkipNode

    def visit_inline(self, node: nodes.inline) -> None:
        """A passage with a language, or with a class the template knows; else only its content."""
        role = next(
            (
                name.removeprefix("edition-")
                for name in node["classes"]
                if name in self.builder.spans
            ),
            None,
        )
        if role:
            self.span("word", node, literal(role), lang=_lang(node))
        if node.get("lang"):
            self.span("text", node, lang=_lang(node))
        self.out(self.anchors(node))

    def depart_inline(self, node: nodes.inline) -> None:
        """Nothing follows."""

    visit_abbreviation = visit_target = visit_download_reference = visit_generated = (
        visit_manpage
    ) = visit_inline
    depart_abbreviation = depart_target = depart_download_reference = depart_generated = (
        depart_manpage
    ) = depart_inline

    def visit_ruby(self, node: nodes.inline) -> None:
        """Ruby, kept together with what may not begin a line (the box would allow a break there)."""
        self.out(call("ruby", literal(node.astext()), literal(node["reading"])) + _tie(node))
        raise nodes.SkipNode

    def visit_reference(self, node: nodes.reference) -> None:
        """A link inside the book, or outside it with its address readable on paper."""
        inner = self.builder.place(node, self.docname)
        if inner is not None:
            self.span("inner-link", node, literal(inner))
        address = node.get("refuri", "")
        printed = (
            "true"
            if node.astext().strip() not in {address, address.removeprefix("mailto:")}
            else "false"
        )
        self.span("outer-link", node, literal(address), print=printed)

    visit_number_reference = visit_reference

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        """A footnote, set where it is first referred to."""
        note = self._footnotes.get(node["refid"])
        if note is None:
            warn(Subtype.PDF_NO_FOOTNOTE, node)
            raise nodes.SkipNode
        label = f"fn-{self.builder.destination(self.docname, node['refid'])}"
        if label in self._noted:
            self.out(WORD_JOINER + call("footnote", f"label({literal(label)})") + _tie(node))
        else:
            self._noted.add(label)
            body = self.inside(c for c in note.children if not isinstance(c, nodes.label))
            self.out(
                f"{WORD_JOINER}#[#footnote{content(body)}#label({literal(label)})];{_tie(node)}"
            )
        raise nodes.SkipNode

    def visit_math(self, node: nodes.math) -> None:
        """A formula in the line."""
        self._formula(node, block=False)

    def visit_math_block(self, node: nodes.math_block) -> None:
        """A formula by itself."""
        self._formula(node, block=True)

    def _formula(self, node: nodes.Element, *, block: bool) -> None:
        latex = node.astext()
        try:
            formula = convert(latex)
        except FormulaError as error:
            warn(Subtype.PDF_BAD_FORMULA, node, formula=latex, reason=str(error))
            raise nodes.SkipNode from error
        self.out(
            f"{self.anchors(node)}#math.equation(block: {str(block).lower()}, alt: {literal(latex)}, ${formula}$);"
        )
        if block:
            self.out("\n\n")
        raise nodes.SkipNode

    def visit_image(self, node: nodes.image) -> None:
        """An image; without an alternative text it is told, for the file must be accessible."""
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
        picture = call(
            "image",
            literal(f"images/{name}"),
            alt=literal(node.get("alt") or name),
            width=width if width.endswith("%") else None,
        )
        return (
            picture
            if isinstance(node.parent, nodes.TextElement)
            else call("align", "center", content(picture))
        )

    # -- blocks ----------------------------------------------------------------------------------------------

    def visit_bullet_list(self, node: nodes.bullet_list) -> None:
        """A list."""
        self.out(f"\n{call('list', *self._items(node))}\n\n")
        raise nodes.SkipNode

    def visit_enumerated_list(self, node: nodes.enumerated_list) -> None:
        """A numbered list."""
        pattern = (
            node.get("prefix", "")
            + _NUMBERING.get(node.get("enumtype", ""), "1")
            + node.get("suffix", ".")
        )
        self.out(
            f"\n{call('enum', *self._items(node), numbering=literal(pattern), start=str(node.get('start', 1)))}\n\n"
        )
        raise nodes.SkipNode

    def _items(self, node: nodes.Element) -> list[str]:
        return [
            content(self.anchors(item) + self.inside(item.children))
            for item in node.children
            if isinstance(item, nodes.Element)
        ]

    def visit_definition_list(self, node: nodes.definition_list) -> None:
        """Terms and what they mean."""

    visit_definition_list_item = visit_definition_list

    def depart_definition_list(self, node: nodes.Element) -> None:
        """Nothing closes it."""

    depart_definition_list_item = depart_definition_list

    def visit_term(self, node: nodes.term) -> None:
        """A term."""
        self.block("defined", node)

    def visit_classifier(self, node: nodes.classifier) -> None:
        """What kind of thing a term is."""
        self.out(text("　"))

    def depart_classifier(self, node: nodes.classifier) -> None:
        """Nothing follows."""

    def visit_definition(self, node: nodes.definition) -> None:
        """Its meaning."""
        self.block("definition", node)

    def visit_field_list(self, node: nodes.field_list) -> None:
        """Fields, as terms and meanings."""

    visit_field = visit_option_list = visit_option_list_item = visit_field_list

    def depart_field_list(self, node: nodes.Element) -> None:
        """Nothing closes it."""

    depart_field = depart_option_list = depart_option_list_item = depart_field_list
    visit_field_name = visit_option_group = visit_term
    visit_field_body = visit_description = visit_definition

    def visit_option(self, node: nodes.Element) -> None:
        """An option of a command."""
        self.out(call("raw", literal(node.astext())) + text(" "))
        raise nodes.SkipNode

    def visit_block_quote(self, node: nodes.block_quote) -> None:
        """A quotation with its source."""
        source = [child for child in node.children if isinstance(child, nodes.attribution)]
        body = self.inside(child for child in node.children if child not in source)
        attribution = content(self.inside(source[0].children)) if source else None
        self.out(f"\n{call('quote', content(body), block='true', attribution=attribution)}\n\n")
        raise nodes.SkipNode

    def visit_literal_block(self, node: nodes.Element) -> None:
        """Code."""
        language = node.get("language", "")
        known = literal(language) if language not in {"", "default", "none", "text"} else None
        self.out(
            f"\n{self.anchors(node)}{call('raw', literal(node.astext()), block='true', lang=known)}\n\n"
        )
        raise nodes.SkipNode

    visit_doctest_block = visit_literal_block

    def visit_line(self, node: nodes.line) -> None:
        """A line of verse."""

    def depart_line(self, node: nodes.line) -> None:
        """Ends where it ends."""
        self.out("#linebreak();\n")

    def depart_line_block(self, node: nodes.Element) -> None:
        """End of the verse."""
        self.out("\n\n")

    def visit_figure(self, node: nodes.figure) -> None:
        """A picture with its caption."""
        picture = node.next_node(nodes.image)
        caption = node.next_node(nodes.caption)
        shown = self._image(picture) if picture is not None else ""
        named = {"caption": content(self.inside(caption.children)) if caption is not None else None}
        legend = node.next_node(nodes.legend)
        self.out(f"\n{self.anchors(node)}{call('figure', content(shown), **named)}\n\n")
        if legend is not None:
            self.out(self.inside(legend.children) + "\n\n")
        raise nodes.SkipNode

    def visit_caption(self, node: nodes.caption) -> None:
        """The caption of a block of code or of a table of contents."""
        self.block("rubric", node)

    def visit_table(self, node: nodes.table) -> None:
        """A table; its columns share the page as the source says."""
        widths = [spec.get("colwidth", 1) for spec in node.findall(nodes.colspec)]
        if len(widths) > _NARROWEST:
            warn(Subtype.PDF_WIDE_TABLE, node, columns=len(widths), most=_NARROWEST)
        caption = next((child for child in node.children if isinstance(child, nodes.title)), None)
        cells: list[str] = []
        for part in node.findall(lambda n: isinstance(n, (nodes.thead, nodes.tbody))):
            found = [self._cell(entry) for row in part.children for entry in row.children]
            cells += (
                [f"table.header({', '.join(found)})"] if isinstance(part, nodes.thead) else found
            )
        named = {"columns": "(" + "".join(f"{max(width, 1)}fr, " for width in widths) + ")"}
        if caption is not None:
            named["caption"] = content(self.inside(caption.children))
        self.out(f"\n{self.anchors(node)}{call('tabular', *cells, **named)}\n\n")
        raise nodes.SkipNode

    def _cell(self, entry: nodes.entry) -> str:
        spans = {"colspan": "morecols", "rowspan": "morerows"}
        named = {
            key: str(entry[name] + 1) if entry.get(name) else None for key, name in spans.items()
        }
        return call("table.cell", content(self.inside(entry.children)), **named)[1:-1]

    def visit_admonition(self, node: nodes.Element) -> None:
        """A box with a title."""
        title = node.next_node(nodes.title) if isinstance(node, nodes.admonition) else None
        named = admonitionlabels.get(node.__class__.__name__, "")
        shown = self.inside(title.children) if title is not None else text(str(named))
        body = self.inside(child for child in node.children if child is not title)
        self.out(f"\n{call('admonition', content(shown), content(body))}\n\n")
        raise nodes.SkipNode

    visit_attention = visit_caution = visit_danger = visit_error = visit_hint = visit_important = (
        visit_admonition
    )
    visit_note = visit_tip = visit_warning = visit_seealso = visit_versionmodified = (
        visit_admonition
    )
    visit_topic = visit_sidebar = visit_admonition

    # -- what is passed over, or not known ---------------------------------------------------------------------

    def visit_passed(self, node: nodes.Element) -> None:
        """Only the content counts."""
        self.out(self.anchors(node))

    def depart_passed(self, node: nodes.Element) -> None:
        """Nothing follows."""

    visit_compound = visit_container = visit_glossary = visit_line_block = visit_legend = (
        visit_passed
    )
    visit_centered = visit_hlist = visit_hlistcol = visit_acks = visit_only = visit_decoration = (
        visit_passed
    )
    depart_compound = depart_container = depart_glossary = depart_legend = depart_passed
    depart_centered = depart_hlist = depart_hlistcol = depart_acks = depart_only = (
        depart_decoration
    ) = depart_passed

    def visit_left_out(self, node: nodes.Element) -> None:
        """Not printed."""
        raise nodes.SkipNode

    visit_comment = visit_substitution_definition = visit_system_message = visit_toctree = (
        visit_colspec
    ) = visit_left_out
    visit_meta = visit_label = visit_footnote = visit_docinfo = visit_highlightlang = (
        visit_tabular_col_spec
    ) = visit_left_out
    visit_index = visit_pending = visit_left_out

    def visit_raw(self, node: nodes.raw) -> None:
        """Raw Typst is passed on; raw text for other formats is theirs."""
        if "typst" in node.get("format", "").split():
            self.out(node.astext())
        raise nodes.SkipNode

    def visit_problematic(self, node: nodes.problematic) -> None:
        """Markup that failed has been told of; its text is shown."""
        self.span("strong", node)

    def unknown_visit(self, node: nodes.Node) -> None:
        """A node no method knows: told, and its content kept."""
        warn(Subtype.PDF_UNKNOWN_NODE, node, node=node.__class__.__name__)

    def unknown_departure(self, node: nodes.Node) -> None:
        """Told already."""


def _lang(node: nodes.Element) -> str | None:
    return literal(node["lang"].partition("-")[0]) if node.get("lang") else None


def _tie(node: nodes.Node) -> str:
    """A word joiner, if what follows *node* may not begin a line: after a box the typesetter would break there."""
    following = _text_after(node)[:1]
    return WORD_JOINER if following and following in NOT_AT_START else ""


def _text_after(node: nodes.Node) -> str:
    """The text that follows *node* in its paragraph."""
    current = node
    while current.parent is not None and isinstance(current.parent, nodes.TextElement):
        index = current.parent.index(current)
        rest = "".join(sibling.astext() for sibling in current.parent.children[index + 1 :])
        if rest:
            return rest
        current = current.parent
    return ""
