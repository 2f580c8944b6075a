"""Generate the reference: put text from the code at each line ``% made from the code: PART``."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from inventory import commands, directives, roles, usage_of

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


def _english(text: str) -> str:
    return f"[{_plain(text)}]{{.language-en}}" if text else ""


def _both(ja: str, en: str) -> str:
    return f"{_plain(ja)}\n\n:::{{lang}} en\n{_plain(en)}\n:::\n"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    cells = (" | ".join(cell.replace("\n", " ") for cell in line) for line in lines)
    return "".join(f"| {line} |\n" for line in cells)


def _commands() -> str:
    parts = []
    for command in commands():
        rows = [
            (_code(a.written.replace("|", r"\|")), _plain(a.ja), _english(a.en), _code(a.default))
            for a in command.arguments
        ]
        table = _table(("", "", "", "既定 default"), rows) if rows else ""
        example = "\n".join(
            f"$ {line}" for line in dict.fromkeys((command.example_ja, command.example_en))
        )
        parts.append(
            f"({command.name.replace(' ', '-')})=\n## {command.name}\n\n"
            f"{_both(command.ja, command.en)}\n"
            f"```text\n{command.usage}\n```\n\n{table}\n```console\n{example}\n```\n"
        )
    return "\n".join(parts)


def _exits() -> str:
    return _table(
        ("終了コード exit code", "", ""),
        [(_code(code), _plain(ja), _english(en)) for code, (ja, en) in EXIT_CODES.items()],
    )


def _directives() -> str:
    parts = []
    for name, directive in directives().items():
        options = directive.option_spec or {}
        rows = [
            (_code(f":{key}:"), *(_purpose(option) if isinstance(option, Option) else ("", "")))
            for key, option in options.items()
        ]
        layer = "層で使える。[Allowed in a layer.]{.language-en}\n" if name in ALLOWED else ""
        table = _table(("選択肢 option", "", ""), rows) if rows else ""
        parts.append(
            f"(directive-{name})=\n## {{{name}}}\n\n```text\n{usage_of(directive)}\n```\n\n"
            f"{_both(*directive.purpose)}\n{layer}\n{table}"
        )
    return "\n".join(parts)


def _purpose(option: Option) -> tuple[str, str]:
    return _plain(option.ja), _english(option.en)


def _roles() -> str:
    rows = [
        (f"[`{{{name}}}`]{{#role-{name}}}", _plain(role.purpose[0]), _english(role.purpose[1]))
        for name, role in roles().items()
    ]
    return _table(("役割 role", "", ""), rows)


def _admitted() -> str:
    return "、".join(_code(name) for name in sorted(ALLOWED)) + "\n"


def _settings() -> str:
    defaults = EditionConfig()
    rows = [
        (
            f"[`edition_{f.name}`]{{#setting-{f.name.replace('_', '-')}}}",
            _code(repr(getattr(defaults, f.name))),
            _plain(f.metadata["ja"]),
            _english(f.metadata["en"]),
        )
        for f in fields(EditionConfig)
    ]
    return _table(("設定 setting", "既定 default", "", ""), rows)


def _warnings() -> str:
    entries = (
        f"[`edition.{s.label}`]{{#edition-{s.label.replace('_', '-')}}}\n"
        f": {_plain(s.value[0])}\n\n  {_english(s.value[1])}\n"
        for s in Subtype
    )
    return "\n".join(entries)


def _findings() -> str:
    rows = [
        (
            _code(kind.value),
            "誤り error" if kind.is_error else "注意 remark",
            _plain(ja),
            _english(en),
        )
        for kind, (ja, en) in LABELS.items()
    ]
    return _table(("符号 code", "", "", ""), rows)


def _front_matter() -> str:
    return _properties(schema_of("layer"))


def _edition_json() -> str:
    schema = schema_of("edition")
    parts = [_properties(schema)]
    for name, field in schema["properties"].items():
        if "items" in field:
            parts.append(
                f"(json-{name.strip('$')})=\n### {name}\n\n"
                f"{_both(*_descriptions(field))}\n{_properties(field['items'])}"
            )
    return "\n".join(parts)


def schema_of(name: str) -> dict[str, Any]:
    """Return a JSON Schema of the engine: ``layer`` or ``edition``."""
    schema: dict[str, Any] = json.loads(
        files("study_edition").joinpath(SCHEMAS[name]).read_text("utf-8")
    )
    return schema


def _properties(schema: dict[str, Any]) -> str:
    required = schema.get("required", ())
    rows = []
    for name, field in schema["properties"].items():
        ja, en = _descriptions(field)
        rows.append(
            (
                _code(name),
                "要 required" if name in required else "",
                _type(field),
                _plain(ja),
                _english(en),
            )
        )
    return _table(("項目 field", "", "値 value", "", ""), rows)


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
    types = field.get("type", "")
    return " / ".join(types) if isinstance(types, list) else str(types)


PARTS: dict[str, Callable[[], str]] = {
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
    """Replace each mark with its part of the reference (event ``source-read``)."""
    content[0] = _MARK.sub(lambda match: PARTS[match[1]](), content[0])


def setup(app: Sphinx) -> dict[str, bool]:
    """Register :func:`fill`, which completes pages when they are read."""
    app.connect("source-read", fill)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
