"""``edition layer import``: make a layer from a table, Hypothesis or W3C Web Annotations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..core.annotations.anchoring import anchor_all
from ..core.annotations.annotation_table import TEMPLATE_COLUMNS
from ..core.annotations.layer_file import write_layer
from ..core.model.front_matter import KINDS, is_id
from ..core.text.messages import _
from ..support.cli_text import add_command, display_path, fail, file_reason, print_line, single_line
from ..support.config import AUDIENCES
from ..tasks.annotation_exchange import (
    anchor_targets,
    read_annotation_file,
    template_csv,
    template_xlsx,
)
from ..tasks.layer_check import check_layer
from ..tasks.new_layer import FOLDER, existing_layer, imported_front_matter, write_layer_file
from ..tasks.read_sources import read_sources
from ..tasks.run_sphinx import EditionError
from .argument_types import language_tag

if TYPE_CHECKING:
    import argparse

    from sphinx.application import Sphinx

    from ..core.annotations.annotation import ForeignAnnotation

TEMPLATES = {"csv": template_csv, "xlsx": template_xlsx}


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = add_command(
        verbs,
        "import",
        _("make a layer from a table, Hypothesis or W3C Web Annotations"),
        _("edition layer import seminar.xlsx --as seminar --author Tanaka"),
    )
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help=_("what to read: CSV, XLSX, JSON or JSON-LD"),
    )
    parser.add_argument(
        "--template",
        choices=TEMPLATES,
        help=_("make a table to fill in"),
    )
    parser.add_argument(
        "--as",
        dest="name",
        metavar="NAME",
        help=_("the layer's id (default: the file's name)"),
    )
    parser.add_argument("--title", type=single_line, help=_("its title"))
    parser.add_argument(
        "--author",
        type=single_line,
        help=_("who wrote the notes (default: the name in the file)"),
    )
    parser.add_argument("--kind", choices=KINDS, default="comment", help=_("its kind"))
    parser.add_argument(
        "--lang",
        type=language_tag,
        help=_("their language (default: the file's, or ja)"),
    )
    parser.add_argument(
        "--license",
        type=single_line,
        help=_("their licence (default: that in the file)"),
    )
    parser.add_argument("--audience", choices=AUDIENCES, default=AUDIENCES[0], help=_("for whom"))
    parser.add_argument(
        "--to",
        type=Path,
        metavar="FOLDER",
        help=_("where (default: source/layers)"),
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help=_("where to write the table"),
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=_("write nothing, show what would go where"),
    )
    parser.set_defaults(run=_run)


def _run(root: Path, options: argparse.Namespace) -> int:
    if options.template:
        return _template(options)
    try:
        name = _layer_name(options)
        foreign = read_annotation_file(options.file)
        app, _warnings = read_sources(root, {"edition_audience": "instructor"}, cache="exchange")
        path = (options.to or root / FOLDER) / f"{name}.md"
        if existing := existing_layer(app, name, path):
            location = display_path(existing, root)
            return fail(
                _("{location} already exists: choose another name with --as.").format(
                    location=location
                )
            )
        return _write(root, app, path, foreign, options)
    except EditionError as error:
        return fail(str(error))
    except OSError as error:
        return fail(file_reason(error))


def _layer_name(options: argparse.Namespace) -> str:
    """Return the id of the new layer.

    :raises EditionError: if no file is given, or its name cannot be an id.
    """
    if options.file is None:
        raise EditionError(_("name a file (or --template csv for a table to fill in)."))
    name: str = options.name or options.file.stem
    if not is_id(name):
        raise EditionError(
            _("{name!r} cannot be a layer's id: give one, for example --as seminar.").format(
                name=name
            )
        )
    return name


def _write(
    root: Path,
    app: Sphinx,
    path: Path,
    foreign: list[ForeignAnnotation],
    options: argparse.Namespace,
) -> int:
    """Place the annotations, report those that cannot be placed, and write the layer."""
    annotations, refused = anchor_all(foreign, anchor_targets(app))
    for refusal in refused:
        fail(f"{options.file}:{refusal.row}: {refusal.message()}")
    if not annotations:
        return fail(f"{options.file}: " + _("no note could be placed; nothing was written."))
    front_matter = imported_front_matter(
        path.stem,
        options.file,
        annotations,
        title=options.title,
        kind=options.kind,
        author=options.author,
        lang=options.lang,
        license_=options.license,
        audience=options.audience,
    )
    if not front_matter.author or not front_matter.license:
        missing = "--author" if not front_matter.author else "--license"
        return fail(
            f"{options.file}: "
            + _("not given in the file: give {missing}.").format(missing=missing)
        )
    for annotation in annotations if options.dry_run else ():
        print_line(
            f"¶{annotation.locus}\t{annotation.lemma}\t{annotation.text.splitlines()[0][:40]}"
        )
    if options.dry_run:
        print_line(
            _("{notes} notes, {refused} not placed. Nothing was written.").format(
                notes=len(annotations), refused=len(refused)
            )
        )
        return int(bool(refused))
    write_layer_file(path, write_layer(front_matter, annotations))
    file = display_path(path, root)
    print_line(
        _("Made {file}: {notes} notes, {refused} not placed.").format(
            file=file, notes=len(annotations), refused=len(refused)
        )
    )
    problems = check_layer(root, Path(file)).problems
    for line in problems:
        fail(line)
    return int(bool(refused or problems))


def _template(options: argparse.Namespace) -> int:
    path = options.output or Path(f"notes.{options.template}")
    rows = [
        (
            "1",
            "",
            _("This row is an example: replace it with your own."),
            "first",
        )
    ]
    try:
        with path.open("xb") as file:
            file.write(TEMPLATES[options.template](rows))
    except FileExistsError:
        return fail(_("{path} already exists: choose another name with -o.").format(path=path))
    except OSError as error:
        return fail(file_reason(error))
    columns = "、".join(TEMPLATE_COLUMNS)
    print_line(
        _(
            "Made {path} (columns: {columns}). When it is filled in: edition layer "
            "import {path} --as NAME"
        ).format(path=path, columns=columns)
    )
    return 0
