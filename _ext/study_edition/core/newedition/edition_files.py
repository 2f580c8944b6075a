"""The files of a new edition, made from a text that was read and what its editor says of it."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, StrictUndefined

from ..annotations.layer_template import layer_template
from ..citation.tex import tex
from ..model.ledger import Ledger
from ..model.ledger_format import format_ledger
from ..model.locus import Locus, format_locus
from ..witness.fingerprint import normalise
from ..witness.witness_record import format_record, make_record
from .aozora import source_of
from .myst_text import begin, escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .plain_text import Block, Page, Work

LANGUAGES = ("ja", "en")
RIGHTS = ("copyright", "public-domain")
SHORTEST = 16
"""Characters a paragraph must have to get a fingerprint: a shorter one could be guessed, and tried, from any hash of it."""

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
"""Templates with brackets of their own, since MyST, Python and workflow files use braces."""
_TEMPLATES.filters |= {
    "myst": escape,
    "python": partial(json.dumps, ensure_ascii=False),
    "bib": tex,
}


class Plan(NamedTuple):
    """What the editor says of the edition; what is not known is empty."""

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
    """The lines of ``requirements.txt``: the engine and what it runs with."""

    @property
    def is_public(self) -> bool:
        """Whether the text itself may stand in the edition."""
        return self.rights == "public-domain"


def person(name: str) -> dict[str, str]:
    """A name as ``conf.py`` has it: ``山田 花子``, ``アンナ・スミス``, ``Anna Smith`` or ``Smith, Anna``.

    A Japanese name that nothing parts is not taken apart. The Latin letters of a Japanese name are not known, so it stands for itself.
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
    """A name as the bibliography file has it, without the outer braces."""
    known = person(name)
    if "native" in known or "given" not in known:
        return "{" + tex(" ".join(name.split())) + "}"
    return f"{tex(known['family'])}, {tex(known['given'])}"


def container_of(work: Work) -> str:
    """The book that the text was printed in, from its 底本 line."""
    found = _CONTAINER.search("\n".join(source_of(work.colophon)))
    return found["name"] if found else ""


def date_of(work: Work) -> str:
    """The first year that the lines on the printed source name."""
    found = _YEAR.search("\n".join(source_of(work.colophon)))
    return found["year"] if found else ""


def too_short(work: Work) -> int:
    """How many paragraphs get no fingerprint."""
    return sum(len(normalise(block.text)) < SHORTEST for block in work.paragraphs)


def make_files(work: Work, plan: Plan, templates: Mapping[str, str]) -> dict[str, str]:
    """Every file of the edition, path to text. Of a text in copyright its headings are in it, and no sentence.

    :param templates: path to text; a leading ``dot-`` in the name of a file or folder stands for a dot.
    """
    context = {
        "plan": plan,
        "work": work,
        "source": source_of(work.colophon),
        "parts": list(_parts(work, plan)),
        "count": len(work.paragraphs),
    }
    who = person(plan.author)
    context |= {
        "person": who,
        "author": who.get("native", plan.author),
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
        title="注釈" if plan.lang == "ja" else "Commentary",
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
            if len(normalise(block.text)) >= SHORTEST
        }
        files["witness.json"] = format_record(make_record(plan.witness, known, (), work.headings))
    return files


class _Part(NamedTuple):
    docname: str
    title: str
    locus: str
    shown: str


def _parts(work: Work, plan: Plan) -> Iterator[_Part]:
    """The pages of the text, for the index."""
    first = 1
    for number, page in enumerate(work.pages, 1):
        last = first + len(page.paragraphs) - 1
        locus = Locus(((first, last),))
        some = last >= first
        yield _Part(
            f"text/part-{number}",
            page.title or _opening(work, plan),
            str(locus) if some else "",
            format_locus(locus) if some else "",
        )
        first = last + 1


def _opening(work: Work, plan: Plan) -> str:
    """The title of what has no heading: the beginning, or the whole."""
    if len(work.pages) == 1:
        return plan.title
    return "はじめ" if plan.lang == "ja" else "Opening"


def _page(page: Page, title: str, first: int, plan: Plan) -> str:
    """The source of a page; its paragraphs are numbered from *first*."""
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


def _text(block: Block) -> str:
    """A paragraph of the text itself, with its ruby."""
    pieces = [
        f"{{ruby}}`{run.text}|{run.reading}`" if run.reading else escape(run.text)
        for run in block.runs
    ]
    return begin("".join(pieces)) if not block.runs[0].reading else "".join(pieces)


def _unwritten(block: Block, lang: str) -> str:
    """What stands for a paragraph until an editor has written its précis."""
    size = (
        f"本文は{len(normalise(block.text))}字"
        if lang == "ja"
        else f"{len(block.text.split())} words in the essay"
    )
    return f"{{unwritten}}`{size}`"
