"""Formulas as MathML, which a browser sets without scripts or fonts from another site."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils.math import latex2mathml, toplevel_code
from sphinx.transforms import SphinxTransform

from ..core.model.problems import Subtype
from ..support.reporting import warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


@cache
def mathml(latex: str, *, block: bool) -> str:
    """Return a formula as MathML.

    :raises ValueError: if the formula cannot be converted; the message says why.
    """
    lines = block and r"\\" in toplevel_code(latex)
    wrapped = rf"\begin{{aligned}}{latex}\end{{aligned}}" if lines else latex
    try:
        return str(latex2mathml.tex2mathml(wrapped, as_block=block))
    except Exception as error:  # on bad input, docutils' converter fails in many ways
        raise ValueError(" ".join(str(error).split()) or type(error).__name__) from error


class CheckFormulas(SphinxTransform):
    """Report every formula that cannot be converted."""

    default_priority = 10

    def apply(self, **kwargs: object) -> None:
        """Try each formula; the PDF builder converts and reports its own."""
        if self.app.builder.format == "typst":
            return
        for node in self.document.findall(
            lambda node: isinstance(node, (nodes.math, nodes.math_block))
        ):
            try:
                mathml(node.astext(), block=isinstance(node, nodes.math_block))
            except ValueError as error:
                warn(
                    Subtype.BAD_FORMULA,
                    node,
                    formula=" ".join(node.astext().split())[:40],
                    reason=str(error).rstrip("."),
                )


def _formula(self: HTML5Translator, node: nodes.Element, *, block: bool) -> str:
    try:
        return mathml(node.astext(), block=block)
    except ValueError:  # reported when the document was read
        return f"<code>{self.encode(node.astext())}</code>"


def visit_inline(self: HTML5Translator, node: nodes.math) -> None:
    """Write a formula within a line."""
    self.body.append(
        self.starttag(node, "span", "", CLASS="math")
        + _formula(self, node, block=False)
        + "</span>"
    )
    raise nodes.SkipNode


def visit_block(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a displayed formula, with its number if it has one."""
    self.body.append(self.starttag(node, "div", CLASS="math"))
    if node["number"]:
        self.body.append(f'<span class="eqno">({node["number"]})</span>')
    self.body.append(_formula(self, node, block=True) + "</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the renderer, which replaces Sphinx's own, and the check."""
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
    app.add_transform(CheckFormulas)
