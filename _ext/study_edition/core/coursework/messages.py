"""What is told of each fault, in Japanese and English: what is wrong, and what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model.locus import format_locus, merge
from .compare import differing_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .coursework_records import CourseworkEdition, EditionSource
    from .texts import Near, Passage

Message = tuple[str, str]

TITLE = re.compile(
    r"(?:論文|論考|記事|著書|共著|主著|書籍|単行本|コラム|エッセイ|演説|講演|社説|報告書?|特集|節|章|題名|表題|副題|原題|映画|小説|曲|連載|題して|雑誌|新聞|声明|宣言|文書)(?:の)?$"
    r"|\b(?:article|essay|book|column|paper|chapter|section|speech|editorial|entitled|titled|title|report)[,:]?\s$",
    re.IGNORECASE,
)
TITLED = re.compile(
    r"(?:という|と)?(?:題し|題する|題された|題名|と名付け|と銘打|という(?:題|論文|論考|記事|本|書|章|節|著書|表題|見出し|小見出し))|[」』]?(?:の|という)?(?:見出し|題名)の"
)
_WHOSE = {
    "essay": ("論考の本文", "the essay"),
    "precis": ("編者の要旨", "the editors' précis"),
    "note": ("注", "a note"),
}
LONGEST = 48


def short(words: str) -> str:
    """Words for a table: cut in the middle if they are long."""
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 14]}…{words[-12:]}"


def loci(numbers: Iterable[int]) -> Message:
    """Paragraphs for readers, at most six ranges of them."""
    locus = merge((number, number) for number in numbers)
    cut = locus._replace(ranges=locus.ranges[:6])
    more = ("ほか", " and others") if cut != locus else ("", "")
    return format_locus(cut, "ja") + more[0], format_locus(cut, "en") + more[1]


def _are(numbers: Sequence[int]) -> str:
    return "is" if len(numbers) == 1 else "are"


def missing(numbers: Sequence[int], edition: CourseworkEdition) -> Message:
    """Paragraphs that do not exist."""
    ja, en = loci(numbers)
    all_ja, all_en = loci(edition.paragraphs)
    return (
        f"{ja}はこの版にない（あるのは{all_ja}）。番号を確かめる。",
        f"{en} {_are(numbers)} not in this edition, which has {all_en}: check the number.",
    )


def retired(numbers: Sequence[int], edition: CourseworkEdition) -> Message:
    """Paragraphs in use no more."""
    ja, en = loci(numbers)
    successors = [number for old in numbers for number in edition.retired[old]]
    if not successors:
        return (
            f"{ja}は今の版では使われていない。版の「引退した識別名」の頁を見る。",
            f"{en} {_are(numbers)} retired: see the edition's page of retired ids.",
        )
    now_ja, now_en = loci(successors)
    return (
        f"{ja}は今の版では使われていない。内容は{now_ja}にある。番号を改める。",
        f"{en} {_are(numbers)} retired; {'its' if len(numbers) == 1 else 'their'} matter is in {now_en} now: cite that.",
    )


def where(passages: Iterable[Passage]) -> Message:
    """Where words stand: whose text, and which paragraphs."""
    by_whose: dict[str, list[int]] = {}
    for passage in passages:
        by_whose.setdefault(passage.whose, []).extend(passage.paragraphs)
    places = [(loci(numbers), _WHOSE[whose]) for whose, numbers in by_whose.items()]
    return (
        "、".join(f"{place[0]}（{whose[0]}）" for place, whose in places),
        ", ".join(f"{place[1]} ({whose[1]})" for place, whose in places),
    )


def wrong(
    passages: Sequence[Passage], by_author: bool = False, near: Near | None = None
) -> Message:  # noqa: FBT001, FBT002
    """Quoted words stand in another paragraph."""
    ja, en = where(passages)
    nearly = (
        ("ほぼこのとおりの言葉が", "nearly these words stand")
        if near
        else ("この言葉は", "these words stand")
    )
    whose = (
        (
            "これは編者の文で、論考の筆者の言葉ではない。",
            " They are the editors', not the author's.",
        )
        if by_author
        else ("", "")
    )
    return (
        f"{nearly[0]}{ja}にある。段落の番号を改める。{whose[0]}",
        f"{nearly[1]} in {en}: correct the paragraph.{whose[1]}",
    )


def parted(passages: Sequence[Passage]) -> Message:
    """The parts of a quotation are from several paragraphs, not in their order."""
    numbers = list(dict.fromkeys(passage.paragraphs[0] for passage in passages))
    ja, en = (
        "、".join(loci([number])[0] for number in numbers),
        ", ".join(loci([number])[1] for number in numbers),
    )
    return (
        f"各部分は順に{ja}（論考の本文）にある。別々の引用にし、それぞれに番号を添える。",
        f"its parts stand, one after another, in {en} (the essay): quote them one by one, each with its paragraph.",
    )


def altered(near: Near, words: str) -> Message:
    """A quotation differs from its text."""
    ja, en = where([near.passage])
    found = (
        near.match.differences
        if re.search("[\u3040-\u9fff]", words)
        else differing_words(words, near.passage.written)
    )
    if not found:
        return (
            f"各部分は{ja}にあるが、順序が違う。原文の順に引くか、別々の引用にする。",
            f"its parts stand in {en}, but in another order: quote them as they follow each other, or one by one.",
        )
    shown = found[:3]
    differences_ja = "、".join(f"「{a or '（なし）'}」は「{b or '（なし）'}」" for a, b in shown)
    differences_en = "; ".join(f"“{a or '–'}” is “{b or '–'}”" for a, b in shown)
    more = ("など", " and more") if len(found) > 3 else ("", "")
    return (
        f"{ja}の文と違う。もとでは{differences_ja}{more[0]}。引用を原文に合わせるか、引用符を外して要約にする。",
        f"it differs from {en}: there {differences_en}{more[1]}. Quote exactly, or paraphrase without quotation marks.",
    )


def not_found(witness: bool) -> Message:  # noqa: FBT001
    """A quotation is nowhere in the edition."""
    if witness:
        return (
            "この言葉は、論考の本文にも要旨にも注にもない。引用を確かめるか、引用符を外す。",
            "these words are neither in the essay nor in the précis or the notes: check the quotation, or drop the quotation marks.",
        )
    return (
        "この言葉は、要旨にも注にもない。引用を確かめるか、引用符を外す。",
        "these words are neither in the précis nor in the notes: check the quotation, or drop the quotation marks.",
    )


def not_the_authors(passage: Passage) -> Message:
    """The editors' words are presented as the author's."""
    ja, en = where([passage])
    return (
        f"これは{ja}の言葉で、論考の筆者の言葉ではない。誰の言葉かを書き分ける。",
        f"these words are from {en}; they are not the author's: say whose they are.",
    )


def uncited(passages: Sequence[Passage], near: Near | None = None) -> Message:
    """Words of the edition are quoted without their place."""
    ja, en = where(passages)
    nearly = (
        ("ほぼこのとおりの言葉が", "nearly these words stand")
        if near
        else ("この言葉は", "these words stand")
    )
    return (
        f"{nearly[0]}{ja}にあるが、段落が示されていない。番号を添える。",
        f"{nearly[1]} in {en}, but no paragraph is given: add it.",
    )


def unchecked() -> Message:
    """The essay's own text is not at hand."""
    return (
        "要旨にも注にもない言葉で、論考の本文が手もとにないため確かめられない。本文を --text で示せば照合する。",
        "these words are neither in the précis nor in the notes, and the essay's text is not at hand: name it with --text.",
    )


def source(work: EditionSource, *, several: bool, listed: bool) -> Message:
    """A source is cited and not listed."""
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
            f"{name} ({work.year}){title if not several else ''} is cited but not in the list of sources: add it.",
        )
    return (
        f"{name}（{work.year}）{title}を引いているが、文献一覧がなく、注にも書誌がない。一覧を付ける。",
        f"{name} ({work.year}){title} is cited, but there is no list of sources and no note that gives it in full: add one.",
    )
