"""Whose the notes of a layer are, and on what terms they may be used: said wherever they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from .core.frontmatter import author_of
from .core.vocabulary import KIND_COLOURS, KINDS
from .language import english
from .linking import META

if TYPE_CHECKING:
    from sphinx.config import Config

    from .core.records import Layer

_CREATIVE_COMMONS = re.compile(r"CC-(?P<terms>BY(?:-(?:NC|SA|ND))*)-(?P<version>\d\.\d)")


def is_editors(config: Config, layer: Layer) -> bool:
    """Whether a layer is the editors' own: it names as its author whom ``conf.py`` names."""
    editors = config.edition_editors  # asked for each note, so not all settings are gathered
    return layer.author in {config.author, editors.get("native"), editors.get("family")}


def license_name(spdx: str) -> str:
    """A licence as its makers write it: ``CC-BY-SA-4.0`` is CC BY-SA 4.0; others as they are."""
    match = _CREATIVE_COMMONS.fullmatch(spdx)
    return f"CC {match['terms']} {match['version']}" if match else spdx.replace("CC0-1.0", "CC0 1.0")


def license_address(spdx: str) -> str:
    """Where a licence of Creative Commons can be read; empty for others."""
    match = _CREATIVE_COMMONS.fullmatch(spdx)
    if match is None:
        return "https://creativecommons.org/publicdomain/zero/1.0/" if spdx == "CC0-1.0" else ""
    return f"https://creativecommons.org/licenses/{match['terms'].lower()}/{match['version']}/"


def colour_of(layer: Layer) -> str:
    """The name of a layer's colour: its own, or its kind's."""
    return layer.colour or KIND_COLOURS.get(layer.kind, "red")


def byline(layer: Layer, lang: str) -> str:
    """The author and the licence of a layer, in Japanese or in Latin letters."""
    if lang.partition("-")[0] == "ja":
        return "、".join(filter(None, (layer.author, license_name(layer.license))))
    author = author_of(layer)
    name = f"{author.given} {author.family}".strip() if layer.author_en else layer.author
    return ", ".join(filter(None, (name, license_name(layer.license))))


def credit_line(layer: Layer, lang: str) -> nodes.paragraph:
    """The line that closes a note."""
    return nodes.paragraph("", byline(layer, lang), classes=[META, "edition-byline"])


def facts_line(layer: Layer, count: int, lang: str) -> nodes.paragraph:
    """The line that opens a layer's own page, in the edition's language: what the layer is, whose, on what terms, how many notes it has."""
    japanese, kind = KINDS.get(layer.kind, (layer.kind, layer.kind))
    address = license_address(layer.license)
    name = license_name(layer.license)
    terms: nodes.Node = nodes.reference("", name, refuri=address, internal=False) if address else nodes.Text(name)
    mark = nodes.inline("", "", classes=["edition-swatch", f"colour-{colour_of(layer)}"])
    line = nodes.paragraph("", "", mark, classes=[META, "edition-byline"])
    notes = f"{count} {'note' if count == 1 else 'notes'}"
    if not lang.startswith("ja"):
        line += [nodes.Text(f"{kind}. {layer.author_en or layer.author}, "), terms, nodes.Text(f". {notes}")]
        return line
    if layer.title_en:
        line += [english(layer.title_en), nodes.Text("　")]
    line += [
        nodes.Text(f"{japanese}　{layer.author}、"),
        terms,
        nodes.Text(f"　注{count}件 "),
        english(notes),
    ]
    return line
