"""``edition layer``: make, check or import a layer of notes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..core.annotations.layer_template import layer_template
from ..core.model.front_matter import KINDS
from ..core.text.messages import _
from ..domain.edition_domain import domain_of
from ..support.cli_text import add_command, display_path, fail, file_reason, print_line, single_line
from ..support.config import EditionConfig
from ..tasks.layer_check import check_layers
from ..tasks.new_layer import FOLDER, LICENSE, existing_layer, is_in_edition, write_layer_file
from ..tasks.read_sources import read_sources
from ..tasks.run_sphinx import EditionError
from . import layer_import
from .argument_types import identifier, language_tag

if TYPE_CHECKING:
    import argparse

    from ..tasks.layer_check import CheckedLayer


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = add_command(
        subparsers,
        "layer",
        _("make a layer of notes, and check one"),
        _("edition layer new tanaka --title 'Tanaka’s seminar' --author Tanaka"),
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")

    new = add_command(
        verbs,
        "new",
        _("make a commented template that builds without changes"),
        _("edition layer new tanaka --title 'Tanaka’s seminar' --author Tanaka"),
    )
    new.add_argument(
        "name",
        type=identifier("tanaka"),
        metavar="NAME",
        help=_("the layer's id: a-z, 0-9, -"),
    )
    new.add_argument("--title", type=single_line, help=_("its title"))
    new.add_argument("--author", type=single_line, help=_("who writes the notes"))
    new.add_argument("--kind", choices=KINDS, default="comment", help=_("its kind"))
    new.add_argument("--lang", type=language_tag, default="ja", help=_("the language of its notes"))
    new.add_argument(
        "--license",
        type=single_line,
        default=LICENSE,
        help=_("the licence of its notes"),
    )
    new.add_argument(
        "--to",
        type=Path,
        metavar="FOLDER",
        help=_("where (default: source/layers)"),
    )
    new.set_defaults(run=_new)

    check = add_command(
        verbs,
        "check",
        _("check layer files only"),
        "edition layer check source/layers/tanaka.md",
    )
    check.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help=_("the layer files, one or more"),
    )
    check.set_defaults(run=_check)

    layer_import.add(verbs)


def _new(root: Path, options: argparse.Namespace) -> int:
    folder = options.to or root / FOLDER
    path = folder / f"{options.name}.md"
    try:
        app, _warnings = read_sources(root)
        edition = domain_of(app.env).edition
        if existing := existing_layer(app, options.name, path):
            location = display_path(existing, root)
            return fail(
                _("{location} already exists: choose another name.").format(location=location)
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
        write_layer_file(path, text)
    except EditionError as error:
        return fail(str(error))
    except OSError as error:
        return fail(file_reason(error))
    file = display_path(path, root)
    print_line(_("Made {file}. Edit it, then run: edition layer check {file}").format(file=file))
    if not is_in_edition(root, path, EditionConfig.of(app.config).layers):
        print_line(
            _('Add "{folder}" to edition_layers in conf.py to include it in the edition.').format(
                folder=folder
            )
        )
    return 0


def _check(root: Path, options: argparse.Namespace) -> int:
    try:
        results = check_layers(root, options.files)
    except EditionError as error:
        return fail(str(error))
    failed = False
    for result in results:
        if isinstance(result, EditionError):
            failed = bool(fail(str(result)))
            continue
        for line in result.problems:
            failed = bool(fail(line))
        if not result.problems:
            _print_summary(result)
    return int(failed)


def _print_summary(checked: CheckedLayer) -> None:
    """Print what a layer without problems contains."""
    print_line(
        _("{path}: no errors. {notes} notes on {paragraphs} paragraphs, {sources} sources.").format(
            path=checked.path,
            notes=checked.notes,
            paragraphs=checked.paragraphs,
            sources=checked.sources,
        )
    )
    if checked.has_sample:
        print_line(_("The sample note is still there."))
