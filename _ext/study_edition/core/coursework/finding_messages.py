"""The messages of findings: what is wrong, and what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..model.locus import format_locus, merge
from ..text.messages import N_, Listing, Message, counted
from .text_comparison import differing_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .coursework_records import CourseworkEdition, EditionSource
    from .edition_passages import NearestPassage, Passage

TITLE_BEFORE = re.compile(
    r"(?:論文|論考|記事|著書|共著|主著|書籍|単行本|コラム|エッセイ|演説|講演|社説|報告書?|特集"
    r"|節|章|題名|表題|副題|原題|映画|小説|曲|連載|題して|雑誌|新聞|声明|宣言|文書)(?:の)?$"
    r"|\b(?:article|essay|book|column|paper|chapter|section|speech|editorial|entitled|titled|title"
    r"|report)[,:]?\s$",
    re.IGNORECASE,
)
TITLE_AFTER = re.compile(
    r"(?:という|と)?(?:題し|題する|題された|題名|と名付け|と銘打|という(?:題|論文|論考|記事|本|書"
    r"|章|節|著書|表題|見出し|小見出し))|[」』]?(?:の|という)?(?:見出し|題名)の"
)
_WHOSE = {
    "essay": N_("{paragraphs} (the essay)"),
    "precis": N_("{paragraphs} (the editors' précis)"),
    "note": N_("{paragraphs} (a note)"),
}
LONGEST = 48


class Paragraphs(NamedTuple):
    """Paragraphs as named for readers, at most six ranges of them."""

    numbers: tuple[int, ...]

    def text(self, lang: str) -> str:
        """Return the paragraphs in *lang*."""
        locus = merge((number, number) for number in self.numbers)
        cut = locus._replace(ranges=locus.ranges[:6])
        shown = format_locus(cut, lang)
        if cut == locus:
            return shown
        return Message(N_("{paragraphs} and others"), {"paragraphs": shown}).text(lang)


def shorten(words: str) -> str:
    """Shorten long words for a table by cutting them in the middle."""
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 14]}…{words[-12:]}"


def missing(numbers: Sequence[int], edition: CourseworkEdition) -> Message:
    """Report paragraphs that do not exist."""
    return counted(
        "{paragraphs} is not in this edition, which has {known}: check the number.",
        "{paragraphs} are not in this edition, which has {known}: check the number.",
        len(numbers),
        paragraphs=Paragraphs(tuple(numbers)),
        known=Paragraphs(tuple(sorted(edition.paragraphs))),
    )


def retired(numbers: Sequence[int], edition: CourseworkEdition) -> Message:
    """Report paragraphs that are retired."""
    paragraphs = Paragraphs(tuple(numbers))
    successors = tuple(number for old in numbers for number in edition.retired[old])
    if not successors:
        return counted(
            "{paragraphs} is retired: see the edition's page of retired ids.",
            "{paragraphs} are retired: see the edition's page of retired ids.",
            len(numbers),
            paragraphs=paragraphs,
        )
    return counted(
        "{paragraphs} is retired; its matter is in {successors} now: cite that.",
        "{paragraphs} are retired; their matter is in {successors} now: cite that.",
        len(numbers),
        paragraphs=paragraphs,
        successors=Paragraphs(successors),
    )


def describe_passages(passages: Iterable[Passage]) -> Listing:
    """Describe where words occur: whose text, and which paragraphs."""
    by_whose: dict[str, list[int]] = {}
    for passage in passages:
        by_whose.setdefault(passage.origin, []).extend(passage.paragraphs)
    return Listing(
        tuple(
            Message(_WHOSE[whose], {"paragraphs": Paragraphs(tuple(numbers))})
            for whose, numbers in by_whose.items()
        )
    )


def wrong(
    passages: Sequence[Passage], *, by_author: bool, near: NearestPassage | None = None
) -> Message:
    """Report quoted words that occur in another paragraph."""
    if by_author:
        message = (
            N_(
                "nearly these words stand in {where}: correct the paragraph. They are the "
                "editors', not the author's."
            )
            if near
            else N_(
                "these words stand in {where}: correct the paragraph. They are the editors', "
                "not the author's."
            )
        )
    else:
        message = (
            N_("nearly these words stand in {where}: correct the paragraph.")
            if near
            else N_("these words stand in {where}: correct the paragraph.")
        )
    return Message(message, {"where": describe_passages(passages)})


def separate_parts(passages: Sequence[Passage]) -> Message:
    """Report a quotation whose parts come from several paragraphs, out of order."""
    numbers = dict.fromkeys(passage.paragraphs[0] for passage in passages)
    return Message(
        N_(
            "its parts stand, one after another, in {paragraphs} (the essay): quote them one by "
            "one, each with its paragraph."
        ),
        {"paragraphs": Listing(tuple(Paragraphs((number,)) for number in numbers))},
    )


def altered(near: NearestPassage, words: str) -> Message:
    """Report a quotation that differs from its text."""
    where = describe_passages([near.passage])
    found = (
        near.match.differences
        if re.search("[\u3040-\u9fff]", words)
        else differing_words(words, near.passage.written)
    )
    if not found:
        return Message(
            N_(
                "its parts stand in {where}, but in another order: quote them as they follow each "
                "other, or one by one."
            ),
            {"where": where},
        )
    differences = Listing(
        tuple(
            Message(N_("“{quoted}” is “{original}”"), {"quoted": _words(a), "original": _words(b)})
            for a, b in found[:3]
        ),
        N_("; "),
    )
    return Message(
        N_(
            "it differs from {where}: there {differences} and more. Quote exactly, or paraphrase "
            "without quotation marks."
        )
        if len(found) > 3
        else N_(
            "it differs from {where}: there {differences}. Quote exactly, or paraphrase without "
            "quotation marks."
        ),
        {"where": where, "differences": differences},
    )


def _words(words: str) -> str | Message:
    return words or Message(N_("–"))


def not_found(*, in_witness: bool) -> Message:
    """Report a quotation that does not occur in the edition."""
    if in_witness:
        return Message(
            N_(
                "these words are neither in the essay nor in the précis or the notes: check the "
                "quotation, or drop the quotation marks."
            )
        )
    return Message(
        N_(
            "these words are neither in the précis nor in the notes: check the quotation, or drop "
            "the quotation marks."
        )
    )


def not_the_authors(passage: Passage) -> Message:
    """Report editors' words that are presented as the author's."""
    return Message(
        N_("these words are from {where}; they are not the author's: say whose they are."),
        {"where": describe_passages([passage])},
    )


def uncited(passages: Sequence[Passage], near: NearestPassage | None = None) -> Message:
    """Report words of the edition that are quoted without a reference."""
    return Message(
        N_("nearly these words stand in {where}, but no paragraph is given: add it.")
        if near
        else N_("these words stand in {where}, but no paragraph is given: add it."),
        {"where": describe_passages(passages)},
    )


def unchecked() -> Message:
    """Report a quotation that cannot be checked without the essay's own text."""
    return Message(
        N_(
            "these words are neither in the précis nor in the notes, and the essay's text is not "
            "at hand: name it with --text."
        )
    )


def source(work: EditionSource, *, several: bool, listed: bool) -> Message:
    """Report a source that is cited but not listed."""
    values = {
        "name": "・".join(forms[0] for forms in work.names[:3]) or work.title,
        "year": work.year,
        "title": "" if several else _title(work.title),
    }
    if listed:
        return Message(
            N_("{name} ({year}){title} is cited but not in the list of sources: add it."), values
        )
    return Message(
        N_(
            "{name} ({year}){title} is cited, but there is no list of sources and no note that "
            "gives it in full: add one."
        ),
        values,
    )


def _title(title: str) -> str:
    return f"『{title}』" if re.search("[\u3040-\u9fff]", title) else f" {title}"
