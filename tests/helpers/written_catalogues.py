"""Catalogues that an edition brings: written into a folder, and searched before the engine's."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from study_edition.core.text.messages import search_catalogues_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

POLISH = """
msgid ""
msgstr ""
"Language: pl\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "{n} place"
msgid_plural "{n} places"
msgstr[0] "{n} miejsce"
msgstr[1] "{n} miejsca"
msgstr[2] "{n} miejsc"

msgid "{n} word"
msgid_plural "{n} words"
msgstr[0] "{n} słów"
msgstr[1] "{n} słów"
msgstr[2] "{n} słów"

msgid "Close"
msgstr "a & \\"c\\""
"""
"""A language with three forms for numbers, one message that needs but one, and signs of HTML."""


@contextmanager
def catalogue_in_use(folder: Path, language: str, text: str) -> Iterator[Path]:
    """Write a catalogue, and let messages be looked for in it; yield its file."""
    file = folder / language / "LC_MESSAGES/study_edition.po"
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    search_catalogues_in([folder])
    try:
        yield file
    finally:
        search_catalogues_in([])
