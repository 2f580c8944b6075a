"""``edition release``: write into the ledger what a version publishes."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import TYPE_CHECKING

from ..core.model.ledger import changes, release
from ..core.model.ledger_format import VERSION
from ..domain import unwritten_report
from ..domain.edition_domain import domain_of
from ..domain.ledger_file import save
from ..support.cli_text import command, fail, file_reason, say, tell
from ..support.config import EditionConfig
from ..support.lock import CACHE, alone
from ..tasks.build_edition import build_edition
from ..tasks.run_sphinx import EditionError
from . import published_edition

if TYPE_CHECKING:
    from pathlib import Path

    from ..core.model.ledger import Changes
    from .published_edition import Published


def add(subparsers: argparse._SubParsersAction) -> None:
    """Register the command."""
    parser = command(
        subparsers,
        "release",
        say(
            "この版が公開する識別名を台帳に書く。誤りがあれば書かない。",
            "write the ids that a version publishes into the ledger, unless anything is wrong",
        ),
        "edition release 0.2.0 --dry-run",
    )
    parser.add_argument(
        "version",
        type=_version,
        metavar="VERSION",
        help=say("conf.py の release と同じ版", "that of release in conf.py"),
    )
    parser.add_argument(
        "--date",
        type=_date,
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


def _version(text: str) -> str:
    if not VERSION.fullmatch(text):
        raise argparse.ArgumentTypeError(
            say(f"{text} は版の番号でない（例：0.2.0）", f"{text} is no version (such as 0.2.0)")
        )
    return text


def _date(text: str) -> str:
    try:
        day = dt.date.fromisoformat(text).isoformat()
    except ValueError:
        day = ""
    if day != text:
        raise argparse.ArgumentTypeError(
            say(f"{text} は日付でない（例：2026-12-01）", f"{text} is no date (such as 2026-12-01)")
        )
    return text


def _run(root: Path, options: argparse.Namespace) -> int:
    try:
        with alone(root):
            edition, date = _ready(root, options)
            found = changes(edition.ledger, edition.anchors)
            _show(edition, found)
            if options.dry_run:
                tell(say("何も書いていない（--dry-run）。", "Nothing written (--dry-run)."))
                return 0
            after = release(edition.ledger, edition.anchors, options.version, date)
            save(edition.path, after)
    except EditionError as error:
        return fail(str(error))
    except OSError as error:
        return fail(file_reason(error))
    count = len(after.entries)
    tell(
        say(
            f"{edition.path.name} に{count}の識別名がある。",
            f"{edition.path.name} has {count} ids.",
        )
    )
    return 0


def _ready(root: Path, options: argparse.Namespace) -> tuple[Published, str]:
    """The edition and the date of the release.

    :raises EditionError: if the version is not that of ``conf.py``, or anything is wrong with the edition.
    """
    edition = published_edition.read(root)
    current = edition.app.config.release
    if options.version != current:
        raise EditionError(
            say(
                f'conf.py の release は「{current}」である。release = "{options.version}" と改めてから実行する。',
                f'release in conf.py is {current!r}: write release = "{options.version}" there first.',
            )
        )
    try:
        date = options.date or _date(
            EditionConfig.of(edition.app.config).released
            or dt.datetime.now(tz=dt.UTC).date().isoformat()
        )
    except argparse.ArgumentTypeError as error:
        message = f"conf.py: edition_released: {error}"
        raise EditionError(message) from error
    if told := unwritten_report.message(domain_of(edition.app.env).edition):
        raise EditionError(told)
    if build_edition(root, "dummy", root / CACHE / "check", quiet=True):
        raise EditionError(
            say(
                "上の誤りを直すまで公開できない。",
                "nothing is released until what is told above is put right.",
            )
        )
    return edition, date


def _show(edition: Published, found: Changes) -> None:
    """Print each id that is new, changed or retired, and how many of each there are."""
    for name in found.new:
        tell(say(f"追加  {name}", f"new      {name}"))
    for name in found.changed:
        tell(say(f"変更  {name}", f"changed  {name}"))
    for name in found.retired:
        retired = edition.ledger.entries[name].retired
        if retired:
            successors = " → " + ", ".join(retired.successors) if retired.successors else ""
            tell(
                say(
                    f"引退  {name}{successors}（{retired.reason}）",
                    f"retired  {name}{successors} ({retired.reason})",
                )
            )
    new, changed, retired_count = map(len, found)
    tell(
        say(
            f"追加{new}、変更{changed}、引退{retired_count}。",
            f"{new} new, {changed} changed, {retired_count} retired.",
        )
    )
