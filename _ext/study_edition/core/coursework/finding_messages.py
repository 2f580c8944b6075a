"""The messages of findings, in Japanese and English: what is wrong, and what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model.locus import format_locus, merge
from .text_comparison import differing_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .coursework_records import CourseworkEdition, EditionSource
    from .edition_passages import NearestPassage, Passage

Message = tuple[str, str]

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
    "essay": ("論考の本文", "the essay"),
    "precis": ("編者の要旨", "the editors' précis"),
    "note": ("注", "a note"),
}
LONGEST = 48


def shorten(words: str) -> str:
    """Shorten long words for a table by cutting them in the middle."""
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 14]}…{words[-12:]}"


def format_paragraphs(numbers: Iterable[int]) -> Message:
    """Format paragraphs for readers, at most six ranges."""
    locus = merge((number, number) for number in numbers)
    cut = locus._replace(ranges=locus.ranges[:6])
    more = ("ほか", " and others") if cut != locus else ("", "")
    return format_locus(cut, "ja") + more[0], format_locus(cut, "en") + more[1]


def _is_or_are(numbers: Sequence[int]) -> str:
    return "is" if len(numbers) == 1 else "are"


def missing(numbers: Sequence[int], edition: CourseworkEdition) -> Message:
    """Report paragraphs that do not exist."""
    ja, en = format_paragraphs(numbers)
    all_ja, all_en = format_paragraphs(edition.paragraphs)
    return (
        f"{ja}はこの版にない（あるのは{all_ja}）。番号を確かめる。",
        f"{en} {_is_or_are(numbers)} not in this edition, which has {all_en}: check the number.",
    )


def retired(numbers: Sequence[int], edition: CourseworkEdition) -> Message:
    """Report paragraphs that are retired."""
    ja, en = format_paragraphs(numbers)
    successors = [number for old in numbers for number in edition.retired[old]]
    if not successors:
        return (
            f"{ja}は今の版では使われていない。版の「引退した識別名」の頁を見る。",
            f"{en} {_is_or_are(numbers)} retired: see the edition's page of retired ids.",
        )
    now_ja, now_en = format_paragraphs(successors)
    return (
        f"{ja}は今の版では使われていない。内容は{now_ja}にある。番号を改める。",
        (
            f"{en} {_is_or_are(numbers)} retired; {'its' if len(numbers) == 1 else 'their'} "
            f"matter is in {now_en} now: cite that."
        ),
    )


def describe_passages(passages: Iterable[Passage]) -> Message:
    """Describe where words occur: whose text, and which paragraphs."""
    by_whose: dict[str, list[int]] = {}
    for passage in passages:
        by_whose.setdefault(passage.origin, []).extend(passage.paragraphs)
    places = [(format_paragraphs(numbers), _WHOSE[whose]) for whose, numbers in by_whose.items()]
    return (
        "、".join(f"{place[0]}（{whose[0]}）" for place, whose in places),
        ", ".join(f"{place[1]} ({whose[1]})" for place, whose in places),
    )


def _these_words(near: NearestPassage | None) -> Message:
    if near:
        return "ほぼこのとおりの言葉が", "nearly these words stand"
    return "この言葉は", "these words stand"


def wrong(
    passages: Sequence[Passage], *, by_author: bool, near: NearestPassage | None = None
) -> Message:
    """Report quoted words that occur in another paragraph."""
    ja, en = describe_passages(passages)
    subject = _these_words(near)
    whose = (
        (
            "これは編者の文で、論考の筆者の言葉ではない。",
            " They are the editors', not the author's.",
        )
        if by_author
        else ("", "")
    )
    return (
        f"{subject[0]}{ja}にある。段落の番号を改める。{whose[0]}",
        f"{subject[1]} in {en}: correct the paragraph.{whose[1]}",
    )


def separate_parts(passages: Sequence[Passage]) -> Message:
    """Report a quotation whose parts come from several paragraphs, out of order."""
    numbers = list(dict.fromkeys(passage.paragraphs[0] for passage in passages))
    ja, en = (
        "、".join(format_paragraphs([number])[0] for number in numbers),
        ", ".join(format_paragraphs([number])[1] for number in numbers),
    )
    return (
        f"各部分は順に{ja}（論考の本文）にある。別々の引用にし、それぞれに番号を添える。",
        (
            f"its parts stand, one after another, in {en} (the essay): quote them one by one, each "
            "with its paragraph."
        ),
    )


def altered(near: NearestPassage, words: str) -> Message:
    """Report a quotation that differs from its text."""
    ja, en = describe_passages([near.passage])
    found = (
        near.match.differences
        if re.search("[\u3040-\u9fff]", words)
        else differing_words(words, near.passage.written)
    )
    if not found:
        return (
            f"各部分は{ja}にあるが、順序が違う。原文の順に引くか、別々の引用にする。",
            (
                f"its parts stand in {en}, but in another order: quote them as they follow each "
                "other, or one by one."
            ),
        )
    shown = found[:3]
    differences_ja = "、".join(f"「{a or '（なし）'}」は「{b or '（なし）'}」" for a, b in shown)
    differences_en = "; ".join(f"“{a or '–'}” is “{b or '–'}”" for a, b in shown)
    more = ("など", " and more") if len(found) > 3 else ("", "")
    return (
        (
            f"{ja}の文と違う。もとでは{differences_ja}{more[0]}。引用を原文に合わせるか、"
            "引用符を外して要約にする。"
        ),
        (
            f"it differs from {en}: there {differences_en}{more[1]}. Quote exactly, or paraphrase "
            "without quotation marks."
        ),
    )


def not_found(*, in_witness: bool) -> Message:
    """Report a quotation that does not occur in the edition."""
    if in_witness:
        return (
            "この言葉は、論考の本文にも要旨にも注にもない。引用を確かめるか、引用符を外す。",
            (
                "these words are neither in the essay nor in the précis or the notes: check the "
                "quotation, or drop the quotation marks."
            ),
        )
    return (
        "この言葉は、要旨にも注にもない。引用を確かめるか、引用符を外す。",
        (
            "these words are neither in the précis nor in the notes: check the quotation, "
            "or drop the quotation marks."
        ),
    )


def not_the_authors(passage: Passage) -> Message:
    """Report editors' words that are presented as the author's."""
    ja, en = describe_passages([passage])
    return (
        f"これは{ja}の言葉で、論考の筆者の言葉ではない。誰の言葉かを書き分ける。",
        f"these words are from {en}; they are not the author's: say whose they are.",
    )


def uncited(passages: Sequence[Passage], near: NearestPassage | None = None) -> Message:
    """Report words of the edition that are quoted without a reference."""
    ja, en = describe_passages(passages)
    subject = _these_words(near)
    return (
        f"{subject[0]}{ja}にあるが、段落が示されていない。番号を添える。",
        f"{subject[1]} in {en}, but no paragraph is given: add it.",
    )


def unchecked() -> Message:
    """Report a quotation that cannot be checked without the essay's own text."""
    return (
        (
            "要旨にも注にもない言葉で、論考の本文が手もとにないため確かめられない。本文を --text "
            "で示せば照合する。"
        ),
        (
            "these words are neither in the précis nor in the notes, "
            "and the essay's text is not at hand: name it with --text."
        ),
    )


def source(work: EditionSource, *, several: bool, listed: bool) -> Message:
    """Report a source that is cited but not listed."""
    name = "・".join(forms[0] for forms in work.names[:3]) or work.title
    title = (
        ""
        if several
        else f"『{work.title}』"
        if re.search("[\u3040-\u9fff]", work.title)
        else f" {work.title}"
    )
    if listed:
        return (
            f"{name}（{work.year}）{title}を引いているが、文献一覧にない。一覧に加える。",
            f"{name} ({work.year}){title} is cited but not in the list of sources: add it.",
        )
    return (
        (
            f"{name}（{work.year}）{title}を引いているが、文献一覧がなく、注にも書誌がない。"
            "一覧を付ける。"
        ),
        (
            f"{name} ({work.year}){title} is cited, but there is no list of sources "
            "and no note that gives it in full: add one."
        ),
    )
