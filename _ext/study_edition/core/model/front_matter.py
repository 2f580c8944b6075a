"""The front matter of a layer file."""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import yaml

from .problems import Problem, Subtype, did_you_mean
from .records import Layer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

SCHEMA = "layer.schema.json"
"""The published schema of the front matter; it defines the keys and their choices."""
_SCHEMA = json.loads((files(__package__) / SCHEMA).read_text("utf-8"))
KINDS: tuple[str, ...] = tuple(_SCHEMA["properties"]["kind"]["enum"])
AUDIENCES: tuple[str, ...] = tuple(_SCHEMA["properties"]["audience"]["enum"])
COLOURS: tuple[str, ...] = tuple(_SCHEMA["properties"]["colour"]["enum"])
REQUIRED: tuple[str, ...] = tuple(_SCHEMA["required"])
SPHINX_KEYS = ("orphan", "tocdepth", "nocomments", "no-search")
"""Keys that Sphinx reads itself."""
KEYS: tuple[str, ...] = tuple(key for key in _SCHEMA["properties"] if key not in SPHINX_KEYS)
REFUSED_KEYS = ("myst", "html_meta", "substitutions")
"""Keys of MyST that no file may use: they enable HTML, write to a page's head, run templates."""

FOLDER = "layers"
"""The folder under ``source/`` whose files are layers; only its ``index`` is a page."""

_BLOCK = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$", re.MULTILINE | re.DOTALL)
_OTHER_END = re.compile(r"^ {0,3}-{3,}[ \t]*$", re.MULTILINE)
"""What MyST takes for the end of front matter as well."""
_RULE = re.compile(r"[-\u2010-\u2015\u2212\u30fc_=+*~`](?:\s?[-\u2010-\u2015\u2212\u30fc_=+*~`])+")
"""The beginning of a line that may be meant to open front matter."""
_KEY = re.compile(r"[\s>\"'“‘#*-]*(?P<key>\w[\w ]{1,20}?)[\"'”’]?\s*[:=]")
MAX_NESTING = 20
"""Collections of YAML within each other; a layer's front matter has two."""
_LOOKED_AT = 80
"""Lines at the top of a file in which front matter is looked for."""
_TELLING = ("layer", "audience")
"""Keys that no other front matter has."""
_OF_LAYERS = ("layer", "audience", "kind", "license", "colour")
ID = re.compile(r"[a-z][a-z0-9-]*")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")


Value = str | dict[str, str] | None
"""The value of a key: a text, texts by language, or None if it is neither."""


class FrontMatter(NamedTuple):
    """The layer that a file declares, if any, and the problems of its front matter."""

    layer: Layer | None
    problems: tuple[Problem, ...]

    @property
    def is_layer(self) -> bool:
        """Whether the file should be read as a layer, even if its declaration is faulty."""
        return self.layer is not None or self.is_doubtful

    @property
    def is_doubtful(self) -> bool:
        """Whether the declaration is faulty, so that it is not known for whom the file is."""
        return any(problem.subtype is not Subtype.KEY_REFUSED for problem in self.problems)


def is_id(text: str) -> bool:
    """Return whether *text* can be an id of the edition: ``[a-z][a-z0-9-]*``."""
    return ID.fullmatch(text) is not None


def is_language(text: str) -> bool:
    """Return whether *text* has the form of a language tag: ``ja``, ``en-GB``."""
    return LANGUAGE.fullmatch(text) is not None


def read_front_matter(text: str, docname: str) -> FrontMatter:
    """Read the layer declared in the front matter of a MyST file.

    A file without front matter or without a ``layer`` key declares none. Problems are malformed
    YAML, unknown, missing or repeated keys, and unusable values, each with its line; also what
    looks like the front matter of a layer but is not, and a file in the folder of layers that is
    not a layer.
    """
    block = _BLOCK.match(text)
    if block is None:
        return FrontMatter(None, tuple(_doubts(text, docname)))
    if other := _OTHER_END.search(block["yaml"]):
        line = text.count("\n", 0, block.start("yaml") + other.start()) + 1
        problem = Problem(Subtype.BAD_FRONT_MATTER, docname, line, {"detail": other[0].strip()})
        return FrontMatter(None, (problem,))
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
        for key in REFUSED_KEYS
        if key in lines
    ]
    if "layer" not in lines:
        return FrontMatter(None, (*refused, *_undeclared(lines, docname)))
    values = {key.value: _plain(value) for key, value in pairs}
    problems = [
        *refused,
        *_lost_audience(block["yaml"], lines, docname),
        *_wrong_keys(pairs, lines, docname),
        *_wrong_values(values, lines, docname),
    ]
    if not is_id(str(values["layer"])):
        return FrontMatter(None, tuple(problems))
    title, author = _by_language(values.get("title")), _by_language(values.get("author"))
    layer = Layer(
        id=str(values["layer"]),
        docname=docname,
        title=title.get("ja") or title.get("en") or "",
        title_en=title.get("en") or "",
        kind=str(values.get("kind") or "comment"),
        author=author.get("ja") or author.get("en") or "",
        lang=str(values.get("lang") or "ja"),
        license=str(values.get("license") or ""),
        # an unreadable audience is not for students
        audience=str(values.get("audience") or ("?" if "audience" in lines else "student")),
        author_en=author.get("en") or "",
        colour=str(values.get("colour") or ""),
    )
    return FrontMatter(layer, tuple(problems))


def is_layer_file(docname: str) -> bool:
    """Return whether a document is in the folder of layers, and must be one."""
    return docname.startswith(f"{FOLDER}/") and docname != f"{FOLDER}/index"


def _doubts(text: str, docname: str) -> Iterator[Problem]:
    """Yield the problem of a file without front matter, if it should have some."""
    if is_layer_file(docname):
        yield Problem(Subtype.NOT_A_LAYER, docname, 1, {})
    elif line := _line_of_lost_front_matter(text):
        yield Problem(Subtype.LOST_FRONT_MATTER, docname, line, {})


def _undeclared(lines: Mapping[str, int], docname: str) -> Iterator[Problem]:
    """Yield the problem of front matter without ``layer``, if it should have it."""
    meant = [line for key, line in lines.items() if key in _OF_LAYERS or _is_near(key, _TELLING)]
    if meant or is_layer_file(docname):
        line = min(meant, default=1)
        yield Problem(Subtype.MISSING_LAYER_KEY, docname, line, {"key": "layer"})


def _lost_audience(text: str, lines: Mapping[str, int], docname: str) -> Iterator[Problem]:
    """Yield the problem of front matter whose audience is only in a comment."""
    for number, line in enumerate(text.split("\n"), 2):
        if (
            "audience" not in lines
            and line.lstrip().startswith("#")
            and _names_key(line, ["audience"])
        ):
            yield Problem(Subtype.MISSING_LAYER_KEY, docname, number, {"key": "audience"})


def _line_of_lost_front_matter(text: str) -> int:
    """Return the line with which something begins that looks like front matter; 0 if none does."""
    lines = [
        unicodedata.normalize("NFKC", line).strip("\ufeff\u200b \t")
        for line in text.split("\n", _LOOKED_AT)[:_LOOKED_AT]
    ]
    is_passed = re.compile("%|<!--.*-->$|$")
    first = next((n for n, line in enumerate(lines) if not is_passed.match(line)), None)
    if first is None:
        return 0
    if not _RULE.match(lines[first]):
        return first + 1 if _names_key(lines[first], _TELLING) else 0
    rest = lines[first + 1 :]
    end = next((n for n, line in enumerate(rest) if line.startswith("# ")), len(rest))
    has_key = any(_names_key(line, _TELLING) for line in rest[:end])
    return first + 1 if has_key else 0


def _names_key(line: str, keys: Iterable[str]) -> bool:
    found = _KEY.match(line)
    return found is not None and _is_near(found["key"], keys)


def _is_near(key: str, keys: Iterable[str]) -> bool:
    folded = unicodedata.normalize("NFKC", key).casefold().strip()
    return bool(difflib.get_close_matches(folded, list(keys), n=1, cutoff=0.75))


def without_front_matter(text: str) -> str:
    """Replace the front matter of a text by empty lines, so that line numbers stay the same."""
    return _BLOCK.sub(lambda block: "\n" * block[0].count("\n"), text)


def _by_language(value: Value) -> dict[str, str]:
    """Return a value by language; a single text is Japanese."""
    return value if isinstance(value, dict) else {"ja": value or ""}


def _compose(text: str, docname: str) -> yaml.Node | Problem | None:
    """Return the root node of a YAML text, or the problem with it."""
    try:
        if refused := _refused_event(text, docname):
            return refused
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 2
        detail = (
            f"U+{ord(error.character):04X}"
            if isinstance(error.character, str)
            else f"U+{error.character:04X}"
        )
    except yaml.MarkedYAMLError as error:
        has_no_colon = "expected ':'" in (error.problem or "")
        # the line without its colon is the line on which the key begins
        mark = error.context_mark if has_no_colon and error.context_mark else error.problem_mark
        line = mark.line + 2 if mark else 1
        detail = error.problem or error.context or "YAML"
    else:
        return _wrong_value(root, docname) or root
    return Problem(Subtype.BAD_FRONT_MATTER, docname, line, {"detail": detail})


def _refused_event(text: str, docname: str) -> Problem | None:
    """Return the problem of nesting that is too deep, or of an alias.

    A few lines of aliases can expand to more than any memory holds.
    """
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        alias = f"*{event.anchor}" if isinstance(event, yaml.AliasEvent) else ""
        if alias or depth > MAX_NESTING:
            line = event.start_mark.line + 2 if event.start_mark else 1
            detail = {"detail": alias or "nesting"}
            return Problem(Subtype.BAD_FRONT_MATTER, docname, line, detail)
    return None


def _wrong_value(root: yaml.Node | None, docname: str) -> Problem | None:
    """Return the problem of the first value that is well-formed but invalid.

    Examples are 2026-99-99 and ``!tag x``.
    """
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if not isinstance(key, yaml.ScalarNode):
            return Problem(
                Subtype.BAD_FRONT_MATTER, docname, key.start_mark.line + 2, {"detail": "key"}
            )
        try:
            yaml.SafeLoader("").construct_document(value)
        except Exception as error:  # noqa: BLE001  PyYAML lets through whatever a constructor raises
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
        if key not in (*KEYS, *SPHINX_KEYS, *REFUSED_KEYS):
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
    """Return a value as a text, without YAML's types (``no`` stays ``no``), or a mapping of texts.

    An empty value and one of another form, such as a list, is None; within a mapping it is empty.
    """
    if isinstance(node, yaml.MappingNode):
        pairs = ((str(key.value), _plain(value)) for key, value in node.value)
        return {key: value if isinstance(value, str) else "" for key, value in pairs}
    if isinstance(node, yaml.ScalarNode) and node.tag != "tag:yaml.org,2002:null":
        return str(node.value)
    return None
