"""Whose words a quotation is presented as, and whether it is presented as words at all."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .coursework_records import CourseworkEdition
    from .prose import Prose
    from .quotations import Quote

_EDITORS = re.compile(
    r"要旨|要約|編者|本版の|この版の|注釈|訳注|の注(?![目意視力])|(?<![一-鿿])注[（(は・「]|注解|用語集|pr[ée]cis\b|\bsummar(?:y|ies)\b|\beditors?\b|\beditors?[’']"
    r"|\bcommentary\b|\bannotations?\b|\bglossary\b|\b(?:the|a|this) note\b|\bnotes? (?:on|to|at|in)\b",
    re.IGNORECASE,
)
_AUTHOR = r"筆者|著者|論者|\bthe author\b|\bthe essayist\b|\bthe columnist\b"
_PRECIS = re.compile(r"要旨|pr[ée]cis|summar", re.IGNORECASE)
_QUOTES = re.compile(r"引用|引く|引い|quot", re.IGNORECASE)
_ALL = re.compile(r"よる|依|拠|から(?:の|引)|すべて|いずれも|とする|\bare\b|\ball\b", re.IGNORECASE)
_MINE = re.compile(
    r"(?:私|わたし|僕|筆者自身|本稿|小論|拙稿)(?:は|も|が|なら|として|の(?:考え|意見|理解))|\b(?:I|my|we|our)\b(?! (?:quote|cite))"
)
_TRANSLATED = re.compile(
    r"\b(?:my|our|own|author’s|author's) translations?\b|\btrans(?:l)?\.|拙訳|私訳|試訳|(?:筆者|引用者|著者)訳|訳は(?:筆者|引用者)",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"[、,]?\s*(?:[（(\[][^（）()\[\]]{0,60}[)）\]]\s*)?"
    r"(?:と(?!して|ともに|同じ|なら|は(?:別|異な|逆)|(?:い|言)う(?!。|、|が|し|のも|のが|のは|のだ|のである|ように|通り|とおり|言葉|一文|一節|一句|語句|文|表現"
    r"|記述|指摘|主張|くだり|箇所|言い方|書き方|結び|問い[をでにか]))"
    r"|との(?:一文|言葉|指摘|主張)|。?$)"
)
"""What follows a Japanese quotation that is somebody's words: と述べる, という一文; not という疑問, and not は or を."""
_SAID = re.compile(
    r"(?:\b(?:say|said|write|wrote|argue|state|note|call|claim|put|observe|warn|ask|conclude|describe|summari[sz]e|read|explain|add|insist|suggest|speak"
    r"|according|word|phrase|sentence|that|as|it)(?:e?s|e?d)?\b[^.“\"]{0,60}|[:：,，、]\s*)$",
    re.IGNORECASE,
)
_SAYS_AFTER = re.compile(r"[,，]?\s*(?:\w+\s){0,4}(?:says?|writes?|argues?|notes?|wrote)\b")


class Speaker(Enum):
    """Whose words a quotation is presented as."""

    AUTHOR = 1
    EDITORS = 2
    UNSAID = 3


class Speaking:
    """Reads the sentences round quotations."""

    def __init__(self, prose: Prose, edition: CourseworkEdition) -> None:
        """Look once whether the essay says that it quotes the précis."""
        self._prose = prose
        self.author = re.compile(
            "|".join([_AUTHOR, *map(re.escape, sorted(edition.author, key=len, reverse=True))])
        )
        """Finds the essay's author named."""
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
        says = r"(?:氏|ら)?(?:は|が|も|の|によれば|[’']s\b|\s+(?:\w+\s)?\w+s\b)"
        self._others = re.compile(
            rf"(?<![A-Za-z一-鿿ァ-ヺー])(?:{others}){says}" if others else "(?!)"
        )
        sentences = (prose.text[start:end] for start, end in prose.sentences)
        self._declared = any(
            _PRECIS.search(sentence) and _QUOTES.search(sentence) and _ALL.search(sentence)
            for sentence in sentences
        )

    def speaker(self, words: str, place: int) -> Speaker:
        """Whose words a sentence, given without its quotation, presents; the sentence before may say that the précis is quoted."""
        if self._declared or _EDITORS.search(words):
            return Speaker.EDITORS
        if not self.author.search(words):
            return Speaker.UNSAID
        start, end = self._prose.sentences[max(0, self._prose.sentence(place) - 1)]
        before = (
            self._prose.text[start:end] if self._prose.block(place).start <= start < place else ""
        )
        return (
            Speaker.EDITORS
            if _EDITORS.search(before) and _QUOTES.search(before)
            else Speaker.AUTHOR
        )

    @staticmethod
    def presents(quote: Quote, before: str, after: str) -> bool:
        """Whether a sentence presents a quotation as somebody's words, not as a word set off."""
        if quote.mark in "「『":
            return _SAYS.match(after) is not None
        return _SAID.search(before) is not None or _SAYS_AFTER.match(after) is not None

    def is_anothers(self, before: str, between: str) -> bool:
        """Whether a sentence gives a quotation to the student or to the author of another work.

        :param before: the sentence up to the quotation.
        :param between: what stands between the quotation and the first reference, where none stands before it.
        """
        author = max((match.end() for match in self.author.finditer(before)), default=0)
        named = max((match.end() for match in re.finditer("段落|¶", before)), default=0)
        if self._others.search(before, max(author, named)) or _MINE.search(before, author):
            return True
        return _MINE.search(between) is not None

    @staticmethod
    def is_translated(citation: str) -> bool:
        """Whether the brackets after a quotation say that the student translated it: its original has no such words."""
        return _TRANSLATED.search(citation) is not None
