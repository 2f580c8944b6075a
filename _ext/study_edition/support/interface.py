"""The engine's own words on a page: in the edition's language, with English next to them.

An edition whose language has no catalogue has them in English, marked as such.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from ..core.text.messages import (
    SOURCE_LANGUAGE,
    catalogue_digest,
    interface_language,
    interface_languages,
    search_catalogues_in,
    translate,
)
from .language import english

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


_DIGEST = "edition_catalogue_digest"
"""A value that no ``conf.py`` sets."""


def own_words(message: str, language: str, *classes: str) -> nodes.Text | nodes.inline:
    """Return a message in the edition's *language*; in English, with ``lang``, if it has none."""
    words = translate(message, language)
    if classes or interface_language(language) != language.partition("-")[0].partition("_")[0]:
        if interface_language(language) == SOURCE_LANGUAGE != language:
            return english(words, *classes)
        return nodes.inline("", words, classes=list(classes))
    return nodes.Text(words)


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


def find_catalogues(app: Sphinx, config: Config) -> None:
    """Search the edition's own ``locale_dirs`` for catalogues (event ``config-inited``).

    If one has changed, all is read again, since what has been read has its words.
    """
    search_catalogues_in(Path(app.srcdir) / name for name in config.locale_dirs)
    config[_DIGEST] = catalogue_digest(config.language)


def setup(app: Sphinx) -> None:
    """Connect the event, and declare what remembers the catalogues."""
    app.add_config_value(_DIGEST, "", "env", types=frozenset({str}))
    app.connect("config-inited", find_catalogues, priority=100)
