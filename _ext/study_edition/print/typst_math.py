"""Conversion of LaTeX formulas to Typst, by the library ``tylax``: mathematics, and nothing else.

The library writes code of Typst for some commands, and takes over a text within a formula. So a
text is replaced by a string before the conversion, and of the result only what is known to be
mathematics is accepted: Typst's symbols and mathematical functions, strings, and a few forms.
"""

from __future__ import annotations

import json
import re
from functools import cache
from tempfile import TemporaryDirectory

import tylax
import typst

from ..core.text.messages import _
from .typst_text import literal

MAX_LENGTH = 5000
"""Characters of a formula; the longest in a textbook has some hundreds."""
MAX_DEPTH = 40
"""Braces within braces."""

_TEXT = re.compile(
    r"\\(?P<name>text|textrm|textnormal|textup|textsf|texttt|textbf|textit|mbox)\s*\{"
)
_STYLES = {"textbf": "bold", "textit": "italic", "texttt": "mono", "textsf": "sans"}
"""Command for text to the function of Typst that gives it its style."""
_ESCAPED = re.compile(r"\\([#$%&_{} ])")
_STRING = r'"(?:[^"\\]|\\.)*"'
_OPENING = {"#hide[$", "#box(stroke: 0.5pt, inset: 2pt, baseline: 20%)[$"}
"""What the library writes for ``\\phantom`` and ``\\boxed``, up to the formula within."""
_TOKEN = re.compile(
    rf"""(?P<string>{_STRING})
    | (?P<escape>\\[^\w\s]|\\(?=\s|$))
    | (?P<space>\#h\(-?[0-9.]+(?:em|pt|cm|mm|in|fr)\)|\#none)
    | (?P<opening>{"|".join(map(re.escape, sorted(_OPENING)))})
    | (?P<closing>\$\])
    | (?P<name>[^\W\d_][^\W_]*(?:\.[A-Za-z]+)*)(?P<argument>:?)
    | (?P<refused>[#$`\\]|@\w|<\w|/[/*])
    | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_REFUSED_NAMES = {"text", "equation"}
"""Functions of Typst's mathematics that take other things than mathematics."""
_ARGUMENTS = {"delim"}


class FormulaError(ValueError):
    """A formula cannot be converted; the message says why, in the user's language."""


@cache
def convert_formula(latex: str) -> str:
    """Return a formula in Typst, without dollar signs.

    The result is compiled once to check it.

    :raises FormulaError: if the formula is too long or too deep, cannot be converted, or is not
        mathematics alone.
    """
    if len(latex) > MAX_LENGTH or _depth(latex) > MAX_DEPTH:
        message = _("more than {length} characters, or {depth} braces within braces")
        raise FormulaError(message.format(length=MAX_LENGTH, depth=MAX_DEPTH))
    formula, texts = _without_texts(latex)
    result = tylax.latex_to_typst_diagnostics(formula)
    if result.warnings:
        raise FormulaError("; ".join(warning.message for warning in result.warnings))
    output = str(result.output).strip()
    if output.startswith("$ ") and output.endswith(" $"):
        output = output[2:-2]  # an environment that is a formula by itself
    _check(output)
    for marker, text in texts.items():
        output = output.replace(f'op("{marker}")', text)
    try:
        with TemporaryDirectory() as root:
            typst.Compiler(f"$ {output} $".encode(), root=root, font_paths=_fonts()).compile()
    except typst.TypstError as error:
        raise FormulaError(str(error).splitlines()[0]) from error
    return output


def _depth(latex: str) -> int:
    depth = deepest = 0
    for sign in re.findall(r"\\.|[{}]", latex, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        deepest = max(deepest, depth)
    return deepest


def _without_texts(latex: str) -> tuple[str, dict[str, str]]:
    """Return a formula with a name for each text in it, and the texts as Typst by these names."""
    texts: dict[str, str] = {}
    parts = []
    start = 0
    while found := _TEXT.search(latex, start):
        end = _end_of_group(latex, found.end())
        words = " ".join(latex[found.end() : end].split("\n")).replace("~", "\N{NO-BREAK SPACE}")
        plain = _ESCAPED.sub("", words)
        if re.search(r"[\\${}]", plain):
            raise FormulaError(_("a command or a formula in the text {text!r}").format(text=words))
        marker = _marker(latex, len(texts))
        text = literal(_ESCAPED.sub(r"\1", words))
        style = _STYLES.get(found["name"])
        texts[marker] = f"{style}({text})" if style else text
        parts += [latex[start : found.start()], rf"\operatorname{{{marker}}}"]
        start = end + 1
    return "".join(parts) + latex[start:], texts


def _marker(latex: str, number: int) -> str:
    """Return a name that the formula does not have; the library keeps letters as they are."""
    digits = "".join("abcdefghij"[int(digit)] for digit in str(number))
    marker = f"qtextq{digits}q"
    while marker in latex:
        marker += "q"
    return marker


def _end_of_group(latex: str, start: int) -> int:
    """Return where the group ends that begins before *start*."""
    depth = 1
    for found in re.finditer(r"\\.|[{}]", latex[start:], re.DOTALL):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if not depth:
            return start + found.start()
    raise FormulaError(_("a brace that is not closed"))


def _check(formula: str) -> None:
    """Raise :class:`FormulaError` unless a formula in Typst is mathematics alone."""
    opened = 0
    for token in _TOKEN.finditer(formula):
        opened += bool(token["opening"]) - bool(token["closing"])
        if token["refused"] or opened < 0 or not _is_known(token["name"] or "", token["argument"]):
            raise FormulaError(
                _("{name!r} is not mathematics, or has no form in the PDF").format(name=token[0])
            )


def _is_known(name: str, argument: str | None) -> bool:
    """Return whether a name is a letter, a symbol or a function of mathematics."""
    if argument:
        return len(name) == 1 or name in _ARGUMENTS
    base, dot, _variant = name.partition(".")
    return len(name) <= 1 or base in _names("sym") or (not dot and name in _names("math"))


@cache
def _names(module: str) -> frozenset[str]:
    """Return the names in a module of Typst."""
    source = f"#metadata(dictionary({module}).keys())<names>".encode()
    found = typst.Compiler(source, font_paths=_fonts()).query("<names>", field="value", one=True)
    return frozenset(json.loads(found)) - _REFUSED_NAMES


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts that come with the compiler; searching the system's takes long."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[])
