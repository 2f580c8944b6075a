"""``p/18.html``: a small permanent page per paragraph that leads to where the paragraph now stands.

For programs it is a record of the essay, whose paragraph it is (:mod:`.head`).

That of a retired paragraph says so, and where its matter is now.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.osutil import relative_uri

from ..builds.output_cache import output
from ..core.model.locus import Locus, format_locus
from ..domain.edition_domain import domain_of
from ..domain.ledger_file import RETIRED_PAGE
from ..support.files import write_if_changed
from .cite_targets import edition_record
from .page_metadata import permalink_head
from .retired import relative, retirements

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .retired import Told

_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{label} · {title}</title>
{head}<meta http-equiv="refresh" content="0; url={target}">
</head>
<body>
<h1>{label}</h1>
<p><a href="{target}">{part} {label}</a>（{title}）</p>
<p lang="en"><a href="{target}">Paragraph {number}</a></p>
</body>
</html>
"""

_RETIRED = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{label} · {title}</title>
</head>
<body>
<h1>{label}</h1>
<p lang="ja">{when_ja}{where_ja}</p>
<p lang="en">{when_en} {where_en}</p>
<p><span lang="ja">理由</span> <span lang="en">Reason</span>：{reason}</p>
<p><a href="{listed}"><span lang="ja">引退した識別名</span> <span lang="en">Retired ids</span></a>（{title}）</p>
</body>
</html>
"""


def _facts(app: Sphinx) -> object:
    """All that the pages say besides the settings."""
    edition = domain_of(app.env).edition
    return [
        (p.number, p.docname, edition.titles[p.docname]) for p in edition.paragraphs.values()
    ], retirements(app)


@output("permalinks", "p", depends_on=_facts)
def write_permalinks(app: Sphinx) -> None:
    """Write the pages, and remove those of paragraphs that are gone (event ``build-finished``)."""
    edition = domain_of(app.env).edition
    record = edition_record(app)
    folder = Path(app.outdir) / "p"
    retired = [told for told in retirements(app) if told.number]
    if not edition.paragraphs and not retired and not folder.exists():
        return
    folder.mkdir(exist_ok=True)
    stale = {path.name for path in folder.glob("*.html") if path.stem.isdecimal()}
    for paragraph in edition.paragraphs.values():
        name = f"{paragraph.number}.html"
        stale.discard(name)
        target = (
            relative_uri(f"p/{name}", app.builder.get_target_uri(paragraph.docname))
            + f"#{paragraph.id}"
        )
        page = _PAGE.format(
            lang=escape(app.config.language),
            label=format_locus(Locus.single(paragraph.number), app.config.language),
            title=escape(app.config.html_title or app.config.project),
            part=escape(edition.titles[paragraph.docname]),
            number=paragraph.number,
            head=permalink_head(app, record, paragraph.number, target),
            target=escape(target),
        )
        write_if_changed(folder / name, page)
    for told in retired:
        name = f"{told.number}.html"
        stale.discard(name)
        write_if_changed(folder / name, _retired_page(app, told, f"p/{name}"))
    for name in stale:
        (folder / name).unlink()


def _retired_page(app: Sphinx, told: Told, here: str) -> str:
    """The page of a retired paragraph; it leads nowhere by itself, so that its reader sees what has happened."""

    def links(lang: int) -> list[str]:
        return [
            f'<a href="{escape(relative(here, uri))}">{escape(names[lang])}</a>'
            for uri, *names in told.successors
        ]

    japanese, english = "、".join(links(0)), ", ".join(links(1))
    return _RETIRED.format(
        lang=escape(app.config.language),
        label=escape(told.name[0 if app.config.language.startswith("ja") else 1]),
        title=escape(app.config.html_title or app.config.project),
        when_ja=escape(told.when[0]),
        when_en=escape(told.when[1]),
        where_ja=f"その内容は今、{japanese}にある。" if japanese else "後継はない。",
        where_en=f"Its matter is now in {english}." if english else "It has no successor.",
        reason=escape(told.reason),
        listed=escape(relative(here, f"{app.builder.get_target_uri(RETIRED_PAGE)}#{told.id}")),
    )


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("build-finished", write_permalinks)
