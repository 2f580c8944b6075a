"""``edition export``: write the edition's notes for other programs."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.annotations.annotation_table import write_csv
from ..core.annotations.web_annotation import write_collection
from ..core.text.messages import _
from ..support.cli_text import add_command, fail, file_reason, print_line
from ..support.config import AUDIENCES
from ..support.files import write_if_changed
from ..tasks.annotation_exchange import note_address, notes_to_export
from ..tasks.read_sources import read_sources
from ..tasks.run_sphinx import EditionError
from .argument_types import comma_list

if TYPE_CHECKING:
    import argparse

FORMATS = ("jsonld", "csv")


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    example = "edition export annotations --format jsonld --layers commentary -o notes.jsonld"
    parser = add_command(
        subparsers,
        "export",
        _("write the edition's notes for other programs"),
        example,
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="WHAT")
    notes = add_command(
        verbs,
        "annotations",
        _("the notes as W3C Web Annotations or CSV"),
        example,
    )
    notes.add_argument("--format", choices=FORMATS, default="jsonld", help=_("form"))
    notes.add_argument(
        "--layers",
        type=comma_list,
        metavar="commentary,tanaka",
        help=_("layers (default: all)"),
    )
    notes.add_argument(
        "--audience",
        choices=AUDIENCES,
        default=AUDIENCES[0],
        help=_("for which audience"),
    )
    notes.add_argument(
        "--base",
        default="",
        metavar="URL",
        help=_("where it is published (default: html_baseurl)"),
    )
    notes.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help=_("where to write (default: standard output)"),
    )
    notes.set_defaults(run=_annotations)


def _annotations(root: Path, options: argparse.Namespace) -> int:
    try:
        app, warnings = read_sources(
            root,
            {"edition_audience": options.audience},
            cache="exchange" if options.audience != "student" else "export",
        )
        annotations = notes_to_export(app, options.layers)
    except EditionError as error:
        return fail(str(error))
    if warnings:
        fail(warnings[0])
        return fail(_("the edition has errors: see edition check."))
    if not annotations:
        return fail(_("there are no notes to write."))
    base = options.base or app.config.html_baseurl
    base = base if not base or base.endswith("/") else f"{base}/"
    if options.format == "csv":
        text = write_csv(annotations)
    else:
        collection = write_collection(
            annotations, app.config.project, base, partial(note_address, app)
        )
        text = json.dumps(collection, ensure_ascii=False, indent=2) + "\n"
        if not base:
            sys.stderr.write(
                _(
                    "edition: the addresses are relative, since it is not known where the "
                    "edition is published: set html_baseurl in conf.py, or give --base.\n"
                )
            )
    if options.output is None:
        sys.stdout.buffer.write(text.encode())
        return 0
    try:
        options.output.parent.mkdir(parents=True, exist_ok=True)
        write_if_changed(options.output, text)
    except OSError as error:
        return fail(file_reason(error))
    print_line(
        _("Wrote {notes} notes to {output}.").format(output=options.output, notes=len(annotations))
    )
    return 0
