"""The front matter of a layer file."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import yaml

from .problems import Problem, Subtype, did_you_mean
from .records import Layer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SCHEMA = "layer.schema.json"
"""The published schema of the front matter, from which its keys and their choices are taken."""
_SCHEMA = json.loads((files(__package__) / SCHEMA).read_text("utf-8"))
KINDS: tuple[str, ...] = tuple(_SCHEMA["properties"]["kind"]["enum"])
AUDIENCES: tuple[str, ...] = tuple(_SCHEMA["properties"]["audience"]["enum"])
COLOURS: tuple[str, ...] = tuple(_SCHEMA["properties"]["colour"]["enum"])
REQUIRED: tuple[str, ...] = tuple(_SCHEMA["required"])
FOREIGN = ("orphan", "tocdepth", "nocomments", "no-search")
"""Keys that belong to Sphinx and are left to it."""
KEYS: tuple[str, ...] = tuple(key for key in _SCHEMA["properties"] if key not in FOREIGN)
REFUSED = ("myst", "html_meta", "substitutions")
"""Keys of MyST that no file may use: they switch HTML on, write into a page's head, and run templates."""

_BLOCK = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$", re.MULTILINE | re.DOTALL)
_ID = re.compile(r"[a-z][a-z0-9-]*")
_LANG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")


Value = str | dict[str, str] | None
"""What is written after a key: text, texts by language, or nothing that can be used."""


class FrontMatter(NamedTuple):
    """The layer that a file declares, if any, and what is wrong with its front matter."""

    layer: Layer | None
    problems: tuple[Problem, ...]

    @property
    def is_layer(self) -> bool:
        """Whether the file is to be read as a layer, also if what it declares cannot be used."""
        return self.layer is not None or any(
            problem.subtype is not Subtype.KEY_REFUSED for problem in self.problems
        )


def is_id(text: str) -> bool:
    """Whether *text* can be an id of the edition: ``[a-z][a-z0-9-]*``."""
    return _ID.fullmatch(text) is not None


def is_language(text: str) -> bool:
    """Whether *text* has the form of a language tag: ``ja``, ``en-GB``."""
    return _LANG.fullmatch(text) is not None


def read_front_matter(text: str, docname: str) -> FrontMatter:
    """Read the layer declared at the head of a MyST file.

    A file without front matter, or whose front matter has no ``layer`` key, declares none. Malformed
    YAML is a problem; so is an unknown key, a missing or repeated one and an unusable value, each with its line.
    """
    block = _BLOCK.match(text)
    if block is None:
        return FrontMatter(None, ())
    root = _compose(block["yaml"], docname)
    if isinstance(root, Problem):
        return FrontMatter(None, (root,))
    pairs = (
        [(key, value) for key, value in root.value if isinstance(key, yaml.ScalarNode)]
        if isinstance(root, yaml.MappingNode)
        else []
    )
    lines: dict[str, int] = {}
    for key, _ in pairs:
        lines.setdefault(key.value, key.start_mark.line + 2)
    refused = [
        Problem(Subtype.KEY_REFUSED, docname, lines[key], {"key": key})
        for key in REFUSED
        if key in lines
    ]
    if "layer" not in lines:
        return FrontMatter(None, tuple(refused))
    values = {key.value: _plain(value) for key, value in pairs}
    problems = [
        *refused,
        *_wrong_keys(pairs, lines, docname),
        *_wrong_values(values, lines, docname),
    ]
    if not is_id(str(values["layer"])):
        return FrontMatter(None, tuple(problems))
    title, author = _both(values.get("title")), _both(values.get("author"))
    layer = Layer(
        id=str(values["layer"]),
        docname=docname,
        title=title.get("ja") or title.get("en") or "",
        title_en=title.get("en") or "",
        kind=str(values.get("kind") or "comment"),
        author=author.get("ja") or author.get("en") or "",
        lang=str(values.get("lang") or "ja"),
        license=str(values.get("license") or ""),
        audience=str(
            values.get("audience") or ("?" if "audience" in lines else "student")
        ),  # what cannot be read is for no student
        author_en=author.get("en") or "",
        colour=str(values.get("colour") or ""),
    )
    return FrontMatter(layer, tuple(problems))


def without_front_matter(text: str) -> str:
    """A text whose front matter is empty lines, so that what follows keeps its place."""
    return _BLOCK.sub(lambda block: "\n" * block[0].count("\n"), text)


def _both(value: Value) -> dict[str, str]:
    """A value that may be given in two languages, by language."""
    return value if isinstance(value, dict) else {"ja": value or ""}


def _compose(text: str, docname: str) -> yaml.Node | Problem | None:
    """The nodes of a YAML text, or what is wrong with it."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 2
        detail = (
            f"U+{ord(error.character):04X}"
            if isinstance(error.character, str)
            else f"U+{error.character:04X}"
        )
    except yaml.MarkedYAMLError as error:
        unfinished = "expected ':'" in (
            error.problem or ""
        )  # the line without its colon is where the key began
        mark = error.context_mark if unfinished and error.context_mark else error.problem_mark
        line = mark.line + 2 if mark else 1
        detail = error.problem or error.context or "YAML"
    except RecursionError:
        lines = text.splitlines()
        line, detail = (
            max(range(len(lines)), key=lambda at: len(re.findall(r"[\[{]", lines[at]))) + 2,
            "nesting",
        )
    else:
        return _wrong_value(root, docname) or root
    return Problem(Subtype.BAD_FRONT_MATTER, docname, line, {"detail": detail})


def _wrong_value(root: yaml.Node | None, docname: str) -> Problem | None:
    """The first value that cannot be made although its form is right, such as 2026-99-99 or ``!tag x``."""
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if not isinstance(key, yaml.ScalarNode):
            return Problem(
                Subtype.BAD_FRONT_MATTER, docname, key.start_mark.line + 2, {"detail": "key"}
            )
        try:
            yaml.SafeLoader("").construct_document(value)
        except Exception as error:
            detail = (
                getattr(error, "problem", None)
                or " ".join(str(error).split())
                or type(error).__name__
            )
            return Problem(
                Subtype.BAD_FRONT_MATTER, docname, value.start_mark.line + 2, {"detail": detail}
            )
    return None


def _wrong_keys(
    pairs: list[tuple[yaml.ScalarNode, yaml.Node]], lines: dict[str, int], docname: str
) -> Iterator[Problem]:
    for key, line in lines.items():
        if key not in (*KEYS, *FOREIGN, *REFUSED):
            yield Problem(
                Subtype.UNKNOWN_LAYER_KEY,
                docname,
                line,
                {"key": key, "hint": did_you_mean(key, KEYS)},
            )
    for node, _ in pairs:
        if node.value in KEYS and node.start_mark.line + 2 != lines[node.value]:
            yield Problem(
                Subtype.REPEATED_LAYER_KEY, docname, node.start_mark.line + 2, {"key": node.value}
            )


def _wrong_values(
    values: dict[str, Value], lines: dict[str, int], docname: str
) -> Iterator[Problem]:
    tests: dict[str, tuple[Callable[[str], object], str]] = {
        "layer": (is_id, "a-z, 0-9, -"),
        "kind": (KINDS.__contains__, ", ".join(KINDS)),
        "audience": (AUDIENCES.__contains__, ", ".join(AUDIENCES)),
        "colour": (COLOURS.__contains__, ", ".join(COLOURS)),
        "lang": (is_language, "ja, en, …"),
        "author": (bool, "…, {ja: …, en: …}"),
        "license": (bool, "CC-BY-4.0, …"),
        "title": (bool, "…, {ja: …, en: …}"),
    }
    for key, (test, choices) in tests.items():
        value = values.get(key)
        if key in {"title", "author"} and isinstance(value, dict):
            other = [name for name, words in value.items() if name not in {"ja", "en"} or not words]
            value = value.get("ja") or value.get("en")
            if value and other:
                yield Problem(
                    Subtype.BAD_LAYER_VALUE,
                    docname,
                    lines[key],
                    {"key": key, "value": f"{{{other[0]}: …}}", "choices": choices},
                )
        if not value:
            if key in REQUIRED or key in lines:
                yield Problem(
                    Subtype.MISSING_LAYER_KEY, docname, lines.get(key, lines["layer"]), {"key": key}
                )
        elif not (isinstance(value, str) and test(value)):
            yield Problem(
                Subtype.BAD_LAYER_VALUE,
                docname,
                lines[key],
                {"key": key, "value": value, "choices": choices},
            )


def _plain(node: yaml.Node) -> Value:
    """A value as text, or as a mapping of texts; ``no`` stays ``no``, and nothing is None.

    Within a mapping what is no text is empty. Anything else, such as a list, is None too: no key takes it.
    """
    if isinstance(node, yaml.MappingNode):
        pairs = ((str(key.value), _plain(value)) for key, value in node.value)
        return {key: value if isinstance(value, str) else "" for key, value in pairs}
    if isinstance(node, yaml.ScalarNode) and node.tag != "tag:yaml.org,2002:null":
        return str(node.value)
    return None
