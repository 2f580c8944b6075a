"""The golden files of citations: every style and language on one page each, to be read by people.

``python -m golden_citations --write`` in ``tests/helpers`` rewrites them. Read every difference
before it is committed.
"""

from __future__ import annotations

import sys

from citation_samples import ACCESSED, EDITION, EDITIONS, TARGETS
from project_paths import DATA
from study_edition.core.citation import FILE_EXTENSIONS, LANGUAGES, STYLES, cite, markdown

FOLDER = DATA / "golden_citations"
VARIED = ("p18", "précis", "note, signed", "note, the editors’", "term")
"""Targets cited from the other editions."""


def pages() -> dict[str, str]:
    """Return the text of every golden file by its name."""
    found = {f"{style}.{lang}.txt": _page(style, lang) for style in STYLES for lang in LANGUAGES}
    for name, edition in EDITIONS.items():
        for lang in LANGUAGES if name else ():
            parts = (
                f"=== {style} ===\n\n{_page(style, lang, edition, VARIED)}" for style in STYLES
            )
            found[f"{name}.{lang}.txt"] = "\n".join(parts)
    return found


def _page(style, lang, edition=EDITION, names=tuple(TARGETS)) -> str:
    shown = str if style in FILE_EXTENSIONS else markdown
    blocks = []
    for name in names:
        citation = cite(style, lang, TARGETS[name], edition, ACCESSED)
        blocks.append(f"# {name}\n\n{shown(citation.in_text)}\n\n{shown(citation.entry)}\n")
    return "\n".join(blocks)


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit(__doc__)
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    for page, text in pages().items():
        (FOLDER / page).write_text(text, "utf-8")
