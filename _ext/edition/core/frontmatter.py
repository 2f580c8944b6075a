"""The front matter of a layer file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import yaml

from .citation.record import Person
from .problems import Problem, Subtype, did_you_mean
from .records import Layer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KINDS = ("comment", "context", "counterpoint", "vocabulary", "question", "precis")
AUDIENCES = ("student", "instructor")
REQUIRED = ("layer", "title", "kind", "author", "lang", "license")
KEYS = (*REQUIRED, "audience")
FOREIGN = ("myst", "orphan", "tocdepth", "nocomments", "no-search", "html_meta", "substitutions")
"""Keys that belong to Sphinx and MyST and are left to them."""

_BLOCK = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$", re.MULTILINE | re.DOTALL)
_JAPANESE_NAME = re.compile("[ぁ-ヿ㐀-鿿々〆]+[ \u3000][ぁ-ヿ㐀-鿿々〆]+")
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
    YAML is a problem; so is an unknown key, a missing or repeated one and an unusable value, each with its line.
    """
    block = _BLOCK.match(text)
    if block is None:
        return FrontMatter(None, ())
    root = _compose(block["yaml"], docname)
    if isinstance(root, Problem):
        return FrontMatter(None, (root,))
    pairs = [(key, value) for key, value in root.value if isinstance(key, yaml.ScalarNode)] if isinstance(root, yaml.MappingNode) else []
    lines: dict[str, int] = {}
    for key, _ in pairs:
        lines.setdefault(key.value, key.start_mark.line + 2)
    if "layer" not in lines:
        return FrontMatter(None, ())
    values = {key.value: _plain(value) for key, value in pairs}
    problems = [*_wrong_keys(pairs, lines, docname), *_wrong_values(values, lines, docname)]
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
        audience=str(values.get("audience") or ("?" if "audience" in lines else "student")),  # what cannot be read is for no student
        author_en=author.get("en") or "",
    )
    return FrontMatter(layer, tuple(problems))


def _both(value: str | dict[str, str] | None) -> dict[str, str]:
    """A value that may be given in two languages, by language."""
    return value if isinstance(value, dict) else {"ja": value or ""}


def _compose(text: str, docname: str) -> yaml.Node | Problem | None:
    """The nodes of a YAML text, or what is wrong with it."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 2
        detail = f"U+{ord(error.character):04X}" if isinstance(error.character, str) else f"U+{error.character:04X}"
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        detail = error.problem or error.context or "YAML"
    except RecursionError:
        line, detail = 1, "nesting"
    else:
        return _wrong_value(root, docname) or root
    return Problem(Subtype.BAD_FRONT_MATTER, docname, line, {"detail": detail})


def _wrong_value(root: yaml.Node | None, docname: str) -> Problem | None:
    """The first value that cannot be made although its form is right, such as 2026-99-99 or ``!tag x``."""
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if not isinstance(key, yaml.ScalarNode):
            return Problem(Subtype.BAD_FRONT_MATTER, docname, key.start_mark.line + 2, {"detail": "key"})
        try:
            yaml.SafeLoader("").construct_document(value)
        except Exception as error:  # noqa: BLE001  PyYAML lets through whatever a constructor raises
            detail = getattr(error, "problem", None) or " ".join(str(error).split()) or type(error).__name__
            return Problem(Subtype.BAD_FRONT_MATTER, docname, value.start_mark.line + 2, {"detail": detail})
    return None


def _wrong_keys(pairs: list[tuple[yaml.ScalarNode, yaml.Node]], lines: dict[str, int], docname: str) -> Iterator[Problem]:
    for key, line in lines.items():
        if key not in KEYS and key not in FOREIGN:
            yield Problem(Subtype.UNKNOWN_LAYER_KEY, docname, line, {"key": key, "hint": did_you_mean(key, KEYS)})
    for node, _ in pairs:
        if node.value in KEYS and node.start_mark.line + 2 != lines[node.value]:
            yield Problem(Subtype.REPEATED_LAYER_KEY, docname, node.start_mark.line + 2, {"key": node.value})


def _wrong_values(values: dict[str, str | dict[str, str] | None], lines: dict[str, int], docname: str) -> Iterator[Problem]:
    tests: dict[str, tuple[Callable[[str], object], str]] = {
        "layer": (is_id, "a-z, 0-9, -"),
        "kind": (KINDS.__contains__, ", ".join(KINDS)),
        "audience": (AUDIENCES.__contains__, ", ".join(AUDIENCES)),
        "lang": (_LANG.fullmatch, "ja, en, …"),
        "author": (bool, "…, {ja: …, en: …}"),
        "license": (bool, "CC-BY-4.0, …"),
        "title": (bool, "…, {ja: …, en: …}"),
    }
    for key, (test, choices) in tests.items():
        value = values.get(key)
        if key in {"title", "author"} and isinstance(value, dict):
            value = value.get("ja") or value.get("en")
        if not value:
            if key in REQUIRED or key in lines:
                yield Problem(Subtype.MISSING_LAYER_KEY, docname, lines.get(key, lines["layer"]), {"key": key})
        elif not (isinstance(value, str) and test(value)):
            yield Problem(Subtype.BAD_LAYER_VALUE, docname, lines[key], {"key": key, "value": value, "choices": choices})


def _plain(node: yaml.Node) -> str | dict[str, str] | None:
    """A value as text, or as a mapping of texts; ``no`` stays ``no``, and nothing is None.

    Anything else, such as a list, is None too: no key takes it.
    """
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): str(value.value) for key, value in node.value if isinstance(value, yaml.ScalarNode)}
    if isinstance(node, yaml.ScalarNode) and node.tag != "tag:yaml.org,2002:null":
        return str(node.value)
    return None


def author_of(layer: Layer) -> Person:
    """The author of a layer as cited: 山田 花子 is parted at its space, ``Yamada, Hanako`` at its comma."""
    family, _, given = layer.author_en.partition(",")
    native, native_family = layer.author, layer.author
    if _JAPANESE_NAME.fullmatch(layer.author):
        native_family, rest = layer.author.split()
        native = native_family + rest
    return Person(family.strip() or native, given.strip(), native, native_family)
