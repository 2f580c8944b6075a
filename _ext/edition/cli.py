"""The command ``edition``."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from . import project
from .commands import attach, cite, detach, export, handout, layer, release, retire, verify
from .config import AUDIENCES, PAPERS, SIZES
from .console import command, fail, say
from .core.witness import WitnessError
from .version import VERSION


def main(argv: list[str] | None = None) -> int:
    """Run the command; 0 done, 1 the work has errors, 2 wrong usage."""
    parser = _parser()
    options = parser.parse_args(argv)
    root = project.find_root((options.root or Path.cwd()).resolve())
    if root is None:
        return fail(
            say(
                "conf.py と source/ のあるフォルダーが見つからない。--root で指定する。",
                "no folder with conf.py and source/ found: name it with --root.",
            )
        )
    return options.run(root, options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="edition", description=say("注釈版を組み、確かめる。", "Build and check a study edition."))
    parser.add_argument("--version", action="version", version=f"edition {VERSION}")
    parser.add_argument(
        "--root",
        type=Path,
        help=say("版のフォルダー（既定は現在地から上へ探す）", "the edition's folder (default: found from here upwards)"),
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    build = command(
        commands,
        "build",
        say("版を組む（既定は html と pdf）", "build the edition (default: html and pdf)"),
        "edition build pdf --paper b5 --languages ja",
    )
    build.add_argument("outputs", nargs="*", choices=[*project.OUTPUTS, handout.NAME, []], metavar="html|pdf|handout")
    build.add_argument("--quiet", "-q", action="store_true", help=say("誤りだけを示す", "show errors only"))
    build.add_argument(
        "--audience",
        choices=AUDIENCES,
        default=AUDIENCES[0],
        help=say("誰のために組むか（instructor は build/instructor/ へ）", "for whom (instructor: into build/instructor/)"),
    )
    guide = build.add_argument_group(say("PDF の学習用冊子", "the study guide (PDF)"))
    guide.add_argument("--paper", choices=PAPERS, help=say("紙", "paper"))
    guide.add_argument("--size", choices=SIZES, help=say("文字の大きさ", "size of the type"))
    guide.add_argument("--languages", type=_list, metavar="ja,en", help=say("載せる言語", "languages printed"))
    guide.add_argument("--parts", type=_list, metavar="text/lead,glossary", help=say("載せる部分", "parts printed"))
    handout.add_options(build)
    build.set_defaults(run=_build)

    check = command(commands, "check", say("組まずに全体を確かめる", "check everything without building"), "edition check")
    check.set_defaults(run=_check)

    fingerprint = command(
        commands,
        "fingerprint",
        say("底本の指紋と見出し語句の照合記録を作る", "record the fingerprints of a witness and the lemmas found in it"),
        "edition fingerprint essay.txt --lines 7-111",
    )
    fingerprint.add_argument("file", type=Path, help=say("論考の本文（一段落一行）", "the essay's text, one paragraph a line"))
    fingerprint.add_argument("--lines", type=_lines, metavar="FIRST-LAST", help=say("本文のある行", "the lines that hold the essay"))
    fingerprint.add_argument("--name", help=say("底本の名（既定はファイル名）", "the witness's name (default: the file's)"))
    fingerprint.set_defaults(run=_fingerprint)

    layer.add(commands)
    cite.add(commands)
    verify.add(commands)
    attach.add(commands)
    detach.add(commands)
    export.add(commands)
    retire.add(commands)
    release.add(commands)
    return parser


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _lines(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"([1-9][0-9]*)(?:-([1-9][0-9]*))?", text)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if last < first:
        raise argparse.ArgumentTypeError(say(f"{text} は行の範囲でない（例：7-111）", f"{text} is no range of lines (such as 7-111)"))
    return first, last


def _build(root: Path, options: argparse.Namespace) -> int:
    guide = {
        "pdf_paper": options.paper,
        "pdf_size": options.size,
        "pdf_languages": options.languages,
        "pdf_documents": options.parts,
    }
    built = []
    for name in options.outputs or project.OUTPUTS:
        if name == handout.NAME:
            made = handout.build(root, options)
            if made is None:
                return 1
            built += made
            continue
        output = project.OUTPUTS[name]
        folder = project.output_folder(root, output, options.audience)
        settings = guide if name == "pdf" else None
        if project.build(root, output.builder, folder, audience=options.audience, quiet=options.quiet, settings=settings):
            return 1
        built.append(folder / output.opens)
    for path in built:
        print(say("できた：", "Built: ") + path.relative_to(root).as_posix())
    return 0


def _check(root: Path, _options: argparse.Namespace) -> int:
    # what is for instructors is read for them alone, and what refers to it is wrong for students alone
    status = any(project.build(root, "dummy", root / ".cache/check", audience=audience, quiet=True) for audience in AUDIENCES)
    if not status:
        print(say("誤りはない。", "Nothing is wrong."))
    return int(status)


def _fingerprint(root: Path, options: argparse.Namespace) -> int:
    try:
        lines = options.file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "UTF-8"
        return fail(f"{options.file}: " + say(f"読めない（{reason}）。", f"cannot be read ({reason})."))
    first, last = options.lines or (1, len(lines))
    try:
        record = project.record_witness(root, options.name or options.file.stem, "\n".join(lines[first - 1 : last]))
    except WitnessError as error:
        return fail(
            f"{options.file}: "
            + say(
                f"記録できない（{error}）。段落の数が違うときは --lines で本文の行を示す。",
                f"not recorded ({error}); where the number of paragraphs differs, give the essay's lines with --lines.",
            )
        )
    lemmas = sum(map(len, record.lemmas.values()))
    print(
        say(
            f"{len(record.fingerprints)}段落、{lemmas}語句を記録した。",
            f"Recorded {len(record.fingerprints)} paragraphs and {lemmas} lemmas.",
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
