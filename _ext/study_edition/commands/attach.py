"""``edition attach``: recognise the essay in a reader's copy, and store it on this machine."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.witness.recognition import LeftoverZone, ParagraphState, recognise
from ..core.witness.witness_record import WitnessError, read_record
from ..documents.read_document import (
    MAX_FILE,
    Document,
    DocumentError,
    parse_document,
    read_document,
)
from ..support.cli_text import add_command, fail, print_line, reason, say
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
        say(
            "手もとの論考を段落ごとに照合し、この機械にだけ保存する（公開されるものには入らない）",
            "recognise the essay in your own copy, paragraph by paragraph, "
            "and store it on this machine only",
        ),
        "edition attach essay.html --dry-run",
    )
    parser.add_argument(
        "file",
        metavar="FILE|-",
        help=say(
            "txt、md、html、docx、pdf。- は標準入力",
            "txt, md, html, docx or pdf; - is standard input",
        ),
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=say("照合だけして保存しない", "recognise only, and store nothing"),
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help=say("結果の形（既定は text）", "form of the result (default: text)"),
    )
    parser.set_defaults(run=_run)


def _run(root: Path, options: argparse.Namespace) -> int:
    name = say("標準入力", "standard input") if options.file == "-" else options.file
    try:
        record = read_record(root / RECORD)
    except (OSError, WitnessError) as error:
        return fail(
            f"{RECORD}: "
            + say(
                f"底本の記録が読めない（{_why(error)}）。編者は edition fingerprint で作る。",
                f"the record of the witness cannot be read ({_why(error)}); "
                "editors make it with `edition fingerprint`.",
            )
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
        return fail(say("中止した。何も保存していない。", "stopped; nothing was stored."))
    numbers = [line.number for line in document.lines]
    if options.format == "json":
        print_line(_json(result, numbers))
    elif result.found:
        _show(result, numbers)
        print_line(_summary(dry_run=options.dry_run, replaced=replaced))
    if not result.found:
        return fail(
            f"{name}: "
            + say(
                "この論考の段落は一つも見つからない。何も保存していない。",
                "no paragraph of the essay was found; nothing was stored.",
            )
        )
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
            "\r\x1b[K" if share >= 1 else say(f"\r照合中 {share:4.0%}", f"\rSearching {share:4.0%}")
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
        ParagraphState.EXACT: say("一致", "exact"),
        ParagraphState.ALTERED: say("異同あり", "altered"),
        ParagraphState.MISSING: say("なし", "missing"),
        ParagraphState.AMBIGUOUS: say("決まらない", "ambiguous"),
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
                where = say(f"（{lines}行目）", f" (line {lines})")
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
        LeftoverZone.BEFORE: say("最初の段落の前", "before the first paragraph"),
        LeftoverZone.BETWEEN: say("段落の間", "between paragraphs"),
        LeftoverZone.AFTER: say("最後の段落の後", "after the last paragraph"),
    }
    for where, name in names.items():
        left = [
            (numbers[left.line - 1], left.characters)
            for left in result.leftover
            if left.where is where
        ]
        if left:
            characters = sum(count for _, count in left)
            listed = say("、", ", ").join(
                say(f"{line}行目（{count}字）", f"line {line} ({count})")
                for line, count in left[:_MAX_LISTED]
            ) + (" …" if len(left) > _MAX_LISTED else "")
            print_line(
                say(
                    f"この版にない（{name}、{characters}字）：{listed}",
                    f"Not in this edition ({name}, {characters} characters): {listed}",
                )
            )


def _summary(*, dry_run: bool, replaced: bool) -> str:
    if dry_run:
        return say("何も保存していない（--dry-run）。", "Nothing was stored (--dry-run).")
    instead = (
        say("前に添えた本文に代えて", ", replacing the text attached before") if replaced else ""
    )
    return say(
        f"{instead}{attached_text.FOLDER} に保存した。公開される版には入らない。"
        "edition detach で消える。",
        f"Stored in {attached_text.FOLDER}{instead}. It is never published. "
        "`edition detach` removes it.",
    )


def _padded(text: str, width: int) -> str:
    """Return the text padded to *width* columns; a Japanese character takes two."""
    return text + " " * (width - sum(1 + (char > "\u2e80") for char in text))
