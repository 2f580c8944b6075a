"""``edition release``: write into the ledger what a version publishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model.ledger import changes, release
from ..domain.ledger_file import save_ledger
from ..support.cli_text import add_command, fail, file_reason, print_line, say
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
        say(
            "この版が公開する識別名を台帳に書く。誤りがあれば書かない。",
            "write the ids that a version publishes into the ledger, unless there are errors",
        ),
        "edition release 0.2.0 --dry-run",
    )
    parser.add_argument(
        "version",
        type=version_number,
        metavar="VERSION",
        help=say("conf.py の release と同じ版", "the version, the same as release in conf.py"),
    )
    parser.add_argument(
        "--date",
        type=day,
        metavar="YYYY-MM-DD",
        help=say(
            "版の日付（既定は conf.py の edition_released、なければ今日）",
            "its date (default: edition_released in conf.py, or today)",
        ),
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=say("書かずに、何を書くかだけを示す", "show what would be written, and write nothing"),
    )
    parser.set_defaults(run=_run)


def _run(root: Path, options: argparse.Namespace) -> int:
    try:
        with edition_lock(root):
            date = options.date.isoformat() if options.date else ""
            edition, date = check_release(root, options.version, date)
            _show(changes(edition.ledger, edition.anchors), edition.ledger)
            if options.dry_run:
                print_line(
                    say("何も書いていない（--dry-run）。", "Nothing was written (--dry-run).")
                )
                return 0
            ledger = release(edition.ledger, edition.anchors, options.version, date)
            save_ledger(edition.ledger_path, ledger)
    except EditionError as error:
        return fail(str(error))
    except OSError as error:
        return fail(file_reason(error))
    count, path = len(ledger.entries), edition.ledger_path
    print_line(
        say(
            f"{path.name} に{count}の識別名がある。",
            f"{path.name} has {count} ids.",
        )
    )
    return 0


def _show(changed: Changes, ledger: Ledger) -> None:
    """Print each id that is new, changed or retired, and the numbers of each."""
    for name in changed.new:
        print_line(say(f"追加  {name}", f"new      {name}"))
    for name in changed.changed:
        print_line(say(f"変更  {name}", f"changed  {name}"))
    for name in changed.retired:
        retired = ledger.entries[name].retired
        if retired:
            successors = " → " + ", ".join(retired.successors) if retired.successors else ""
            print_line(
                say(
                    f"引退  {name}{successors}（{retired.reason}）",
                    f"retired  {name}{successors} ({retired.reason})",
                )
            )
    new_count, changed_count, retired_count = map(len, changed)
    print_line(
        say(
            f"追加{new_count}、変更{changed_count}、引退{retired_count}。",
            f"{new_count} new, {changed_count} changed, {retired_count} retired.",
        )
    )
