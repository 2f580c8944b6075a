"""``p/18.html``: a small permanent page per paragraph that redirects to its current address.

Programs find in it a record of the essay (:mod:`.page_metadata`). The page of a retired paragraph
does not redirect: it gives the reason and the successors.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from ..builds.output_cache import output
from ..core.model.locus import Locus, format_locus
from ..core.text.messages import N_, interface_language, interface_languages, translate
from ..domain.edition_domain import domain_of
from ..domain.ledger_file import RETIRED_PAGE
from ..support.files import write_if_changed
from ..support.html_builders import relative_address
from ..support.interface import bilingual_html
from .cite_targets import edition_record
from .page_metadata import permalink_head
from .retired import retirement_notices

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .retired import RetirementNotice

_SKELETON = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{label} · {title}</title>
{head}</head>
<body>
<h1>{label}</h1>
{body}</body>
</html>
"""

_REDIRECT = """<p><a href="{target}">{part} {label}</a>{title}</p>
<p lang="en"><a href="{target}">Paragraph {number}</a></p>
"""

_RETIRED = """{sentences}
<p>{label}{reason}</p>
<p><a href="{address}">{page}</a>{title}</p>
"""


def _facts(app: Sphinx) -> object:
    """Return what the pages depend on besides the settings."""
    edition = domain_of(app.env).edition
    paragraphs = edition.paragraphs.values()
    titles = [(p.number, p.docname, edition.titles[p.docname]) for p in paragraphs]
    return titles, retirement_notices(app)


@output("permalinks", "p", depends_on=_facts)
def write_permalinks(app: Sphinx) -> None:
    """Write the pages, and delete those of removed paragraphs (event ``build-finished``)."""
    edition = domain_of(app.env).edition
    record = edition_record(app)
    folder = Path(app.outdir) / "p"
    retired = [notice for notice in retirement_notices(app) if notice.number]
    if not edition.paragraphs and not retired and not folder.exists():
        return
    folder.mkdir(exist_ok=True)
    stale = {path.name for path in folder.glob("*.html") if path.stem.isdecimal()}
    for paragraph in edition.paragraphs.values():
        name = f"{paragraph.number}.html"
        stale.discard(name)
        uri = app.builder.get_target_uri(paragraph.docname)
        target = relative_address(f"p/{name}", f"{uri}#{paragraph.id}")
        label = format_locus(Locus.single(paragraph.number), app.config.language)
        head = permalink_head(app, record, paragraph.number, target)
        refresh = f'<meta http-equiv="refresh" content="0; url={escape(target)}">\n'
        body = _REDIRECT.format(
            target=escape(target),
            part=escape(edition.titles[paragraph.docname]),
            label=label,
            title=_title_in_brackets(app),
            number=paragraph.number,
        )
        write_if_changed(folder / name, _page(app, label, head + refresh, body))
    for notice in retired:
        name = f"{notice.number}.html"
        stale.discard(name)
        write_if_changed(folder / name, _retired_page(app, notice, f"p/{name}"))
    for name in stale:
        (folder / name).unlink()


def _page(app: Sphinx, label: str, head: str, body: str) -> str:
    lang = escape(app.config.language)
    return _SKELETON.format(lang=lang, label=label, title=_title(app), head=head, body=body)


def _title(app: Sphinx) -> str:
    return escape(app.config.html_title or app.config.project)


def _title_in_brackets(app: Sphinx) -> str:
    return translate(N_(" ({title})"), app.config.language).format(title=_title(app))


def _retired_page(app: Sphinx, notice: RetirementNotice, here: str) -> str:
    language = app.config.language

    def sentence(lang: str) -> str:
        number = 0 if lang == interface_language(language) else 1
        links = translate(N_(", "), lang).join(
            f'<a href="{escape(relative_address(here, address))}">{escape(names[number])}</a>'
            for address, *names in notice.successors
        )
        rest = (
            translate(N_("Its matter is now in {links}."), lang).format(links=links)
            if links
            else translate(N_("It has no successor."), lang)
        )
        space = "" if lang.startswith("ja") else " "
        return f'<p lang="{lang}">{escape(notice.sentence[number])}{space}{rest}</p>'

    retired = f"{app.builder.get_target_uri(RETIRED_PAGE)}#{notice.id}"
    body = _RETIRED.format(
        sentences="\n".join(map(sentence, interface_languages(language))),
        label=bilingual_html(N_("Reason"), language) + translate(N_(": "), language),
        page=bilingual_html(N_("Retired ids"), language),
        reason=escape(notice.reason),
        address=escape(relative_address(here, retired)),
        title=_title_in_brackets(app),
    )
    label = escape(notice.name[0])
    return _page(app, label, "", body)


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("build-finished", write_permalinks)
