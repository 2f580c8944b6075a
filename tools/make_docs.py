"""Build the handbook in every language, or update its catalogues.

``make docs`` and ``make messages`` run this.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
LOCALE = DOCS / "locale"
SOURCE_LANGUAGE = "en"
_LINKS = re.compile("<!-- a line for each language: .*-->")


def main(arguments: list[str]) -> int:
    """Run ``build [FOLDER [DOCTREES]]`` or ``messages [LANGUAGE …]``."""
    verb, *rest = arguments
    if verb == "build":
        build(*map(Path, rest))
    elif verb == "messages":
        for path, text in updated_catalogues(rest or translations()).items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
    return 0


def translations() -> list[str]:
    """Return the languages that have catalogues."""
    return sorted(path.parent.name for path in LOCALE.glob("*/LC_MESSAGES"))


def build(folder: Path = ROOT / "build/docs", doctrees: Path = ROOT / ".cache/docs") -> None:
    """Build a tree for each language, and the page that leads to them."""
    for language in (SOURCE_LANGUAGE, *translations()):
        options = ("-W", "--keep-going", "-n", "-D", f"language={language}")
        _sphinx("html", folder / language, doctrees / language, *options)
    shutil.copytree(DOCS / "_landing", folder, dirs_exist_ok=True)
    index = folder / "index.html"
    links = "\n".join(map(_link, (SOURCE_LANGUAGE, *translations())))
    index.write_text(_LINKS.sub(links, index.read_text("utf-8")), "utf-8")
    print(index.relative_to(ROOT) if index.is_relative_to(ROOT) else index)


def _link(language: str) -> str:
    name = (Locale.parse(language).get_display_name() or language).capitalize()
    tag = language.replace("_", "-")
    return f'<li><a href="{language}/index.html" hreflang="{tag}" lang="{tag}">{name}</a></li>'


def _sphinx(builder: str, output: Path, doctrees: Path, *options: str) -> None:
    command = [sys.executable, "-m", "sphinx", "-q", *options, "-b", builder, "-d", doctrees]
    result = subprocess.run([*command, DOCS, output], cwd=ROOT, check=False)  # noqa: S603  our own words
    if result.returncode:
        sys.exit(result.returncode)


def updated_catalogues(languages: list[str]) -> dict[Path, bytes]:
    """Return the text of every catalogue as it should be now.

    Translations are kept. A message that has changed a little keeps its translation as *fuzzy*,
    which is not shown until somebody has looked at it; what is in no source any more is dropped.
    """
    sources = {"words": _words(), **_pages()}
    texts = {}
    for language in languages:
        for domain, source in sources.items():
            path = LOCALE / language / "LC_MESSAGES" / f"{domain}.po"
            texts[path] = updated(path, source, language)
    return texts


def _pages() -> dict[str, Catalog]:
    """Return what Sphinx extracts from each page, by the page's name."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        # links into the reference have no target: what is made from the code is left out
        options = ("-W", "-D", "suppress_warnings=myst.xref_missing")
        _sphinx("gettext", folder / "pot", folder / "doctrees", *options)
        found = {}
        for path in sorted((folder / "pot").rglob("*.pot")):
            with path.open("rb") as stream:
                found[path.relative_to(folder / "pot").with_suffix("").as_posix()] = read_po(stream)
    return found


def _words() -> Catalog:
    """Return the words that ``docs/_ext`` adds to pages."""
    catalogue = Catalog()
    for name, line, message, _, _ in extract_from_dir(DOCS / "_ext", keywords={"own": None}):
        catalogue.add(message, locations=[(f"docs/_ext/{name}", line)])
    return catalogue


def updated(path: Path, source: Catalog, language: str) -> bytes:
    """Return a catalogue's file with the messages of *source* and the translations in *path*."""
    catalogue = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as stream:
            catalogue = read_po(stream, locale=language)
    catalogue.update(source, update_header_comment=False)
    catalogue.obsolete.clear()
    written = BytesIO()
    write_po(written, catalogue, no_location=True, omit_header=True, width=100)
    return _HEADER.format(language=language).encode() + written.getvalue()


_HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
