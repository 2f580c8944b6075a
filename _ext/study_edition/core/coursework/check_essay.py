"""Check one essay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..text.messages import Message
from . import finding_messages
from .attribution import Attributor, Basis
from .coursework_records import Finding, FindingKind, Report
from .edition_passages import Passages
from .essay_references import find_references
from .other_works import find_source_citations, find_work_citations
from .prose import lay_out
from .quotations import find_quotes, same_script
from .source_lists import ListedSources, find_notes, find_source_lists
from .span_index import SpanIndex
from .speakers import Speaker
from .text_comparison import fragments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..text.document_line import Line
    from .attribution import Attribution
    from .coursework_records import CourseworkEdition
    from .edition_passages import Passage
    from .essay_references import Reference
    from .other_works import WorkCitation
    from .prose import Prose
    from .quotations import Quote

MIN_SIZE_DIRECT = 6
"""Minimum size of a quotation that is checked if brackets give its paragraph; a shorter one is a
word."""
MIN_SIZE = 10
"""Minimum size if only the sentence names a paragraph, or the witness is not available to confirm
that the essay lacks the text."""
MIN_SIZE_UNCITED = 13
"""Minimum size if no paragraph is named: longer than the 12 characters that a lemma may have."""


def check(lines: Iterable[Line], edition: CourseworkEdition) -> Report:
    """Return the problems of an essay's references, quotations and sources, ordered by line."""
    prose = lay_out(lines)
    lists = find_source_lists(prose)
    works = SpanIndex(find_work_citations(prose.text, edition))
    references = find_references(prose, edition, works, lists)
    findings = [
        *_check_paragraphs(prose, references, edition),
        *_Quotations(prose, edition).findings(SpanIndex(references), works, lists),
        *_check_sources(prose, edition, lists),
    ]
    kinds = list(FindingKind)
    return Report(
        len(references),
        tuple(
            sorted(
                dict.fromkeys(findings),
                key=lambda finding: (finding.line, kinds.index(finding.kind)),
            )
        ),
    )


def _check_paragraphs(
    prose: Prose, references: Sequence[Reference], edition: CourseworkEdition
) -> Iterator[Finding]:
    """Yield references to paragraphs that are retired or never existed."""
    for reference in references:
        excerpt = _excerpt(prose, reference.start, reference.end)
        line = prose.line(reference.start)
        if problem := reference.mention.reading.problem:
            message = Message(problem.subtype.value, problem.args)
            yield Finding(line, FindingKind.NO_SUCH_PARAGRAPH, reference.locus, excerpt, message)
            continue
        ends = reference.ends  # what a range runs over may be retired
        retired = [number for number in ends if number in edition.retired]
        missing = [
            number
            for number in reference.numbers
            if number not in edition.paragraphs and number not in edition.retired
        ]
        if retired:
            yield Finding(
                line,
                FindingKind.RETIRED,
                reference.locus,
                excerpt,
                finding_messages.retired(retired, edition),
            )
        if missing:
            yield Finding(
                line,
                FindingKind.NO_SUCH_PARAGRAPH,
                reference.locus,
                excerpt,
                finding_messages.missing(missing, edition),
            )


class _Quotations:
    """The check of quotations."""

    def __init__(self, prose: Prose, edition: CourseworkEdition) -> None:
        self.prose = prose
        self.edition = edition
        self.texts = Passages(edition)

    def findings(
        self,
        references: SpanIndex[Reference],
        works: SpanIndex[WorkCitation],
        lists: Sequence[tuple[int, int]],
    ) -> Iterator[Finding]:
        """Yield the problems of each quotation outside the lists of sources."""
        quotes = [
            quote
            for quote in find_quotes(self.prose)
            if not any(start <= quote.start < end for start, end in lists)
        ]
        others = [quote for quote in quotes if quote.size >= MIN_SIZE_DIRECT]
        attributor = Attributor(self.prose, self.edition, references, works, others)
        for quote in others:
            parts = fragments(quote.text)
            if not parts or "".join(parts) in self.texts.names or self._is_title(quote):
                continue
            yield from self._check(attributor.attribute(quote))

    def _is_title(self, quote: Quote) -> bool:
        """Return whether the words around a quotation say that it is a title."""
        text = self.prose.text
        before = text[max(0, quote.start - 12) : quote.start]
        return quote.mark != "" and (
            finding_messages.TITLE_BEFORE.search(before) is not None
            or finding_messages.TITLE_AFTER.match(text, quote.end) is not None
        )

    def _check(self, attribution: Attribution) -> Iterator[Finding]:
        if attribution.basis is Basis.ELSEWHERE:
            return
        parts = fragments(attribution.quote.text)
        size = attribution.quote.size
        containing = list(self.texts.containing(parts))
        cited = {
            number
            for reference in attribution.references
            for number in reference.numbers
            if number in self.edition.paragraphs
        }
        right = [passage for passage in containing if not cited.isdisjoint(passage.paragraphs)]
        if not containing and (spanning := self.texts.spanning(parts, cited)):
            right = [spanning]
        elif not containing and (spanning := self.texts.spanning(parts)):
            containing = [spanning]
        if right:
            yield from self._check_speaker(attribution, right, size)
        elif attribution.basis in {Basis.NONE, Basis.BEFORE}:
            yield from self._check_unattributed(attribution, parts, containing, cited, size)
        elif cited:
            yield from self._check_attributed(attribution, parts, containing, cited, size)

    def _check_speaker(
        self, attribution: Attribution, right: Sequence[Passage], size: float
    ) -> Iterator[Finding]:
        """Report editors' text that is given as the author's, in the right paragraph."""
        if (
            attribution.speaker is Speaker.AUTHOR
            and attribution.presented
            and size >= MIN_SIZE_UNCITED
            and all(passage.origin != "essay" for passage in right)
        ):
            yield self._finding(
                attribution,
                FindingKind.QUOTATION_NOT_FOUND,
                finding_messages.not_the_authors(right[0]),
            )

    def _check_unattributed(
        self,
        attribution: Attribution,
        parts: list[str],
        containing: Sequence[Passage],
        cited: set[int],
        size: float,
    ) -> Iterator[Finding]:
        """Report text of the edition that is quoted without a paragraph."""
        if size < MIN_SIZE_UNCITED:
            return
        own_passages = [passage for passage in containing if passage.has_as_its_own(parts)]
        if own_passages:
            yield self._finding(
                attribution, FindingKind.QUOTATION_UNCITED, finding_messages.uncited(own_passages)
            )
        elif containing:
            return
        elif (
            (near := self.texts.nearest(parts, cited or None))
            and near.match.similarity >= 0.8
            and near.passage.origin != "note"
        ):
            kind = FindingKind.QUOTATION_ALTERED if cited else FindingKind.QUOTATION_UNCITED
            yield self._finding(
                attribution,
                kind,
                finding_messages.altered(near, attribution.quote.text)
                if cited
                else finding_messages.uncited([near.passage], near),
            )

    def _check_attributed(
        self,
        attribution: Attribution,
        parts: list[str],
        containing: Sequence[Passage],
        cited: set[int],
        size: float,
    ) -> Iterator[Finding]:
        """Report text that does not occur in the paragraphs it is attributed to."""
        in_witness = all(
            same_script(attribution.quote.text, self.edition.witness.get(number, ""))
            for number in cited
        )
        known = in_witness or attribution.speaker is Speaker.EDITORS
        min_size = MIN_SIZE_DIRECT if attribution.basis is Basis.DIRECT and known else MIN_SIZE
        if size < min_size:
            return
        if containing:
            if attribution.presented or size >= MIN_SIZE_UNCITED:
                yield self._finding(
                    attribution,
                    FindingKind.WRONG_PARAGRAPH,
                    finding_messages.wrong(
                        containing, by_author=self._by_author(attribution, containing)
                    ),
                )
            return
        if (near := self.texts.nearest(parts, cited)) and (
            attribution.presented or near.match.similarity >= 0.8
        ):
            yield self._finding(
                attribution,
                FindingKind.QUOTATION_ALTERED,
                finding_messages.altered(near, attribution.quote.text),
            )
        elif (near := self.texts.nearest(parts)) and near.match.similarity >= 0.85:
            yield self._finding(
                attribution,
                FindingKind.WRONG_PARAGRAPH,
                finding_messages.wrong([near.passage], by_author=False, near=near),
            )
        elif separated := self.texts.separate_parts(parts):
            yield self._finding(
                attribution, FindingKind.WRONG_PARAGRAPH, finding_messages.separate_parts(separated)
            )
        elif attribution.presented and known:
            yield self._finding(
                attribution,
                FindingKind.QUOTATION_NOT_FOUND,
                finding_messages.not_found(in_witness=in_witness),
            )
        elif attribution.presented:
            yield self._finding(
                attribution, FindingKind.QUOTATION_UNCHECKED, finding_messages.unchecked()
            )

    def _by_author(self, attribution: Attribution, containing: Sequence[Passage]) -> bool:
        return attribution.speaker is Speaker.AUTHOR and all(
            passage.origin != "essay" for passage in containing
        )

    def _finding(self, attribution: Attribution, kind: FindingKind, message: Message) -> Finding:
        text = " ".join(attribution.quote.text.split())
        locus = (
            ",".join(dict.fromkeys(reference.locus for reference in attribution.references))
            if attribution.basis is not Basis.BEFORE
            else ""
        )
        return Finding(
            self.prose.line(attribution.quote.start),
            kind,
            locus,
            finding_messages.shorten(text),
            message,
        )


def _check_sources(
    prose: Prose, edition: CourseworkEdition, lists: list[tuple[int, int]]
) -> Iterator[Finding]:
    """Yield sources of the edition that the text cites but the student's list lacks.

    Each is reported once, at its first citation.
    """
    notes = find_notes(prose)
    listed = ListedSources(prose, lists, notes)
    reported: set[str] = set()
    for citation in find_source_citations(prose.text, edition.sources):
        sources = citation.sources
        dated = any(source.year and source.year in citation.text for source in sources)
        if (
            any(start <= citation.position < end for start, end in lists)
            or any(map(listed.has, sources))
            or not (dated or not any(map(listed.has_author, sources)))
            or not reported.isdisjoint({source.key for source in sources})
        ):
            continue
        reported.update(source.key for source in sources)
        message = finding_messages.source(
            sources[0], several=len(sources) > 1, listed=listed.exists
        )
        yield Finding(
            prose.line(citation.position),
            FindingKind.SOURCE_MISSING,
            "",
            finding_messages.shorten(" ".join(citation.text.split())),
            message,
        )


def _excerpt(prose: Prose, start: int, end: int) -> str:
    """Return a reference with the words around it, on its line."""
    first = prose.text.rfind("\n", 0, start) + 1
    last = prose.text.find("\n", end)
    last = len(prose.text) if last < 0 else last
    before, after = max(first, start - 18), min(last, end + 12)
    text = f"{prose.text[before:start]}{prose.text[start:end][:60]}{prose.text[end:after]}"
    return f"{'…' if before > first else ''}{text}{'…' if after < last else ''}"
