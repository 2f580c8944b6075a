"""LaTeX mathematics as Typst, by the library ``tylax``."""

from __future__ import annotations

from functools import cache

import tylax
import typst


class FormulaError(ValueError):
    """A formula that cannot be set; the message says why."""


@cache
def convert(latex: str) -> str:
    """The Typst form of a formula, without dollar signs.

    The library passes unknown commands on as names, so what it makes is compiled once by itself.

    :raises FormulaError: if the formula is not understood.
    """
    result = tylax.latex_to_typst_diagnostics(latex)
    if result.warnings:
        raise FormulaError("; ".join(warning.message for warning in result.warnings))
    formula = str(result.output).strip()
    try:
        typst.compile(f"$ {formula} $".encode())
    except typst.TypstError as error:
        raise FormulaError(str(error).splitlines()[0]) from error
    return formula
