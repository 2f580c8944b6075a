"""``edition layer import``: notes from a table, from Hypothesis or from W3C Web Annotations, as a layer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..core.annotations.annotation_table import TEMPLATE
from ..core.annotations.layer_file import Head, most, write_layer
from ..core.annotations.placing import place_all
from ..core.model.front_matter import KINDS, is_id
from ..domain.edition_domain import domain_of
from ..support.cli_text import command, fail, file_reason, say, shown, tell, words
from ..support.config import AUDIENCES
from ..tasks.annotation_exchange import places_of, read_file, template_csv, template_xlsx
from ..tasks.layer_check import check_layer
from ..tasks.read_edition import read_edition
from ..tasks.run_sphinx import EditionError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from sphinx.application import Sphinx

    from ..core.annotations.annotation import Annotation

TEMPLATES = {"csv": template_csv, "xlsx": template_xlsx}


def add(verbs: argparse._SubParsersAction, lang: Callable[[str], str]) -> None:
    """Register the verb; *lang* is the type of a language tag."""
    parser = command(
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
    parser.add_argument("--title", type=words, help=say("層の題", "its title"))
    parser.add_argument(
        "--author",
        type=words,
        help=say(
            "注の書き手（既定はファイルにある名）",
            "who wrote the notes (default: whom the file names)",
        ),
    )
    parser.add_argument("--kind", choices=KINDS, default="comment", help=say("種類", "its kind"))
    parser.add_argument(
        "--lang",
        type=lang,
        help=say(
            "注の言語（既定はファイルの言語か ja）", "their language (default: the file's, or ja)"
        ),
    )
    parser.add_argument(
        "--license",
        type=words,
        help=say(
            "利用条件（既定はファイルにあるもの）", "their licence (default: the one in the file)"
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
        "-o", "--output", type=Path, metavar="FILE", help=say("表を置く所", "where the table goes")
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=say("書かずに、何がどこへ入るかを示す", "write nothing, tell what would go where"),
    )
    parser.set_defaults(run=_run)


def _run(root: Path, options: argparse.Namespace) -> int:
    if options.template:
        return _template(options)
    try:
        name = _layer_name(options)
        found = read_file(options.file)
        app, _ = read_edition(root, {"edition_audience": "instructor"}, cache="exchange")
        path = (options.to or root / "source/layers") / f"{name}.md"
        other = domain_of(app.env).edition.layers.get(name)
        if other is None and not path.exists():
            return _place(root, app, path, found, options)
        where = shown(
            Path(app.env.doc2path(other.docname)) if other and not path.exists() else path, root
        )
        return fail(
            say(
                f"{where} がすでにある。--as で別の名にする。",
                f"{where} is there already: choose another name with --as.",
            )
        )
    except EditionError as error:
        return fail(str(error))
    except OSError as error:
        return fail(file_reason(error))


def _layer_name(options: argparse.Namespace) -> str:
    """The id of the layer to be made.

    :raises EditionError: if there is no file, or no id can be made of its name.
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
                f"{name!r} can be no layer's id: give one, such as --as seminar.",
            )
        )
    return name


def _place(root: Path, app: Sphinx, path: Path, found: list, options: argparse.Namespace) -> int:
    """Place what was found, tell what could not be, and write the layer."""
    annotations, refused = place_all(found, places_of(app))
    for one in refused:
        fail(f"{options.file}:{one.row}: {one.message()}")
    if not annotations:
        return fail(
            f"{options.file}: "
            + say(
                "置ける注がない。何も書かなかった。",
                "no note could be placed; nothing was written.",
            )
        )
    head = _head(path.stem, annotations, options)
    if not head.author or not head.license:
        missing = "--author" if not head.author else "--license"
        return fail(
            f"{options.file}: "
            + say(
                f"ファイルから分からない。{missing} で示す。",
                f"the file does not say: give {missing}.",
            )
        )
    for annotation in annotations if options.dry_run else ():
        tell(f"¶{annotation.locus}\t{annotation.lemma}\t{annotation.text.splitlines()[0][:40]}")
    if options.dry_run:
        tell(
            say(
                f"注{len(annotations)}、置けないもの{len(refused)}。何も書いていない。",
                f"{len(annotations)} notes, {len(refused)} not placed. Nothing was written.",
            )
        )
        return int(bool(refused))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(write_layer(head, annotations))
    made = shown(path, root)
    tell(
        say(
            f"{made} を作った。注{len(annotations)}、置けないもの{len(refused)}。",
            f"Made {made}: {len(annotations)} notes, {len(refused)} not placed.",
        )
    )
    wrong = check_layer(root, Path(made)).problems
    for line in wrong:
        fail(line)
    return int(bool(refused or wrong))


def _head(name: str, annotations: Sequence[Annotation], options: argparse.Namespace) -> Head:
    """The front matter; nobody's licence is guessed, and a table of one's own has that of a new layer."""
    licenses = sorted({a.license for a in annotations})
    own = (
        "CC-BY-4.0" if options.file.suffix.lower() in {".csv", ".xlsx"} and licenses == [""] else ""
    )
    authors = "、".join(dict.fromkeys(a.author for a in annotations if a.author))
    table = options.file.suffix.lower() in {".csv", ".xlsx"}
    return Head(
        name,
        options.title or name,
        options.kind,
        options.author or authors or (name if table else ""),
        options.lang or most([a.lang for a in annotations], "ja"),
        options.license or own or (licenses[0] if len(licenses) == 1 else ""),
        options.audience,
    )


def _template(options: argparse.Namespace) -> int:
    path = options.output or Path(f"notes.{options.template}")
    rows = [
        (
            "1",
            "",
            say(
                "この行は見本である。書き換える。",
                "This row is an example: write your own in its place.",
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
                f"{path} is there already: choose another name with -o.",
            )
        )
    except OSError as error:
        return fail(file_reason(error))
    columns = "、".join(TEMPLATE)
    tell(
        say(
            f"{path} を作った（列は {columns}）。書いたら edition layer import {path} --as 名 で層にする。",
            f"Made {path} (columns: {columns}). When it is filled in: edition layer import {path} --as NAME",
        )
    )
    return 0
