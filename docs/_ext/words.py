"""The texts of generated pages in one language: the handbook's own words, and the engine's."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from babel.messages.pofile import read_po

from study_edition.core.text.messages import translate

SOURCE_LANGUAGE = "en"
LOCALE = Path(__file__).parents[1] / "locale"


def languages() -> list[str]:
    """Return the languages of the handbook: that of the sources, then those with catalogues."""
    return [SOURCE_LANGUAGE, *sorted(path.parent.name for path in LOCALE.glob("*/LC_MESSAGES"))]


class Words(NamedTuple):
    """Translates the words that ``docs/_ext`` adds to a page, by the catalogue ``words.po``."""

    language: str

    def own(self, message: str) -> str:
        """Return a message of ``docs/_ext``; ``make messages`` extracts calls of this."""
        return _catalogue(self.language).get(message, message)

    def engine(self, message: str) -> str:
        """Return a message of the engine, from its own catalogues."""
        return translate(message, self.language)

    def schema(self, texts: tuple[str, str]) -> str:
        """Return a description that a JSON Schema gives in Japanese and in English."""
        japanese, english = texts
        return japanese if self.language == "ja" else english


@cache
def _catalogue(language: str) -> dict[str, str]:
    path = LOCALE / language / "LC_MESSAGES/words.po"
    if not path.exists():
        return {}
    with path.open("rb") as stream:
        return {message.id: message.string for message in read_po(stream) if message.string}
