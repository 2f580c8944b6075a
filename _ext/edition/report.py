"""Telling the user: every problem becomes one Sphinx warning with type, subtype and place."""

from __future__ import annotations

import logging as python_logging
import re
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from .core.problems import Problem, Subtype

logger = logging.getLogger(__name__)

_SHADOWED = re.compile(r'Duplicate explicit target name: "p[0-9]+"')


def report(problem: Problem) -> None:
    """Emit the warning for a problem found in the source."""
    warn(problem.subtype, (problem.docname, problem.line), **problem.args)


def warn(subtype: Subtype, location: tuple[str, int | None] | nodes.Node | str | None, **args: object) -> None:
    """Emit a warning of type ``edition`` at *location*."""
    logger.warning("%s", subtype.message(args), location=location, type="edition", subtype=subtype.label)


class _Shadowed(python_logging.Filter):
    """Drops docutils' word on a repeated paragraph id: it has no line, and ours follows with one."""

    def filter(self, record: python_logging.LogRecord) -> bool:
        return not _SHADOWED.search(record.getMessage())


def setup(app: Sphinx) -> None:
    """Silence the one message of docutils that ours replaces."""
    docutils_logger = python_logging.getLogger("sphinx.sphinx.util.docutils")
    if not any(isinstance(f, _Shadowed) for f in docutils_logger.filters):
        docutils_logger.addFilter(_Shadowed())
