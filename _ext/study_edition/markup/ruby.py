"""Ruby: ``{ruby}`対峙|たいじ```, as a node whose reading every builder shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from ..core.model.problems import Subtype
from ..core.text.gojuon import is_reading
from ..core.text.messages import N_
from ..support.reporting import warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.latex import LaTeXTranslator
    from sphinx.writers.manpage import ManualPageTranslator
    from sphinx.writers.texinfo import TexinfoTranslator
    from sphinx.writers.text import TextTranslator


class ruby(nodes.inline):
    """A base text with its reading in ``reading``.

    ``again`` is true after the first occurrence of the word on the page.
    """


class RubyRole(SphinxRole):
    """``{ruby}`base|reading```."""

    purpose: ClassVar[str] = N_("furigana: the base, a bar, its reading in kana")

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the node, or the base alone, with a warning, if the reading is not kana."""
        base, _, reading = (part.strip() for part in self.text.partition("|"))
        if not base or not is_reading(reading):
            warn(Subtype.BAD_RUBY, self.get_location(), text=self.text)
            return [nodes.Text(base)], []
        node = ruby(self.rawtext, base, reading=reading)
        self.set_source_info(node)
        return [node], []


def visit_html(self: HTML5Translator, node: ruby) -> None:
    """Open the element."""
    self.body.append('<ruby class="again">' if node.get("again") else "<ruby>")


def depart_html(self: HTML5Translator, node: ruby) -> None:
    """Close it with the reading, the first time in brackets for browsers without ruby."""
    before, after = ("", "") if node.get("again") else ("<rp>（</rp>", "<rp>）</rp>")
    self.body.append(f"{before}<rt>{self.encode(node['reading'])}</rt>{after}</ruby>")


def visit_nothing(
    self: TextTranslator | ManualPageTranslator | TexinfoTranslator | LaTeXTranslator, node: ruby
) -> None:
    """Write nothing: the children are the base."""


def depart_text(self: TextTranslator, node: ruby) -> None:
    """Write the reading in brackets after the base."""
    self.add_text(f"（{node['reading']}）")


def depart_body(
    self: ManualPageTranslator | TexinfoTranslator | LaTeXTranslator, node: ruby
) -> None:
    """Write the reading in brackets after the base."""
    self.body.append(f"（{node['reading']}）")


def setup(app: Sphinx) -> None:
    """Register node and role."""
    plain = (visit_nothing, depart_body)
    app.add_node(
        ruby,
        html=(visit_html, depart_html),
        text=(visit_nothing, depart_text),
        latex=plain,
        man=plain,
        texinfo=plain,
    )
    app.add_role("ruby", RubyRole())
