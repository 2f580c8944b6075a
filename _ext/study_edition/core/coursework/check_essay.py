"""The check of one essay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import messages
from .claims import Claims, How
from .compare import fragments
from .coursework_records import Finding, Kind, Report
from .essay_references import references_in
from .line_places import Places
from .prose import lay_out
from .quotations import find_quotes, same_script
from .source_lists import Listed, lists_of, notes_of
from .speaking import Speaker
from .texts import Texts
from .works import citations_of, works_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .claims import Claim
    from .coursework_records import CourseLine, CourseworkEdition
    from .essay_references import Reference
    from .prose import Prose
    from .quotations import Quote
    from .texts import Passage
    from .works import Work

LEAST_DIRECT = 6
"""Size of the least quotation that is looked for where brackets give its place; a shorter one is a word."""
LEAST = 10
"""The same where only its sentence names a paragraph, or no witness is at hand to say whether the essay has the words."""
LEAST_UNCITED = 13
"""The same where no paragraph is named: more than the 12 characters an edition may take from an essay as a lemma."""


def check(lines: Iterable[CourseLine], edition: CourseworkEdition) -> Report:
    """What is wrong with an essay's references, quotations and list of sources, in the order of its lines."""
    prose = lay_out(lines)
    lists = lists_of(prose)
    works = Places(works_in(prose.text, edition))
    references = references_in(prose, edition, works, lists)
    findings = [
        *_paragraphs(prose, references, edition),
        *_Quotations(prose, edition).findings(Places(references), works, lists),
        *_sources(prose, edition, lists),
    ]
    kinds = list(Kind)
    return Report(
        len(references),
        tuple(
            sorted(
                dict.fromkeys(findings),
                key=lambda finding: (finding.line, kinds.index(finding.kind)),
            )
        ),
    )


def _paragraphs(
    prose: Prose, references: Sequence[Reference], edition: CourseworkEdition
) -> Iterator[Finding]:
    """References to paragraphs that are retired, or that never were."""
    for reference in references:
        excerpt = _around(prose, reference.start, reference.end)
        line = prose.line(reference.start)
        if reference.mention.reading.locus is None:
            problem = reference.mention.reading.problem
            if problem:
                message = (
                    problem.subtype.message(problem.args, "ja"),
                    problem.subtype.message(problem.args, "en"),
                )
                yield Finding(line, Kind.NO_SUCH_PARAGRAPH, reference.locus, excerpt, *message)
            continue
        ends = reference.ends  # what a range runs over may be retired
        gone = [number for number in ends if number in edition.retired]
        missing = [
            number
            for number in reference.numbers
            if number not in edition.paragraphs and number not in edition.retired
        ]
        if gone:
            yield Finding(
                line, Kind.RETIRED, reference.locus, excerpt, *messages.retired(gone, edition)
            )
        if missing:
            yield Finding(
                line,
                Kind.NO_SUCH_PARAGRAPH,
                reference.locus,
                excerpt,
                *messages.missing(missing, edition),
            )


class _Quotations:
    """The check of quotations."""

    def __init__(self, prose: Prose, edition: CourseworkEdition) -> None:
        self.prose = prose
        self.edition = edition
        self.texts = Texts(edition)

    def findings(
        self, references: Places[Reference], works: Places[Work], lists: Sequence[tuple[int, int]]
    ) -> Iterator[Finding]:
        """What is wrong with each quotation outside the lists of sources."""
        quotes = [
            quote
            for quote in find_quotes(self.prose)
            if not any(start <= quote.start < end for start, end in lists)
        ]
        others = [quote for quote in quotes if quote.size >= LEAST_DIRECT]
        claims = Claims(self.prose, self.edition, references, works, others)
        for quote in others:
            parts = fragments(quote.words)
            if not parts or "".join(parts) in self.texts.words or self._is_title(quote):
                continue
            yield from self._claim(claims.claim(quote))

    def _is_title(self, quote: Quote) -> bool:
        """Whether the words round a quotation say that it is a title."""
        text = self.prose.text
        before = text[max(0, quote.start - 12) : quote.start]
        return quote.mark != "" and (
            messages.TITLE.search(before) is not None
            or messages.TITLED.match(text, quote.end) is not None
        )

    def _claim(self, claim: Claim) -> Iterator[Finding]:
        if claim.how is How.ELSEWHERE:
            return
        parts = fragments(claim.quote.words)
        size = claim.quote.size
        holding = list(self.texts.holding(parts))
        cited = {
            number
            for reference in claim.references
            for number in reference.numbers
            if number in self.edition.paragraphs
        }
        right = [passage for passage in holding if not cited.isdisjoint(passage.paragraphs)]
        if not holding and (across := self.texts.across(parts, cited)):
            right = [across]
        elif not holding and (across := self.texts.across(parts)):
            holding = [across]
        if right:
            yield from self._whose(claim, right, size)
        elif claim.how in {How.NONE, How.BEFORE}:
            yield from self._unplaced(claim, parts, holding, cited, size)
        elif cited:
            yield from self._placed(claim, parts, holding, cited, size)

    def _whose(self, claim: Claim, right: Sequence[Passage], size: float) -> Iterator[Finding]:
        """Words that stand where they are said to, but are not the author's although they are given as the author's."""
        if (
            claim.speaker is Speaker.AUTHOR
            and claim.presented
            and size >= LEAST_UNCITED
            and all(passage.whose != "essay" for passage in right)
        ):
            yield self._finding(claim, Kind.QUOTATION_NOT_FOUND, messages.not_the_authors(right[0]))

    def _unplaced(
        self,
        claim: Claim,
        parts: list[str],
        holding: Sequence[Passage],
        cited: set[int],
        size: float,
    ) -> Iterator[Finding]:
        """Words without a place of their own."""
        if size < LEAST_UNCITED:
            return
        own = [passage for passage in holding if passage.has_as_its_own(parts)]
        if own:
            yield self._finding(claim, Kind.QUOTATION_UNCITED, messages.uncited(own))
        elif holding:
            return
        elif (
            (near := self.texts.nearest(parts, cited or None))
            and near.match.near >= 0.8
            and near.passage.whose != "note"
        ):
            kind = Kind.QUOTATION_ALTERED if cited else Kind.QUOTATION_UNCITED
            yield self._finding(
                claim,
                kind,
                messages.altered(near, claim.quote.words)
                if cited
                else messages.uncited([near.passage], near),
            )

    def _placed(
        self,
        claim: Claim,
        parts: list[str],
        holding: Sequence[Passage],
        cited: set[int],
        size: float,
    ) -> Iterator[Finding]:
        """Words said to stand in paragraphs in which they do not."""
        at_hand = all(
            same_script(claim.quote.words, self.edition.witness.get(number, "")) for number in cited
        )
        known = at_hand or claim.speaker is Speaker.EDITORS
        least = LEAST_DIRECT if claim.how is How.DIRECT and known else LEAST
        if size < least:
            return
        if holding:
            if claim.presented or size >= LEAST_UNCITED:
                yield self._finding(
                    claim,
                    Kind.WRONG_PARAGRAPH,
                    messages.wrong(holding, self._by_author(claim, holding)),
                )
            return
        if (near := self.texts.nearest(parts, cited)) and (
            claim.presented or near.match.near >= 0.8
        ):
            yield self._finding(
                claim, Kind.QUOTATION_ALTERED, messages.altered(near, claim.quote.words)
            )
        elif (near := self.texts.nearest(parts)) and near.match.near >= 0.85:
            yield self._finding(
                claim,
                Kind.WRONG_PARAGRAPH,
                messages.wrong([near.passage], by_author=False, near=near),
            )
        elif parted := self.texts.parted(parts):
            yield self._finding(claim, Kind.WRONG_PARAGRAPH, messages.parted(parted))
        elif claim.presented and known:
            yield self._finding(claim, Kind.QUOTATION_NOT_FOUND, messages.not_found(at_hand))
        elif claim.presented:
            yield self._finding(claim, Kind.QUOTATION_UNCHECKED, messages.unchecked())

    def _by_author(self, claim: Claim, holding: Sequence[Passage]) -> bool:
        return claim.speaker is Speaker.AUTHOR and all(
            passage.whose != "essay" for passage in holding
        )

    def _finding(self, claim: Claim, kind: Kind, message: tuple[str, str]) -> Finding:
        words = " ".join(claim.quote.words.split())
        locus = (
            ",".join(dict.fromkeys(reference.locus for reference in claim.references))
            if claim.how is not How.BEFORE
            else ""
        )
        return Finding(
            self.prose.line(claim.quote.start), kind, locus, messages.short(words), *message
        )


def _sources(
    prose: Prose, edition: CourseworkEdition, lists: list[tuple[int, int]]
) -> Iterator[Finding]:
    """Sources of the edition that the text cites and the student's list lacks: each once, where it is cited first."""
    notes = notes_of(prose)
    listed = Listed(prose, lists, notes)
    told: set[str] = set()
    for citation in citations_of(prose.text, edition.sources):
        sources = citation.sources
        dated = any(source.year and source.year in citation.words for source in sources)
        if (
            any(start <= citation.place < end for start, end in lists)
            or any(map(listed.has, sources))
            or not (dated or not any(map(listed.has_author, sources)))
            or not told.isdisjoint({source.key for source in sources})
        ):
            continue
        told.update(source.key for source in sources)
        message = messages.source(sources[0], several=len(sources) > 1, listed=listed.exists)
        yield Finding(
            prose.line(citation.place),
            Kind.SOURCE_MISSING,
            "",
            messages.short(" ".join(citation.words.split())),
            *message,
        )


def _around(prose: Prose, start: int, end: int) -> str:
    """A reference with the words around it, on its line."""
    first = prose.text.rfind("\n", 0, start) + 1
    last = prose.text.find("\n", end)
    last = len(prose.text) if last < 0 else last
    before, after = max(first, start - 18), min(last, end + 12)
    words = f"{prose.text[before:start]}{prose.text[start:end][:60]}{prose.text[end:after]}"
    return f"{'…' if before > first else ''}{words}{'…' if after < last else ''}"
