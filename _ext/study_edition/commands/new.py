"""``edition new``: make a complete edition from a plain text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..core.newedition.edition_files import (
    LANGUAGES,
    RIGHTS,
    EditionPlan,
    count_too_short,
    make_files,
)
from ..core.newedition.plain_text import parse_text
from ..core.text.messages import _
from ..documents.read_document import DocumentError, read_text
from ..support.cli_text import add_command, fail, print_line
from ..tasks import engine
from ..tasks.new_edition import (
    NewEditionError,
    check_destination,
    find_wheel,
    make_plan,
    read_templates,
    write_edition,
)
from .argument_types import identifier, partial_date, regular_expression

if TYPE_CHECKING:
    import argparse

    from ..core.newedition.plain_text import ParsedText

_EXCERPT_LENGTH = 20
"""Characters shown of the first paragraph of each page."""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command, which runs outside an edition."""
    parser = add_command(
        subparsers,
        "new",
        _("make a new edition from a plain text"),
        _(
            "edition new acorn --title 'The Acorn' --author 'Jane Doe' "
            "--lang en --from acorn.txt --rights public-domain"
        ),
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help=_("the folder to make"))
    parser.add_argument(
        "--from",
        dest="text",
        type=Path,
        required=True,
        metavar="TEXT",
        help=_("the text, plain"),
    )
    parser.add_argument(
        "--title",
        help=_("the work's title (default: the text's own)"),
    )
    parser.add_argument("--author", help=_("its author"))
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        default="ja",
        help=_("the edition's language (default: ja)"),
    )
    parser.add_argument(
        "--rights",
        choices=RIGHTS,
        default=RIGHTS[0],
        help=_(
            "copyright (default): with précis and without the text; public-domain: "
            "with the text itself"
        ),
    )
    parser.add_argument(
        "--editors",
        default="",
        help=_("the editors (default: The editors)"),
    )
    parser.add_argument(
        "--container",
        default="",
        help=_("the book, paper or site it appeared in"),
    )
    parser.add_argument(
        "--date",
        type=partial_date,
        metavar="YYYY[-MM[-DD]]",
        help=_("when it appeared"),
    )
    parser.add_argument(
        "--layer",
        type=identifier("notes", reserved="index"),
        default="notes",
        metavar="NAME",
        help=_("the id of the first layer"),
    )
    parser.add_argument(
        "--headings",
        type=regular_expression,
        metavar="REGEX",
        help=_("a regular expression that matches the whole line of a heading"),
    )
    parser.add_argument(
        "--paragraphs",
        choices=("lines", "blanks"),
        default="",
        help=_("what separates paragraphs (default: decided from the text): lines or blank lines"),
    )
    parser.add_argument(
        "--engine",
        type=Path,
        metavar="WHEEL",
        help=_("the engine's wheel"),
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=_("show what would be made, and make nothing"),
    )
    parser.set_defaults(run=_run, rootless=True)


def _run(_root: Path, options: argparse.Namespace) -> int:
    folder: Path = options.folder
    try:
        wheel = find_wheel(options.engine)
        work = parse_text(read_text(options.text), options.headings, options.paragraphs)
        plan = make_plan(
            work,
            options.text,
            title=options.title,
            author=options.author,
            lang=options.lang,
            rights=options.rights,
            editors=options.editors,
            layer=options.layer,
            container=options.container,
            date=options.date,
        )
        check_destination(folder)
        _show(work, plan)
        files = make_files(work, plan, read_templates(plan.lang))
        if options.dry_run:
            print_line(
                _("{files} files would be made. Nothing was written (--dry-run).").format(
                    files=len(files)
                )
            )
            return 0
        write_edition(folder, files, wheel)
    except DocumentError as error:
        return fail(f"{options.text}: {error}")
    except NewEditionError as error:
        return fail(str(error))
    except OSError as error:
        return fail(f"{error.filename or folder}: {error.strerror or error}")
    print_line(_("Made {folder} ({files} files).").format(folder=folder, files=len(files)))
    if not wheel:
        destination = folder / engine.FOLDER / engine.WHEEL
        print_line(
            _("Still to do: put the engine's wheel at {destination}.").format(
                destination=destination
            )
        )
    print_line(_("Next: cd {folder} && edition build").format(folder=folder))
    return 0


def _show(work: ParsedText, plan: EditionPlan) -> None:
    """Print what was read; of a text in copyright only the headings."""
    paragraphs, headings = work.paragraphs, work.headings
    rubies = sum(bool(run.reading) for block in paragraphs for run in block.runs)
    print_line(
        _("{author}, {title}: {paragraphs} paragraphs, {headings} headings, {rubies} ruby.").format(
            author=plan.author,
            title=plan.title,
            paragraphs=len(paragraphs),
            headings=len(headings),
            rubies=rubies,
        )
    )
    number = 1
    for page in work.pages:
        last = number + len(page.paragraphs) - 1
        excerpt = (
            page.paragraphs[0].text[:_EXCERPT_LENGTH] + "…"
            if plan.is_public and page.paragraphs
            else ""
        )
        print_line(f"  ¶{number}–{last}  {page.title}  {excerpt}".rstrip())
        number = last + 1
    if work.dropped:
        notes = _(", ").join(f"{name} × {count}" for name, count in sorted(work.dropped.items()))
        print_line(_("Typesetting notes left out: {notes}").format(notes=notes))
    if not plan.is_public and (short := count_too_short(work)):
        print_line(
            _("Too short for a fingerprint, since they could be guessed from it: {short}.").format(
                short=short
            )
        )
    if not (plan.container and plan.date):
        print_line(_("Citations need edition_essay in conf.py (--container and --date)."))
