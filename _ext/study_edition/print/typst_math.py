"""Conversion of LaTeX formulas to Typst, by the library ``tylax``."""

from __future__ import annotations

from functools import cache

import tylax
import typst


class FormulaError(ValueError):
    """A formula cannot be converted; the message says why."""


@cache
def convert_formula(latex: str) -> str:
    """Return a formula in Typst, without dollar signs.

    The library turns unknown commands into names, so its result is compiled once to check it.

    :raises FormulaError: if the formula cannot be converted.
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
