"""Credit for the notes of a layer, wherever they are shown: author, licence and kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..core.citation.layer_byline import byline
from ..core.citation.licenses import license_address, license_name
from ..core.model.vocabulary import KINDS, colour_of
from ..core.text.messages import N_, SOURCE_LANGUAGE, ngettext, translate
from ..markup.linking import META
from ..support.language import english

if TYPE_CHECKING:
    from sphinx.config import Config

    from ..core.model.records import Layer


def is_editors(config: Config, layer: Layer) -> bool:
    """Return whether a layer is the editors' own: its author is named in ``conf.py``."""
    editors = config.edition_editors  # called for each note; EditionConfig.of would be slow
    return layer.author in {config.author, editors.get("native"), editors.get("family")}


def credit_line(layer: Layer, lang: str) -> nodes.paragraph:
    """Return the credit line at the end of a note."""
    return nodes.paragraph("", byline(layer, lang), classes=[META, "edition-byline"])


def facts_line(layer: Layer, count: int, lang: str) -> nodes.paragraph:
    """Return the line at the top of a layer's own page, in the edition's language.

    It gives the layer's kind, author and licence, and the number of its notes.
    """
    kind = translate(KINDS.get(layer.kind, layer.kind), lang)
    address = license_address(layer.license)
    name = license_name(layer.license)
    terms: nodes.Node = (
        nodes.reference("", name, refuri=address, internal=False) if address else nodes.Text(name)
    )
    mark = nodes.inline("", "", classes=["edition-swatch", f"colour-{colour_of(layer)}"])
    line = nodes.paragraph("", "", mark, classes=[META, "edition-byline"])
    notes = ngettext("{count} note", "{count} notes", count, SOURCE_LANGUAGE).format(count=count)
    if not lang.startswith("ja"):
        line += [
            nodes.Text(f"{kind}. {layer.author_en or layer.author}, "),
            terms,
            nodes.Text(f". {notes}"),
        ]
        return line
    own_notes = ngettext("{count} note", "{count} notes", count, lang).format(count=count)
    if layer.title_en:
        line += [english(layer.title_en), nodes.Text("　")]
    line += [
        nodes.Text(f"{kind}　{layer.author}{translate(N_(', '), lang)}"),
        terms,
        nodes.Text(f"　{own_notes} "),
        english(notes),
    ]
    return line
