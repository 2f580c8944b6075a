"""Determine whose words a quotation is presented as, and whether as words at all."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .coursework_records import CourseworkEdition
    from .prose import Prose
    from .quotations import Quote

_EDITORS = re.compile(
    r"要旨|要約|編者|本版の|この版の|注釈|訳注|の注(?![目意視力])|(?<![一-鿿])注[（(は・「]|注解"
    r"|用語集|pr[ée]cis\b|\bsummar(?:y|ies)\b|\beditors?\b|\beditors?[’']"
    r"|\bcommentary\b|\bannotations?\b|\bglossary\b|\b(?:the|a|this) note\b|"
    r"\bnotes? (?:on|to|at|in)\b",
    re.IGNORECASE,
)
_AUTHOR = r"筆者|著者|論者|\bthe author\b|\bthe essayist\b|\bthe columnist\b"
_PRECIS = re.compile(r"要旨|pr[ée]cis|summar", re.IGNORECASE)
_QUOTING = re.compile(r"引用|引く|引い|quot", re.IGNORECASE)
_ALL_QUOTATIONS = re.compile(
    r"よる|依|拠|から(?:の|引)|すべて|いずれも|とする|\bare\b|\ball\b", re.IGNORECASE
)
_STUDENT = re.compile(
    r"(?:私|わたし|僕|筆者自身|本稿|小論|拙稿)(?:は|も|が|なら|として|の(?:考え|意見|理解))"
    r"|\b(?:I|my|we|our)\b(?! (?:quote|cite))"
)
_TRANSLATED = re.compile(
    r"\b(?:my|our|own|author’s|author's) translations?\b|\btrans(?:l)?\.|拙訳|私訳|試訳"
    r"|(?:筆者|引用者|著者)訳|訳は(?:筆者|引用者)",
    re.IGNORECASE,
)
_JA_QUOTATIVE = re.compile(
    r"[、,]?\s*(?:[（(\[][^（）()\[\]]{0,60}[)）\]]\s*)?"
    r"(?:と(?!して|ともに|同じ|なら|は(?:別|異な|逆)|(?:い|言)う(?!。|、|が|し|のも|のが|のは|のだ"
    r"|のである|ように|通り|とおり|言葉|一文|一節|一句|語句|文|表現"
    r"|記述|指摘|主張|くだり|箇所|言い方|書き方|結び|問い[をでにか]))"
    r"|との(?:一文|言葉|指摘|主張)|。?$)"
)
"""What follows a Japanese quotation of somebody's words: と述べる, という一文; not という疑問, and
not は or を."""
_EN_BEFORE_QUOTE = re.compile(
    r"(?:\b(?:say|said|write|wrote|argue|state|note|call|claim|put|observe|warn|ask|conclude"
    r"|describe|summari[sz]e|read|explain|add|insist|suggest|speak"
    r"|according|word|phrase|sentence|that|as|it)(?:e?s|e?d)?\b[^.“\"]{0,60}|[:：,，、]\s*)$",
    re.IGNORECASE,
)
_EN_AFTER_QUOTE = re.compile(r"[,，]?\s*(?:\w+\s){0,4}(?:says?|writes?|argues?|notes?|wrote)\b")


class Speaker(Enum):
    """Whose words a quotation is presented as."""

    AUTHOR = 1
    EDITORS = 2
    UNSAID = 3


class SpeakerDetector:
    """Reads the sentences around quotations."""

    def __init__(self, prose: Prose, edition: CourseworkEdition) -> None:
        """Prepare the patterns, and determine whether the essay says that it quotes the précis."""
        self._prose = prose
        self.author = re.compile(
            "|".join([_AUTHOR, *map(re.escape, sorted(edition.author, key=len, reverse=True))])
        )
        """Matches the name of the essay's author."""
        authors = {
            form
            for source in edition.sources
            if source.key != edition.essay_key
            for forms in source.names
            for form in forms
        }
        others = "|".join(
            map(re.escape, sorted(authors - set(edition.author), key=len, reverse=True))
        )
        verbs = r"(?:氏|ら)?(?:は|が|も|の|によれば|[’']s\b|\s+(?:\w+\s)?\w+s\b)"
        self._other_authors = re.compile(
            rf"(?<![A-Za-z一-鿿ァ-ヺー])(?:{others}){verbs}" if others else "(?!)"
        )
        sentences = (prose.text[start:end] for start, end in prose.sentences)
        self._quotes_precis = any(
            _PRECIS.search(sentence)
            and _QUOTING.search(sentence)
            and _ALL_QUOTATIONS.search(sentence)
            for sentence in sentences
        )

    def speaker(self, words: str, position: int) -> Speaker:
        """Return whose words a sentence presents, given without its quotation.

        The preceding sentence may say that the précis is quoted.
        """
        if self._quotes_precis or _EDITORS.search(words):
            return Speaker.EDITORS
        if not self.author.search(words):
            return Speaker.UNSAID
        start, end = self._prose.sentences[max(0, self._prose.sentence(position) - 1)]
        before = (
            self._prose.text[start:end]
            if self._prose.block(position).start <= start < position
            else ""
        )
        return (
            Speaker.EDITORS
            if _EDITORS.search(before) and _QUOTING.search(before)
            else Speaker.AUTHOR
        )

    @staticmethod
    def presents(quote: Quote, before: str, after: str) -> bool:
        """Return whether a sentence presents a quotation as somebody's words, not as a term."""
        if quote.mark in "「『":
            return _JA_QUOTATIVE.match(after) is not None
        return (
            _EN_BEFORE_QUOTE.search(before) is not None or _EN_AFTER_QUOTE.match(after) is not None
        )

    def is_other_speaker(self, before: str, between: str) -> bool:
        """Return whether a sentence attributes a quotation to the student or another work's author.

        :param before: the sentence up to the quotation.
        :param between: the text between the quotation and the first reference, if none precedes it.
        """
        author = max((match.end() for match in self.author.finditer(before)), default=0)
        named = max((match.end() for match in re.finditer("段落|¶", before)), default=0)
        if self._other_authors.search(before, max(author, named)) or _STUDENT.search(
            before, author
        ):
            return True
        return _STUDENT.search(between) is not None

    @staticmethod
    def is_translated(citation: str) -> bool:
        """Return whether the brackets after a quotation say that the student translated it.

        Its original does not have these words.
        """
        return _TRANSLATED.search(citation) is not None
