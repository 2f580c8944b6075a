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
from ..core.text.messages import _, user_language
from ..documents.read_document import MAX_FILE, DocumentError, parse_document, read_document
from ..support.cli_text import add_command, fail, print_line, reason
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
        _(
            "check the paragraph numbers, quotations and sources of coursework (txt, "
            "md, html, docx, pdf)"
        ),
        "edition verify essay.docx --text essay.txt --html report.html",
    )
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help=_("what to check (- for standard input)"),
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help=_("form of the output (default: text)"),
    )
    parser.add_argument(
        "--html",
        type=Path,
        metavar="REPORT.html",
        help=_("write a report in HTML as well"),
    )
    parser.add_argument(
        "--text",
        type=Path,
        metavar="ESSAY",
        help=_("the essay's text, to compare quotations with (default: the attached text)"),
    )
    parser.set_defaults(run=_run)


def _run(root: Path, options: argparse.Namespace) -> int:
    if options.html and options.html.resolve() in {
        Path(name).resolve() for name in (*options.files, options.text) if name
    }:
        return fail(f"{options.html}: " + _("this is an input file: choose another name."))
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
        return parse_document(data, _("standard input"))
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
            label = _(LABELS[finding.kind])
            if colour:
                label = f"\033[{31 if finding.kind.is_error else 33}m{label}\033[0m"
            locus = f" ¶{finding.locus}" if finding.locus else ""
            print_line(
                f"{name}:{finding.line}: {label} [{finding.kind.value}]{locus}  "
                + _("“{excerpt}”").format(excerpt=finding.excerpt)
            )
            print_line(f"    {finding.message.text(user_language())}")
        print_line(
            _("{name}: references {references}, errors {errors}, remarks {remarks}").format(
                name=name, references=report.references, errors=errors, remarks=remarks
            )
        )
    if checked and known < total:
        print_line(
            _(
                "{known} of the essay's {total} paragraphs are available: quotations from "
                "the others were compared with précis and notes only."
            ).format(total=total, known=known)
            if known
            else _(
                "The essay's text is not available: quotations were compared with précis "
                "and notes only (give it with --text)."
            )
        )
