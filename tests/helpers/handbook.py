"""Runs the examples of the handbook in a small edition, with the command in this process."""

from __future__ import annotations

import doctest
import importlib
import re
import shlex
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from typing import TYPE_CHECKING, NamedTuple

import docx
from sphinx.locale import translators

from project_paths import PROJECT
from study_edition.commands import cli
from study_edition.tasks.annotation_exchange import template_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BLOCK = re.compile(
    r"^(?P<fence>`{3,})\{code-block\} *(?P<lexer>\w+)\n(?P<options>(?::\w[^\n]*\n)*)\n?(?P<body>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)


class Block(NamedTuple):
    """An example of a page, which the reader writes or runs."""

    line: int
    lexer: str
    kind: frozenset[str]
    caption: str
    body: str


def blocks(text: str) -> list[Block]:
    """Return the examples to try on a page: of class ``run``, ``write``, ``append`` or ``try``."""
    found = []
    for match in _BLOCK.finditer(text):
        options = dict(re.findall(r"^:(\w+): *(.*)$", match["options"], re.MULTILINE))
        kind = frozenset(options.get("class", "").split())
        if kind & {"run", "write", "append", "try"}:
            found.append(
                Block(
                    text.count("\n", 0, match.start()) + 1,
                    match["lexer"],
                    kind,
                    options.get("caption", ""),
                    match["body"],
                )
            )
    return found


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """Yield each command of a block with the output shown for it."""
    for part in re.split(r"^\$ ", block.body, flags=re.MULTILINE)[1:]:
        line, _, output = part.partition("\n")
        yield line, output.strip()


def is_as_shown(shown: str, output: str) -> bool:
    """Return whether an output is the one shown, in which ``…`` matches anything."""
    lines = "\n".join(line.rstrip() for line in output.strip().splitlines())
    return re.fullmatch(".*?".join(map(re.escape, shown.split("…"))), lines, re.DOTALL) is not None


def run(line: str) -> tuple[int, str]:
    """Run a command line ``edition …`` in this process.

    :returns: its exit code and all its output.
    """
    words = shlex.split(line)
    assert words[0] == "edition", line
    importlib.invalidate_caches()  # an example may have written a module
    printed = TextIOWrapper(BytesIO(), "utf-8", write_through=True)
    with redirect_stdout(printed), redirect_stderr(printed):
        try:
            code = cli.main(words[1:])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
    translators.clear()  # Sphinx would add the next language to this one, in the same process
    return code, printed.buffer.getvalue().decode()


def try_block(block: Block, names: dict[str, object]) -> list[str]:
    """Run an example in the current folder.

    :param names: the variables of examples in Python, shared with later ones.
    :returns: a text for each difference from what the page shows.
    """
    if block.lexer == "pycon":
        return _try_python(block, names)
    wrong = []
    for line, shown in commands(block):
        code, output = run(line)
        if code != int("fails" in block.kind) or (shown and not is_as_shown(shown, output)):
            wrong.append(f"line {block.line}: $ {line}\nexit code {code}\n{output}")
    return wrong


def _try_python(block: Block, names: dict[str, object]) -> list[str]:
    report = StringIO()
    example = doctest.DocTestParser().get_doctest(block.body, names, f"line {block.line}", None, 0)
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(
        example, out=report.write, clear_globs=False
    )
    names.update(example.globs)
    return [report.getvalue()] if report.getvalue() else []


@contextmanager
def appended(path: Path, text: str) -> Iterator[None]:
    """Append *text* to a file for a while."""
    before = path.read_text("utf-8")
    path.write_text(f"{before}\n{text}", "utf-8")
    try:
        yield
    finally:
        path.write_text(before, "utf-8")


NOTES = """---
layer: commentary
title: {ja: 注釈, en: Commentary}
kind: comment
author: 編者
lang: ja
license: CC-BY-4.0
---
# 注釈

:::{note} 18
:lemma: 相殺
:id: offset-balance

取り決めは国際収支のためのものであった{cite:p}`zimmermann2002`。
:::
"""
INDEX = """# 版

```{toctree}
:glob:
text/*
glossary
questions
bibliography
```
"""
QUESTIONS = """# 問い

:::{question} 23-31
:id: q1
:level: reading

何が武器となったか。
:::
"""


def small_edition(folder: Path) -> None:
    """Write an edition with all paragraphs and settings, but few notes, terms and sources."""
    source = folder / "source"
    (source / "layers").mkdir(parents=True)
    (source / "text").mkdir()
    for path in (
        *(PROJECT / "source/text").glob("*.md"),
        PROJECT / "conf.py",
        PROJECT / ".gitignore",
    ):
        (folder / path.relative_to(PROJECT)).write_text(path.read_text("utf-8"), "utf-8")
    conf = (folder / "conf.py").read_text("utf-8")
    (folder / "conf.py").write_text(
        re.sub(r'"(?:about|timeline|names)",\s+', "", conf), "utf-8"
    )  # pages that this edition lacks
    pages = sorted((path.read_text("utf-8") for path in (source / "text").glob("*.md")), key=_first)
    precis = "\n".join(pages)
    linked = dict.fromkeys(
        [*re.findall(r"(?:\{term\}`(?:[^`<]*<)?|\.(?:force|forbid)-)([a-z0-9-]+)", precis), "masga"]
    )
    (source / "glossary.md").write_text(
        "# 用語集\n"
        + "".join(f"\n:::{{term}} {name}\n:headword: {name}\n\n説明。\n:::\n" for name in linked),
        "utf-8",
    )
    (source / "layers/commentary.md").write_text(NOTES, "utf-8")
    (source / "questions.md").write_text(QUESTIONS, "utf-8")
    (source / "index.md").write_text(INDEX, "utf-8")
    (source / "bibliography.md").write_text(
        "# 文献\n\n```{bibliography}\n:filter: cited\n```\n", "utf-8"
    )
    entries = re.split(r"\n(?=@)", (PROJECT / "references.bib").read_text("utf-8"))
    kept = [
        entry
        for entry in entries
        if re.match(r"@\w+\{(zimmermann2002|brands2026setogiwa|martin2025masga),", entry)
    ]
    (folder / "references.bib").write_text("\n".join(kept), "utf-8")
    (folder / "readings.txt").write_text("", "utf-8")
    (folder.parent / "essay.txt").write_text(essay(pages), "utf-8")
    for line in ("edition fingerprint ../essay.txt --lines 7-111", "edition release 0.1.0"):
        with chdir(folder):
            code, printed = run(line)
        assert code == 0, printed


def _first(page: str) -> int:
    return int(re.search(r"\{#p(\d+)", page)[1])


def essay(pages: list[str]) -> str:
    """Return a text with the edition's paragraphs on lines 7 to 111 and its headings.

    None of its sentences is the essay's.
    """
    lines = ["試験のための文", "", "書き手：試験", "", "二〇二六年一月一日", ""]
    for nth, page in enumerate(pages):
        headings = re.findall(r"^# (.+)$", page, re.MULTILINE) if nth else []
        numbers = re.findall(r"^\{#p(\d+)", page, re.MULTILINE)
        for line in (
            *headings,
            *(
                f"これは試験のために書いた第{n}の文で、論考の文ではない。数は{int(n) * 37}である。"
                for n in numbers
            ),
        ):
            lines += [line, ""]
    return "\n".join(lines)


def prepare(folder: Path, example: str, copy: str) -> None:
    """Make the files that an example names, and the state of the edition that it needs.

    :param copy: a reader's copy of the text.
    """
    words = shlex.split(example)
    for name in words:
        path = folder / name
        if path.suffix == ".xlsx":
            path.write_bytes(template_xlsx([("18", "", "表から来た注。", "first")]))
        elif path.suffix == ".docx":
            document = docx.Document()
            document.add_paragraph("争いは西ドイツに始まる（第18段落）。")
            document.save(path)
        elif path.suffix == ".html" and words[1] == "attach":
            path.write_text(
                "".join(f"<p>{line}</p>" for line in copy.splitlines() if line), "utf-8"
            )
        elif path.name == "essay.txt":
            path.write_text(copy, "utf-8")
        elif path.suffix == ".txt":
            path.write_text(
                "どんぐり\n山田 花子\n\n道に実が落ちていた。\n\n拾って帰った。\n", "utf-8"
            )
        elif path.suffix == ".md" and not path.exists():
            path.write_text(NOTES.replace("commentary", path.stem), "utf-8")
    if words[1] == "retire":
        page = folder / "source/text/conflict.md"
        page.write_text(re.sub(rf"\{{#{words[2]}\}}\n.*\n", "", page.read_text("utf-8")), "utf-8")
    if words[1] == "release":
        conf = folder / "conf.py"
        conf.write_text(
            re.sub(
                'release = version = ".*?"',
                f'release = version = "{words[2]}"',
                conf.read_text("utf-8"),
            ),
            "utf-8",
        )
