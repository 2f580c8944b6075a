"""Determine which paragraphs a quotation is attributed to.

A quotation belongs to the reference in the brackets or the note that follow it in its sentence;
else to those that its sentence names; else to those of the preceding sentence. A quotation followed
by a citation of another work belongs to that work.
"""

from __future__ import annotations

import re
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from .source_lists import find_notes
from .span_index import SpanIndex
from .speakers import Speaker, SpeakerDetector

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .coursework_records import CourseworkEdition
    from .essay_references import Reference
    from .other_works import WorkCitation
    from .prose import Prose
    from .quotations import Quote

MAX_GAP = 45
"""Maximum distance in characters between a quotation and its brackets: と、著者は述べている."""
MAX_CONTEXT = 600
"""Characters of a sentence examined on either side of a quotation."""

_SAME_PARAGRAPH = re.compile(
    r"同段落|同じ段落|この段落|その段落|同上|同頁|\bibid\b|\b(?:the same|this|that) paragraph\b",
    re.IGNORECASE,
)
_LABEL = (
    r"\[(e?\d{1,3})\]|[（(](?:注|註|\*)?\s?(\d{1,3})[)）]|(?:注|註)\s?(\d{1,3})"
    r"|([¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]?)"
)
_NOTE_REFERENCE = re.compile(
    rf"[^。「『“\n]{{0,14}}?(?:{_LABEL}|(?<![\d０-９.,第¶])(\d{{1,3}})(?=[。、．，]))"
)
"""A note reference after a quotation. Superscript digits become plain digits in text extracted from
a PDF; they are then before a full stop or comma."""
_NOTE_START = re.compile(rf"\s*(?:{_LABEL}|(\d{{1,3}})(?:[)）.]|[^\S\n]+(?=[^\s\d])))")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_PAGE = re.compile(r"[（(][^（）()]*(?:頁|\bpp?\.)[^（）()]*[)）]\s*$")
_REFERS_ABOVE = re.compile(
    r"\s*(?:これ|この|以上|上(?:の|に|記)|右の|(?:This|That|These|Those|The) )"
)
"""The start of a sentence that refers to a block quotation above it."""
_REFERENCE_INSIDE = re.compile(r"[（(［\[][^（()）［\[\]］]{1,60}[)）］\]][。.]?\s*$")
"""A reference that a student put in brackets before the closing mark of a quotation."""
_CITED_BELOW = re.compile(r"\s*(?:[（(\[—―─-]|出典)")


class Basis(Enum):
    """How a quotation is linked to its paragraphs."""

    DIRECT = 1
    """By brackets or a note directly after it."""
    NARRATIVE = 2
    """By the words of its sentence."""
    BEFORE = 3
    """By the preceding sentence, or elsewhere in its paragraph."""
    ELSEWHERE = 4
    """It belongs to another work, or to the student."""
    NONE = 5


class Attribution(NamedTuple):
    """A quotation and the references it is attributed to."""

    quote: Quote
    basis: Basis
    references: tuple[Reference, ...] = ()
    speaker: Speaker = Speaker.UNSAID
    presented: bool = True
    """Whether the sentence presents it as somebody's words, rather than as a term in quotation
    marks."""


class Attributor:
    """Links the quotations of an essay to its references.

    :param quotes: the quotations long enough to have a reference of their own.
    """

    def __init__(
        self,
        prose: Prose,
        edition: CourseworkEdition,
        references: SpanIndex[Reference],
        works: SpanIndex[WorkCitation],
        quotes: Iterable[Quote],
    ) -> None:
        self._prose = prose
        self._references = references
        self._works = works
        self._quotes = SpanIndex(quotes)
        self._speakers = SpeakerDetector(prose, edition)
        self._notes = {
            label: span
            for span in self._note_spans()
            if (label := _label(_NOTE_START.match(prose.text, span[0])))
        }

    def attribute(self, quote: Quote) -> Attribution:
        """Return what a quotation is attributed to."""
        if not quote.mark:
            return self._attribute_block(quote)
        bracket = _REFERENCE_INSIDE.search(quote.text)
        inside = (
            self._references.within(quote.start + 1 + bracket.start(), quote.end) if bracket else ()
        )
        if not bracket or not inside:
            return self._attribute_in_sentence(quote)
        start = self._prose.sentences[self._prose.sentence(quote.start)][0]
        speaker = self._speakers.speaker(self._prose.text[start : quote.start] + bracket[0], start)
        return Attribution(
            quote._replace(text=quote.text[: bracket.start()]), Basis.DIRECT, inside, speaker
        )

    def _attribute_in_sentence(self, quote: Quote) -> Attribution:
        text = self._prose.text
        start, end = self._prose.sentences[self._prose.sentence(quote.start)]
        start, end = (
            max(start, quote.start - MAX_CONTEXT),
            min(max(end, quote.end), quote.end + MAX_CONTEXT),
        )
        before, after = text[start : quote.start], text[quote.end : end]
        following = self._quotes.within(quote.end, end)
        basis, references, citation = self._following_reference(
            quote, following[0].start if following else end
        )
        if basis is Basis.DIRECT:
            basis = Basis.ELSEWHERE if self._speakers.is_translated(citation) else basis
            return Attribution(
                quote,
                basis,
                references,
                self._speakers.speaker(f"{before} {after}{citation}", start),
            )
        if basis is Basis.NONE:
            basis, references = self._references_of_sentence(quote, start, end)
        first = min((reference.start for reference in references), default=quote.end)
        if self._speakers.is_other_speaker(before, text[quote.end : max(first, quote.end)]):
            basis = Basis.ELSEWHERE
        speaker = self._speakers.speaker(f"{before} {after}", start)
        return Attribution(
            quote, basis, references, speaker, self._speakers.presents(quote, before, after)
        )

    def _following_reference(
        self, quote: Quote, end: int
    ) -> tuple[Basis, tuple[Reference, ...], str]:
        """Return what the brackets or the note after a quotation give, and their text."""
        text = self._prose.text
        reference = next(iter(self._references.within(quote.end, end)), None)
        work = next(
            (work for work in self._works.within(quote.end - 1, end) if work.bracketed), None
        )
        group = reference and _enclosing_brackets(text, reference.start)
        if group and group[0] - quote.end <= MAX_GAP and not (work and work.start < group[0]):
            return Basis.DIRECT, self._references.within(*group), text[slice(*group)]
        if work and work.start - quote.end <= MAX_GAP:
            return Basis.ELSEWHERE, (), ""
        span = self._notes.get(_label(_NOTE_REFERENCE.match(text, quote.end, end)))
        if span and not span[0] <= quote.start < span[1]:
            in_note = self._references.within(*span)
            return (Basis.DIRECT if in_note else Basis.ELSEWHERE), in_note, text[slice(*span)]
        return Basis.NONE, (), ""

    def _references_of_sentence(
        self, quote: Quote, start: int, end: int
    ) -> tuple[Basis, tuple[Reference, ...]]:
        """Return what the sentence of a quotation names, or the preceding sentence."""
        text = self._prose.text
        narrative = tuple(
            reference
            for reference in self._references.within(start, end)
            if not self._belongs_to_other_quote(reference, quote)
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
            and not self._speakers.author.search(text, work.end, quote.start)
        ):
            return Basis.ELSEWHERE, ()
        if narrative:
            return Basis.NARRATIVE, narrative
        if _SAME_PARAGRAPH.search(text, start, end) and (
            earlier := self._references.before(quote.start)
        ):
            return Basis.NARRATIVE, (earlier,)
        block = self._prose.block(quote.start)
        first = self._prose.sentences[max(0, self._prose.sentence(quote.start) - 1)][0]
        near = self._references.within(min(first, block.start), block.end)
        return (Basis.BEFORE, near) if near else (Basis.NONE, ())

    def _belongs_to_other_quote(self, reference: Reference, quote: Quote) -> bool:
        """Return whether a bracketed reference belongs to another quotation before it."""
        group = _enclosing_brackets(self._prose.text, reference.start)
        owner = self._quotes.before(group[0]) if group else None
        if (
            group is None
            or owner is None
            or owner == quote
            or not 0 <= group[0] - owner.end <= MAX_GAP
        ):
            return False
        return self._prose.sentence(owner.start) == self._prose.sentence(quote.start)

    def _attribute_block(self, quote: Quote) -> Attribution:
        """Attribute a block quotation.

        Its reference is at its end, in the line after it, or in the words that introduce it.
        """
        text = self._prose.text
        index = self._prose.sentence(quote.start)
        start, end = self._prose.sentences[index - 1] if index else (quote.start, quote.start)
        inside = self._references.within(quote.start, quote.end)
        if inside:
            tail = _citation_start(text, quote, inside[0])
            shortened = quote._replace(text=text[quote.start : tail])
            return Attribution(
                shortened,
                Basis.DIRECT,
                inside,
                self._speakers.speaker(text[start:end] + text[tail : quote.end], start),
            )
        if self._works.within(quote.start, quote.end) or _PAGE.search(text, quote.start, quote.end):
            return Attribution(quote, Basis.ELSEWHERE)
        mark = re.search(r"\[(e?\d{1,3})\]\s*$", text[quote.start : quote.end])
        if mark and (span := self._notes.get(mark[1])):
            in_note = self._references.within(*span)
            words = text[start:end] + text[slice(*span)]
            return Attribution(
                quote,
                Basis.DIRECT if in_note else Basis.ELSEWHERE,
                in_note,
                self._speakers.speaker(words, start),
            )
        below = text.find("\n\n", quote.end + 2)
        follow = self._references.within(
            quote.end, min(quote.end + 80, below if below > 0 else len(text))
        )
        if follow and _CITED_BELOW.match(text, quote.end):
            return Attribution(
                quote,
                Basis.DIRECT,
                follow,
                self._speakers.speaker(text[start:end] + text[quote.end : quote.end + 80], start),
            )
        near = self._references.within(start, end)
        if (
            not near
            and _REFERS_ABOVE.match(text, quote.end)
            and index + 1 < len(self._prose.sentences)
        ):
            near = self._references.within(
                *self._prose.sentences[self._prose.sentence(quote.end - 1) + 1]
            )
        works = self._works.within(start, end)
        if works and not (near and near[-1].start > works[-1].start):
            return Attribution(quote, Basis.ELSEWHERE)
        return Attribution(
            quote,
            Basis.NARRATIVE if near else Basis.NONE,
            near,
            self._speakers.speaker(text[start:end], start),
        )

    def _note_spans(self) -> list[tuple[int, int]]:
        """Return the spans of the single notes."""
        spans = []
        for start, end in find_notes(self._prose):
            heads = [
                match.start()
                for match in re.finditer(
                    rf"^(?={_NOTE_START.pattern})", self._prose.text[start:end], re.MULTILINE
                )
            ]
            spans += [(start + a, start + b) for a, b in pairwise([*heads, end - start])]
        return spans


def _label(match: re.Match[str] | None) -> str:
    return (
        next((group.translate(_SUPERSCRIPTS) for group in match.groups() if group), "")
        if match
        else ""
    )


def _enclosing_brackets(text: str, position: int) -> tuple[int, int] | None:
    """Return the brackets around a position, or None."""
    before = text[max(0, position - 160) : position]
    at = max(before.rfind(mark) for mark in "（([［〔")
    if at < 0 or re.search(r"[)）\]］〕]", before[at:]):
        return None
    end = re.search(r"[)）\]］〕]", text[position : position + 300])
    return (position - len(before) + at, position + end.end()) if end else None


def _citation_start(text: str, quote: Quote, reference: Reference) -> int:
    """Return where the text of a block quotation ends and its citation begins."""
    group = _enclosing_brackets(text, reference.start)
    dash = max(text.rfind(mark, quote.start, reference.start) for mark in "\n—―")
    return max(quote.start, group[0] if group else dash if dash > 0 else reference.start)
