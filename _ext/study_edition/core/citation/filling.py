"""Filling templates: what :mod:`.slots` left open, put in by Python, as a page's script puts it in.

A text is cut at its slots once; after that a target costs one join, so that thousands of pages can be made from one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from .locators import locator
from .person_names import FORMS
from .slots import CHANGES, CLOSE, OPEN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .citation_records import Target
    from .slots import Change

_SLOT = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")

BLANK = {
    "accessed.iso": "____-__-__",
    "accessed.ja": "____年__月__日",
    "accessed.dmy": "__ ________ ____",
    "accessed.mdy": "________ __, ____",
}
"""The day of access left to the reader, by the slots that prose styles have for it."""


def cut(text: str) -> list[str]:
    """The pieces of a template: at even places text, at odd places the names of slots."""
    return _SLOT.split(text)


def fill(pieces: Sequence[str], value: Callable[[str], str]) -> str:
    """The text; *value* gives what stands for a slot, and is asked once for each name."""
    known = {name: value(name) for name in set(pieces[1::2])}
    return "".join([known[piece] if i % 2 else piece for i, piece in enumerate(pieces)])


def values(target: Target, others: Mapping[str, str]) -> Callable[[str], str]:
    """What gives the text for a slot of a citation of *target*.

    :param others: texts for slots that do not depend on the target, such as :data:`BLANK`.
    :raises KeyError: if a slot is none of a citation, nor among *others*.
    """
    known = dict(others)

    def value(slot: str) -> str:
        name, changes = _read(slot)
        if name not in known:
            known[name] = _own(target, name)
        text = known[name]
        for change in changes:
            text = change(text)
        return text

    return value


@cache
def _read(slot: str) -> tuple[str, tuple[Change, ...]]:
    """The name of a slot, and what is to be done to its text."""
    name, *changes = slot.split("|")
    return name, tuple(CHANGES[change] for change in changes)


def _own(target: Target, name: str) -> str:
    kind, _, form = name.partition(".")
    if kind == "locus" and target.locus:
        return locator(target.locus, form)
    if kind == "author" and target.author:
        return FORMS[form](target.author)
    title = target.title
    return {
        "id": target.id,
        "path": target.path,
        "title": title.own if title else "",
        "english": title.english if title else "",
    }[name]
