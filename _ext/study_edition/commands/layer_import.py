"""``edition layer import``: make a layer from a table, Hypothesis or W3C Web Annotations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..core.annotations.anchoring import anchor_all
from ..core.annotations.annotation_table import TEMPLATE_COLUMNS
from ..core.annotations.layer_file import write_layer
from ..core.model.front_matter import KINDS, is_id
from ..support.cli_text import (
    add_command,
    display_path,
    fail,
    file_reason,
    print_line,
    say,
    single_line,
)
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
        say(
            "表・Hypothesis・W3C Web Annotation から層を作る",
            "make a layer from a table, Hypothesis or W3C Web Annotations",
        ),
        "edition layer import seminar.xlsx --as seminar --author 田中",
    )
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help=say(
            "読むファイル：CSV、XLSX、JSON、JSON-LD", "what to read: CSV, XLSX, JSON or JSON-LD"
        ),
    )
    parser.add_argument(
        "--template",
        choices=TEMPLATES,
        help=say("書き込むための表を作る", "make a table to fill in"),
    )
    parser.add_argument(
        "--as",
        dest="name",
        metavar="NAME",
        help=say("層の識別名（既定はファイル名）", "the layer's id (default: the file's name)"),
    )
    parser.add_argument("--title", type=single_line, help=say("層の題", "its title"))
    parser.add_argument(
        "--author",
        type=single_line,
        help=say(
            "注の書き手（既定はファイルにある名）",
            "who wrote the notes (default: the name in the file)",
        ),
    )
    parser.add_argument("--kind", choices=KINDS, default="comment", help=say("種類", "its kind"))
    parser.add_argument(
        "--lang",
        type=language_tag,
        help=say(
            "注の言語（既定はファイルの言語か ja）", "their language (default: the file's, or ja)"
        ),
    )
    parser.add_argument(
        "--license",
        type=single_line,
        help=say(
            "利用条件（既定はファイルにあるもの）", "their licence (default: that in the file)"
        ),
    )
    parser.add_argument(
        "--audience", choices=AUDIENCES, default=AUDIENCES[0], help=say("誰のためか", "for whom")
    )
    parser.add_argument(
        "--to",
        type=Path,
        metavar="FOLDER",
        help=say("置く所（既定は source/layers）", "where (default: source/layers)"),
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help=say("表を置く所", "where to write the table"),
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=say("書かずに、何がどこへ入るかを示す", "write nothing, show what would go where"),
    )
    parser.set_defaults(run=_run)


def _run(root: Path, options: argparse.Namespace) -> int:
    if options.template:
        return _template(options)
    try:
        name = _layer_name(options)
        foreign = read_annotation_file(options.file)
        app, _ = read_sources(root, {"edition_audience": "instructor"}, cache="exchange")
        path = (options.to or root / FOLDER) / f"{name}.md"
        if existing := existing_layer(app, name, path):
            location = display_path(existing, root)
            return fail(
                say(
                    f"{location} がすでにある。--as で別の名にする。",
                    f"{location} already exists: choose another name with --as.",
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
        raise EditionError(
            say(
                "ファイルを指定する（表が要るなら --template csv）。",
                "name a file (or --template csv for a table to fill in).",
            )
        )
    name: str = options.name or options.file.stem
    if not is_id(name):
        raise EditionError(
            say(
                f"「{name}」は層の識別名にできない。--as seminar のように示す。",
                f"{name!r} cannot be a layer's id: give one, for example --as seminar.",
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
        return fail(
            f"{options.file}: "
            + say(
                "置ける注がない。何も書かなかった。",
                "no note could be placed; nothing was written.",
            )
        )
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
            + say(
                f"ファイルから分からない。{missing} で示す。",
                f"not given in the file: give {missing}.",
            )
        )
    for annotation in annotations if options.dry_run else ():
        print_line(
            f"¶{annotation.locus}\t{annotation.lemma}\t{annotation.text.splitlines()[0][:40]}"
        )
    if options.dry_run:
        print_line(
            say(
                f"注{len(annotations)}、置けないもの{len(refused)}。何も書いていない。",
                f"{len(annotations)} notes, {len(refused)} not placed. Nothing was written.",
            )
        )
        return int(bool(refused))
    write_layer_file(path, write_layer(front_matter, annotations))
    file = display_path(path, root)
    print_line(
        say(
            f"{file} を作った。注{len(annotations)}、置けないもの{len(refused)}。",
            f"Made {file}: {len(annotations)} notes, {len(refused)} not placed.",
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
            say(
                "この行は見本である。書き換える。",
                "This row is an example: replace it with your own.",
            ),
            "first",
        )
    ]
    try:
        with path.open("xb") as file:
            file.write(TEMPLATES[options.template](rows))
    except FileExistsError:
        return fail(
            say(
                f"{path} がすでにある。-o で別の名にする。",
                f"{path} already exists: choose another name with -o.",
            )
        )
    except OSError as error:
        return fail(file_reason(error))
    columns = "、".join(TEMPLATE_COLUMNS)
    print_line(
        say(
            f"{path} を作った（列は {columns}）。"
            f"書いたら edition layer import {path} --as 名 で層にする。",
            f"Made {path} (columns: {columns}). "
            f"When it is filled in: edition layer import {path} --as NAME",
        )
    )
    return 0
