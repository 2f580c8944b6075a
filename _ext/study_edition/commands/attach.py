"""``edition attach``: recognise the essay in a reader's copy, and store it on this machine."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.text.messages import _
from ..core.witness.recognition import LeftoverZone, ParagraphState, recognise
from ..core.witness.witness_record import WitnessError, read_record
from ..documents.read_document import (
    MAX_FILE,
    Document,
    DocumentError,
    parse_document,
    read_document,
)
from ..support.cli_text import add_command, fail, print_line, reason
from ..support.config import RECORD
from ..witness import attached_text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable

    from ..core.witness.recognition import Recognition

_BAR_LENGTH = 30
"""Characters of a bar that stands for all paragraphs."""
_MAX_LISTED = 12
"""Leftover lines that are listed one by one."""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = add_command(
        subparsers,
        "attach",
        _(
            "recognise the essay in your own copy, paragraph by paragraph, and store "
            "it on this machine only"
        ),
        "edition attach essay.html --dry-run",
    )
    parser.add_argument(
        "file",
        metavar="FILE|-",
        help=_("txt, md, html, docx or pdf; - is standard input"),
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=_("recognise only, and store nothing"),
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help=_("form of the result (default: text)"),
    )
    parser.set_defaults(run=_run)


def _run(root: Path, options: argparse.Namespace) -> int:
    name = _("standard input") if options.file == "-" else options.file
    try:
        record = read_record(root / RECORD)
    except (OSError, WitnessError) as error:
        return fail(
            f"{RECORD}: "
            + _(
                "the record of the witness cannot be read ({reason}); editors make it with "
                "`edition fingerprint`."
            ).format(reason=_why(error))
        )
    try:
        document = _document(options.file)
        result = recognise(_text(document), record, _progress())
        replaced = attached_text.is_attached(root)
        if not options.dry_run and result.found:
            attached_text.store(root, result)
    except DocumentError as error:
        return fail(f"{name}: {error}")
    except attached_text.AttachedTextError as error:
        return fail(str(error))
    except KeyboardInterrupt:
        return fail(_("stopped; nothing was stored."))
    numbers = [line.number for line in document.lines]
    if options.format == "json":
        print_line(_json(result, numbers))
    elif result.found:
        _show(result, numbers)
        print_line(_summary(dry_run=options.dry_run, replaced=replaced))
    if not result.found:
        return fail(f"{name}: " + _("no paragraph of the essay was found; nothing was stored."))
    return 0


def _document(name: str) -> Document:
    if name != "-":
        return read_document(Path(name))
    try:
        return parse_document(sys.stdin.buffer.read(MAX_FILE + 1), "-")
    except OSError as error:
        raise DocumentError(reason(error)) from error


def _text(document: Document) -> str:
    """Return the document's text with each of its lines on one line."""
    return "\n".join(" ".join(line.text.splitlines()) for line in document.lines)


def _why(error: OSError | WitnessError) -> str:
    return reason(error) if isinstance(error, OSError) else str(error)


def _progress() -> Callable[[float], None] | None:
    """Return a function that shows the progress on a terminal; None if there is no terminal."""
    if not sys.stderr.isatty():
        return None

    def show(share: float) -> None:
        sys.stderr.write(
            "\r\x1b[K" if share >= 1 else _("\rSearching {share:4.0%}").format(share=share)
        )
        sys.stderr.flush()

    return show


def _json(result: Recognition, numbers: list[int]) -> str:
    paragraphs = {key.removeprefix("p"): state.value for key, state in result.states.items()}
    leftover = [
        {"line": numbers[left.line - 1], "characters": left.characters} for left in result.leftover
    ]
    return json.dumps({"paragraphs": paragraphs, "leftover": leftover}, indent=1)


def _show(result: Recognition, numbers: list[int]) -> None:
    """Print the counts with bars, the paragraphs that are not exact, and the leftover lines."""
    names = {
        ParagraphState.EXACT: _("exact"),
        ParagraphState.ALTERED: _("altered"),
        ParagraphState.MISSING: _("missing"),
        ParagraphState.AMBIGUOUS: _("ambiguous"),
    }
    total = len(result.states)
    for state, name in names.items():
        count = result.count(state)
        bar = "█" * max(round(_BAR_LENGTH * count / total), bool(count))
        print_line(f"{_padded(name, 11)}{count:5}  {bar}".rstrip())
    for state in (ParagraphState.ALTERED, ParagraphState.MISSING, ParagraphState.AMBIGUOUS):
        for keys in _runs(
            [key for key, other in result.states.items() if other is state], list(result.states)
        ):
            locus = "–".join(dict.fromkeys((keys[0].removeprefix("p"), keys[-1].removeprefix("p"))))
            where = ""
            if state is ParagraphState.ALTERED:
                first, last = (
                    numbers[result.found[keys[0]].line - 1],
                    numbers[result.found[keys[-1]].line - 1],
                )
                lines = "–".join(dict.fromkeys((str(first), str(last))))
                where = _(" (line {lines})").format(lines=lines)
            print_line(f"  ¶{locus} {names[state]}{where}")
    _show_leftover(result, numbers)


def _runs(keys: Iterable[str], order: list[str]) -> list[list[str]]:
    """Group paragraphs that follow one another in *order*."""
    index = {key: i for i, key in enumerate(order)}
    runs: list[list[str]] = []
    for key in keys:
        if runs and index[key] == index[runs[-1][-1]] + 1:
            runs[-1].append(key)
        else:
            runs.append([key])
    return runs


def _show_leftover(result: Recognition, numbers: list[int]) -> None:
    names = {
        LeftoverZone.BEFORE: _("before the first paragraph"),
        LeftoverZone.BETWEEN: _("between paragraphs"),
        LeftoverZone.AFTER: _("after the last paragraph"),
    }
    for where, name in names.items():
        left = [
            (numbers[left.line - 1], left.characters)
            for left in result.leftover
            if left.where is where
        ]
        if left:
            characters = sum(count for _text, count in left)
            listed = _(", ").join(
                _("line {line} ({count})").format(line=line, count=count)
                for line, count in left[:_MAX_LISTED]
            ) + (" …" if len(left) > _MAX_LISTED else "")
            print_line(
                _("Not in this edition ({name}, {characters} characters): {listed}").format(
                    name=name, characters=characters, listed=listed
                )
            )


def _summary(*, dry_run: bool, replaced: bool) -> str:
    if dry_run:
        return _("Nothing was stored (--dry-run).")
    instead = _(", replacing the text attached before") if replaced else ""
    return _(
        "Stored in {FOLDER}{instead}. It is never published. `edition detach` removes it."
    ).format(instead=instead, FOLDER=attached_text.FOLDER)


def _padded(text: str, width: int) -> str:
    """Return the text padded to *width* columns; a Japanese character takes two."""
    return text + " " * (width - sum(1 + (char > "\u2e80") for char in text))
