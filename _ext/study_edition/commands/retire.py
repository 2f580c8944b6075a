"""``edition retire``: record that a published id is no longer in use."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ..core.text.messages import _
from ..domain.ledger_file import save_ledger
from ..support.cli_text import add_command, fail, file_reason, print_line
from ..support.lock import edition_lock
from ..tasks.published_edition import read_published_edition
from ..tasks.run_sphinx import EditionError
from ..tasks.update_ledger import with_retirement, without_retirement
from .argument_types import identifier, retirement_reason

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

_id = identifier("p18", "term-salt-tax")


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = add_command(
        subparsers,
        "retire",
        _(
            "record in the ledger that a published id is no longer in use; remove it "
            "from the source first"
        ),
        _('edition retire p18 --reason "merged with p17" --successor p17'),
    )
    parser.add_argument(
        "id",
        type=_id,
        metavar="ID",
        help=_("the id: p18, note-… or term-…"),
    )
    parser.add_argument(
        "--reason",
        type=retirement_reason,
        metavar=_("TEXT"),
        help=_("why, for readers"),
    )
    parser.add_argument(
        "--successor",
        type=_id,
        nargs="+",
        action="extend",
        default=[],
        metavar="ID",
        help=_("the ids that have its content now"),
    )
    parser.add_argument(
        "--undo",
        action="store_true",
        help=_("undo a retirement that is not yet released"),
    )
    parser.set_defaults(run=partial(_run, parser))


def _run(parser: argparse.ArgumentParser, root: Path, options: argparse.Namespace) -> int:
    if options.undo and (options.reason or options.successor):
        parser.error(_("--undo takes neither a reason nor a successor"))
    if not options.undo and not options.reason:
        parser.error(_("give the reason with --reason"))
    try:
        with edition_lock(root):
            edition = read_published_edition(root)
            if options.undo:
                ledger = without_retirement(edition, options.id)
            else:
                ledger = with_retirement(
                    edition, options.id, options.reason, tuple(options.successor)
                )
            save_ledger(edition.ledger_path, ledger)
    except EditionError as error:
        return fail(str(error))
    except OSError as error:
        return fail(file_reason(error))
    if options.undo:
        print_line(_("Undid the retirement of {id}.").format(id=options.id))
        return 0
    successors = " → " + ", ".join(options.successor) if options.successor else ""
    before = edition.ledger.entries[options.id].retired
    if before and before.version:
        print_line(
            _("Changed the retirement of version {version}: {id}{successors}.").format(
                version=before.version, id=options.id, successors=successors
            )
        )
        return 0
    print_line(
        _(
            "Recorded the retirement: {id}{successors}. The next `edition release` publishes it."
        ).format(id=options.id, successors=successors)
    )
    return 0
