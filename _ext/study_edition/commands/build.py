"""``edition build``: the pages, the study guide and handouts, for publication or, with the reader's own copy, for oneself."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING

from ..domain.private_text import NOTICE
from ..support.cli_text import command, fail, say, tell
from ..support.config import AUDIENCES, PAPERS, SIZES
from ..tasks.build_edition import OUTPUTS, build_edition, output_folder
from ..witness import attached
from . import handout

if TYPE_CHECKING:
    from pathlib import Path


def add(subparsers: argparse._SubParsersAction) -> None:
    """Register the command."""
    parser = command(
        subparsers,
        "build",
        say("版を組む（既定は html と pdf）", "build the edition (default: html and pdf)"),
        "edition build pdf --paper b5 --languages ja",
    )
    parser.add_argument(
        "outputs",
        nargs="*",
        type=_output,
        metavar="html|pdf|handout",
        help=say("組むもの（いくつでも）", "what to build, one or more"),
    )
    parser.add_argument(
        "--quiet", "-q", action="store_true", help=say("誤りだけを示す", "show errors only")
    )
    parser.add_argument(
        "--audience",
        choices=AUDIENCES,
        default=AUDIENCES[0],
        help=say(
            "誰のために組むか（instructor は build/instructor/ へ）",
            "for whom (instructor: into build/instructor/)",
        ),
    )
    parser.add_argument(
        "--private",
        action="store_true",
        help=say(
            "添えた本文を載せた、自分だけの版を build/private/ に組む",
            "with the attached text, for yourself alone: into build/private/",
        ),
    )
    guide = parser.add_argument_group(say("PDF の学習用冊子", "the study guide (PDF)"))
    guide.add_argument("--paper", choices=PAPERS, help=say("紙", "paper"))
    guide.add_argument("--size", choices=SIZES, help=say("文字の大きさ", "size of the type"))
    guide.add_argument(
        "--languages", type=_list, metavar="ja,en", help=say("載せる言語", "languages printed")
    )
    guide.add_argument(
        "--parts", type=_list, metavar="text/lead,glossary", help=say("載せる部分", "parts printed")
    )
    handout.add_options(parser)
    parser.set_defaults(run=partial(_run, parser))


def _output(text: str) -> str:
    known = (*OUTPUTS, handout.NAME)
    if text not in known:
        raise argparse.ArgumentTypeError(
            say(
                f"{text} は組めない（{', '.join(known)}）",
                f"{text!r} is none of {', '.join(known)}",
            )
        )
    return text


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _run(parser: argparse.ArgumentParser, root: Path, options: argparse.Namespace) -> int:
    if handout.NAME not in options.outputs and handout.asked(options):
        parser.error(
            say("--paragraphs などは handout に付ける", "--paragraphs and the like go with handout")
        )
    if options.private and (reason := _not_private(root, options)):
        return fail(reason)
    guide = {
        "pdf_paper": options.paper,
        "pdf_size": options.size,
        "pdf_languages": options.languages,
        "pdf_documents": options.parts,
    }
    built = []
    for name in options.outputs or OUTPUTS:
        if name == handout.NAME:
            made = handout.build(root, options)
            if made is None:
                return 1
            built += made
            continue
        output = OUTPUTS[name]
        folder = output_folder(root, output, options.audience, private=options.private)
        settings = guide if name == "pdf" else None
        who = {"audience": options.audience, "private": options.private}
        if build_edition(
            root, output.builder, folder, **who, quiet=options.quiet, settings=settings
        ):
            return 1
        built.append(folder / output.opens)
    for path in built:
        tell(say("できた：", "Built: ") + path.relative_to(root).as_posix())
    if options.private:
        tell(say(*NOTICE))
    return 0


def _not_private(root: Path, options: argparse.Namespace) -> str:
    """Why no private build can be made; nothing if it can."""
    if handout.NAME in options.outputs:
        return say(
            "ハンドアウトは配るものなので、--private では作らない。",
            "handouts are to be handed out: they are not made with --private.",
        )
    if not attached.is_attached(root):
        return say(
            "本文が添えられていない。先に edition attach ファイル を行う。",
            "no text is attached: run `edition attach FILE` first.",
        )
    for folder in ("build", ".cache"):
        if attached.git_would_track(root, f"{folder}/private"):
            return say(
                f"{folder} が git の対象から外れていない。.gitignore に /{folder}/ の行を加える。",
                f"git does not ignore {folder}: add the line /{folder}/ to .gitignore.",
            )
    return ""
