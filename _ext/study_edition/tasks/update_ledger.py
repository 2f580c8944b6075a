"""Check a release and record retirements: what may be written into the ledger."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from ..core.model.ledger import check_ledger, retire, unretire
from ..core.model.problems import Subtype, did_you_mean
from ..core.text.messages import _
from ..domain import unwritten_report
from ..domain.edition_domain import domain_of
from ..support.config import EditionConfig
from ..support.dates import read_day
from ..support.lock import CACHE
from .build_edition import build_edition
from .published_edition import read_published_edition
from .run_sphinx import EditionError

if TYPE_CHECKING:
    from pathlib import Path

    from ..core.model.ledger import Ledger
    from .published_edition import PublishedEdition

_LEADS_NOWHERE = {Subtype.BAD_SUCCESSOR, Subtype.SUCCESSOR_CIRCLE}


def check_release(root: Path, version: str, date: str = "") -> tuple[PublishedEdition, str]:
    """Read the edition for its release as *version*.

    :param date: the date of the release; by default ``edition_released`` of ``conf.py``, or today.
    :returns: the edition and the date of its release.
    :raises EditionError: if *version* is not that of ``conf.py``, or the edition has errors.
    """
    edition = read_published_edition(root)
    current = edition.app.config.release
    if version != current:
        raise EditionError(
            _('release in conf.py is {current!r}: set release = "{version}" there first.').format(
                current=current, version=version
            )
        )
    date = date or _default_date(edition)
    if message := unwritten_report.unwritten_message(domain_of(edition.app.env).edition):
        raise EditionError(message)
    if build_edition(root, "dummy", root / CACHE / "check", quiet=True):
        raise EditionError(_("fix the errors above before the release."))
    return edition, date


def _default_date(edition: PublishedEdition) -> str:
    """Return the date of ``edition_released`` in ``conf.py``, or today's (UTC).

    :raises EditionError: if the setting is not a full date.
    """
    released = EditionConfig.of(edition.app.config).released
    if not released:
        return dt.datetime.now(tz=dt.UTC).date().isoformat()
    try:
        return read_day(released).isoformat()
    except ValueError as error:
        message = f"conf.py: edition_released: {error}"
        raise EditionError(message) from error


def without_retirement(edition: PublishedEdition, name: str) -> Ledger:
    """Return the ledger without the retirement of an id.

    :raises EditionError: if the id is not retired, or its retirement has been released.
    """
    entry = edition.ledger.entries.get(name)
    if entry is None or entry.retired is None:
        raise EditionError(_("{name!r} is not retired.").format(name=name))
    if entry.retired.version:
        version = entry.retired.version
        raise EditionError(
            _(
                "the retirement of {name!r} was published in version {version} and cannot "
                "be undone: choose a new id."
            ).format(name=name, version=version)
        )
    return unretire(edition.ledger, name)


def with_retirement(
    edition: PublishedEdition, name: str, reason: str, successors: tuple[str, ...]
) -> Ledger:
    """Return the ledger with the retirement of an id.

    :raises EditionError: if the id is still in the sources or was never published, or a successor
        leads nowhere.
    """
    if name in edition.anchors:
        location = edition.location(name)
        raise EditionError(
            _("{location}: {name!r} is still here: remove it first.").format(
                location=location, name=name
            )
        )
    if name not in edition.ledger.entries:
        hint = did_you_mean(name, edition.ledger.entries)
        raise EditionError(
            _("{name!r} was never published. {hint}").format(name=name, hint=hint),
        )
    ledger = retire(edition.ledger, name, reason, tuple(dict.fromkeys(successors)))
    earlier = check_ledger(edition.ledger, edition.anchors)
    for problem in check_ledger(ledger, edition.anchors):
        if problem.subtype in _LEADS_NOWHERE and problem not in earlier:
            raise EditionError(problem.subtype.message(problem.args))
    return ledger
