"""Write a layer file from annotations, escaping their text so that none of it becomes markup."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ..model.front_matter import is_id, is_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .annotation import Annotation

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~$&^@]")
"""Characters that are markup in MyST anywhere."""
_OPENING = re.compile(r"(?P<mark>[!-/:-@\[-`{-~])|(?P<number>[0-9]{1,9})(?=[.)])")
"""Characters that are markup in MyST at the start of a line."""


class LayerHead(NamedTuple):
    """The front matter of a layer file."""

    layer: str
    title: str
    kind: str
    author: str
    lang: str
    license: str
    audience: str = "student"


def escape_line(line: str) -> str:
    """Escape a line of text so that MyST reads it literally."""
    opening = _OPENING.match(line)
    if opening and opening["mark"]:
        return f"\\{line[0]}{_SPECIAL.sub(_escaped, line[1:])}"
    if opening:
        number = opening["number"]
        return f"{number}\\{line[len(number)]}{_SPECIAL.sub(_escaped, line[len(number) + 1 :])}"
    return _SPECIAL.sub(_escaped, line)


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def write_layer(head: LayerHead, annotations: Sequence[Annotation]) -> str:
    """Return the text of a layer file.

    A note in a language other than the layer's is wrapped in a passage. Duplicate names get a
    number.
    """
    front = {
        key: json.dumps(value, ensure_ascii=False)
        if key in {"title", "author", "license"}
        else value
        for key, value in head._asdict().items()
    }
    lines = [
        "---",
        *(f"{key}: {value}" for key, value in front.items()),
        "---",
        f"# {escape_line(head.title)}",
        "",
    ]
    for annotation, name in zip(
        annotations, unique_names([a.name for a in annotations], head.layer), strict=True
    ):
        lines += [*_note(annotation, name, head.lang), ""]
    return "\n".join(lines)


def _note(annotation: Annotation, name: str, lang: str) -> list[str]:
    lines = [f"::::{{note}} {annotation.locus}", f":id: {name}"]
    if annotation.lemma:
        lines.append(f":lemma: {json.dumps(annotation.lemma, ensure_ascii=False)}")
    text: list[str] = []
    for line in annotation.text.split("\n"):
        text += ["", escape_line(line)]
    if annotation.lang and annotation.lang != lang and is_language(annotation.lang):
        text = ["", f":::{{lang}} {annotation.lang}", *text[1:], ":::"]
    return [*lines, *text, "::::"]


def unique_names(names: Sequence[str], layer: str) -> list[str]:
    """Make the names of notes within a layer from their ids: unique and not empty.

    ``note-tanaka-offset`` is ``offset`` in the layer ``tanaka``, and ``tanaka-offset`` in another.
    """
    unique: list[str] = []
    taken: set[str] = set()
    for number, name in enumerate(names, 1):
        local = name.removeprefix("note-").removeprefix(f"{layer}-") if is_id(name) else ""
        local = local if is_id(local) else f"n{number}"
        given, suffix = local, 2
        while local in taken:
            local, suffix = f"{given}-{suffix}", suffix + 1
        taken.add(local)
        unique.append(local)
    return unique


def most_common(values: Sequence[str], default: str) -> str:
    """Return the most common value that is not empty, or *default* if there is none."""
    counted = Counter(filter(None, values))
    return counted.most_common(1)[0][0] if counted else default
