"""Types of command-line arguments: each reads a text, or raises an error in the user's language."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from ..core.model.front_matter import is_id, is_language
from ..core.model.ledger_format import VERSION, is_reason
from ..core.model.loci import read_locus
from ..core.model.problems import did_you_mean
from ..core.text.messages import _
from ..support.config import is_date
from ..support.dates import read_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable


def comma_list(text: str) -> list[str]:
    """Return the items of a list separated by Latin or Japanese commas."""
    return [part.strip() for part in text.replace("、", ",").split(",") if part.strip()]


def layer_list(text: str) -> list[str]:
    """Return the ids of a list of layers; ``none`` is the empty list."""
    return [] if text == "none" else comma_list(text)


def identifier(*examples: str, reserved: str = "") -> Callable[[str], str]:
    """Return a type that accepts an id.

    :param examples: ids for the error message.
    :param reserved: an id that is refused.
    """

    def read(text: str) -> str:
        if not is_id(text) or text == reserved:
            raise argparse.ArgumentTypeError(
                _("{text!r} is not an id (example: {examples})").format(
                    text=text, examples=", ".join(examples)
                )
            )
        return text

    return read


def language_tag(text: str) -> str:
    """Return a language tag."""
    if not is_language(text):
        raise argparse.ArgumentTypeError(
            _("{text!r} is not a language tag (example: ja)").format(text=text)
        )
    return text


def day(text: str) -> dt.date:
    """Return a date written as ``YYYY-MM-DD``."""
    try:
        return read_day(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def partial_date(text: str) -> str:
    """Return a year, month or day, such as ``1920`` or ``1920-04-01``."""
    if not is_date(text):
        raise argparse.ArgumentTypeError(
            _("{text!r} is not a date (example: 1920, 1920-04-01)").format(text=text)
        )
    return text


def number_up_to(maximum: int) -> Callable[[str], int]:
    """Return a type that accepts a number from 0 to *maximum*."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdecimal() and int(text) <= maximum):
            raise argparse.ArgumentTypeError(
                _("{text!r} is not a number from 0 to {maximum}").format(text=text, maximum=maximum)
            )
        return int(text)

    return read


def line_range(text: str) -> tuple[int, int]:
    """Return the first and the last of a range of lines, such as ``7-111``."""
    match = re.fullmatch(r"([1-9][0-9]{0,8})(?:-([1-9][0-9]{0,8}))?", text)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if last < first:
        raise argparse.ArgumentTypeError(
            _("{text!r} is not a range of lines (example: 7-111)").format(text=text)
        )
    return first, last


def paragraphs(text: str) -> str:
    """Return a locus in its canonical form."""
    reading = read_locus(text)
    if reading.locus is None:
        problem = reading.problem
        message = problem.subtype.message(problem.args) if problem else text
        raise argparse.ArgumentTypeError(message)
    return str(reading.locus)


def regular_expression(text: str) -> re.Pattern[str]:
    """Return a compiled regular expression."""
    try:
        return re.compile(text)
    except re.error as error:
        raise argparse.ArgumentTypeError(
            _("{text!r} is not a regular expression ({error})").format(text=text, error=error)
        ) from error


def version_number(text: str) -> str:
    """Return the number of a version, such as ``0.2.0``."""
    if not VERSION.fullmatch(text):
        raise argparse.ArgumentTypeError(
            _("{text!r} is not a version (example: 0.2.0)").format(text=text)
        )
    return text


def retirement_reason(text: str) -> str:
    """Return a reason on one line, which must not be empty."""
    if not is_reason(text):
        raise argparse.ArgumentTypeError(_("give a reason"))
    return " ".join(text.split())


def citation_style(*styles: str) -> Callable[[str], str]:
    """Return a type that accepts one of *styles*, and suggests the nearest."""

    def read(text: str) -> str:
        if text not in styles:
            hint = did_you_mean(text, styles)
            raise argparse.ArgumentTypeError(
                _("there is no style {text!r}. {hint}").format(text=text, hint=hint)
            )
        return text

    return read


def output_name(*names: str) -> Callable[[str], str]:
    """Return a type that accepts the name of something that can be built."""

    def read(text: str) -> str:
        if text not in names:
            raise argparse.ArgumentTypeError(
                _("{text!r} cannot be built (choose from {names})").format(
                    text=text, names=", ".join(names)
                )
            )
        return text

    return read
