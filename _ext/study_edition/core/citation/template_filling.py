"""Fill templates in Python as a page's script fills them: see :mod:`.template_slots`.

A text is split at its slots once; each target then costs one join, so that thousands of pages can
be made from one text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from .locators import locator
from .person_names import FORMS
from .template_slots import CLOSE, OPEN, TEXT_CHANGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .citation_records import Target
    from .template_slots import Change

_SLOT = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")

BLANK_DATES = {
    "accessed.iso": "____-__-__",
    "accessed.ja": "____年__月__日",
    "accessed.dmy": "__ ________ ____",
    "accessed.mdy": "________ __, ____",
}
"""The day of access as a blank for the reader to fill in, for the slots of the prose styles."""


def split_slots(text: str) -> list[str]:
    """Split a template: text at even indexes, names of slots at odd ones."""
    return _SLOT.split(text)


def fill_slots(pieces: Sequence[str], value: Callable[[str], str]) -> str:
    """Join the pieces of a template; *value* is called once for each slot name."""
    known = {name: value(name) for name in set(pieces[1::2])}
    return "".join([known[piece] if i % 2 else piece for i, piece in enumerate(pieces)])


def slot_values(target: Target, others: Mapping[str, str]) -> Callable[[str], str]:
    """Return a function from slot name to the text for a citation of *target*.

    :param others: texts of slots that do not depend on the target, such as :data:`BLANK_DATES`.
    :raises KeyError: raised by the function if a slot is neither known nor among *others*.
    """
    known = dict(others)

    def value(slot: str) -> str:
        name, changes = _parse_slot(slot)
        if name not in known:
            known[name] = _target_text(target, name)
        text = known[name]
        for change in changes:
            text = change(text)
        return text

    return value


@cache
def _parse_slot(slot: str) -> tuple[str, tuple[Change, ...]]:
    """Split a slot into its name and its text changes."""
    name, *changes = slot.split("|")
    return name, tuple(TEXT_CHANGES[change] for change in changes)


def _target_text(target: Target, name: str) -> str:
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
