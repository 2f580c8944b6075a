"""``edition cite``: the citation of a paragraph, a précis, a note or a term."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from functools import partial
from typing import TYPE_CHECKING

from ..core.citation import FILES, LANGUAGES, NAMES, STYLES, cite, html, markdown, plain
from ..core.citation.citation_records import Words
from ..core.model.ledger import explain
from ..core.model.loci import known_locus, read_locus
from ..core.model.problems import Problem, Subtype, did_you_mean, user_language
from ..domain.edition_domain import domain_of
from ..pages.cite_targets import edition_record, target
from ..support.cli_text import command, fail, say, tell
from ..tasks.read_edition import read_edition
from ..tasks.run_sphinx import EditionError

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx

    from ..core.citation.citation_records import EditionRecord, Target

FORMATS = {"plain": plain, "markdown": markdown, "html": html}
PARTS = ("in-text", "entry")


def add(subparsers: argparse._SubParsersAction) -> None:
    """Register the command."""
    parser = command(
        subparsers,
        "cite",
        say(
            "段落・要旨・注・用語の引用の形を示す",
            "print the citation of a paragraph, a précis, a note or a term",
        ),
        "edition cite 18-20 --style chicago --lang en",
    )
    parser.add_argument(
        "what",
        metavar="WHAT",
        help=say(
            "引用するもの：18、18-20、18,24、note-…、term-…",
            "what is cited: 18, 18-20, 18,24, note-…, term-…",
        ),
    )
    parser.add_argument(
        "--style",
        type=_style,
        default="apa",
        metavar="STYLE",
        help=say("様式：", "style: ") + ", ".join((*STYLES, "all")),
    )
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        help=say("引用する文章の言語", "language of the text that cites"),
    )
    parser.add_argument(
        "--words",
        choices=[Words.ESSAY.value, Words.PRECIS.value],
        help=say(
            "筆者の言葉（既定）か編者の要旨か",
            "the author's words (default) or the editors' précis",
        ),
    )
    parser.add_argument(
        "--accessed",
        type=_date,
        metavar="YYYY-MM-DD",
        help=say("閲覧した日（既定は今日）", "day of access (default: today)"),
    )
    parser.add_argument(
        "--part",
        choices=PARTS,
        help=say(
            "本文中の形か文献一覧の形か（既定は両方）", "one of the two forms (default: both)"
        ),
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="plain",
        help=say("斜体の表し方", "how italics are written"),
    )
    parser.set_defaults(run=partial(_run, parser))


def _style(text: str) -> str:
    if text not in {*STYLES, "all"}:
        hint = did_you_mean(text, (*STYLES, "all"))
        raise argparse.ArgumentTypeError(
            say(f"{text} という様式はない。{hint}", f"there is no style {text!r}. {hint}")
        )
    return text


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            say(f"{text} は日付でない（例：2026-02-01）", f"{text} is no date (such as 2026-02-01)")
        ) from error


def _run(parser: argparse.ArgumentParser, root: Path, options: argparse.Namespace) -> int:
    by_id = options.what.startswith(("note-", "term-"))
    if by_id and options.words:
        parser.error(say("--words は段落にだけ付ける", "--words goes with paragraphs only"))
    try:
        app, told = read_edition(root)
        edition = _edition(app, told)
        cited = (
            _by_id(app, options.what)
            if by_id
            else _paragraphs(app, options.what, Words(options.words or "essay"))
        )
    except EditionError as error:
        return fail(str(error))
    if options.words == Words.PRECIS.value and not edition.has_precis:
        return fail(
            say(
                "この版に要旨はない。本文が載っている。",
                "this edition has no précis: the text itself stands in it.",
            )
        )
    _prepare(options.style)
    lang = options.lang or user_language()
    styles = STYLES if options.style == "all" else (options.style,)
    for i, style in enumerate(styles):
        if len(styles) > 1:
            tell(("\n" if i else "") + say(*NAMES[style]) + "\n")
        text = _text(style, lang, cited, edition, options)
        if text:
            tell(text)
    return 0


def _text(
    style: str, lang: str, cited: Target, edition: EditionRecord, options: argparse.Namespace
) -> str:
    """What is printed for one style: of a data format the record, to be kept in a file.

    BibTeX ignores what stands outside its records, so the command that cites the paragraph stands above it.
    """
    citation = cite(
        style, lang, cited, edition, options.accessed or dt.datetime.now().astimezone().date()
    )
    if style in FILES:
        if options.part:
            return citation.in_text if options.part == "in-text" else citation.entry
        return (
            f"% {citation.in_text}\n{citation.entry}"
            if citation.in_text.startswith("\\")
            else citation.entry
        )
    shown = FORMATS[options.format]
    parts = dict(zip(PARTS, citation, strict=True))
    return "\n\n".join(shown(text) for part, text in parts.items() if options.part in {None, part})


def _prepare(style: str) -> None:
    """Make the output able to hold every character: a file of data is UTF-8, a terminal shows what it can."""
    if style in FILES:
        sys.stdout.reconfigure(encoding="utf-8")
    else:
        sys.stdout.reconfigure(errors="replace")


def _edition(app: Sphinx, told: list[str]) -> EditionRecord:
    """The record of the edition.

    :raises EditionError: if ``conf.py`` does not say what essay it is of.
    """
    record = edition_record(app)
    if record is not None:
        return record
    wrong = next((line for line in told if f"[edition.{Subtype.BAD_RECORD.label}]" in line), "")
    example = 'edition_essay = {"author": {"family": "…"}, "title": {"own": "…"}, "container": "…", "date": "2026-01-01"}'
    raise EditionError(
        wrong
        or say(
            f"conf.py に論考の記載がない。次のように書く：{example}",
            f"conf.py does not say what essay is cited: write {example}",
        )
    )


def _by_id(app: Sphinx, name: str) -> Target:
    """The note or term of that id.

    :raises EditionError: if the edition has none.
    """
    found = target(app, name)
    if found is not None:
        return found
    domain = domain_of(app.env)
    if name.startswith("note-"):
        known, subtype = (
            [key.removeprefix("note-") for key in domain.edition.notes],
            Subtype.UNKNOWN_NOTE,
        )
    else:
        known, subtype = list(domain.edition.terms), Subtype.UNKNOWN_TERM
    bare = name.partition("-")[2]
    raise _error(app, Problem(subtype, "", None, {"id": bare, "hint": did_you_mean(bare, known)}))


def _paragraphs(app: Sphinx, text: str, words: Words) -> Target:
    """The paragraphs of a locus, however it is written.

    :raises EditionError: if it cannot be read or the edition has not all of them.
    """
    edition = domain_of(app.env).edition
    numbers = {paragraph.number for paragraph in edition.paragraphs.values()}
    reading = known_locus(read_locus(text), numbers, edition.known_range())
    found = target(app, reading.locus, words) if reading.locus else None
    if found is None:
        error = _error(
            app, reading.problem or Problem(Subtype.BAD_LOCUS, "", None, {"locus": text})
        )
        meant = (
            ", ".join(map(str, reading.candidates))
            if reading.problem and reading.problem.subtype is Subtype.UNKNOWN_PARAGRAPH
            else ""
        )
        raise (
            EditionError(f"{error} " + say(f"{meant} のことか。", f"Did you mean {meant}?"))
            if meant
            else error
        )
    return found


def _error(app: Sphinx, problem: Problem) -> EditionError:
    """The problem in one line; of something retired it tells what took its place."""
    domain = domain_of(app.env)
    problem = explain(problem, domain.ledger, domain.anchors)
    return EditionError(problem.subtype.message(problem.args))
