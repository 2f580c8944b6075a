"""What the commands on the ledger begin with: the edition as it is read now, and its ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..core.model.ledger_format import LedgerError
from ..domain.edition_domain import domain_of
from ..domain.ledger_file import ledger_path, load
from ..support.cli_text import say
from ..tasks.read_edition import read_edition
from ..tasks.run_sphinx import EditionError

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..core.model.ledger import Anchor, Ledger


class Published(NamedTuple):
    """An edition and its ledger."""

    app: Sphinx
    path: Path
    ledger: Ledger
    anchors: dict[str, Anchor]
    """The ids that stand in the edition."""

    def where(self, name: str) -> str:
        """Where an id stands in the sources, as ``file:line``."""
        anchor = self.anchors[name]
        path = Path(self.app.env.doc2path(anchor.docname)).relative_to(self.app.confdir)
        return f"{path.as_posix()}:{anchor.line or 1}"


def read(root: Path) -> Published:
    """Read an edition and its ledger; what is wrong with the sources is left to ``edition check``.

    :raises EditionError: if one of them cannot be read, or the edition keeps no ledger.
    """
    app, _ = read_edition(root)
    path = ledger_path(root, app.config)
    if path is None:
        raise EditionError(
            say("conf.py の edition_ledger が空である。", "edition_ledger in conf.py is empty.")
        )
    try:
        ledger = load(path)
    except LedgerError as error:
        message = f"{path.name}:{error.problem.line}: {error}"
        raise EditionError(message) from error
    return Published(app, path, ledger, domain_of(app.env).anchors)
