"""A formula in the PDF is mathematics: no code, no link, no file, whatever is in it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from study_edition.print.typst_math import MAX_DEPTH, MAX_LENGTH, FormulaError, convert_formula
from workshop import pdf_text

FORMULAS = {
    r"\frac{a}{b}": "a/b",
    r"x_\text{real}^2": '"real"',
    r"\text{a \# \% b~c}": '"a # % b\N{NO-BREAK SPACE}c"',
    r"\textbf{GDP}_{t} = \textit{C} + I": 'bold("GDP")',
    r'\text{a "q" b}': r'"a \"q\" b"',
    r"\begin{align} a &= b \\ c &= d \end{align}": "a & = b",
    r"\begin{pmatrix}1&2\\3&4\end{pmatrix}": 'mat(delim: "("',
    r"\begin{array}{cc}a&b\end{array}": "mat(",
    r"\sum_{i=1}^{n} \xrightarrow{a} \ldots": "arrow.r.long",
    r"\boxed{x} + \phantom{y}": "#hide[$",
    r"\hspace{1em} x \tag{1}": "#h(1em)",
    r"\operatorname{#x}": r'op("\#x")',
    "#(6*7)": r"\#(",
    r"\newcommand{\a}[1]{#1}\a{\text{#x}}": '"#x"',
}
REFUSED = [
    r"\href{file:///etc/hostname}{x}",
    r"\url{https://example.org}",
    r"\includegraphics{a}",
    r"\textcolor{red}{x}",
    r"\color{red} x",
    r"\cite{a}",
    r"\ref{a}",
    r"\label{a} x",
    r"\link(x)",
    r"\equation(x)",
    r"\read(x)",
    r"\std.eval(x)",
    r"\textstyle\input{a}",
    r"\text{$x$}",
    r"\text{\link{x}}",
    r"\text{a",
    r"\hspace{#x}",
    "`x`",
    "x @a",
    "{" * (MAX_DEPTH + 1) + "x" + "}" * (MAX_DEPTH + 1),
    "x" * (MAX_LENGTH + 1),
]
PIECES = [
    *(
        r"\text{",
        "{",
        "}",
        "#",
        '#link("javascript:x")',
        "[",
        "]",
        "$",
        '"',
        "\\",
        "\\\\",
        "x",
        "^",
    ),
    *("_", "&", r"\begin{cases}", r"\end{cases}", r"\boxed{", r"\phantom{", "@", "<a>", "/*", "*/"),
    *("//", "`", "日", r"\operatorname{", 'eval("1")', 'std.eval("#1")', r"\std", r"\def\z", "#1"),
    *(r"\z", "\n", " ", r"\href{", "(", ")", "%", "~", r'\import "@preview/a"', "$]", "#hide[$"),
    *("qtextqaq", "\\u{0}", "\x00", r"\newcommand{\z}", r"\left", r"\right"),
]


@pytest.mark.parametrize("latex", FORMULAS)
def test_formula_is_converted(latex):
    assert FORMULAS[latex] in convert_formula(latex)


@pytest.mark.parametrize("latex", REFUSED, ids=lambda latex: latex[:20])
def test_what_is_not_mathematics_is_refused(latex):
    with pytest.raises(FormulaError):
        convert_formula(latex)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join))
def test_no_formula_becomes_code(latex):
    try:
        formula = convert_formula(latex)
    except FormulaError:
        return
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|\\[^\w\s]', "", formula)
    bare = re.sub(r"#h\([0-9.-]+(?:em|pt|cm|mm|in|fr)\)|#none", "", bare)
    for form in ("#hide[$", "#box(stroke: 0.5pt, inset: 2pt, baseline: 20%)[$"):
        bare = bare.replace(form, "")
    assert not re.search(r"#|`|/\*|//|@\w|\b(?:std|eval|link|read|import)\b", bare)


def test_code_in_formulas_is_printed_or_reported_with_its_line(workshop):
    workshop.add(
        "layers/comment.md",
        "\n:::{note} 4\n:id: probe\n\n"
        'Total {math}`\\text{#(6*7)}`; {math}`\\text{#link("javascript:alert(1)")[x]}`.'
        "\n:::\n\n:::{note} 4\n:id: file\n\n{math}`\\href{file:///etc/hostname}{x}`\n:::\n",
    )
    out = workshop.build("typst")
    (warned,) = workshop.warned
    line = workshop.line("layers/comment.md", "hostname")
    assert (warned.path, warned.line) == ("layers/comment.md", line)
    text = pdf_text(out / "study-guide.pdf")
    assert "#(6*7)" in text
    assert "42" not in text
    annotations = [
        a.get_object()
        for p in PdfReader(out / "study-guide.pdf").pages
        for a in p.annotations or ()
    ]
    addresses = [str(a["/A"].get("/URI", "")) for a in annotations if "/A" in a]
    assert not [a for a in addresses if a.startswith(("javascript:", "file:"))]
