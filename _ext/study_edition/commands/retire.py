"""``edition retire``: record that a published id is in use no more."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING

from ..core.model.front_matter import is_id
from ..core.model.ledger import check, retire, unretire
from ..core.model.ledger_format import is_reason
from ..core.model.problems import Subtype, did_you_mean
from ..domain.ledger_file import save
from ..support.cli_text import command, fail, file_reason, say, tell
from ..support.lock import alone
from ..tasks.run_sphinx import EditionError
from . import published_edition

if TYPE_CHECKING:
    from pathlib import Path

    from ..core.model.ledger import Ledger
    from .published_edition import Published

_LEADS_NOWHERE = {Subtype.BAD_SUCCESSOR, Subtype.SUCCESSOR_CIRCLE}


def add(subparsers: argparse._SubParsersAction) -> None:
    """Register the command."""
    parser = command(
        subparsers,
        "retire",
        say(
            "公開した識別名の引退を台帳に記録する。識別名は先に source から除いておく。",
            "record in the ledger that a published id is in use no more; remove it from the source first",
        ),
        say(
            'edition retire p18 --reason "p17 と合わせた" --successor p17',
            'edition retire p18 --reason "merged with p17" --successor p17',
        ),
    )
    parser.add_argument(
        "id",
        type=_name,
        metavar="ID",
        help=say("識別名：p18、note-…、term-…", "the id: p18, note-… or term-…"),
    )
    parser.add_argument(
        "--reason",
        type=_reason,
        metavar=say("理由", "TEXT"),
        help=say("読者に示す理由", "why, for readers"),
    )
    parser.add_argument(
        "--successor",
        type=_name,
        nargs="+",
        action="extend",
        default=[],
        metavar="ID",
        help=say("その内容を今もつ識別名（いくつでも）", "the ids that have its matter now"),
    )
    parser.add_argument(
        "--undo",
        action="store_true",
        help=say(
            "まだ公開していない引退を取り消す", "take back a retirement that is not yet released"
        ),
    )
    parser.set_defaults(run=partial(_run, parser))


def _name(text: str) -> str:
    if not is_id(text):
        raise argparse.ArgumentTypeError(
            say(
                f"{text} は識別名でない（例：p18、term-salt-tax）",
                f"{text} is no id (such as p18 or term-salt-tax)",
            )
        )
    return text


def _reason(text: str) -> str:
    if not is_reason(text):
        raise argparse.ArgumentTypeError(say("理由を書く", "give a reason"))
    return " ".join(text.split())


def _run(parser: argparse.ArgumentParser, root: Path, options: argparse.Namespace) -> int:
    if options.undo and (options.reason or options.successor):
        parser.error(
            say("--undo には理由も後継も要らない", "--undo takes neither a reason nor a successor")
        )
    if not options.undo and not options.reason:
        parser.error(say("--reason で理由を書く", "give the reason with --reason"))
    try:
        with alone(root):
            edition = published_edition.read(root)
            if options.undo:
                after = _undone(edition, options.id)
            else:
                after = _retired(edition, options.id, options.reason, tuple(options.successor))
            save(edition.path, after)
    except EditionError as error:
        return fail(str(error))
    except OSError as error:
        return fail(file_reason(error))
    if options.undo:
        tell(
            say(
                f"「{options.id}」の引退を取り消した。",
                f"Took back the retirement of {options.id}.",
            )
        )
        return 0
    successors = " → " + ", ".join(options.successor) if options.successor else ""
    before = edition.ledger.entries[options.id].retired
    if before and before.version:
        tell(
            say(
                f"{before.version}版の引退を改めた：{options.id}{successors}。",
                f"Changed the retirement of version {before.version}: {options.id}{successors}.",
            )
        )
        return 0
    tell(
        say(
            f"引退を記録した：{options.id}{successors}。次の edition release で公開する。",
            f"Recorded the retirement: {options.id}{successors}. The next `edition release` publishes it.",
        )
    )
    return 0


def _undone(edition: Published, name: str) -> Ledger:
    """The ledger without the retirement.

    :raises EditionError: if there is none, or it has been released.
    """
    entry = edition.ledger.entries.get(name)
    if entry is None or entry.retired is None:
        raise EditionError(say(f"「{name}」は引退していない。", f"{name!r} is not retired."))
    if entry.retired.version:
        version = entry.retired.version
        raise EditionError(
            say(
                f"「{name}」の引退は{version}版で公開したので、取り消せない。新しい識別名を付ける。",
                f"the retirement of {name!r} was published in version {version} and cannot be taken back: choose a new id.",
            )
        )
    return unretire(edition.ledger, name)


def _retired(edition: Published, name: str, reason: str, successors: tuple[str, ...]) -> Ledger:
    """The ledger with the retirement.

    :raises EditionError: if the id still stands in the source, was never published, or a successor leads nowhere.
    """
    if name in edition.anchors:
        where = edition.where(name)
        raise EditionError(
            say(
                f"{where}: 「{name}」がまだここにある。先に除く。",
                f"{where}: {name!r} still stands here: remove it first.",
            )
        )
    if name not in edition.ledger.entries:
        hint = did_you_mean(name, edition.ledger.entries)
        raise EditionError(
            say(
                f"「{name}」は公開されたことがない。{hint}", f"{name!r} was never published. {hint}"
            ),
        )
    after = retire(edition.ledger, name, reason, tuple(dict.fromkeys(successors)))
    before = check(edition.ledger, edition.anchors)
    for problem in check(after, edition.anchors):
        if problem.subtype in _LEADS_NOWHERE and problem not in before:
            raise EditionError(problem.subtype.message(problem.args))
    return after
