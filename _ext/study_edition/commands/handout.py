"""``edition build handout``: the options of a handout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.text.messages import _
from ..pages.handout_form import MAX_LINES
from ..support.cli_text import fail
from ..tasks.build_handout import build_handout
from .argument_types import layer_list, number_up_to, paragraphs

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of a handout to ``edition build``."""
    group = parser.add_argument_group(_("handouts"))
    group.add_argument(
        "--paragraphs",
        type=paragraphs,
        metavar="23-31",
        help=_("paragraphs printed"),
    )
    group.add_argument(
        "--layers",
        type=layer_list,
        metavar="commentary,tanaka",
        help=_("layers whose notes are printed (default: all; none for no notes)"),
    )
    group.add_argument("--questions", action="store_true", help=_("print the questions on them"))
    group.add_argument(
        "--lines",
        type=number_up_to(MAX_LINES),
        default=0,
        metavar="4",
        help=_("ruled lines to write on, under each question"),
    )


def has_options(options: argparse.Namespace) -> bool:
    """Return whether any option of a handout is given."""
    return bool(
        options.paragraphs or options.layers is not None or options.questions or options.lines
    )


def build(root: Path, options: argparse.Namespace) -> list[Path] | None:
    """Build a handout; return the files to open, or None after printing the errors."""
    if options.paragraphs is None:
        fail(_("name the paragraphs, for example --paragraphs 23-31."))
        return None
    settings = {
        "handout": {
            "paragraphs": options.paragraphs,
            "layers": options.layers,
            "questions": options.questions,
            "lines": options.lines,
        },
        "pdf_paper": options.paper,
        "pdf_size": options.size,
        "pdf_languages": options.languages,
    }
    return build_handout(root, settings, audience=options.audience, quiet=options.quiet)
