"""The words of the program: English in the code, every other language in a catalogue.

A message id is the English text, as in Sphinx and gettext. A catalogue is a file
``LANGUAGE/LC_MESSAGES/study_edition.po`` in the engine's ``locale/`` or in a folder given to
:func:`search_catalogues_in`; one such file is all that a further language needs.

>>> translate("Cite", "ja"), translate("Cite", "xx")
('引用', 'Cite')
"""

from __future__ import annotations

import gettext
import hashlib
import io
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DOMAIN = "study_edition"
SOURCE_LANGUAGE = "en"
_ENGINE_FOLDER = Path(__file__).parents[2] / "locale"
_folders = [_ENGINE_FOLDER]


def N_(message: str) -> str:  # noqa: N802  as everywhere in gettext
    """Mark a message for the catalogues, and return it as it is: it is translated when shown."""
    return message


def _(message: str) -> str:
    """Return a message in the user's language."""
    return translate(message, user_language())


def ngettext(singular: str, plural: str, number: int, language: str | None = None) -> str:
    """Return the form of a message for *number*, in *language* or the user's language."""
    return _catalogue(language or user_language()).ngettext(singular, plural, number)


def translate(message: str, language: str) -> str:
    """Return a message in *language*, in English if no catalogue has it."""
    return _catalogue(language).gettext(message) if message else ""  # "" is a catalogue's header


@runtime_checkable
class Translatable(Protocol):
    """Something that is worded differently in each language."""

    def text(self, lang: str) -> str:
        """Return its words in *lang*."""


class Message(NamedTuple):
    """A message with its values, to be shown in any language."""

    id: str
    values: Mapping[str, object] = {}
    """Values by name; those that are :class:`Translatable` are shown in the message's language."""
    plural: str = ""
    """The message for more than one, if it differs."""
    number: int = 1

    def __hash__(self) -> int:
        """Return a hash that equal messages share; a mapping has none."""
        return hash((self.id, tuple(sorted(self.values)), self.number))

    def text(self, lang: str) -> str:
        """Return the message in *lang*."""
        shown = (
            ngettext(self.id, self.plural, self.number, lang)
            if self.plural
            else translate(self.id, lang)
        )
        return shown.format(**{name: _shown(value, lang) for name, value in self.values.items()})


def counted(singular: str, plural: str, number: int, **values: object) -> Message:
    """Return a message with a form for one and another for more."""
    return Message(singular, values, plural, number)


class Listing(NamedTuple):
    """Several things, separated by what separates the items of a list in each language."""

    items: tuple[object, ...]
    separator: str = N_(", ")

    def text(self, lang: str) -> str:
        """Return the list in *lang*."""
        return translate(self.separator, lang).join(str(_shown(i, lang)) for i in self.items)


def _shown(value: object, lang: str) -> object:
    return value.text(lang) if isinstance(value, Translatable) else value


def interface_language(language: str) -> str:
    """Return the language with a catalogue for an edition or a locale of *language*, else English.

    >>> interface_language("ja_JP"), interface_language("de")
    ('ja', 'en')
    """
    base, _underscore, territory = language.replace("-", "_").partition("_")
    names = (f"{base.lower()}_{territory.upper()}", base.lower())
    return next((name for name in names if _find(name)), SOURCE_LANGUAGE)


def interface_languages(language: str) -> tuple[str, ...]:
    """Return the languages that a page of an edition in *language* shows: its own, then English."""
    own = interface_language(language)
    return (own,) if own == SOURCE_LANGUAGE else (own, SOURCE_LANGUAGE)


def user_language(environ: Mapping[str, str] = os.environ) -> str:
    """Return the language of the user's locale if it has a catalogue, else ``en``.

    As in POSIX, the first that is set of LC_ALL, LC_MESSAGES and LANG decides.
    """
    name = next((environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), "")
    return interface_language(name.partition(".")[0].partition("@")[0])


def search_catalogues_in(folders: Iterable[Path]) -> None:
    """Search these folders for catalogues before the engine's, and no others; read them again."""
    _folders[:] = [*folders, _ENGINE_FOLDER]
    _find.cache_clear()
    _catalogue.cache_clear()


def catalogues_of(language: str) -> tuple[Path, ...]:
    """Return the files with the catalogue of a language, except the engine's."""
    files = _find(interface_language(language))
    return tuple(file for file in files if not file.is_relative_to(_ENGINE_FOLDER))


def catalogue_digest(language: str) -> str:
    """Return a digest of the catalogues of a language; empty for English."""
    texts = b"".join(file.read_bytes() for file in _find(interface_language(language)))
    return hashlib.sha256(texts).hexdigest() if texts else ""


@cache
def _find(language: str) -> tuple[Path, ...]:
    """Return the files with the catalogue of a language; the first that has a message decides."""
    if not language.replace("_", "").isalnum():
        return ()
    files = (folder / language / "LC_MESSAGES" / f"{DOMAIN}.po" for folder in _folders)
    return tuple(file for file in files if file.is_file())


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    found: gettext.NullTranslations | None = None
    for file in _find(interface_language(language)):
        translations = _read(file)
        if found is None:
            found = translations
        else:
            found.add_fallback(translations)
    return found or gettext.NullTranslations()


def _read(file: Path) -> gettext.GNUTranslations:
    state = file.stat()
    return gettext.GNUTranslations(io.BytesIO(_compile(file, state.st_mtime_ns, state.st_size)))


@cache
def _compile(file: Path, _modified: int, _size: int) -> bytes:
    # Babel is slow to import, and English does without
    from babel.messages.mofile import write_mo  # noqa: PLC0415

    from .catalogue_file import read_catalogue  # noqa: PLC0415

    catalogue, _faults = read_catalogue(file.read_bytes())
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()
