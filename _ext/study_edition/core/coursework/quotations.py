"""Find the quotations in an essay, and measure how much they quote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..text.document_line import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .prose import Block, Prose

_PAIRS = {"「": "」", "『": "』", "“": "”", "〝": "〟", "«": "»"}
_MARKS = re.compile("[「」『』“”〝〟«»]")
_STRAIGHT = re.compile(
    r"(?<![\w\"])[\"＂](?=\S)([^\"＂]{1,600}?)(?<=\S)[\"＂](?![\w\"])"
    r"|(?<=[\u3000-\u9fff])\"([^\"\n]{1,600}?)\""
)
_SINGLE = re.compile(r"(?<!\w)‘([^‘]{1,600}?)’(?!\w)")
_WORD = re.compile(r"[A-Za-zÀ-ÿ0-9]+(?:[’'.\-,][A-Za-zÀ-ÿ0-9]+)*")
_CJK = re.compile("[\u3005\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u9fff]")
LONGEST = 1200
"""Maximum number of characters between two marks that form a pair."""


class Quote(NamedTuple):
    """A quotation: the span including its marks, and the words inside."""

    start: int
    end: int
    text: str
    mark: str
    """The opening mark; empty for a block quotation."""

    @property
    def size(self) -> float:
        """The amount of text quoted, in Japanese characters; see :func:`size`."""
        return size(self.text)


def size(text: str) -> float:
    """Return the amount of text in Japanese characters; a Latin word counts as two and a half.

    >>> size("港の市場"), size("the harbour market")
    (4.0, 7.5)
    """
    return float(len(_CJK.findall(text))) + 2.5 * len(_WORD.findall(text))


def same_script(quoted: str, text: str) -> bool:
    """Return whether both texts are in Japanese, or both are not.

    The words of a translation are not searched for in its original.
    """
    return text != "" and bool(_CJK.search(quoted)) == bool(_CJK.search(text))


def find_quotes(prose: Prose) -> list[Quote]:
    """Return the outermost quotations in text and notes, and all block quotations, in order."""
    quotes: list[Quote] = []
    quoted: Block | None = None
    for block in prose.blocks:
        if block.part is Part.QUOTE:
            if quoted is not None:  # several paragraphs, one quotation
                quotes[-1] = Quote(
                    quotes[-1].start, block.end, prose.text[quotes[-1].start : block.end], ""
                )
            else:
                quotes.append(
                    Quote(block.start, block.end, prose.text[block.start : block.end], "")
                )
            quoted = block
            continue
        quoted = None
        if block.part is not Part.HEADING:
            quotes += _outermost(_in_block(prose.text, block))
    return quotes


def _in_block(text: str, block: Block) -> Iterator[Quote]:
    open_at: list[int] = []
    for match in _MARKS.finditer(text, block.start, block.end):
        if match[0] in _PAIRS:
            open_at.append(match.start())
            continue
        at = next((i for i in reversed(open_at) if _PAIRS[text[i]] == match[0]), None)
        if at is not None:
            while open_at.pop() != at:  # what was opened in between is closed nowhere
                pass
            if match.end() - at <= LONGEST:
                yield Quote(at, match.end(), text[at + 1 : match.start()], text[at])
    for pattern in (_STRAIGHT, _SINGLE):
        for match in pattern.finditer(text, block.start, block.end):
            yield Quote(match.start(), match.end(), match[0][1:-1], match[0][0])


def _outermost(quotes: Iterator[Quote]) -> list[Quote]:
    kept: list[Quote] = []
    for quote in sorted(quotes, key=lambda quote: (quote.start, -quote.end)):
        if not kept or quote.start >= kept[-1].end:
            kept.append(quote)
    return kept
