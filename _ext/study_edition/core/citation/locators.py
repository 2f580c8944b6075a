"""How a citation names paragraphs: the locator function.

Sources: APA 7, 8.13 and its page on parts of a source (``para. 3``, ``paras. 4–5``: verified); MLA 9, 6.20 (``par.``, ``pars.``:
verified); Chicago 18 as APA (its CSL style: run). Japanese forms (house): 第 and 段落 once, U+FF5E in a range; with a hyphen where a
journal prints pages so (『国際安全保障』 執筆要領: verified); digit by digit in vertical type. The processors of biblatex and CSL
make the label themselves and want a bare number. The plural is used as soon as there is more than one paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..model.locus import merge
from .slots import slot

if TYPE_CHECKING:
    from ..model.locus import Locus


class Rule(NamedTuple):
    """The words before and after the numbers of one paragraph and of several, and the signs of a range and of a set."""

    one: tuple[str, str]
    several: tuple[str, str]
    dash: str
    comma: str


_JA = ("第", "段落")
_EN = (("para. ", ""), ("paras. ", ""))
_BARE = ("", "")

RULES = {
    "en": Rule(*_EN, "–", ", "),
    "en-hyphen": Rule(*_EN, "-", ", "),
    "mla": Rule(("par. ", ""), ("pars. ", ""), "–", ", "),
    "ja": Rule(_JA, _JA, "～", "、"),
    "ja-hyphen": Rule(_JA, _JA, "-", "、"),
    "sist": Rule(_JA, _JA, "-", ", "),
    "cite": Rule(("para.~", ""), ("paras.~", ""), "--", ", "),
    "postnote": Rule(_BARE, _BARE, "--", ", "),
    "csl": Rule(_BARE, _BARE, "-", ", "),
}
"""The rules by their names, as slots name them."""

VERTICAL = Rule(_JA, _JA, "―", "、")
_KANJI = str.maketrans("0123456789", "〇一二三四五六七八九")


def locator(locus: Locus, rule: str) -> str:
    """The locator of a locus by one of the :data:`RULES`.

    Ranges that touch are joined: 18–20 and 21 are 18–21. A locus without ranges stands for any, and gives a slot.
    """
    return _write(locus, RULES[rule]) if locus.ranges else slot(f"locus.{rule}")


def vertical(locus: Locus) -> str:
    """The locator in vertical Japanese type: 第一八―二〇段落."""
    return _write(locus, VERTICAL).translate(_KANJI)


def _write(locus: Locus, rule: Rule) -> str:
    ranges = merge(locus.ranges).ranges
    before, after = rule.one if len(ranges) == 1 and ranges[0][0] == ranges[0][1] else rule.several
    numbers = rule.comma.join(str(a) if a == b else f"{a}{rule.dash}{b}" for a, b in ranges)
    return before + numbers + after
