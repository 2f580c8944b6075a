"""Read an edition together with its ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..core.model.ledger_format import LedgerError
from ..core.text.messages import _
from ..domain.edition_domain import domain_of
from ..domain.ledger_file import ledger_path, load_ledger
from .read_sources import read_sources
from .run_sphinx import EditionError

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..core.model.ledger import Anchor, Ledger


class PublishedEdition(NamedTuple):
    """An edition and its ledger."""

    app: Sphinx
    ledger_path: Path
    ledger: Ledger
    anchors: dict[str, Anchor]
    """The ids in the sources."""

    def location(self, name: str) -> str:
        """Return where the sources define an id, as ``file:line``."""
        anchor = self.anchors[name]
        path = Path(self.app.env.doc2path(anchor.docname)).relative_to(self.app.confdir)
        return f"{path.as_posix()}:{anchor.line or 1}"


def read_published_edition(root: Path) -> PublishedEdition:
    """Read an edition and its ledger; warnings about the sources are left to ``edition check``.

    :raises EditionError: if either cannot be read, or the edition keeps no ledger.
    """
    app, _warnings = read_sources(root)
    path = ledger_path(root, app.config)
    if path is None:
        raise EditionError(_("edition_ledger in conf.py is empty."))
    try:
        ledger = load_ledger(path)
    except LedgerError as error:
        message = f"{path.name}:{error.problem.line}: {error}"
        raise EditionError(message) from error
    return PublishedEdition(app, path, ledger, domain_of(app.env).anchors)
