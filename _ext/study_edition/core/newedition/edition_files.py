"""Make the files of a new edition from a parsed text and its editor's plan."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, StrictUndefined

from ..annotations.layer_template import layer_template
from ..citation.tex_escapes import escape_tex
from ..model.ledger import Ledger
from ..model.ledger_format import format_ledger
from ..model.locus import Locus, format_locus
from ..text.messages import N_, translate
from ..text.myst_text import begin, escape
from ..witness.text_fingerprint import normalise
from ..witness.witness_record import format_record, make_record
from .aozora import source_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .plain_text import ParsedText, TextBlock, TextPage

LANGUAGES = ("ja", "en")
RIGHTS = ("copyright", "public-domain")
MIN_FINGERPRINT_LENGTH = 16
"""Characters a paragraph needs to get a fingerprint. A shorter one could be guessed from any hash
of it."""

_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_CONTAINER = re.compile("底本[：:]\\s*[「『](?P<name>[^」』]+)[」』]")
_YEAR = re.compile("(?<![0-9])(?P<year>1[5-9][0-9]{2}|20[0-9]{2})(?:（[^）]*）)?年")
_TEMPLATES = Environment(
    block_start_string="[%",
    block_end_string="%]",
    variable_start_string="[[",
    variable_end_string="]]",
    comment_start_string="[#",
    comment_end_string="#]",
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    undefined=StrictUndefined,
    autoescape=False,  # noqa: S701  sources, no pages; each filter writes text for one kind of file
)
"""Templates with brackets as delimiters, since MyST, Python and workflow files use braces."""
_TEMPLATES.filters |= {
    "myst": escape,
    "python": partial(json.dumps, ensure_ascii=False),
    "bib": escape_tex,
}


class EditionPlan(NamedTuple):
    """The editor's decisions on an edition; unknown values are empty."""

    title: str
    author: str
    lang: str
    rights: str
    editors: str
    witness: str
    """The name of the copy that the fingerprints come from."""
    layer: str = "notes"
    container: str = ""
    date: str = ""
    requirements: tuple[str, ...] = ()
    """The lines of ``requirements.txt``: the engine and its dependencies."""
    python: str = ""
    """The Python that these run on, such as ``3.12``."""

    @property
    def is_public(self) -> bool:
        """Whether the edition may contain the text itself."""
        return self.rights == "public-domain"


def person_record(name: str) -> dict[str, str]:
    """Return the record of a name for ``conf.py``.

    Accepted are ``山田 花子``, ``アンナ・スミス``, ``Anna Smith`` and ``Smith, Anna``. A Japanese
    name without a separator is not divided. The Latin form of a Japanese name is unknown, so it is
    used for both.
    """
    name = " ".join(name.split())
    if _JAPANESE.search(name):
        native = name.replace(" ", "")
        family = name.split(" ")[0] if " " in name else name.rpartition("・")[2]
        return {"family": native, "native": native} | (
            {"native_family": family} if family != name else {}
        )
    family, comma, given = name.partition(", ")
    if not comma:
        given, _, family = name.rpartition(" ")
    return {"family": family} | ({"given": given} if given else {})


def bib_name(name: str) -> str:
    """Return a name for the bibliography file, without the outer braces."""
    known = person_record(name)
    if "native" in known or "given" not in known:
        return "{" + escape_tex(" ".join(name.split())) + "}"
    return f"{escape_tex(known['family'])}, {escape_tex(known['given'])}"


def container_of(work: ParsedText) -> str:
    """Return the book in which the text was printed, from its 底本 line."""
    found = _CONTAINER.search("\n".join(source_lines(work.colophon)))
    return found["name"] if found else ""


def date_of(work: ParsedText) -> str:
    """Return the first year in the lines on the printed source."""
    found = _YEAR.search("\n".join(source_lines(work.colophon)))
    return found["year"] if found else ""


def count_too_short(work: ParsedText) -> int:
    """Count the paragraphs that get no fingerprint."""
    return sum(len(normalise(block.text)) < MIN_FINGERPRINT_LENGTH for block in work.paragraphs)


def make_files(work: ParsedText, plan: EditionPlan, templates: Mapping[str, str]) -> dict[str, str]:
    """Return every file of the edition, path to text.

    For a text in copyright they contain its headings, but no sentence.

    :param templates: path to text; a leading ``dot-`` in the name of a file or folder stands for a
        dot.
    """
    context = {
        "plan": plan,
        "work": work,
        "source": source_lines(work.colophon),
        "parts": list(_parts(work, plan)),
        "count": len(work.paragraphs),
    }
    author_record = person_record(plan.author)
    context |= {
        "person": author_record,
        "author": author_record.get("native", plan.author),
        "bib_author": bib_name(plan.author),
    }
    files = {
        re.sub("(^|/)dot-", r"\1.", name): _TEMPLATES.from_string(text).render(context)
        for name, text in templates.items()
    }
    first = 1
    for number, page in enumerate(work.pages, 1):
        files[f"source/text/part-{number}.md"] = _page(
            page, page.title or _opening(work, plan), first, plan
        )
        first += len(page.paragraphs)
    files[f"source/layers/{plan.layer}.md"] = layer_template(
        plan.layer,
        title=translate(N_("Commentary"), plan.lang),
        kind="comment",
        author=plan.editors,
        lang=plan.lang,
        license_="CC-BY-4.0",
        number=1,
    )
    files["anchors.lock"] = format_ledger(Ledger())
    if not plan.is_public:
        known = {
            f"p{number}": block.text
            for number, block in enumerate(work.paragraphs, 1)
            if len(normalise(block.text)) >= MIN_FINGERPRINT_LENGTH
        }
        files["witness.json"] = format_record(make_record(plan.witness, known, (), work.headings))
    return files


class _Part(NamedTuple):
    docname: str
    title: str
    locus: str
    shown: str


def _parts(work: ParsedText, plan: EditionPlan) -> Iterator[_Part]:
    """Yield the pages of the text, for the index."""
    first = 1
    for number, page in enumerate(work.pages, 1):
        last = first + len(page.paragraphs) - 1
        locus = Locus(((first, last),))
        has_paragraphs = last >= first
        yield _Part(
            f"text/part-{number}",
            page.title or _opening(work, plan),
            str(locus) if has_paragraphs else "",
            format_locus(locus, plan.lang) if has_paragraphs else "",
        )
        first = last + 1


def _opening(work: ParsedText, plan: EditionPlan) -> str:
    """Return the title of a page without a heading: "Opening", or that of the whole text."""
    if len(work.pages) == 1:
        return plan.title
    return translate(N_("Opening"), plan.lang)


def _page(page: TextPage, title: str, first: int, plan: EditionPlan) -> str:
    """Return the source of a page, with paragraphs numbered from *first*."""
    pieces = [f"# {escape(title)}\n"]
    highest = min((block.level for block in page.blocks if block.level), default=0)
    number, depth = first, 1
    for block in page.blocks:
        if block.level:
            depth = min(block.level - highest + 2, depth + 1)  # no level may be left out
            pieces.append(f"{'#' * depth} {escape(block.text)}\n")
            continue
        words = _text(block) if plan.is_public else _unwritten(block, plan.lang)
        pieces.append(f"{{#p{number}}}\n{words}\n")
        number += 1
    return "\n".join(pieces)


def _text(block: TextBlock) -> str:
    """Format a paragraph of the text itself, with its ruby."""
    pieces = [
        f"{{ruby}}`{run.text}|{run.reading}`" if run.reading else escape(run.text)
        for run in block.runs
    ]
    return begin("".join(pieces)) if not block.runs[0].reading else "".join(pieces)


def _unwritten(block: TextBlock, lang: str) -> str:
    """Return the placeholder for a paragraph whose précis is not yet written."""
    size = len(normalise(block.text)) if lang == "ja" else len(block.text.split())
    words = translate(N_("{size} words in the essay"), lang).format(size=size)
    return f"{{unwritten}}`{words}`"
