"""``edition release``: write into the ledger what a version publishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model.ledger import changes, release
from ..core.text.messages import _
from ..domain.ledger_file import save_ledger
from ..support.cli_text import add_command, fail, file_reason, print_line
from ..support.lock import edition_lock
from ..tasks.run_sphinx import EditionError
from ..tasks.update_ledger import check_release
from .argument_types import day, version_number

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from ..core.model.ledger import Changes, Ledger


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = add_command(
        subparsers,
        "release",
        _("write the ids that a version publishes into the ledger, unless there are errors"),
        "edition release 0.2.0 --dry-run",
    )
    parser.add_argument(
        "version",
        type=version_number,
        metavar="VERSION",
        help=_("the version, the same as release in conf.py"),
    )
    parser.add_argument(
        "--date",
        type=day,
        metavar="YYYY-MM-DD",
        help=_("its date (default: edition_released in conf.py, or today)"),
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=_("show what would be written, and write nothing"),
    )
    parser.set_defaults(run=_run)


def _run(root: Path, options: argparse.Namespace) -> int:
    try:
        with edition_lock(root):
            date = options.date.isoformat() if options.date else ""
            edition, date = check_release(root, options.version, date)
            _show(changes(edition.ledger, edition.anchors), edition.ledger)
            if options.dry_run:
                print_line(_("Nothing was written (--dry-run)."))
                return 0
            ledger = release(edition.ledger, edition.anchors, options.version, date)
            save_ledger(edition.ledger_path, ledger)
    except EditionError as error:
        return fail(str(error))
    except OSError as error:
        return fail(file_reason(error))
    count, path = len(ledger.entries), edition.ledger_path
    print_line(_("{name} has {count} ids.").format(name=path.name, count=count))
    return 0


def _show(changed: Changes, ledger: Ledger) -> None:
    """Print each id that is new, changed or retired, and the numbers of each."""
    for name in changed.new:
        print_line(_("new      {name}").format(name=name))
    for name in changed.changed:
        print_line(_("changed  {name}").format(name=name))
    for name in changed.retired:
        retired = ledger.entries[name].retired
        if retired:
            successors = " → " + ", ".join(retired.successors) if retired.successors else ""
            print_line(
                _("retired  {name}{successors} ({reason})").format(
                    name=name, successors=successors, reason=retired.reason
                )
            )
    new_count, changed_count, retired_count = map(len, changed)
    print_line(
        _("{new_count} new, {changed_count} changed, {retired_count} retired.").format(
            new_count=new_count, changed_count=changed_count, retired_count=retired_count
        )
    )
