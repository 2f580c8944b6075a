"""Which paragraphs a quotation is said to come from.

A quotation belongs to the reference in the brackets or the note that follow it in its sentence; else to those its sentence names; else to
those of the sentence before. What is followed by a citation of another work belongs to that work.
"""

from __future__ import annotations

import re
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from .line_places import Places
from .source_lists import notes_of
from .speaking import Speaker, Speaking

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .coursework_records import CourseworkEdition
    from .essay_references import Reference
    from .prose import Prose
    from .quotations import Quote
    from .works import Work

NEXT = 45
"""Characters between a quotation and the brackets that give its place: と、著者は述べている."""
FAR = 600
"""Characters of a sentence looked at on either side of a quotation."""

_SAME = re.compile(
    r"同段落|同じ段落|この段落|その段落|同上|同頁|\bibid\b|\b(?:the same|this|that) paragraph\b",
    re.IGNORECASE,
)
_LABEL = r"\[(e?\d{1,3})\]|[（(](?:注|註|\*)?\s?(\d{1,3})[)）]|(?:注|註)\s?(\d{1,3})|([¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]?)"
_MARK = re.compile(
    rf"[^。「『“\n]{{0,14}}?(?:{_LABEL}|(?<![\d０-９.,第¶])(\d{{1,3}})(?=[。、．，]))"
)
"""Raised figures are plain ones in a text taken from a PDF; there they stand before a full stop or comma."""
_NOTE = re.compile(rf"\s*(?:{_LABEL}|(\d{{1,3}})(?:[)）.]|[^\S\n]+(?=[^\s\d])))")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_PAGE = re.compile(r"[（(][^（）()]*(?:頁|\bpp?\.)[^（）()]*[)）]\s*$")
_ABOVE = re.compile(r"\s*(?:これ|この|以上|上(?:の|に|記)|右の|(?:This|That|These|Those|The) )")
"""How a sentence begins that speaks of a block quotation above it."""
_PLACE_INSIDE = re.compile(r"[（(［\[][^（()）［\[\]］]{1,60}[)）］\]][。.]?\s*$")
"""Brackets that a student has put before the closing mark of a quotation, not after it."""
_CITED_BELOW = re.compile(r"\s*(?:[（(\[—―─-]|出典)")


class How(Enum):
    """How a quotation is tied to its paragraphs."""

    DIRECT = 1
    """By brackets or a note right after it."""
    NARRATIVE = 2
    """By the words of its sentence."""
    BEFORE = 3
    """By the sentence before, or elsewhere in its paragraph."""
    ELSEWHERE = 4
    """It belongs to another work, or is the student's own."""
    NONE = 5


class Claim(NamedTuple):
    """A quotation and the references it may rest on."""

    quote: Quote
    how: How
    references: tuple[Reference, ...] = ()
    speaker: Speaker = Speaker.UNSAID
    presented: bool = True
    """Whether the sentence presents it as somebody's words, not as a word set off."""


class Claims:
    """Ties the quotations of an essay to its references."""

    def __init__(
        self,
        prose: Prose,
        edition: CourseworkEdition,
        references: Places[Reference],
        works: Places[Work],
        quotes: Iterable[Quote],
    ) -> None:
        """Take what has been found in the essay; *quotes* are those long enough to have a place of their own."""
        self._prose = prose
        self._references = references
        self._works = works
        self._quotes = Places(quotes)
        self._speaking = Speaking(prose, edition)
        self._notes = {
            label: stretch
            for stretch in self._note_stretches()
            if (label := _label(_NOTE.match(prose.text, stretch[0])))
        }

    def claim(self, quote: Quote) -> Claim:
        """What a quotation is said to come from."""
        if not quote.mark:
            return self._block(quote)
        bracket = _PLACE_INSIDE.search(quote.words)
        inside = (
            self._references.within(quote.start + 1 + bracket.start(), quote.end) if bracket else ()
        )
        if not bracket or not inside:
            return self._in_sentence(quote)
        start = self._prose.sentences[self._prose.sentence(quote.start)][0]
        speaker = self._speaking.speaker(self._prose.text[start : quote.start] + bracket[0], start)
        return Claim(
            quote._replace(words=quote.words[: bracket.start()]), How.DIRECT, inside, speaker
        )

    def _in_sentence(self, quote: Quote) -> Claim:
        text = self._prose.text
        start, end = self._prose.sentences[self._prose.sentence(quote.start)]
        start, end = max(start, quote.start - FAR), min(max(end, quote.end), quote.end + FAR)
        before, after = text[start : quote.start], text[quote.end : end]
        following = self._quotes.within(quote.end, end)
        how, references, citation = self._after(quote, following[0].start if following else end)
        if how is How.DIRECT:
            how = How.ELSEWHERE if self._speaking.is_translated(citation) else how
            return Claim(
                quote, how, references, self._speaking.speaker(f"{before} {after}{citation}", start)
            )
        if how is How.NONE:
            how, references = self._around(quote, start, end)
        first = min((reference.start for reference in references), default=quote.end)
        if self._speaking.is_anothers(before, text[quote.end : max(first, quote.end)]):
            how = How.ELSEWHERE
        speaker = self._speaking.speaker(f"{before} {after}", start)
        return Claim(quote, how, references, speaker, self._speaking.presents(quote, before, after))

    def _after(self, quote: Quote, end: int) -> tuple[How, tuple[Reference, ...], str]:
        """What the brackets or the mark of a note after a quotation give, and the words there."""
        text = self._prose.text
        reference = next(iter(self._references.within(quote.end, end)), None)
        work = next(
            (work for work in self._works.within(quote.end - 1, end) if work.bracketed), None
        )
        group = reference and _group(text, reference.start)
        if group and group[0] - quote.end <= NEXT and not (work and work.start < group[0]):
            return How.DIRECT, self._references.within(*group), text[slice(*group)]
        if work and work.start - quote.end <= NEXT:
            return How.ELSEWHERE, (), ""
        stretch = self._notes.get(_label(_MARK.match(text, quote.end, end)))
        if stretch and not stretch[0] <= quote.start < stretch[1]:
            noted = self._references.within(*stretch)
            return (How.DIRECT if noted else How.ELSEWHERE), noted, text[slice(*stretch)]
        return How.NONE, (), ""

    def _around(self, quote: Quote, start: int, end: int) -> tuple[How, tuple[Reference, ...]]:
        """What the sentence of a quotation names, or the sentence before it."""
        text = self._prose.text
        narrative = tuple(
            reference
            for reference in self._references.within(start, end)
            if not self._taken(reference, quote)
        )
        work = next(
            (
                work
                for work in reversed(self._works.within(start, quote.start))
                if not work.bracketed
            ),
            None,
        )
        if (
            work
            and not any(work.start < r.start < quote.start for r in narrative)
            and not self._speaking.author.search(text, work.end, quote.start)
        ):
            return How.ELSEWHERE, ()
        if narrative:
            return How.NARRATIVE, narrative
        if _SAME.search(text, start, end) and (earlier := self._references.before(quote.start)):
            return How.NARRATIVE, (earlier,)
        block = self._prose.block(quote.start)
        first = self._prose.sentences[max(0, self._prose.sentence(quote.start) - 1)][0]
        near = self._references.within(min(first, block.start), block.end)
        return (How.BEFORE, near) if near else (How.NONE, ())

    def _taken(self, reference: Reference, quote: Quote) -> bool:
        """Whether a reference in brackets follows another quotation, whose place it gives."""
        group = _group(self._prose.text, reference.start)
        owner = self._quotes.before(group[0]) if group else None
        if (
            group is None
            or owner is None
            or owner == quote
            or not 0 <= group[0] - owner.end <= NEXT
        ):
            return False
        return self._prose.sentence(owner.start) == self._prose.sentence(quote.start)

    def _block(self, quote: Quote) -> Claim:
        """A block quotation: its place stands at its end, in the line after it, or in the words that lead to it."""
        text = self._prose.text
        index = self._prose.sentence(quote.start)
        start, end = self._prose.sentences[index - 1] if index else (quote.start, quote.start)
        inside = self._references.within(quote.start, quote.end)
        if inside:
            tail = _tail(text, quote, inside[0])
            quoted = quote._replace(words=text[quote.start : tail])
            return Claim(
                quoted,
                How.DIRECT,
                inside,
                self._speaking.speaker(text[start:end] + text[tail : quote.end], start),
            )
        if self._works.within(quote.start, quote.end) or _PAGE.search(text, quote.start, quote.end):
            return Claim(quote, How.ELSEWHERE)
        mark = re.search(r"\[(e?\d{1,3})\]\s*$", text[quote.start : quote.end])
        if mark and (stretch := self._notes.get(mark[1])):
            noted = self._references.within(*stretch)
            words = text[start:end] + text[slice(*stretch)]
            return Claim(
                quote,
                How.DIRECT if noted else How.ELSEWHERE,
                noted,
                self._speaking.speaker(words, start),
            )
        below = text.find("\n\n", quote.end + 2)
        follow = self._references.within(
            quote.end, min(quote.end + 80, below if below > 0 else len(text))
        )
        if follow and _CITED_BELOW.match(text, quote.end):
            return Claim(
                quote,
                How.DIRECT,
                follow,
                self._speaking.speaker(text[start:end] + text[quote.end : quote.end + 80], start),
            )
        near = self._references.within(start, end)
        if not near and _ABOVE.match(text, quote.end) and index + 1 < len(self._prose.sentences):
            near = self._references.within(
                *self._prose.sentences[self._prose.sentence(quote.end - 1) + 1]
            )
        works = self._works.within(start, end)
        if works and not (near and near[-1].start > works[-1].start):
            return Claim(quote, How.ELSEWHERE)
        return Claim(
            quote,
            How.NARRATIVE if near else How.NONE,
            near,
            self._speaking.speaker(text[start:end], start),
        )

    def _note_stretches(self) -> list[tuple[int, int]]:
        """The notes, one by one."""
        found = []
        for start, end in notes_of(self._prose):
            heads = [
                match.start()
                for match in re.finditer(
                    rf"^(?={_NOTE.pattern})", self._prose.text[start:end], re.MULTILINE
                )
            ]
            found += [(start + a, start + b) for a, b in pairwise([*heads, end - start])]
        return found


def _label(match: re.Match[str] | None) -> str:
    return (
        next((group.translate(_RAISED) for group in match.groups() if group), "") if match else ""
    )


def _group(text: str, place: int) -> tuple[int, int] | None:
    """The brackets round a place, if it stands in some."""
    before = text[max(0, place - 160) : place]
    at = max(before.rfind(mark) for mark in "（([［〔")
    if at < 0 or re.search(r"[)）\]］〕]", before[at:]):
        return None
    end = re.search(r"[)）\]］〕]", text[place : place + 300])
    return (place - len(before) + at, place + end.end()) if end else None


def _tail(text: str, quote: Quote, reference: Reference) -> int:
    """Where the words of a block quotation end and its citation begins."""
    group = _group(text, reference.start)
    dash = max(text.rfind(mark, quote.start, reference.start) for mark in "\n—―")
    return max(quote.start, group[0] if group else dash if dash > 0 else reference.start)
