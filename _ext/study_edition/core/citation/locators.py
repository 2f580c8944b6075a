"""Format loci as the locators of citations.

Sources: APA 7, 8.13 and its page on parts of a source (``para. 3``, ``paras. 4–5``: verified); MLA
9, 6.20 (``par.``, ``pars.``: verified); Chicago 18 as APA (its CSL style: run). Japanese forms
(house style): 第 and 段落 once, U+FF5E in a range; a hyphen where a journal prints pages so
(『国際安全保障』 執筆要領: verified); digit by digit in vertical type. The processors of biblatex
and CSL add the label themselves and need a bare number. The plural is used for more than one
paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..model.locus import merge
from .template_slots import slot

if TYPE_CHECKING:
    from ..model.locus import Locus


class LocatorRule(NamedTuple):
    """How a locator is written: text around the numbers, separators of ranges and sets."""

    one: tuple[str, str]
    several: tuple[str, str]
    dash: str
    comma: str


_JA = ("第", "段落")
_EN = (("para. ", ""), ("paras. ", ""))
_BARE = ("", "")

RULES = {
    "en": LocatorRule(*_EN, "–", ", "),
    "en-hyphen": LocatorRule(*_EN, "-", ", "),
    "mla": LocatorRule(("par. ", ""), ("pars. ", ""), "–", ", "),
    "ja": LocatorRule(_JA, _JA, "～", "、"),
    "ja-hyphen": LocatorRule(_JA, _JA, "-", "、"),
    "sist": LocatorRule(_JA, _JA, "-", ", "),
    "cite": LocatorRule(("para.~", ""), ("paras.~", ""), "--", ", "),
    "postnote": LocatorRule(_BARE, _BARE, "--", ", "),
    "csl": LocatorRule(_BARE, _BARE, "-", ", "),
}
"""The rules by the names that slots use."""

VERTICAL = LocatorRule(_JA, _JA, "―", "、")
_KANJI = str.maketrans("0123456789", "〇一二三四五六七八九")


def locator(locus: Locus, rule: str) -> str:
    """Format a locus by one of the :data:`RULES`.

    Adjacent ranges are joined: 18–20 and 21 give 18–21. A locus without ranges gives a template
    slot.
    """
    return _format(locus, RULES[rule]) if locus.ranges else slot(f"locus.{rule}")


def vertical_locator(locus: Locus) -> str:
    """Format a locus for vertical Japanese type: 第一八―二〇段落."""
    return _format(locus, VERTICAL).translate(_KANJI)


def _format(locus: Locus, rule: LocatorRule) -> str:
    ranges = merge(locus.ranges).ranges
    before, after = rule.one if len(ranges) == 1 and ranges[0][0] == ranges[0][1] else rule.several
    numbers = rule.comma.join(str(a) if a == b else f"{a}{rule.dash}{b}" for a, b in ranges)
    return before + numbers + after
