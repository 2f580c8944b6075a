"""The messages in sources that are not Python, and their translations, which are written for them.

A script says ``message("Cite")`` or ``counted("{n} place", "{n} places", n, …)``, a Typst template
``message("Index")``, ``say("Index")``, ``both("Index")`` or ``mark("Index")``, with texts in double
quotes. Babel's own reader of JavaScript misses calls with ``{…}`` in a template literal, and it has
none for Typst.
"""

from __future__ import annotations

import json
import re
from typing import IO, TYPE_CHECKING

from .messages import SOURCE_LANGUAGE, interface_language, ngettext, translate

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXT = r'"(?:[^"\\\n]|\\.)*"'
_CALL = re.compile(
    rf"\b(?:(?:message|say|both|mark)\(\s*({_TEXT})|counted\(\s*({_TEXT}),\s*({_TEXT}))"
)
_NUMBERS = range(200)
"""In every language the form of a larger number is that of its last two digits and a hundred."""


def messages_in(source: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the messages of a source: the line, and the text, or its singular and plural."""
    for call in _CALL.finditer(source):
        line = source.count("\n", 0, call.start()) + 1
        yield line, tuple(json.loads(text) for text in call.groups() if text)


def extract(
    stream: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str | None, str | tuple[str, ...], list[str]]]:
    """Yield the messages of a source as Babel's extraction methods do."""
    for line, texts in messages_in(stream.read().decode()):
        yield (line, "ngettext", texts, []) if len(texts) > 1 else (line, None, texts[0], [])


def translations(source: str, language: str) -> dict[str, str | list[str]]:
    """Return the translations of a source's messages in *language*, by their English.

    One that differs by number is a list: a digit for each number from 0 to 199 that says which of
    the texts after it is for that number.
    """
    if interface_language(language) == SOURCE_LANGUAGE:
        return {}
    return {texts[0]: _translation(texts, language) for _line, texts in messages_in(source)}


def _translation(texts: tuple[str, ...], language: str) -> str | list[str]:
    if len(texts) == 1:
        return translate(texts[0], language)
    forms = [ngettext(texts[0], texts[1], number, language) for number in _NUMBERS]
    distinct = list(dict.fromkeys(forms))
    if len(distinct) == 1:
        return distinct[0]
    return ["".join(str(distinct.index(form)) for form in forms), *distinct]
