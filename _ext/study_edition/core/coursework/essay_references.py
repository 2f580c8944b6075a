"""Find an essay's references to paragraphs of the edition, excluding those to other works."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..model.loci import Form, find_loci
from ..text.document_line import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.loci import Mention
    from .coursework_records import CourseworkEdition
    from .other_works import WorkCitation
    from .prose import Prose
    from .span_index import SpanIndex

_OWN_ESSAY = re.compile(
    r"(?:本稿|拙稿|小論|本レポート|本論文|このレポート|本文章)の?\s*$"
    r"|\b(?:my|this essay’s|this essay's|this paper’s|this paper's)\s*$",
    re.IGNORECASE,
)
_DOCUMENT = (
    "(?:宣言|条約|声明|決議|協定|憲章|戦略|判決|意見|談話|報告書?|覚書|命令|議定書|白書|演説|講演"
    "|社説|記事|論文|同書|前掲書|コミュニケ)"
)
_OTHER_BEFORE = re.compile(
    rf"{_DOCUMENT}(?:[（(][^（）()]{{0,30}}[)）])?[』」]?の?\s*$"
    rf"|[（(][^（）()。]{{0,40}}{_DOCUMENT}[』」]?[、,]?\s*$|』(?:の|、|,)?\s*$"
    r"|\b(?:Declaration|Treaty|Statement|Communiqu[ée]|Agreement|Charter|Strategy|Judgment|Opinion"
    r"|Order|Act|Report|Memorandum|Resolution|Speech|Article)"
    r"(?:’s|'s)?\s*[,(（]?\s*$"
)
_OTHER_AFTER = re.compile(
    r"\s*(?:of|in) (?:the |that |his |her |their )?(?:[A-Z][\w’'.-]*\s+){0,4}"
    r"(?:Declaration|Treaty|Statement|Communiqué|Agreement|Charter|Strategy|judgment|Judgment"
    r"|Opinion|Order|Act|Report|Memorandum|Resolution|Speech|article|book)\b"
)
_CLAUSE = re.compile(r"[。；;\n]")


class Reference(NamedTuple):
    """A reference to paragraphs, with its position in the text."""

    start: int
    end: int
    mention: Mention

    @property
    def numbers(self) -> tuple[int, ...]:
        """The paragraphs cited, in order, at most a thousand; none if the locus is unreadable."""
        locus = self.mention.reading.locus
        if locus is None:
            return ()
        found: list[int] = []
        for first, last in locus.ranges:
            found += range(first, min(last, first + 999) + 1)
        return tuple(found)

    @property
    def ends(self) -> tuple[int, ...]:
        """The numbers as written: the first and the last of every range."""
        locus = self.mention.reading.locus
        return (
            tuple(dict.fromkeys(number for pair in locus.ranges for number in pair))
            if locus
            else ()
        )

    @property
    def locus(self) -> str:
        """The locus as written: ``18-20``."""
        reading = self.mention.reading
        return str(
            reading.locus or (reading.problem.args.get("locus", "") if reading.problem else "")
        )


def find_references(
    prose: Prose,
    edition: CourseworkEdition,
    works: SpanIndex[WorkCitation],
    lists: Sequence[tuple[int, int]],
) -> list[Reference]:
    """Return the references to the edition, in order.

    :param works: the citations of other works.
    :param lists: the spans of lists of sources, where only an address or an entry of the essay
        refers to the edition.
    """
    ours = edition.named
    found = []
    for mention in find_loci(prose.text):
        reference = Reference(mention.start, mention.end, mention)
        if mention.form is Form.ADDRESS or not (
            _is_elsewhere(prose, reference, works, ours)
            or _is_foreign_list_entry(prose, reference, lists, ours)
        ):
            found.append(reference)
    return found


def _is_foreign_list_entry(
    prose: Prose, reference: Reference, lists: Sequence[tuple[int, int]], ours: re.Pattern[str]
) -> bool:
    if not any(start <= reference.start < end for start, end in lists):
        return False
    block = prose.block(reference.start)
    return not ours.search(prose.text, block.start, block.end)


def _is_elsewhere(
    prose: Prose, reference: Reference, works: SpanIndex[WorkCitation], ours: re.Pattern[str]
) -> bool:
    """Return whether a reference is to paragraphs of another work, or of the student's essay."""
    text = prose.text
    if _OWN_ESSAY.search(text, max(0, reference.start - 30), reference.start) or _OTHER_AFTER.match(
        text, reference.end
    ):
        return True
    before = text[max(0, reference.start - 60) : reference.start]
    if _OTHER_BEFORE.search(before) and not any(
        name.start() for name in [*ours.finditer(before)][-1:] if len(before) - name.end() <= 3
    ):
        return True
    for work in (
        works.before(reference.start),
        *works.within(reference.start, reference.start + 1),
    ):
        if work is None:
            continue
        if work.start <= reference.start < work.end:
            return True
        gap = text[work.end : reference.start]
        if (
            work.end <= reference.start <= work.end + 14
            and not _CLAUSE.search(gap)
            and not ours.search(gap)
            and re.fullmatch(r"[\s)）,，、:：の]*(?:in|at|the)?\s*[(（]?", gap)
        ):
            return True
    if prose.block(reference.start).part is Part.NOTE and reference.mention.form in {
        Form.ID,
        Form.ENGLISH,
    }:
        clause = re.split(r"[;；。]", text[prose.block(reference.start).start : reference.start])[
            -1
        ]
        return bool(_YEAR_OR_TITLE.search(clause)) and not ours.search(clause)
    return False


_YEAR_OR_TITLE = re.compile(r"(?:1[6-9]|20)\d\d|『|[A-Z][a-z]+, [A-Z]")
