"""Extract the engine's messages, and update or check its catalogues.

``python tools/messages.py`` adds new messages to every catalogue, and drops those that the code
no longer has. With ``--check`` it writes nothing. Either way it reports, a line each, messages that
are not translated, are marked fuzzy, or lose a placeholder, and exits with 1 if there are any.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from study_edition.core.text import source_messages
from study_edition.core.text.catalogue_file import fault_of, forms

ENGINE = Path(__file__).parents[1] / "_ext/study_edition"
LOCALES = ENGINE / "locale"
DOMAIN = "study_edition"
Keywords = dict[str, tuple[int, ...] | None]
Extractor = Callable[..., Iterator[tuple[int, str | None, str | tuple[str, ...], list[str]]]]
SOURCES: tuple[tuple[str, str | Extractor, Keywords], ...] = (
    (
        "**.py",
        "python",
        {
            "_": None,
            "N_": None,
            "ngettext": (1, 2),
            "counted": (1, 2),
        },
    ),
    (
        "**.html",
        "jinja2.ext:babel_extract",
        dict.fromkeys(("words", "both", "heading", "name", "paragraphs", "mark")),
    ),
    ("**.js", source_messages.extract, {"ngettext": (1, 2)}),
    ("**.typ", source_messages.extract, {}),
)
"""Files, how messages are extracted, and the functions that mark them.

A function has the positions of message and plural, or None for the first argument.
"""
_UNSTABLE = re.compile(
    r'^"(?:POT-Creation-Date|PO-Revision-Date|Last-Translator|Generated-By|Project-Id-Version'
    r"|Report-Msgid-Bugs-To|Language-Team):.*\n",
    re.MULTILINE,
)
"""Lines of the header that change without a change of the messages, or say nothing."""


def extract() -> Catalog:
    """Return the messages of the code, with the files that have them."""
    catalogue = Catalog(fuzzy=False)
    for pattern, method, keywords in SOURCES:
        found = extract_from_dir(
            ENGINE, [(pattern, method)], keywords=keywords, comment_tags=("Translators:",)
        )
        for name, _line, message, comments, context in found:
            catalogue.add(
                message, None, [(name, 1)], auto_comments=comments, context=context or None
            )
    return catalogue


def updated(path: Path, template: Catalog) -> Catalog:
    """Return the catalogue in *path* with the messages of *template* and no others."""
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=path.parents[1].name)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def as_text(catalogue: Catalog) -> str:
    """Return a catalogue as it is written: sorted by file, and the same for the same messages."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=100, sort_by_file=True, include_lineno=False)
    text = _UNSTABLE.sub("", stream.getvalue().decode())
    return text[text.index('msgid ""') :]  # without a header that says nothing


def faults(catalogue: Catalog) -> Iterator[str]:
    """Yield what is wrong with the translations."""
    for message in catalogue:
        if not message.id:
            continue
        ids = forms(message.id)
        texts = forms(message.string)
        if not all(texts):
            yield f"not translated: {ids[0]}"
        elif message.fuzzy:
            yield f"fuzzy: {ids[0]}"
        else:
            kind = fault_of(message)
            if kind:
                yield f"other {kind}: {ids[0]}"


def main() -> int:
    """Update or check every catalogue, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="report and write nothing")
    options = parser.parse_args()
    template = extract()
    wrong = 0
    for path in sorted(LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        catalogue = updated(path, template)
        text = as_text(catalogue)
        found = list(faults(catalogue))
        if options.check and path.read_text("utf-8") != text:
            found.insert(0, "not up to date with the code: run `make messages`")
        elif not options.check:
            path.write_text(text, "utf-8")
        wrong += len(found)
        for fault in found:
            sys.stderr.write(f"{path.relative_to(ENGINE.parents[1])}: {fault}\n")
    return min(wrong, 1)


if __name__ == "__main__":
    raise SystemExit(main())
