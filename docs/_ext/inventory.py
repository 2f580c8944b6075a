"""The commands, arguments, directives and roles of the engine, which the reference documents."""

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
    """An argument of a command: its syntax, default and purpose."""

    written: str
    default: str
    purpose: str


class Command(NamedTuple):
    """A command: its words, usage, purpose, arguments and example."""

    name: str
    usage: str
    purpose: str
    arguments: tuple[Argument, ...]
    example: str


def commands(language: str) -> list[Command]:
    """Return every command, including subcommands, that does something itself."""
    with _locale(language):
        return list(map(_command, _leaves(make_parser())))


def _leaves(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    subparsers = [
        child
        for action in parser._actions  # noqa: SLF001
        if isinstance(action.choices, dict)
        for child in action.choices.values()
        if isinstance(child, argparse.ArgumentParser)
    ]
    for child in subparsers:
        yield from _leaves(child)
    if not subparsers:
        yield parser


def _command(parser: argparse.ArgumentParser) -> Command:
    arguments = tuple(
        Argument(_written(action), _default(action), action.help or "")
        for action in _arguments(parser)
    )
    with _locale("en"):
        usage = " ".join(parser.format_usage().removeprefix("usage: ").split())
    example = "".join((parser.epilog or "").partition("edition ")[1:])
    return Command(parser.prog, usage, parser.description or "", arguments, example)


def _arguments(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    actions = parser._actions  # noqa: SLF001
    return [a for a in actions if not isinstance(a, argparse._HelpAction)]  # noqa: SLF001


def _written(action: argparse.Action) -> str:
    takes_value = action.nargs != 0
    choices = "|".join(filter(None, map(str, action.choices or ())))
    metavar = str(action.metavar or choices or action.dest.upper()) if takes_value else ""
    return " ".join(filter(None, (", ".join(action.option_strings), metavar)))


def _default(action: argparse.Action) -> str:
    return "" if action.default in (None, False, [], "", argparse.SUPPRESS) else str(action.default)


@contextmanager
def _locale(lang: str) -> Iterator[None]:
    """Set the user's language, and a fixed terminal width without colours."""
    settings = {"LC_ALL": f"{lang}.UTF-8", "COLUMNS": "100", "NO_COLOR": "1"}
    with mock.patch.dict(os.environ, settings):
        yield


def directives() -> dict[str, Any]:
    """Return every directive by name: the domain's, and those registered with Sphinx."""
    return _registered("add_directive", EditionDomain.directives)


def roles() -> dict[str, Any]:
    """Return every role by name."""
    return _registered("add_role", EditionDomain.roles)


def _registered(method: str, of_domain: dict[str, Any]) -> dict[str, Any]:
    app = mock.MagicMock()
    setup_edition(app)
    calls = getattr(app, method).call_args_list
    return dict(sorted((of_domain | {call.args[0]: call.args[1] for call in calls}).items()))


def usage_of(markup: object) -> str:
    """Return the syntax of a directive: the code at the beginning of its docstring."""
    match = re.match(r"``(.+?)``(?!`)", getdoc(markup) or "")
    return match[1].replace("```", "`") if match else ""
