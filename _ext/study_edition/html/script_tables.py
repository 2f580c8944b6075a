"""Tables that the engine has in Python and scripts need too: written into them, not typed twice.

A script names a table as ``__NAME__``; :mod:`.bundles` replaces it by the table as JSON, which is
JavaScript too. ``__MESSAGES__`` are the translations of the script's own messages.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from ..core.assembly.assemble import LEMMA_LIMIT
from ..core.model import front_matter, loci
from ..core.model.vocabulary import KINDS as LAYER_KINDS
from ..core.text.furigana import HAN
from ..core.text.messages import interface_languages, translate
from ..core.text.soft_breaks import WIDE
from ..core.text.source_messages import translations
from ..core.witness import altered_paragraphs, occurrences, text_fingerprint
from ..documents import html_file
from ..markup.kinds import KINDS
from ..sources.allowed_markup import MAX_LAYER_SIZE

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLES: dict[str, Any] = {
    "__HAN__": HAN,
    "__HTML__": {
        "skipped": sorted(html_file.SKIPPED),
        "blocks": sorted(html_file.BLOCKS),
        "maxTags": html_file.MAX_TAGS,
    },
    "__LAYER__": {
        "id": front_matter.ID.pattern,
        "language": front_matter.LANGUAGE.pattern,
        "maxSize": MAX_LAYER_SIZE,
    },
    "__LEMMA_LIMIT__": LEMMA_LIMIT,
    "__LOCI__": loci.PATTERNS,
    "__WIDE__": WIDE,
    "__WITNESS__": {
        "rule": text_fingerprint.RULE,
        "invisible": text_fingerprint.INVISIBLE.pattern,
        "kanji": text_fingerprint.KANJI,
        "inBrackets": text_fingerprint.IN_BRACKETS,
        "unified": {chr(of): by for of, by in text_fingerprint.UNIFIED.items()},
        "sentenceEnd": occurrences.SENTENCE_END,
        "maxBounds": occurrences.MAX_BOUNDS,
        "maxWindows": occurrences.MAX_WINDOWS,
        "weightPerChange": altered_paragraphs.WEIGHT_PER_CHANGE,
        "clearMargin": altered_paragraphs.CLEAR_MARGIN,
        "gramLength": altered_paragraphs.GRAM_LENGTH,
        "maxTrials": altered_paragraphs.MAX_TRIALS,
    },
}
"""Placeholder to its table. A text that is a pattern follows the syntax of Python."""

_PLACEHOLDER = re.compile("__[A-Z_]+__")
_SPECIAL = re.compile("[^ -~、-ヿ一-鿿！-～]")


def labels(messages: Mapping[str, str], language: str) -> dict[str, tuple[str, str]]:
    """Return messages by key, each in the edition's language and in English."""
    return {key: (translate(text, language), text) for key, text in messages.items()}


def tables_for(script: str, language: str) -> dict[str, Any]:
    """Return all tables for a script, by placeholder, with words in the edition's *language*."""
    return TABLES | {
        "__KINDS__": labels({kind.name: kind.label for kind in KINDS}, language),
        "__LANGUAGES__": interface_languages(language),
        "__LAYER_KINDS__": labels(LAYER_KINDS, language),
        "__MESSAGES__": translations(script, language),
    }


def fill(script: str, language: str = "en") -> str:
    """Return a script with its tables in the edition's *language*."""
    tables = tables_for(script, language)
    return _PLACEHOLDER.sub(lambda found: _script(tables[found[0]]), script)


def _script(table: object) -> str:
    """Return a table as JavaScript; all but common characters are escaped."""
    written = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    written = written.replace("(?P<", "(?<").replace("\\\\Z", "$")
    return _SPECIAL.sub(lambda found: json.dumps(found[0])[1:-1], written)
