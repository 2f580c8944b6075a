"""The engine's own words on a page: in the edition's language, with English next to them.

An edition whose language has no catalogue has them in English, marked as such.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from markupsafe import Markup

from ..core.model.problems import Subtype
from ..core.text.catalogue_file import UNREADABLE, read_catalogue
from ..core.text.messages import (
    N_,
    SOURCE_LANGUAGE,
    catalogue_digest,
    catalogues_of,
    interface_language,
    interface_languages,
    search_catalogues_in,
    translate,
)
from .language import english
from .reporting import warn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config


_DIGEST = "edition_catalogue_digest"
"""A value that no ``conf.py`` sets."""


def own_words(message: str, language: str) -> nodes.Text | nodes.inline:
    """Return a message in the edition's *language*; in English, with ``lang``, if it has none."""
    words = translate(message, language)
    is_foreign = interface_language(language) == SOURCE_LANGUAGE and language[:2] != SOURCE_LANGUAGE
    return english(words) if is_foreign else nodes.Text(words)


def bilingual(message: str, language: str, *classes: str) -> list[nodes.Node]:
    """Return a message in the edition's language, and English next to it with *classes*."""
    own = own_words(message, language)
    if len(interface_languages(language)) == 1:
        return [own]
    return [own, nodes.Text(" "), english(message, *classes)]


def html_parts(message: str, language: str, css_class: str = "") -> tuple[str, str]:
    """Return a message as HTML, and a space and the English next to it, if that is shown."""
    own = escape(translate(message, language))
    if len(interface_languages(language)) == 1:
        return own, ""
    css = f'class="{css_class}" ' if css_class else ""
    return own, f' <span {css}lang="{SOURCE_LANGUAGE}">{escape(message)}</span>'


def bilingual_html(message: str, language: str, css_class: str = "") -> str:
    """Return a message as HTML, with the English next to it."""
    return "".join(html_parts(message, language, css_class))


def bilingual_name(message: str, language: str) -> str:
    """Return a message as plain text with the English next to it, for an attribute."""
    return " ".join(translate(message, lang) for lang in interface_languages(language))


class TemplateWords:
    """The functions by which a template shows messages, in the language of an edition.

    Messages may have HTML in them; what is filled in is escaped. A value that is a pair is shown in
    the edition's language by its first, in English by its second.
    """

    def __init__(self, language: str) -> None:
        self.languages = interface_languages(language)

    def functions(self) -> dict[str, object]:
        """Return what the templates see, by name."""
        return {
            "own_language": self.languages[0],
            "words": self.words,
            "both": self.both,
            "heading": self.heading,
            "name": self.name,
            "paragraphs": self.paragraphs,
            "mark": N_,
        }

    def words(self, message: str, **values: object) -> Markup:
        """Return a message in the edition's language."""
        return self._in(0, message, values)

    def both(self, message: str, **values: object) -> Markup:
        """Return a message in the edition's language, and English next to it."""
        return self.heading(message, "", **values)

    def heading(self, message: str, css_class: str = "edition-english", **values: object) -> Markup:
        """Return the same, with a class on the English."""
        own = self._in(0, message, values)
        if len(self.languages) == 1:
            return own
        css = Markup('class="{}" ').format(css_class) if css_class else ""
        english = self._in(1, message, values)
        return Markup('{} <span {}lang="{}">{}</span>').format(own, css, SOURCE_LANGUAGE, english)

    def name(self, message: str, **values: object) -> Markup:
        """Return the same for an attribute."""
        numbers = range(len(self.languages))
        return Markup(" ").join(self._in(number, message, values) for number in numbers)

    def paragraphs(self, message: str, css_class: str = "", **values: object) -> Markup:
        """Return a paragraph in each language; the English one has the class."""
        result = []
        for number, lang in enumerate(self.languages):
            is_english = lang == SOURCE_LANGUAGE
            css = Markup('class="{}" ').format(css_class) if css_class and is_english else ""
            text = self._in(number, message, values)
            result.append(Markup('<p {}lang="{}">{}</p>').format(css, lang, text))
        return Markup("\n").join(result)

    def _in(self, number: int, message: str, values: Mapping[str, object]) -> Markup:
        text = Markup(translate(message, self.languages[number]))  # noqa: S704  the engine's own
        chosen = {
            name: value[number] if isinstance(value, (tuple, list)) else value
            for name, value in values.items()
        }
        return text.format(**chosen) if values else text


def find_catalogues(app: Sphinx, config: Config) -> None:
    """Search the edition's own ``locale_dirs`` for catalogues (event ``config-inited``).

    If one has changed, all is read again, since what has been read has its words. What is wrong in
    one is reported.
    """
    search_catalogues_in(Path(app.srcdir) / name for name in config.locale_dirs)
    config[_DIGEST] = catalogue_digest(config.language)
    for file in catalogues_of(config.language):
        for fault in read_catalogue(file.read_bytes())[1]:
            is_file = fault.kind == UNREADABLE
            subtype = Subtype.BAD_CATALOGUE if is_file else Subtype.BAD_TRANSLATION
            warn(subtype, f"{file}:{fault.line}")


def setup(app: Sphinx) -> None:
    """Connect the event, and declare what remembers the catalogues."""
    app.add_config_value(_DIGEST, "", "env", types=frozenset({str}))
    app.connect("config-inited", find_catalogues, priority=100)
