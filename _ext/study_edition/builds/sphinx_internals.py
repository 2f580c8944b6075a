"""What builds use of Sphinx that it does not document, with a way to do without each of it.

No other module uses such names (``tests/builds/test_sphinx_internals.py``). A version of Sphinx in
which one of them is gone builds the same files, but more slowly; ``sphinx-build -v`` names what is
missing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sphinx import __display_version__
from sphinx.locale import get_translation
from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

_logger = logging.getLogger(__name__)
_translate = get_translation("sphinx", "console")


def _find(module: str, name: str) -> Any:  # noqa: ANN401  Sphinx's
    """Return what a module of Sphinx calls *name*; None if it has no such thing."""
    try:
        return getattr(import_module(module), name, None)
    except ImportError:
        return None


_tasks = _find("sphinx.util.parallel", "ParallelTasks")
_phases = _find("sphinx.util.build_phase", "BuildPhase")
_progress = _find("sphinx.util.display", "status_iterator")


def missing_internals(builder: Builder) -> list[str]:
    """Return the names that this version of Sphinx lacks."""
    modules = {"ParallelTasks": _tasks, "BuildPhase": _phases, "status_iterator": _progress}
    return [
        *(name for name, found in modules.items() if found is None),
        *(name for name in ("parallel_ok", "write_doc_serialized") if not hasattr(builder, name)),
        *([] if knows_kept_doctrees(builder.env) else ["_write_doc_doctree_cache"]),
    ]


def _doctrees(env: BuildEnvironment) -> dict[str, object] | None:
    return getattr(env, "_write_doc_doctree_cache", None)


def knows_kept_doctrees(env: BuildEnvironment) -> bool:
    """Return whether :func:`drop_doctrees` can drop what Sphinx keeps in memory."""
    return _doctrees(env) is not None


def drop_doctrees(env: BuildEnvironment) -> None:
    """Drop the doctrees in memory; Sphinx reads those it does not find there from disk.

    Without the name they stay in memory.
    """
    if (kept := _doctrees(env)) is not None:
        kept.clear()


def may_write_in_processes(builder: Builder) -> bool:
    """Return whether this build may write whole pages in several processes.

    Without one of the names Sphinx's own way of writing is left to it.
    """
    return (
        None not in {_tasks, _phases, _progress}
        and hasattr(builder, "write_doc_serialized")
        and getattr(builder, "parallel_ok", False)
    )


def parallel_tasks(processes: int) -> Any:  # noqa: ANN401  Sphinx's
    """Return Sphinx's queue of tasks for several processes; see :func:`may_write_in_processes`."""
    return _tasks(processes)


def progress_of_writing(shares: Sequence[Collection[str]], verbosity: int) -> Iterator[object]:
    """Return an iterator that shows the progress; each step says that a share has been written."""
    label = _translate("writing output... ")
    return iter(
        _progress(shares, label, "darkgreen", len(shares), verbosity, lambda share: share[-1])
    )


def write_whole_page(builder: Builder, docname: str) -> None:
    """Resolve and write a document's page as Sphinx does when it writes one page after another."""
    builder.phase = _phases.RESOLVING
    doctree = builder.env.get_and_resolve_doctree(docname, builder, tags=builder.tags)
    builder.phase = _phases.WRITING
    builder.write_doc_serialized(docname, doctree)
    builder.write_doc(docname, doctree)


def report_missing_internals(app: Sphinx) -> None:
    """Name what is missing in a verbose build (event ``builder-inited``)."""
    if missing := missing_internals(app.builder):
        message = "Sphinx %s lacks %s: the edition is built more slowly"
        _logger.verbose(message, __display_version__, ", ".join(missing))


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("builder-inited", report_missing_internals)
