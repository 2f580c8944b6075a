"""``edition build handout``: chosen paragraphs with notes, terms, questions and space to write, as HTML and PDF."""

from __future__ import annotations

import argparse
import shutil
from typing import TYPE_CHECKING, Any

from ..core.model.loci import read_locus
from ..support.cli_text import fail, say
from ..support.lock import CACHE
from ..tasks.build_edition import build_edition

if TYPE_CHECKING:
    from pathlib import Path

NAME = "handout"
BUILDERS = ("handout-html", "handout-pdf")
MOST_LINES = 40
"""Lines under a question; more than a page of them is a slip."""


def add_options(build: argparse.ArgumentParser) -> None:
    """Give ``edition build`` the options of a handout."""
    group = build.add_argument_group(say("ハンドアウト（handout）", "handouts"))
    group.add_argument(
        "--paragraphs",
        type=_paragraphs,
        metavar="23-31",
        help=say("載せる段落", "paragraphs printed"),
    )
    group.add_argument(
        "--layers",
        type=_names,
        metavar="commentary,tanaka",
        help=say(
            "注を載せる層（既定はすべて。none は注なし）",
            "layers whose notes are printed (default: all; none for no notes)",
        ),
    )
    group.add_argument(
        "--questions", action="store_true", help=say("問いも載せる", "print the questions on them")
    )
    group.add_argument(
        "--lines",
        type=_lines,
        default=0,
        metavar="4",
        help=say("問いごとの書き込み用の罫線の数", "ruled lines to write on, under each question"),
    )


def asked(options: argparse.Namespace) -> bool:
    """Whether any option of a handout is given."""
    return bool(
        options.paragraphs or options.layers is not None or options.questions or options.lines
    )


def _paragraphs(text: str) -> str:
    reading = read_locus(text)
    if reading.locus is None:
        reason = reading.problem.subtype.message(reading.problem.args) if reading.problem else text
        raise argparse.ArgumentTypeError(reason)
    return str(reading.locus)


def _names(text: str) -> list[str]:
    return (
        []
        if text == "none"
        else [part.strip() for part in text.replace("、", ",").split(",") if part.strip()]
    )


def _lines(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) <= MOST_LINES):
        raise argparse.ArgumentTypeError(
            say(
                f"{text} は0から{MOST_LINES}までの数でない",
                f"{text} is no number from 0 to {MOST_LINES}",
            )
        )
    return int(text)


def build(root: Path, options: argparse.Namespace) -> list[Path] | None:
    """Build a handout.

    :returns: the files made; None if anything was wrong, which has been told, and then what was there before stays.
    """
    if options.paragraphs is None:
        fail(
            say(
                "--paragraphs で段落を指定する（例：--paragraphs 23-31）。",
                "name the paragraphs, such as --paragraphs 23-31.",
            )
        )
        return None
    choice: dict[str, Any] = {
        "paragraphs": options.paragraphs,
        "layers": options.layers,
        "questions": options.questions,
        "lines": options.lines,
    }
    settings = {
        "handout": choice,
        "pdf_paper": options.paper,
        "pdf_size": options.size,
        "pdf_languages": options.languages,
    }
    made = root / CACHE / options.audience / "handout-made"
    shutil.rmtree(made, ignore_errors=True)
    for builder in BUILDERS:
        if build_edition(
            root,
            builder,
            made,
            audience=options.audience,
            quiet=options.quiet,
            settings=settings,
            cache=NAME,
        ):
            return None
    target = root / "build" / ("" if options.audience == "student" else options.audience) / NAME
    shutil.rmtree(target / "_images", ignore_errors=True)
    target.mkdir(parents=True, exist_ok=True)
    for name in ("handout.html", "handout.css", "handout.pdf"):
        shutil.copyfile(made / name, target / name)
    if (made / "_images").is_dir():
        shutil.copytree(made / "_images", target / "_images")
    return [target / "handout.html", target / "handout.pdf"]
