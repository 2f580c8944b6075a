"""Generate the reference: put text from the code at each line ``% made from the code: PART``."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from inventory import commands, directives, roles, usage_of
from words import Words

from study_edition.core.model.problems import Subtype
from study_edition.domain.edition_domain import EditionDomain
from study_edition.sources.allowed_markup import LAYER_DIRECTIVES
from study_edition.support.cli_text import EXIT_CODES
from study_edition.support.config import EditionConfig
from study_edition.support.directive_options import Option
from study_edition.tasks.coursework_report import LABELS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

SCHEMAS = {"layer": "core/model/layer.schema.json", "edition": "pages/edition.schema.json"}
ALLOWED = LAYER_DIRECTIVES | EditionDomain.directives.keys()
"""The directives that a layer may use."""
_MARK = re.compile(r"^% made from the code: (\w+)$", re.MULTILINE)
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~$]")


def _code(text: object) -> str:
    return f"`{text}`" if str(text) else ""


def _plain(text: str) -> str:
    """Escape a text for MyST; a value that the code fills in is shown as ``{name}``."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(re.sub(r"![rs]\}", "}", text).split()))


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a table, of the class whose rows are stacked on a narrow screen."""
    lines = [head, ("---",) * len(head), *rows]
    cells = (" | ".join(cell.replace("\n", " ") for cell in line) for line in lines)
    return "{.entries}\n" + "".join(f"| {line} |\n" for line in cells)


def _commands(words: Words) -> str:
    parts = []
    for command in commands(words.language):
        rows = [
            (
                _code(a.written.replace("|", r"\|")),
                _with_default(_plain(a.purpose), a.default, words),
            )
            for a in command.arguments
        ]
        head = (words.own("Argument"), words.own("Purpose"))
        table = _table(head, rows) if rows else ""
        parts.append(
            f"({command.name.replace(' ', '-')})=\n## {command.name}\n\n"
            f"{_plain(command.purpose)}\n\n```text\n{command.usage}\n```\n\n"
            f"{table}\n```console\n$ {command.example}\n```\n"
        )
    return "\n".join(parts)


def _with_default(purpose: str, default: str, words: Words) -> str:
    return purpose + (words.own(" (default: {})").format(_code(default)) if default else "")


def _exits(words: Words) -> str:
    rows = [(_code(code), _plain(words.engine(texts))) for code, texts in EXIT_CODES.items()]
    return _table((words.own("Exit code"), words.own("Meaning")), rows)


def _directives(words: Words) -> str:
    parts = []
    for name, directive in directives().items():
        rows = [
            (_code(f":{key}:"), _purpose(option, words))
            for key, option in (directive.option_spec or {}).items()
        ]
        layer = words.own("Allowed in a layer.") + "\n" if name in ALLOWED else ""
        head = (words.own("Option"), words.own("Purpose"))
        table = _table(head, rows) if rows else ""
        parts.append(
            f"(directive-{name})=\n## {{{name}}}\n\n```text\n{usage_of(directive)}\n```\n\n"
            f"{_plain(words.engine(directive.purpose))}\n\n{layer}\n{table}"
        )
    return "\n".join(parts)


def _purpose(option: object, words: Words) -> str:
    """Return what an option is for; docutils' own say nothing."""
    return _plain(words.engine(option.purpose)) if isinstance(option, Option) else ""


def _roles(words: Words) -> str:
    rows = [
        (f"[`{{{name}}}`]{{#role-{name}}}", _plain(words.engine(role.purpose)))
        for name, role in roles().items()
    ]
    return _table((words.own("Role"), words.own("Purpose")), rows)


def _admitted(words: Words) -> str:
    return words.own(", ").join(_code(name) for name in sorted(ALLOWED)) + "\n"


def _settings(words: Words) -> str:
    defaults = EditionConfig()
    rows = [
        (
            f"[`edition_{f.name}`]{{#setting-{f.name.replace('_', '-')}}}",
            _with_default(
                _plain(words.engine(f.metadata["purpose"])),
                repr(getattr(defaults, f.name)),
                words,
            ),
        )
        for f in fields(EditionConfig)
    ]
    return _table((words.own("Setting"), words.own("Purpose")), rows)


def _warnings(words: Words) -> str:
    entries = (
        f"[`edition.{s.label}`]{{#edition-{s.label.replace('_', '-')}}}\n"
        f": {_plain(words.engine(s.value))}\n"
        for s in Subtype
    )
    return "\n".join(entries)


def _findings(words: Words) -> str:
    rows = [
        (
            _code(kind.value),
            words.own("error") if kind.is_error else words.own("remark"),
            _plain(words.engine(label)),
        )
        for kind, label in LABELS.items()
    ]
    return _table((words.own("Kind"), words.own("Severity"), words.own("Meaning")), rows)


def _front_matter(words: Words) -> str:
    return _properties(schema_of("layer"), words)


def _edition_json(words: Words) -> str:
    schema = schema_of("edition")
    parts = [_properties(schema, words)]
    for name, field in schema["properties"].items():
        if "items" in field:
            parts.append(
                f"(json-{name.strip('$')})=\n### {name}\n\n"
                f"{_plain(words.schema(_descriptions(field)))}\n\n"
                f"{_properties(field['items'], words)}"
            )
    return "\n".join(parts)


def schema_of(name: str) -> dict[str, Any]:
    """Return a JSON Schema of the engine: ``layer`` or ``edition``."""
    schema: dict[str, Any] = json.loads(
        files("study_edition").joinpath(SCHEMAS[name]).read_text("utf-8")
    )
    return schema


def _properties(schema: dict[str, Any], words: Words) -> str:
    required = schema.get("required", ())
    rows = [
        (
            _code(name),
            _type(field) + (words.own(", required") if name in required else ""),
            _plain(words.schema(_descriptions(field))),
        )
        for name, field in schema["properties"].items()
    ]
    return _table((words.own("Field"), words.own("Value"), words.own("Meaning")), rows)


def _descriptions(field: dict[str, Any]) -> tuple[str, str]:
    """Split a field's description, whose Japanese is followed by its English."""
    japanese, stop, english = field.get("description", "").rpartition("。 ")
    return (japanese + stop.strip(), english)


def _type(field: dict[str, Any]) -> str:
    if "enum" in field:
        return " ".join(map(_code, field["enum"]))
    if "anyOf" in field:
        return " / ".join(map(_type, field["anyOf"]))
    if "$ref" in field:
        return str(field["$ref"]).removeprefix("#/$defs/")
    if "const" in field:
        return _code(str(field["const"]))
    types = field.get("type", "")
    return " / ".join(types) if isinstance(types, list) else str(types)


PARTS: dict[str, Callable[[Words], str]] = {
    "commands": _commands,
    "exits": _exits,
    "directives": _directives,
    "roles": _roles,
    "admitted": _admitted,
    "settings": _settings,
    "warnings": _warnings,
    "findings": _findings,
    "front_matter": _front_matter,
    "edition_json": _edition_json,
}


def fill(app: Sphinx, docname: str, content: list[str]) -> None:
    """Replace each mark with its part of the reference (event ``source-read``).

    The texts are the engine's, which has catalogues of its own: they are not extracted here.
    """
    if app.builder.name != "gettext":
        words = Words(app.config.language)
        content[0] = _MARK.sub(lambda match: PARTS[match[1]](words), content[0])


def read_again(app: Sphinx, env: BuildEnvironment, *changes: object) -> list[str]:
    """Return the pages of the reference: the code may have changed (``env-get-outdated``)."""
    return [name for name in env.found_docs if name.startswith("reference/")]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register :func:`fill`, which completes pages when they are read."""
    app.connect("source-read", fill)
    app.connect("env-get-outdated", read_again)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
