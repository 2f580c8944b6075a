r"""Find and read loci in any common spelling of a paragraph, a range or a set.

These are ¶18, ¶¶18–20, 第18段落, 第18～20段落, 第18、24段落, 第十八段落, 第一八段落 (as in
vertical print), 第18段落から第20段落, 段落18, 18段落目, para. 18, paras. 18–20 and 24, par. 18,
paragraph 18, p18 (the id) and addresses (``p/18.html``, ``#p18-20``), with digits and signs of
either width.

:func:`.parse_locus` is the strict reader, for sources. :func:`read_locus` is lenient and reads a
whole text that somebody typed; :func:`find_loci` finds references in running text. Neither guesses:
for an ambiguous text both meanings are returned.

``static/loci.js`` is the same for the browser; ``tests/data/cases/loci.json`` has the test cases of
both.
"""

from __future__ import annotations

import re
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from .locus import Locus, merge
from .problems import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    Pairs = list[tuple[int, int]]

# Every repetition is bounded or can match in one way only, so that matching takes linear time.
# With re.ASCII, letters, words and case are the same as in the browser.
_WHITE = " \t\n\r\f\v\u00a0\u3000"
_S = "[ \\t\u00a0\u3000]*"
_ARABIC = "[0-9０-９]{1,9}"
_KANJI = "[〇一二三四五六七八九十]{1,5}"
_N = f"(?:{_ARABIC}|{_KANJI})"
_DASH = "(?:[-‐‑‒–—―−－~〜～ー]|から|to\\b)"
_AND = f"(?:(?:[,，、・･;；]{_S})?(?:and\\b|&|＆|と|および|及び|ならびに|並びに)|[,，、・･;；])"
_RANGE = f"{_N}(?:{_S}{_DASH}{_S}[第¶]?{_N})?"
_LIST = f"{_RANGE}(?:{_S}{_AND}{_S}[第¶]?{_RANGE}){{0,30}}"
_START = "(?<![0-9０-９〇一二三四五六七八九十百千万])"
"""Matches where no number precedes."""
_COUNTED = "(?:[文行字個つ種点件回年月日頁枚本倍割章節条号巻人名カか箇万億兆円ドル%％]|ページ)"
"""Units after a number that is a count, a date or a page."""


def _any_case(words: str) -> str:
    """Return a pattern of words in capital or small letters; browsers lack ``(?i:…)``."""
    return re.sub("[a-z]", lambda found: f"[{found[0]}{found[0].upper()}]", words)


_FORMS = {
    "address": f"(?<![A-Za-z0-9])p/(?P<page>{_ARABIC})\\.html"
    f"(?:#p(?P<mark>{_ARABIC}(?:[-–]p?{_ARABIC})?))?"
    f"|#p(?P<anchor>{_ARABIC}(?:[-–]p?{_ARABIC})?)(?![0-9A-Za-z])",
    "ordinal": f"第{_S}(?P<ordinal_list>{_LIST}){_S}段落目?"
    f"(?P<upto>{_S}{_DASH}{_S}(?:第{_S})?{_N}{_S}段落目?)?"
    f"|{_START}(?P<nth>{_LIST}){_S}段落目",
    "cited": f"{_START}(?P<cited_list>{_LIST}){_S}段落(?={_S}(?:を?参照|によ[れり]))",
    "sign": f"¶¶?{_S}(?P<sign_list>{_RANGE})",
    "word": f"段落(?:番号)?{_S}(?:[:：]{_S})?"
    f"(?P<word_list>{_ARABIC}(?:{_S}{_DASH}{_S}{_ARABIC})?)(?![0-9０-９]|{_S}{_COUNTED})",
    "english": f"(?<![A-Za-z])(?:(?P<many>{_any_case('paragraphs|paras|pars')})"
    f"|{_any_case('paragraph|para')}|{_any_case('par')}(?=\\.))"
    f"(?:[.．]{_S}|[ \\t\u00a0\u3000]+)(?P<english_list>{_RANGE})",
    "id": "(?<![A-Za-z0-9/#.])[pｐ]"
    f"(?P<id_list>{_ARABIC}(?:[-–—~〜～][pｐ]?{_ARABIC})?)(?![0-9A-Za-z０-９])",
}
_LISTS = ("ordinal_list", "nth", "cited_list", "sign_list", "word_list", "english_list", "id_list")
_ANY = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _FORMS.items()), re.ASCII)
_MORE = re.compile(
    f"{_S}(?P<and>{_AND}){_S}(?P<label>¶{_S})?(?P<range>{_RANGE})(?![0-9０-９]|[.．][0-9０-９]|{_S}{_COUNTED})",
    re.ASCII,
)
_JOIN = re.compile(f"{_S}{_AND}{_S}", re.ASCII)
_HYPHEN = re.compile(f"{_S}{_DASH}{_S}[第¶pｐ]?", re.ASCII)
_CLOSED = re.compile(f"{_S}(?:[\\r\\n]|\\Z|[)\\]）］】。．.;；:：、,」』])")
_NUMBER = re.compile(_N)
_WHOLE = re.compile(_LIST, re.ASCII)
_BARE = re.compile(f"(?P<list>(?=[0-9０-９]){_LIST}){_S}段落", re.ASCII)
"""18段落; 三段落 is a count."""
_PAGE = re.compile(f"[Pp][Pp]?[.．]{_S}(?P<p>{_LIST})|(?P<q>{_LIST}){_S}(?:頁|ページ)", re.ASCII)
_TWO_NUMBERS = re.compile(f"(?P<a>{_ARABIC})(?:[ \u3000]+|[/／.．:：])(?P<b>{_ARABIC})")
_OPENING = f"（(［[「{_WHITE}"
_CLOSING = f"）)］]」。.{_WHITE}"
_IN_ADDRESS = "[!#-&*-;=?-Z^_a-z~]"
_BEFORE = re.compile(f"{_IN_ADDRESS}*\\Z")
"""Characters of an address; not brackets and quotation marks, which may enclose it."""
_LONGEST_ADDRESS = 500
"""Characters searched for the start of an address, before the part that names a paragraph."""
_LARGEST = 999
"""Largest number added to a set in the middle of a sentence; larger ones are years and sums."""

PATTERNS = {
    "forms": _FORMS,
    "lists": _LISTS,
    "more": _MORE.pattern,
    "closed": _CLOSED.pattern,
    "number": _NUMBER.pattern,
    "join": _JOIN.pattern,
    "hyphen": _HYPHEN.pattern,
    "whole": _WHOLE.pattern,
    "bare": _BARE.pattern,
    "page": _PAGE.pattern,
    "two": _TWO_NUMBERS.pattern,
    "opening": _OPENING,
    "closing": _CLOSING,
    "white": _WHITE,
    "inAddress": _IN_ADDRESS,
    "longest": _LONGEST_ADDRESS,
    "largest": _LARGEST,
}
"""Patterns, sets of characters and limits for ``loci.js``."""


class Form(Enum):
    """The form of a reference."""

    ADDRESS = "address"
    ORDINAL = "ordinal"
    """第18段落, 18段落目."""
    CITED = "cited"
    """18段落参照; otherwise 18段落 is a count."""
    SIGN = "sign"
    WORD = "word"
    """段落18."""
    ENGLISH = "english"
    ID = "id"
    """p18; in a citation of another work it may be a page."""


class Reading(NamedTuple):
    """The meaning of a text: a locus, or None with the candidates and the problem."""

    locus: Locus | None
    candidates: tuple[Locus, ...] = ()
    problem: Problem | None = None


class Mention(NamedTuple):
    """A reference in a text; ``start`` and ``end`` are offsets in characters."""

    start: int
    end: int
    form: Form
    reading: Reading


def kanji_number(text: str) -> int:
    """Return the value of a number in kanji, 十八 or 一八, or in digits of either width.

    :raises ValueError: if it is neither.
    """
    digits = "〇一二三四五六七八九"
    if "十" not in text:
        return int("".join(str(digits.index(char)) if char in digits else char for char in text))
    tens, _, units = text.partition("十")
    if len(tens) > 1 or len(units) > 1 or "十" in units:
        raise ValueError(text)
    return (digits.index(tens) if tens else 1) * 10 + (digits.index(units) if units else 0)


def find_loci(text: str) -> Iterator[Mention]:
    """Yield the references to paragraphs in running text, in order and without overlaps.

    Counts (三段落, 50段落からなる), pages (p. 18, 18頁) and years are not references.
    """
    position = 0
    while match := _ANY.search(text, position):
        form = Form(match.lastgroup)
        pairs, end = _read_match(text, form, match)
        if pairs:
            start = (
                match.start()
                if form is not Form.ADDRESS
                else _address_start(text, match.start(), position)
            )
            yield Mention(start, end, form, _reading(pairs))
        position = end


def _address_start(text: str, end: int, reached: int) -> int:
    """Return where an address begins of which the part that names a paragraph begins at *end*.

    :param reached: the end of the previous reference.
    """
    start = max(reached, end - _LONGEST_ADDRESS)
    before = _BEFORE.search(text, start, end)
    return before.start() if before else end


def _read_match(text: str, form: Form, match: re.Match[str]) -> tuple[Pairs, int]:
    """Return the ranges of a reference, and where it ends."""
    if form is Form.ADDRESS:
        written = match["mark"] or match["anchor"] or match["page"]
    else:
        written = next(match[name] for name in _LISTS if match[name])
    try:
        pairs = _pairs(written)
        if match["upto"]:
            last = _NUMBER.findall(match["upto"])[-1]
            pairs = [*pairs[:-1], (pairs[-1][0], kanji_number(last))]
    except ValueError:
        return [], match.end()
    if form in {Form.SIGN, Form.WORD, Form.ENGLISH}:
        return _extend(text, pairs, match.end(), several=form is Form.SIGN or bool(match["many"]))
    return pairs, match.end()


def _extend(text: str, pairs: Pairs, end: int, *, several: bool) -> tuple[Pairs, int]:
    """Add the numbers that follow to the set, while they ascend and are not counts or dates.

    :param several: whether the reference has the form of a plural, so that a comma is enough.
    """
    while more := _MORE.match(text, end):
        try:
            (pair,) = _pairs(more["range"])
        except ValueError:
            break
        joined = several or more["label"] or more["and"].strip(",，、;； ") != ""
        if (
            pair[0] <= pairs[-1][1]
            or pair[1] > _LARGEST
            or not (joined or _CLOSED.match(text, more.end()))
        ):
            break
        pairs = [*pairs, pair]
        end = more.end()
    return pairs, end


def _pairs(written: str) -> Pairs:
    """Return the ranges in a list, in the order written.

    :raises ValueError: if a number in it cannot be read.
    """
    found = list(_NUMBER.finditer(written))
    numbers = [kanji_number(number[0]) for number in found]
    dashed = [
        _HYPHEN.fullmatch(written, a.end(), b.start()) is not None for a, b in pairwise(found)
    ]
    pairs: Pairs = []
    for i, number in enumerate(numbers):
        if i and dashed[i - 1]:
            pairs[-1] = (pairs[-1][0], number)
        else:
            pairs.append((number, number))
    return pairs


def _reading(pairs: Pairs) -> Reading:
    """Return the locus of these ranges, unless one descends: 20–18 may be a slip in either."""
    descending = next(((a, b) for a, b in pairs if b < a), None)
    if descending is None:
        return Reading(merge(pairs))
    first, last = descending
    turned = merge((min(pair), max(pair)) for pair in pairs)
    return Reading(
        None,
        (turned,),
        Problem(
            Subtype.FALLING_LOCUS, "", None, {"locus": f"{first}–{last}", "turned": str(turned)}
        ),
    )


def read_locus(text: str) -> Reading:
    """Read a whole text that somebody typed as a locus; ignore brackets and 参照 around it."""
    inside = (
        text.lstrip(_OPENING)
        .rstrip(_CLOSING)
        .removesuffix("を参照")
        .removesuffix("参照")
        .rstrip(_CLOSING)
    )
    mentions = list(find_loci(inside))
    if mentions:
        return _combine(inside, mentions, text)
    if _WHOLE.fullmatch(inside):
        return _read_list(inside, text)
    bare = _BARE.fullmatch(inside)
    if bare:
        return _read_list(bare["list"], text)
    if page := _PAGE.fullmatch(inside):
        reading = _read_list(page["p"] or page["q"], text)
        candidates = (reading.locus,) if reading.locus else reading.candidates
        return Reading(
            None, candidates, Problem(Subtype.PAGE_LOCUS, "", None, {"locus": text.strip()})
        )
    if two := _TWO_NUMBERS.fullmatch(inside):
        return _read_two_numbers(kanji_number(two["a"]), kanji_number(two["b"]), text)
    return _unreadable(text)


def _combine(inside: str, mentions: list[Mention], text: str) -> Reading:
    """Return one locus of references that have only commas between them and nothing around."""
    ends = [0, *(end for mention in mentions for end in (mention.start, mention.end)), len(inside)]
    between = [inside[a:b] for a, b in zip(ends[::2], ends[1::2], strict=True)]
    if (
        between[0].strip(_WHITE)
        or between[-1].strip(_WHITE)
        or not all(_JOIN.fullmatch(part) for part in between[1:-1])
    ):
        return _unreadable(text)
    failed = next((mention.reading for mention in mentions if mention.reading.locus is None), None)
    return failed or Reading(
        merge(
            pair
            for mention in mentions
            if mention.reading.locus
            for pair in mention.reading.locus.ranges
        )
    )


def _read_list(written: str, text: str) -> Reading:
    try:
        return _reading(_pairs(written))
    except ValueError:
        return _unreadable(text)


def _read_two_numbers(a: int, b: int, text: str) -> Reading:
    """Return the readings of two numbers separated by a space or a slash: a range, or a set."""
    first, last = sorted((a, b))
    candidates = (
        (merge([(first, last)]), Locus(((first, first), (last, last))))
        if first < last
        else (merge([(first, first)]),)
    )
    shown = " / ".join(map(str, candidates))
    return Reading(
        None,
        candidates,
        Problem(Subtype.AMBIGUOUS_LOCUS, "", None, {"locus": text.strip(), "candidates": shown}),
    )


def _unreadable(text: str) -> Reading:
    return Reading(None, (), Problem(Subtype.BAD_LOCUS, "", None, {"locus": text.strip()}))


def known_locus(reading: Reading, known: Container[int], extent: str) -> Reading:
    """Return the reading if its paragraphs exist, else a problem with the first that does not.

    Candidates are then the ranges that may have been meant: 18–20 for 1820.

    :param known: the paragraph numbers of the edition.
    :param extent: the extent of the edition for the message, such as ``¶1–50``.
    """
    if reading.locus is None:
        return reading._replace(
            candidates=tuple(c for c in reading.candidates if all(n in known for n in c.numbers()))
        )
    missing = next(
        (n for first, last in reading.locus.ranges for n in (first, last) if n not in known), None
    )
    missing = missing or next((n for n in reading.locus.numbers() if n not in known), None)
    if missing is None:
        return reading
    digits = str(missing)
    split = ((int(digits[:i]), int(digits[i:])) for i in range(1, len(digits)) if digits[i] != "0")
    candidates = tuple(Locus(((a, b),)) for a, b in split if a < b and a in known and b in known)
    return Reading(
        None,
        candidates,
        Problem(Subtype.UNKNOWN_PARAGRAPH, "", None, {"number": missing, "known": extent}),
    )
