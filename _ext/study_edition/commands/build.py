"""``edition build``: build the pages, the study guide and handouts, public or private."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from ..core.text.messages import _
from ..domain.private_text import NOTICE
from ..support.cli_text import add_command, fail, print_line
from ..support.config import AUDIENCES, PAPERS, SIZES
from ..tasks import build_handout
from ..tasks.build_edition import OUTPUTS, build_edition, output_folder
from ..witness import attached_text
from . import handout
from .argument_types import comma_list, output_name

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = add_command(
        subparsers,
        "build",
        _("build the edition (default: html and pdf)"),
        "edition build pdf --paper b5 --languages ja",
    )
    parser.add_argument(
        "outputs",
        nargs="*",
        type=output_name(*OUTPUTS, build_handout.NAME),
        metavar="html|pdf|handout",
        help=_("what to build, one or more"),
    )
    parser.add_argument("--quiet", "-q", action="store_true", help=_("show errors only"))
    parser.add_argument(
        "--audience",
        choices=AUDIENCES,
        default=AUDIENCES[0],
        help=_("for whom (instructor: into build/instructor/)"),
    )
    parser.add_argument(
        "--private",
        action="store_true",
        help=_("include the attached text, for yourself only: into build/private/"),
    )
    guide = parser.add_argument_group(_("the study guide (PDF)"))
    guide.add_argument("--paper", choices=PAPERS, help=_("paper"))
    guide.add_argument("--size", choices=SIZES, help=_("size of the type"))
    guide.add_argument("--languages", type=comma_list, metavar="ja,en", help=_("languages printed"))
    guide.add_argument(
        "--parts",
        type=comma_list,
        metavar="text/lead,glossary",
        help=_("parts printed"),
    )
    handout.add_options(parser)
    parser.set_defaults(run=partial(_run, parser))


def _run(parser: argparse.ArgumentParser, root: Path, options: argparse.Namespace) -> int:
    if build_handout.NAME not in options.outputs and handout.has_options(options):
        parser.error(_("--paragraphs and the like go with handout"))
    if options.private and (reason := _refuse_private(root, options)):
        return fail(reason)
    files: list[Path] = []
    for name in options.outputs or OUTPUTS:
        if name == build_handout.NAME:
            built = handout.build(root, options)
        else:
            built = _build_output(root, name, options)
        if built is None:
            return 1
        files += built
    for path in files:
        print_line(_("Built: ") + path.relative_to(root).as_posix())
    if options.private:
        print_line(_(NOTICE))
    return 0


def _build_output(root: Path, name: str, options: argparse.Namespace) -> list[Path] | None:
    """Build the pages or the study guide; return the file to open, or None if it failed."""
    output = OUTPUTS[name]
    folder = output_folder(root, output.folder, options.audience, private=options.private)
    guide: dict[str, Any] = {
        "pdf_paper": options.paper,
        "pdf_size": options.size,
        "pdf_languages": options.languages,
        "pdf_documents": options.parts,
    }
    failed = build_edition(
        root,
        output.builder,
        folder,
        audience=options.audience,
        private=options.private,
        quiet=options.quiet,
        settings=guide if name == "pdf" else None,
    )
    return None if failed else [folder / output.main_file]


def _refuse_private(root: Path, options: argparse.Namespace) -> str:
    """Return why no private build can be made; empty if it can."""
    if build_handout.NAME in options.outputs:
        return _("handouts are for distribution: they cannot be built with --private.")
    if not attached_text.is_attached(root):
        return _("no text is attached: run `edition attach FILE` first.")
    for folder in ("build", ".cache"):
        if attached_text.git_would_track(root, f"{folder}/private"):
            return _("git does not ignore {folder}: add the line /{folder}/ to .gitignore.").format(
                folder=folder
            )
    return ""
