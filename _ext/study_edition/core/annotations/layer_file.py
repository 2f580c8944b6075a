"""Writing a layer file from annotations: what is in them is text, whatever it looks like."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ..model.front_matter import is_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .annotation import Annotation

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~$&^@]")
"""What MyST takes as markup wherever it stands."""
_OPENING = re.compile(r"(?P<mark>[!-/:-@\[-`{-~])|(?P<number>[0-9]{1,9})(?=[.)])")
"""What MyST takes as markup where a line begins."""
_LANG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")


class Head(NamedTuple):
    """The front matter of a layer to be written."""

    layer: str
    title: str
    kind: str
    author: str
    lang: str
    license: str
    audience: str = "student"


def escape(line: str) -> str:
    """A line of text that MyST reads as itself."""
    opening = _OPENING.match(line)
    if opening and opening["mark"]:
        return f"\\{line[0]}{_SPECIAL.sub(_escaped, line[1:])}"
    if opening:
        number = opening["number"]
        return f"{number}\\{line[len(number)]}{_SPECIAL.sub(_escaped, line[len(number) + 1 :])}"
    return _SPECIAL.sub(_escaped, line)


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def write_layer(head: Head, annotations: Sequence[Annotation]) -> str:
    """The text of the file.

    A note in another language than the layer's stands in a passage of its own. Two notes of one name get a number.
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
        f"# {escape(head.title)}",
        "",
    ]
    for annotation, name in zip(
        annotations, local_names([a.name for a in annotations], head.layer), strict=True
    ):
        lines += [*_note(annotation, name, head.lang), ""]
    return "\n".join(lines)


def _note(annotation: Annotation, name: str, lang: str) -> list[str]:
    lines = [f"::::{{note}} {annotation.locus}", f":id: {name}"]
    if annotation.lemma:
        lines.append(f":lemma: {json.dumps(annotation.lemma, ensure_ascii=False)}")
    text: list[str] = []
    for line in annotation.text.split("\n"):
        text += ["", escape(line)]
    if annotation.lang and annotation.lang != lang and _LANG.fullmatch(annotation.lang):
        text = ["", f":::{{lang}} {annotation.lang}", *text[1:], ":::"]
    return [*lines, *text, "::::"]


def local_names(names: Sequence[str], layer: str) -> list[str]:
    """The names of notes within a layer, from their ids: each is there once, and none is empty.

    ``note-tanaka-offset`` is ``offset`` in the layer ``tanaka``, and ``tanaka-offset`` in another.
    """
    made: list[str] = []
    taken: set[str] = set()
    for number, name in enumerate(names, 1):
        local = name.removeprefix("note-").removeprefix(f"{layer}-") if is_id(name) else ""
        local = local if is_id(local) else f"n{number}"
        given, again = local, 2
        while local in taken:
            local, again = f"{given}-{again}", again + 1
        taken.add(local)
        made.append(local)
    return made


def most(values: Sequence[str], default: str) -> str:
    """The value that is there most often, the first of them; *default* if there is none."""
    counted = Counter(filter(None, values))
    return counted.most_common(1)[0][0] if counted else default
