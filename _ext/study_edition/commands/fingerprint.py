"""``edition fingerprint``: write the tracked record of a witness from the essay's text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..core.witness.witness_record import WitnessError
from ..documents.read_document import MAX_TEXT_FILE, DocumentError, read_file_bytes
from ..support.cli_text import add_command, fail, print_line, say, single_line
from ..tasks.record_witness import record_witness
from .argument_types import line_range

if TYPE_CHECKING:
    import argparse


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = add_command(
        subparsers,
        "fingerprint",
        say(
            "底本の指紋と見出し語句の照合記録を作る",
            "record the fingerprints of a witness and the lemmas found in it",
        ),
        "edition fingerprint essay.txt --lines 7-111",
    )
    parser.add_argument(
        "file",
        type=Path,
        help=say("論考の本文（一段落一行）", "the essay's text, one paragraph a line"),
    )
    parser.add_argument(
        "--lines",
        type=line_range,
        metavar="FIRST-LAST",
        help=say("本文のある行", "the lines that hold the essay"),
    )
    parser.add_argument(
        "--name",
        type=single_line,
        help=say("底本の名（既定はファイル名）", "the witness's name (default: the file's)"),
    )
    parser.set_defaults(run=_run)


def _run(root: Path, options: argparse.Namespace) -> int:
    try:
        lines = read_file_bytes(options.file, MAX_TEXT_FILE).decode("utf-8-sig").splitlines()
    except DocumentError as error:
        return fail(f"{options.file}: {error}")
    except UnicodeDecodeError:
        return fail(
            f"{options.file}: "
            + say("UTF-8 でない。UTF-8 で保存しなおす。", "not UTF-8: save it as UTF-8.")
        )
    first, last = options.lines or (1, len(lines))
    try:
        record = record_witness(
            root, options.name or options.file.stem, "\n".join(lines[first - 1 : last])
        )
    except WitnessError as error:
        return fail(
            f"{options.file}: "
            + say(
                f"記録できない（{error}）。段落の数が違うときは --lines で本文の行を示す。",
                f"not recorded ({error}); "
                "if the number of paragraphs differs, give the essay's lines with --lines.",
            )
        )
    lemmas = sum(map(len, record.lemmas.values()))
    print_line(
        say(
            f"{len(record.fingerprints)}段落、{lemmas}語句を記録した。",
            f"Recorded {len(record.fingerprints)} paragraphs and {lemmas} lemmas.",
        )
    )
    return 0
