"""``edition verify``: check coursework against the edition."""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.coursework import check
from ..core.model.locus import paragraph_number
from ..documents.read_document import MAX_FILE, DocumentError, parse_document, read_document
from ..support.cli_text import add_command, fail, print_line, reason, say
from ..tasks.coursework_edition import load_coursework_edition
from ..tasks.coursework_report import LABELS, CheckedFile, as_data, as_html
from ..tasks.run_sphinx import EditionError
from ..witness import attached_text
from ..witness.recognise_document import recognise_document

if TYPE_CHECKING:
    import argparse

    from ..core.coursework import CourseworkEdition
    from ..documents.read_document import Document

STDIN = "-"


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = add_command(
        subparsers,
        "verify",
        say(
            "レポートの段落番号、引用、文献一覧を確かめる（txt、md、html、docx、pdf）",
            "check the paragraph numbers, quotations and sources of coursework "
            "(txt, md, html, docx, pdf)",
        ),
        "edition verify essay.docx --text essay.txt --html report.html",
    )
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help=say("確かめるファイル（- は標準入力）", "what to check (- for standard input)"),
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help=say("出力の形（既定は text）", "form of the output (default: text)"),
    )
    parser.add_argument(
        "--html",
        type=Path,
        metavar="REPORT.html",
        help=say("HTML の報告も書く", "write a report in HTML as well"),
    )
    parser.add_argument(
        "--text",
        type=Path,
        metavar="ESSAY",
        help=say(
            "論考の本文。引用を照合する（既定は edition attach で添えた本文）",
            "the essay's text, to compare quotations with (default: the attached text)",
        ),
    )
    parser.set_defaults(run=_run)


def _run(root: Path, options: argparse.Namespace) -> int:
    if options.html and options.html.resolve() in {
        Path(name).resolve() for name in (*options.files, options.text) if name
    }:
        return fail(
            f"{options.html}: "
            + say(
                "確かめるファイルに上書きはしない。別の名にする。",
                "this is an input file: choose another name.",
            )
        )
    try:
        edition = load_coursework_edition(root)
        edition = replace(edition, witness=_witness(root, options.text) or edition.witness)
    except (EditionError, attached_text.AttachedTextError) as error:
        return fail(str(error))
    except DocumentError as error:
        return fail(f"{options.text}: {error}")
    checked = []
    failed = False
    for name in options.files:
        try:
            checked.append(_check(_read(name), edition))
        except DocumentError as error:
            failed = bool(fail(f"{name}: {error}"))
    if options.html:
        try:
            options.html.write_text(as_html(checked, edition), "utf-8", newline="\n")
        except OSError as error:
            return fail(f"{options.html}: {reason(error)}")
    if options.format == "json":
        print_line(
            json.dumps(
                as_data(checked), ensure_ascii=sys.stdout.encoding.lower() != "utf-8", indent=1
            )
        )
    else:
        _print(checked, known=len(edition.witness), total=len(edition.paragraphs))
    return int(
        failed or any(finding.kind.is_error for one in checked for finding in one.report.findings)
    )


def _witness(root: Path, path: Path | None) -> dict[int, str]:
    """Return the known paragraphs of the essay, from a file or, without one, the attached text.

    :raises DocumentError: if the file cannot be read, or contains no paragraph of the edition.
    """
    if path:
        paragraphs = recognise_document(root, read_document(path))
    else:
        paragraphs = attached_text.read_exact(root) or {}
    return {number: text for key, text in paragraphs.items() if (number := paragraph_number(key))}


def _read(name: str) -> Document:
    if name == STDIN:
        data = sys.stdin.buffer.read(MAX_FILE + 1)
        return parse_document(data, say("標準入力", "standard input"))
    return read_document(Path(name))


def _check(document: Document, edition: CourseworkEdition) -> CheckedFile:
    name = re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", "?", document.name)
    return CheckedFile(name, check(document.lines, edition))


def _print(checked: list[CheckedFile], *, known: int, total: int) -> None:
    """Print the findings and their numbers.

    :param known: the number of paragraphs whose text is available.
    """
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    for name, report in checked:
        errors = sum(finding.kind.is_error for finding in report.findings)
        remarks = len(report.findings) - errors
        for finding in report.findings:
            label = say(*LABELS[finding.kind])
            if colour:
                label = f"\033[{31 if finding.kind.is_error else 33}m{label}\033[0m"
            locus = f" ¶{finding.locus}" if finding.locus else ""
            print_line(
                f"{name}:{finding.line}: {label} [{finding.kind.value}]{locus}  "
                + say(f"「{finding.excerpt}」", f"“{finding.excerpt}”")
            )
            print_line(f"    {say(finding.message_ja, finding.message_en)}")
        print_line(
            say(
                f"{name}: 段落への参照{report.references}、誤り{errors}、注意{remarks}",
                f"{name}: references {report.references}, errors {errors}, remarks {remarks}",
            )
        )
    if checked and known < total:
        print_line(
            say(
                f"論考の{total}段落のうち、本文が手もとにあるのは{known}段落である。"
                "ほかの段落の引用は要旨と注とだけ照合した。",
                f"{known} of the essay's {total} paragraphs are available: quotations from the "
                "others were compared with précis and notes only.",
            )
            if known
            else say(
                "論考の本文が手もとにないので、引用は要旨と注とだけ照合した（--text で示せる）。",
                "The essay's text is not available: quotations were compared with précis and notes "
                "only (give it with --text).",
            )
        )
