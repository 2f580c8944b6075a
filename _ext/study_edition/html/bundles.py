"""The scripts and style sheets that browsers load, and the sources each is joined from.

This is the only list of them. A page names those it always needs (``app.add_js_file``); scripts
load the others with ``edition.load`` on first use.
"""

from __future__ import annotations

from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

from .script_tables import fill

PACKAGES = [Path(__file__).parents[1] / name for name in ("html", "pages", "print")]
"""The packages with templates, style sheets and scripts."""

BUNDLES = {
    # every page
    "edition-early.js": ("edition-early.js",),
    "edition.js": (
        "edition-cards.js",
        "edition-settings.js",
        "edition-ways.js",
        "search-find.js",
        "search.js",
    ),
    "edition.css": ("edition.css", "search.css"),
    # pages with certain content
    "handout-form.css": ("handout-form.css",),
    "handout-form.js": ("loci.js", "cite-copy.js", "handout-form.js"),
    "overview.css": ("overview.css",),
    "private.css": ("text.css", "private.css"),
    "records.css": ("records.css",),
    # check.html
    "check.css": ("check.css",),
    "check.js": ("loci.js", "check-find.js", "check-file.js", "check.js"),
    # citing
    "cite.css": ("cite.css",),
    "cite.js": ("loci.js", "cite-fill.js", "cite-copy.js", "cite-dialog.js", "cite.js"),
    # a reader's own notes
    "notes.css": ("notes.css",),
    "notes.js": ("loci.js", "notes-text.js", "notes-file.js", "notes.js"),
    "notes-dialog.js": ("notes-dialog.js",),
    # a reader's copy of the text, and my-text.html
    "text.css": ("text.css",),
    "text.js": ("text.js",),
    "recognise.js": ("recognise.js", "text-keep.js"),
    "text-rows.js": ("text-words.js", "text-rows.js", "text-notice.js"),
    "text-search.js": ("text-search.js",),
    "text-page.css": ("check.css", "text-page.css"),
    "text-page.js": ("text.js", "check-file.js", "text-file.js", "text-result.js", "text-page.js"),
}
"""Name of a file in ``_static`` to its sources, in the order in which they run or apply."""

DATA_FUNCTIONS = {
    "editionCards": "_cards/PAGE.js",
    "editionCheckData": "check-data.js",
    "editionCiteData": "_cite/edition.js",
    "editionCited": "_cite/PAGE.js",
    "editionNotesKnown": "_static/notes-known.js",
    "editionSearchIndex": "search-index.js",
    "editionTextMarks": "_text/words.js",
    "editionTextRecord": "_text/record.js",
}
"""Global function to the files with data that call it. Everything else is in ``window.edition``."""

_MINIFY = {".js": jsmin, ".css": cssmin}


def source(name: str) -> Path:
    """Return the path of a source."""
    return next(path for folder in PACKAGES if (path := folder / "static" / name).exists())


def bundle(name: str, language: str = "en") -> str:
    """Return a file of :data:`BUNDLES`, minified and with its tables in the edition's language."""
    return "".join(f"{minified(part, language)}\n" for part in BUNDLES[name])


def minified(name: str, language: str = "en") -> str:
    """Return a source, minified and with its tables in the edition's language."""
    path = source(name)
    return str(_MINIFY[path.suffix](fill(path.read_text("utf-8"), language)))
