"""Runs in which all kinds of build take turns, so that other load affects all of them equally."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import builds
import pdf
import peers
from measure import AbsentError, FailedError, Use, progress
from synthetic import Content, make_content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Set as AbstractSet

    Turn = Callable[[], Iterator[tuple[str, Use]]]


class Turns(NamedTuple):
    """The results of all runs."""

    uses: dict[str, list[Use]]
    """What each kind and step, such as ``ours clean``, used in each run."""
    problems: dict[str, Exception]
    """Why a kind has no figures: :class:`AbsentError` or :class:`FailedError`."""


def take(
    folder: Path, size: int, runs: int, parts: AbstractSet[str], tools: dict[str, str | None]
) -> Turns:
    """Build the same content below *folder* in *runs* runs, by every kind that *parts* need."""
    content = make_content(size)
    builds.prepare(folder, content)
    uses: dict[str, list[Use]] = {}
    problems: dict[str, Exception] = {}
    for i, (kind, turn) in itertools.product(
        range(runs), _turns(folder, content, parts, tools).items()
    ):
        if kind in problems:
            continue
        progress(f"{size:,} paragraphs, run {i + 1} of {runs}: {kind}")
        try:
            for step, use in turn():
                uses.setdefault(f"{kind} {step}", []).append(use)
        except (AbsentError, FailedError) as problem:
            problems[kind] = problem
    return Turns(
        {name: used for name, used in uses.items() if name.split()[0] not in problems}, problems
    )


def _turns(
    folder: Path, content: Content, parts: AbstractSet[str], tools: dict[str, str | None]
) -> dict[str, Turn]:
    """Return, by kind, the builds of a turn, for the kinds that *parts* need."""
    every: dict[str, tuple[set[str], Turn]] = {
        "ours": (
            {"clean", "again", "parallel", "mkdocs", "myst", "search"},
            lambda: _sphinx(folder / "ours", content, parts),
        ),
        "plain": (
            {"clean", "again", "search"},
            lambda: _sphinx(folder / "plain", content, parts - {"parallel"}),
        ),
        "mkdocs": (
            {"mkdocs"},
            lambda: _step(
                "clean", peers.mkdocs, folder / "mkdocs", content, _tool("mkdocs", tools)
            ),
        ),
        "myst": (
            {"myst"},
            lambda: _step("clean", peers.myst, folder / "myst", content, _tool("myst", tools)),
        ),
        "typst": (
            {"pdf"},
            lambda: _step("pdf", pdf.typst, folder / "ours", len(content.paragraphs)),
        ),
        "lualatex": (
            {"pdf"},
            lambda: _step("pdf", pdf.lualatex, folder / "plain", len(content.paragraphs)),
        ),
    }
    return {kind: turn for kind, (needed_by, turn) in every.items() if needed_by & parts}


def _sphinx(edition: Path, content: Content, parts: AbstractSet[str]) -> Iterator[tuple[str, Use]]:
    yield "clean", builds.clean(edition, content)
    if "again" in parts:
        yield from builds.again(edition, content)
    if "parallel" in parts:
        yield "parallel", builds.clean(edition, content, jobs=2)


def _step(name: str, build: Callable[..., Use], *arguments: object) -> Iterator[tuple[str, Use]]:
    yield name, build(*arguments)


def _tool(kind: str, tools: dict[str, str | None]) -> str:
    """Return the path of another tool.

    :raises AbsentError: if it was not named on the command line or does not exist.
    """
    named = tools[kind]
    path = shutil.which(named) if named else None
    if path is None:
        raise AbsentError(named or f"--{kind}")
    return str(Path(path).absolute())
