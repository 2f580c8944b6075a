"""``edition cite``: the citation of a paragraph, a précis, a note or a term."""

from __future__ import annotations

import datetime as dt
import sys
from functools import partial
from io import TextIOWrapper
from typing import TYPE_CHECKING

from ..core.citation import (
    FILE_EXTENSIONS,
    LANGUAGES,
    STYLE_NAMES,
    STYLES,
    cite,
    html,
    markdown,
    plain,
)
from ..core.citation.citation_records import TargetKind
from ..core.text.messages import _, user_language
from ..support.cli_text import add_command, fail, print_line
from ..tasks.read_sources import read_sources
from ..tasks.resolve_citation import find_edition_record, find_entry, find_paragraphs
from ..tasks.run_sphinx import EditionError
from .argument_types import citation_style, day

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from ..core.citation.citation_records import EditionRecord, Target

FORMATS = {"plain": plain, "markdown": markdown, "html": html}
PARTS = ("in-text", "entry")


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = add_command(
        subparsers,
        "cite",
        _("print the citation of a paragraph, a précis, a note or a term"),
        "edition cite 18-20 --style chicago --lang en",
    )
    parser.add_argument(
        "what",
        metavar="WHAT",
        help=_("what to cite: 18, 18-20, 18,24, note-…, term-…"),
    )
    parser.add_argument(
        "--style",
        type=citation_style(*STYLES, "all"),
        default="apa",
        metavar="STYLE",
        help=_("style: ") + ", ".join((*STYLES, "all")),
    )
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        help=_("language of the citing text"),
    )
    parser.add_argument(
        "--words",
        choices=[TargetKind.ESSAY.value, TargetKind.PRECIS.value],
        help=_("the author's words (default) or the editors' précis"),
    )
    parser.add_argument(
        "--accessed",
        type=day,
        metavar="YYYY-MM-DD",
        help=_("day of access (default: today)"),
    )
    parser.add_argument(
        "--part",
        choices=PARTS,
        help=_("the form in the text or in the bibliography (default: both)"),
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="plain",
        help=_("how italics are written"),
    )
    parser.set_defaults(run=partial(_run, parser))


def _run(parser: argparse.ArgumentParser, root: Path, options: argparse.Namespace) -> int:
    by_id = options.what.startswith(("note-", "term-"))
    if by_id and options.words:
        parser.error(_("--words goes with paragraphs only"))
    try:
        app, warnings = read_sources(root)
        edition = find_edition_record(app, warnings)
        cited = (
            find_entry(app, options.what)
            if by_id
            else find_paragraphs(app, options.what, TargetKind(options.words or "essay"))
        )
    except EditionError as error:
        return fail(str(error))
    if options.words == TargetKind.PRECIS.value and not edition.has_precis:
        return fail(_("this edition has no précis: it contains the text itself."))
    _prepare_output(options.style)
    lang = options.lang or user_language()
    styles = STYLES if options.style == "all" else (options.style,)
    for i, style in enumerate(styles):
        if len(styles) > 1:
            print_line(("\n" if i else "") + _(STYLE_NAMES[style]) + "\n")
        text = _text(style, lang, cited, edition, options)
        if text:
            print_line(text)
    return 0


def _text(
    style: str, lang: str, cited: Target, edition: EditionRecord, options: argparse.Namespace
) -> str:
    """Return what is printed for a style; for a data format that is the record for a file.

    BibTeX ignores text outside its records, so the LaTeX command that cites the paragraph is put
    above the record as a comment.
    """
    citation = cite(
        style, lang, cited, edition, options.accessed or dt.datetime.now().astimezone().date()
    )
    if style in FILE_EXTENSIONS:
        if options.part:
            return citation.in_text if options.part == "in-text" else citation.entry
        return (
            f"% {citation.in_text}\n{citation.entry}"
            if citation.in_text.startswith("\\")
            else citation.entry
        )
    render = FORMATS[options.format]
    parts = dict(zip(PARTS, citation, strict=True))
    return "\n\n".join(render(text) for part, text in parts.items() if options.part in {None, part})


def _prepare_output(style: str) -> None:
    """Use UTF-8 for data formats; elsewhere replace characters that the terminal cannot show."""
    if not isinstance(sys.stdout, TextIOWrapper):
        return
    if style in FILE_EXTENSIONS:
        sys.stdout.reconfigure(encoding="utf-8")
    else:
        sys.stdout.reconfigure(errors="replace")
