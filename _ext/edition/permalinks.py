"""``p/18.html``: a small permanent page per paragraph that leads to where the paragraph now stands."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.osutil import relative_uri

from .core.locus import Locus, format_locus
from .domain import domain_of
from .output import write_if_changed

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{label} · {title}</title>
<link rel="canonical" href="{target}">
<meta http-equiv="refresh" content="0; url={target}">
</head>
<body>
<h1>{label}</h1>
<p><a href="{target}">{part} {label}</a>（{title}）</p>
<p lang="en"><a href="{target}">Paragraph {number}</a></p>
</body>
</html>
"""


def write_permalinks(app: Sphinx, exception: Exception | None) -> None:
    """Write the pages, and remove those of paragraphs that are gone (event ``build-finished``)."""
    if exception or app.builder.name not in {"html", "dirhtml"}:
        return
    edition = domain_of(app.env).edition
    folder = Path(app.outdir) / "p"
    if not edition.paragraphs and not folder.exists():
        return
    folder.mkdir(exist_ok=True)
    stale = {path.name for path in folder.glob("*.html") if path.stem.isdecimal()}
    for paragraph in edition.paragraphs.values():
        name = f"{paragraph.number}.html"
        stale.discard(name)
        target = relative_uri(f"p/{name}", app.builder.get_target_uri(paragraph.docname)) + f"#{paragraph.id}"
        page = _PAGE.format(
            lang=escape(app.config.language),
            label=format_locus(Locus(((paragraph.number, paragraph.number),)), app.config.language),
            title=escape(app.config.html_title or app.config.project),
            part=escape(edition.titles[paragraph.docname]),
            number=paragraph.number,
            target=escape(target),
        )
        write_if_changed(folder / name, page)
    for name in stale:
        (folder / name).unlink()


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("build-finished", write_permalinks)
