"""The front matter of a layer file."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from .problems import Problem, Subtype, did_you_mean
from .records import Layer

KINDS = ("comment", "context", "counterpoint", "vocabulary", "question", "precis")
AUDIENCES = ("student", "instructor")
REQUIRED = ("layer", "title", "kind", "author", "lang", "license")
KEYS = (*REQUIRED, "audience")
FOREIGN = ("myst", "orphan", "tocdepth", "nocomments", "no-search", "html_meta", "substitutions")
"""Keys that belong to Sphinx and MyST and are left to them."""

_BLOCK = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$", re.MULTILINE | re.DOTALL)
_ID = re.compile(r"[a-z][a-z0-9-]*")
_LANG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")


class FrontMatter(NamedTuple):
    """The layer that a file declares, if any, and what is wrong with its front matter."""

    layer: Layer | None
    problems: tuple[Problem, ...]


def is_id(text: str) -> bool:
    """Whether *text* can be an id of the edition: ``[a-z][a-z0-9-]*``."""
    return _ID.fullmatch(text) is not None


def read_front_matter(text: str, docname: str) -> FrontMatter:
    """Read the layer declared at the head of a MyST file.

    A file without front matter, or whose front matter has no ``layer`` key, declares none. Malformed
    YAML is a problem; so is an unknown key, a missing one and an unusable value, each with its line.
    """
    block = _BLOCK.match(text)
    if block is None:
        return FrontMatter(None, ())
    try:
        root = yaml.compose(block["yaml"], Loader=yaml.SafeLoader)
    except yaml.reader.ReaderError as error:
        line = block["yaml"].count("\n", 0, error.position) + 2
        args = {"detail": f"U+{error.character:04X}"}
        return FrontMatter(None, (Problem(Subtype.BAD_FRONT_MATTER, docname, line, args),))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        detail = error.problem or error.context or "YAML"
        return FrontMatter(None, (Problem(Subtype.BAD_FRONT_MATTER, docname, line, {"detail": detail}),))
    if not isinstance(root, yaml.MappingNode):
        return FrontMatter(None, ())
    pairs = [(key, value) for key, value in root.value if isinstance(key, yaml.ScalarNode)]
    lines = {key.value: key.start_mark.line + 2 for key, _ in pairs}
    if "layer" not in lines:
        return FrontMatter(None, ())
    values = {key.value: _plain(value) for key, value in pairs}
    problems = [
        Problem(Subtype.UNKNOWN_LAYER_KEY, docname, line, {"key": key, "hint": did_you_mean(key, KEYS)})
        for key, line in lines.items()
        if key not in KEYS and key not in FOREIGN
    ]
    problems += [Problem(Subtype.MISSING_LAYER_KEY, docname, lines["layer"], {"key": key}) for key in REQUIRED if key not in lines]
    for key, test, choices in (
        ("layer", is_id, "a-z, 0-9, -"),
        ("kind", KINDS.__contains__, ", ".join(KINDS)),
        ("audience", AUDIENCES.__contains__, ", ".join(AUDIENCES)),
        ("lang", _LANG.fullmatch, "ja, en, …"),
    ):
        value = values.get(key)
        if value is not None and not (isinstance(value, str) and test(value)):
            args = {"key": key, "value": value, "choices": choices}
            problems.append(Problem(Subtype.BAD_LAYER_VALUE, docname, lines[key], args))
    title = values.get("title", "")
    both = title if isinstance(title, dict) else {"ja": title}
    layer = Layer(
        id=str(values["layer"]),
        docname=docname,
        title=both.get("ja") or both.get("en", ""),
        title_en=both.get("en", ""),
        kind=str(values.get("kind", "comment")),
        author=str(values.get("author", "")),
        lang=str(values.get("lang", "ja")),
        license=str(values.get("license", "")),
        audience=str(values.get("audience", "student")),
    )
    return FrontMatter(layer if not problems or is_id(layer.id) else None, tuple(problems))


def _plain(node: yaml.Node) -> str | dict[str, str]:
    """A value as text, or as a mapping of texts; ``no`` stays ``no`` and ``1.0`` stays ``1.0``."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): str(value.value) for key, value in node.value}
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    return ", ".join(str(item.value) for item in node.value)
