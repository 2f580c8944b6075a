"""``edition layer``: make a layer of notes, and check one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.annotations.layer_template import layer_template
from ..core.model.front_matter import KINDS, is_id, is_language
from ..domain.edition_domain import domain_of
from ..support.cli_text import command, fail, file_reason, say, shown, tell, words
from ..support.config import EditionConfig
from ..tasks.layer_check import check_layers
from ..tasks.read_edition import read_edition
from ..tasks.run_sphinx import EditionError
from . import layer_import

if TYPE_CHECKING:
    from ..tasks.layer_check import Checked


def add(subparsers: argparse._SubParsersAction) -> None:
    """Register the command."""
    parser = command(
        subparsers,
        "layer",
        say("注の層を作り、確かめる", "make a layer of notes, and check one"),
        "edition layer new tanaka --title 田中ゼミの注 --author 田中",
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")

    new = command(
        verbs,
        "new",
        say("説明付きのひな型を作る", "make a commented template that builds at once"),
        "edition layer new tanaka --title 田中ゼミの注 --author 田中",
    )
    new.add_argument(
        "name",
        type=_name,
        metavar="NAME",
        help=say("層の識別名（a–z、0–9、-）", "the layer's id: a-z, 0-9, -"),
    )
    new.add_argument("--title", type=words, help=say("層の題", "its title"))
    new.add_argument("--author", type=words, help=say("注の書き手", "who writes the notes"))
    new.add_argument("--kind", choices=KINDS, default="comment", help=say("種類", "its kind"))
    new.add_argument(
        "--lang", type=_lang, default="ja", help=say("注の言語", "the language of its notes")
    )
    new.add_argument(
        "--license",
        type=words,
        default="CC-BY-4.0",
        help=say("注の利用条件", "the licence of its notes"),
    )
    new.add_argument(
        "--to",
        type=Path,
        metavar="FOLDER",
        help=say("置く所（既定は source/layers）", "where (default: source/layers)"),
    )
    new.set_defaults(run=_new)

    check = command(
        verbs,
        "check",
        say("層のファイルだけを確かめる", "check a layer's file alone"),
        "edition layer check source/layers/tanaka.md",
    )
    check.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help=say("層のファイル（いくつでも）", "the layers' files, one or more"),
    )
    check.set_defaults(run=_check)

    layer_import.add(verbs, _lang)


def _name(text: str) -> str:
    if not is_id(text):
        raise argparse.ArgumentTypeError(
            say(f"{text} は識別名でない（例：tanaka）", f"{text} is no id (such as tanaka)")
        )
    return text


def _lang(text: str) -> str:
    if not is_language(text):
        raise argparse.ArgumentTypeError(
            say(f"{text} は言語の符号でない（例：ja）", f"{text} is no language tag (such as ja)")
        )
    return text


def _new(root: Path, options: argparse.Namespace) -> int:
    folder = options.to or root / "source/layers"
    path = folder / f"{options.name}.md"
    try:
        app, _ = read_edition(root)
        edition = domain_of(app.env).edition
        other = edition.layers.get(options.name)
        if other or path.exists():
            where = shown(
                Path(app.env.doc2path(other.docname)) if other and not path.exists() else path, root
            )
            return fail(
                say(
                    f"{where} がすでにある。別の名にする。",
                    f"{where} is there already: choose another name.",
                )
            )
        text = layer_template(
            options.name,
            title=options.title or options.name,
            kind=options.kind,
            author=options.author or options.name,
            lang=options.lang,
            license_=options.license,
            number=next(iter(edition.paragraphs.values())).number if edition.paragraphs else 1,
        )
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except EditionError as error:
        return fail(str(error))
    except OSError as error:
        return fail(file_reason(error))
    made = shown(path, root)
    tell(
        say(
            f"{made} を作った。書き換え、edition layer check {made} で確かめる。",
            f"Made {made}. Write in it, then run: edition layer check {made}",
        )
    )
    if path.resolve().parent != (root / "source/layers").resolve() and not _named(
        root, path, EditionConfig.of(app.config).layers
    ):
        tell(
            say(
                f'conf.py の edition_layers に "{folder}" を加えると、版に入る。',
                f'Add "{folder}" to edition_layers in conf.py to have it in the edition.',
            )
        )
    return 0


def _named(root: Path, path: Path, layers: list[str]) -> bool:
    """Whether the settings name a file or its folder."""
    named = {(root / name).expanduser().resolve() for name in layers}
    return bool(named & {path.resolve(), path.resolve().parent})


def _check(root: Path, options: argparse.Namespace) -> int:
    try:
        results = check_layers(root, options.files)
    except EditionError as error:
        return fail(str(error))
    failed = False
    for checked in results:
        told = [str(checked)] if isinstance(checked, EditionError) else checked.problems
        for line in told:
            fail(line)
        if not told:
            _praise(checked)
        failed = failed or bool(told)
    return int(failed)


def _praise(checked: Checked) -> None:
    """Say what a layer in order holds."""
    tell(
        say(
            f"{checked.path}: 誤りはない。注{checked.notes}、段落{checked.paragraphs}、文献{checked.sources}。",
            f"{checked.path}: nothing wrong. {checked.notes} notes on {checked.paragraphs} paragraphs, {checked.sources} sources.",
        )
    )
    if checked.sample:
        tell(say("見本の注が残っている。", "The sample note is still there."))
