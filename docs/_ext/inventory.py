"""What the code has that the reference tells of: the commands with their arguments, the directives, the roles."""

from __future__ import annotations

import argparse
import os
import re
from contextlib import contextmanager
from inspect import getdoc
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest import mock

from study_edition import setup as setup_edition
from study_edition.commands.cli import make_parser
from study_edition.domain.edition_domain import EditionDomain

if TYPE_CHECKING:
    from collections.abc import Iterator


class Argument(NamedTuple):
    """An argument of a command: how it is written, its default, and what it is for."""

    written: str
    default: str
    ja: str
    en: str


class Command(NamedTuple):
    """A command: its words, usage, purpose, arguments and example."""

    name: str
    usage: str
    ja: str
    en: str
    arguments: tuple[Argument, ...]
    example_ja: str
    example_en: str


def commands() -> list[Command]:
    """Every command that does something, with the commands within commands."""
    with _locale("ja"):
        japanese = list(_leaves(make_parser()))
    with _locale("en"):
        english = list(_leaves(make_parser()))
        return [_command(ja, en) for ja, en in zip(japanese, english, strict=True)]


def _leaves(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    inner = [
        child
        for action in parser._actions
        if isinstance(action.choices, dict)
        for child in action.choices.values()
    ]  # noqa: SLF001
    inner = [child for child in inner if isinstance(child, argparse.ArgumentParser)]
    for child in inner:
        yield from _leaves(child)
    if not inner:
        yield parser


def _command(ja: argparse.ArgumentParser, en: argparse.ArgumentParser) -> Command:
    pairs = zip(_arguments(ja), _arguments(en), strict=True)
    arguments = tuple(
        Argument(_written(e), _default(e), j.help or "", e.help or "") for j, e in pairs
    )
    usage = " ".join(en.format_usage().removeprefix("usage: ").split())
    examples = [(parser.epilog or "").partition("edition ") for parser in (ja, en)]
    return Command(
        en.prog,
        usage,
        ja.description or "",
        en.description or "",
        arguments,
        *("".join(parts[1:]) for parts in examples),
    )


def _arguments(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    return [action for action in parser._actions if not isinstance(action, argparse._HelpAction)]  # noqa: SLF001


def _written(action: argparse.Action) -> str:
    takes = action.nargs != 0
    choices = "|".join(filter(None, map(str, action.choices or ())))
    metavar = str(action.metavar or choices or action.dest.upper()) if takes else ""
    return " ".join(filter(None, (", ".join(action.option_strings), metavar)))


def _default(action: argparse.Action) -> str:
    return "" if action.default in (None, False, [], "", argparse.SUPPRESS) else str(action.default)


@contextmanager
def _locale(lang: str) -> Iterator[None]:
    """What the code says to a user of that language, on a terminal of one width."""
    with mock.patch.dict(
        os.environ, {"LC_ALL": f"{lang}.UTF-8", "COLUMNS": "100", "NO_COLOR": "1"}
    ):
        yield


def directives() -> dict[str, type]:
    """Every directive of the engine, by its name: those of its domain, and those it registers with Sphinx."""
    return _registered("add_directive", EditionDomain.directives)


def roles() -> dict[str, Any]:
    """Every role of the engine, by its name."""
    return _registered("add_role", EditionDomain.roles)


def _registered(method: str, domain: dict[str, Any]) -> dict[str, Any]:
    app = mock.MagicMock()
    setup_edition(app)
    return dict(
        sorted(
            {
                **domain,
                **{call.args[0]: call.args[1] for call in getattr(app, method).call_args_list},
            }.items()
        )
    )


def usage_of(found: object) -> str:
    """How it is written: what stands as code at the beginning of its docstring."""
    match = re.match(r"``(.+?)``(?!`)", getdoc(found) or "")
    return match[1].replace("```", "`") if match else ""
