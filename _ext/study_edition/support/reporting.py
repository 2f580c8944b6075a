"""Reporting: every problem becomes one Sphinx warning with type, subtype and location."""

from __future__ import annotations

import logging as python_logging
import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging

from .cli_text import one_line

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..core.model.problems import Problem, Subtype

logger = logging.getLogger(__name__)

_SHADOWED = {
    # a repeated paragraph id: docutils gives no line
    "sphinx.sphinx.util.docutils": re.compile(r'Duplicate explicit target name: "p[0-9]+"'),
    # an unknown source: ours offers the nearest key, in the user's language
    "sphinx.sphinxcontrib.bibtex.domain": re.compile(r"could not find bibtex key"),
    # our own settings where the engine is not loaded: that is reported instead
    "sphinx.sphinx.config": re.compile(r"unknown config value 'edition_"),
    # front matter that is no YAML, or no mapping: MyST says so twice and not where
    "sphinx.myst_parser.warnings_": re.compile(r"Malformed YAML$|^YAML is not a dict"),
}
"""Logger to messages that ours replace with better ones."""


def report(problem: Problem) -> None:
    """Emit the warning for a problem found in the source."""
    warn(problem.subtype, (problem.docname, problem.line), **problem.args)


def warn(
    subtype: Subtype, location: tuple[str, int | None] | nodes.Node | str | None, **args: object
) -> None:
    """Emit a warning of type ``edition``.

    :param location: document and line, a path, or a node; a node without a line is located by its
        nearest ancestor that has one.
    :param args: what the message of *subtype* is filled with.
    """
    while isinstance(location, nodes.Node) and not location.line and location.parent is not None:
        location = location.parent
    logger.warning(
        "%s",
        one_line(subtype.message(args)),
        location=location,
        type="edition",
        subtype=subtype.label,
    )


class WarningCounter(python_logging.Handler):
    """Count the warnings of type ``edition`` while the counter is attached, in all processes."""

    def __init__(self) -> None:
        super().__init__(python_logging.WARNING)
        self.count = 0

    def emit(self, record: python_logging.LogRecord) -> None:
        """Count a record."""
        self.count += getattr(record, "type", None) == "edition"

    def attach(self) -> None:
        """Begin to count."""
        python_logging.getLogger(logging.NAMESPACE).addHandler(self)

    def detach(self) -> None:
        """Cease to count."""
        python_logging.getLogger(logging.NAMESPACE).removeHandler(self)


class _Shadowed(python_logging.Filter):
    """Drop the messages of another logger that ours replace."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        super().__init__()
        self.pattern = pattern

    def filter(self, record: python_logging.LogRecord) -> bool:
        """Return whether to keep a record."""
        return not self.pattern.search(record.getMessage())


def shadow() -> None:
    """Silence the messages that ours replace."""
    for name, pattern in _SHADOWED.items():
        other = python_logging.getLogger(name)
        if not any(isinstance(f, _Shadowed) for f in other.filters):
            other.addFilter(_Shadowed(pattern))


def setup(app: Sphinx) -> None:
    """Silence them, also where Sphinx is not run by the command."""
    shadow()
