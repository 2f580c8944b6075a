"""The normalised form of a whole text, in which every character knows where it stood."""

from __future__ import annotations

import re
import unicodedata
from array import array
from itertools import chain, repeat
from typing import TYPE_CHECKING, NamedTuple

from .fingerprint import INVISIBLE, READING, UNIFIED

if TYPE_CHECKING:
    from collections.abc import Sequence

LINE_END = re.compile(r"\r\n|\r|\n")


class Mapped(NamedTuple):
    """A normalised text; ``starts`` and ``ends`` give for each of its characters the piece of the original it came from.

    A reading that was removed belongs to the piece of its kanji if it stands on the same line.
    """

    plain: str
    starts: Sequence[int]
    ends: Sequence[int]
    across: bool
    """Whether a reading stands at the beginning of a line, after a kanji that ends the line before."""


def mapped(text: str, *, keep_across: bool = False) -> Mapped:
    """Normalise by the same rule as :func:`~.fingerprint.normalise`, which gives ``plain``.

    What looks like a reading at the beginning of a line may be the beginning of a paragraph after one that ends with a kanji, such as a
    heading.

    :param keep_across: leave these where they are, as if each line were normalised by itself.
    """
    whole = range(len(text) + 1)
    plain, starts, ends = _composed(text, whole, whole[1:], remove=True)
    if not unicodedata.is_normalized("NFKC", plain):  # what the removal has brought together
        plain, starts, ends = _composed(plain, starts, ends, remove=False)
    return _without_readings(text, plain, starts, ends, keep_across=keep_across)


def _composed(
    text: str, starts: Sequence[int], ends: Sequence[int], *, remove: bool
) -> tuple[str, array[int], array[int]]:
    """NFKC, cluster by cluster; if *remove*, without invisible characters."""
    clusters = _clusters(text)
    forms = {cluster: unicodedata.normalize("NFKC", cluster) for cluster in set(clusters)}
    if remove:
        forms = {cluster: INVISIBLE.sub("", form) for cluster, form in forms.items()}
    lengths = [len(forms[cluster]) for cluster in clusters]
    if clusters is text:
        firsts, lasts = starts, ends
    else:
        places, at = array("I"), 0
        for cluster in clusters:
            places.append(at)
            at += len(cluster)
        firsts = array("I", (starts[place] for place in places))
        lasts = array(
            "I",
            (
                ends[place + len(cluster) - 1]
                for place, cluster in zip(places, clusters, strict=True)
            ),
        )
    return (
        "".join(map(forms.__getitem__, clusters)),
        array("I", chain.from_iterable(map(repeat, firsts, lengths))),
        array("I", chain.from_iterable(map(repeat, lasts, lengths))),
    )


def _clusters(text: str) -> Sequence[str]:
    """The text in pieces that NFKC composes each by itself: a character and the marks or Hangul letters that may join it."""
    joining = "".join(filter(_joins, set(text)))
    return re.findall(f".[{re.escape(joining)}]*", text, re.DOTALL) if joining else text


def _joins(char: str) -> bool:
    first = unicodedata.normalize("NFKD", char)[0]
    return unicodedata.category(first)[0] == "M" or "\u1160" <= first <= "\u11ff"


def _without_readings(
    text: str, plain: str, starts: array[int], ends: array[int], *, keep_across: bool
) -> Mapped:
    kept, firsts, lasts = [], array("I"), array("I")
    reached, across = 0, False
    for match in READING.finditer(plain):
        first, last = match.span()
        parted = LINE_END.search(text, ends[first - 1], starts[first]) is not None
        across = across or parted
        if parted and keep_across:
            continue
        kept.append(plain[reached:first])
        firsts.extend(starts[reached:first])
        lasts.extend(ends[reached:first])
        if not parted:
            lasts[-1] = ends[last - 1]
        reached = last
    kept.append(plain[reached:])
    firsts.extend(starts[reached:])
    lasts.extend(ends[reached:])
    return Mapped("".join(kept).translate(UNIFIED), firsts, lasts, across)
