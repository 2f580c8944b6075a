"""``edition fingerprint``: write the tracked record of a witness from the essay's text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..core.text.messages import _
from ..core.witness.witness_record import WitnessError
from ..documents.read_document import MAX_TEXT_FILE, DocumentError, read_file_bytes
from ..support.cli_text import add_command, fail, print_line, single_line
from ..tasks.record_witness import record_witness
from .argument_types import line_range

if TYPE_CHECKING:
    import argparse


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = add_command(
        subparsers,
        "fingerprint",
        _("record the fingerprints of a witness and the lemmas found in it"),
        "edition fingerprint essay.txt --lines 7-111",
    )
    parser.add_argument(
        "file",
        type=Path,
        help=_("the essay's text, one paragraph a line"),
    )
    parser.add_argument(
        "--lines",
        type=line_range,
        metavar="FIRST-LAST",
        help=_("the lines that hold the essay"),
    )
    parser.add_argument(
        "--name",
        type=single_line,
        help=_("the witness's name (default: the file's)"),
    )
    parser.set_defaults(run=_run)


def _run(root: Path, options: argparse.Namespace) -> int:
    try:
        lines = read_file_bytes(options.file, MAX_TEXT_FILE).decode("utf-8-sig").splitlines()
    except DocumentError as error:
        return fail(f"{options.file}: {error}")
    except UnicodeDecodeError:
        return fail(f"{options.file}: " + _("not UTF-8: save it as UTF-8."))
    first, last = options.lines or (1, len(lines))
    try:
        record = record_witness(
            root, options.name or options.file.stem, "\n".join(lines[first - 1 : last])
        )
    except WitnessError as error:
        return fail(
            f"{options.file}: "
            + _(
                "not recorded ({error}); if the number of paragraphs differs, give the "
                "essay's lines with --lines."
            ).format(error=error)
        )
    lemmas = sum(map(len, record.lemmas.values()))
    print_line(
        _("Recorded {paragraphs} paragraphs and {lemmas} lemmas.").format(
            paragraphs=len(record.fingerprints), lemmas=lemmas
        )
    )
    return 0
