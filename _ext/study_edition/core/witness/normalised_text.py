"""Normalise a whole text while tracking the original position of every character."""

from __future__ import annotations

import re
import unicodedata
from array import array
from itertools import chain, repeat
from typing import TYPE_CHECKING, NamedTuple

from .text_fingerprint import INVISIBLE, READING, UNIFIED

if TYPE_CHECKING:
    from collections.abc import Sequence

LINE_END = re.compile(r"\r\n|\r|\n")


class NormalisedText(NamedTuple):
    """A normalised text with the source span of each character.

    ``starts`` and ``ends`` give, for each character of ``plain``, the span of the original it came
    from. A removed reading belongs to the span of its kanji if both are on the same line.
    """

    plain: str
    starts: Sequence[int]
    ends: Sequence[int]
    has_line_start_readings: bool
    """Whether a line starts with a reading, after a line that ends with a kanji."""


def normalise_with_offsets(text: str, *, keep_line_start_readings: bool = False) -> NormalisedText:
    """Normalise a text by the rule of :func:`~.text_fingerprint.normalise`, keeping offsets.

    What looks like a reading at the start of a line may be the start of a paragraph, after one that
    ends with a kanji, such as a heading.

    :param keep_line_start_readings: leave these in, as if each line were normalised separately.
    """
    whole = range(len(text) + 1)
    plain, starts, ends = _compose(text, whole, whole[1:], remove=True)
    if not unicodedata.is_normalized("NFKC", plain):  # what the removal has brought together
        plain, starts, ends = _compose(plain, starts, ends, remove=False)
    return _without_readings(
        text, plain, starts, ends, keep_line_start_readings=keep_line_start_readings
    )


def _compose(
    text: str, starts: Sequence[int], ends: Sequence[int], *, remove: bool
) -> tuple[str, array[int], array[int]]:
    """Apply NFKC cluster by cluster; if *remove*, drop invisible characters."""
    clusters = _clusters(text)
    forms = {cluster: unicodedata.normalize("NFKC", cluster) for cluster in set(clusters)}
    if remove:
        forms = {cluster: INVISIBLE.sub("", form) for cluster, form in forms.items()}
    lengths = [len(forms[cluster]) for cluster in clusters]
    if clusters is text:
        firsts, lasts = starts, ends
    else:
        positions, at = array("I"), 0
        for cluster in clusters:
            positions.append(at)
            at += len(cluster)
        firsts = array("I", (starts[position] for position in positions))
        lasts = array(
            "I",
            (
                ends[position + len(cluster) - 1]
                for position, cluster in zip(positions, clusters, strict=True)
            ),
        )
    return (
        "".join(map(forms.__getitem__, clusters)),
        array("I", chain.from_iterable(map(repeat, firsts, lengths))),
        array("I", chain.from_iterable(map(repeat, lasts, lengths))),
    )


def _clusters(text: str) -> Sequence[str]:
    """Split a text into units that NFKC composes independently.

    A unit is a character with the combining marks or Hangul letters that may join it.
    """
    joining = "".join(filter(_is_combining, set(text)))
    return re.findall(f".[{re.escape(joining)}]*", text, re.DOTALL) if joining else text


def _is_combining(char: str) -> bool:
    first = unicodedata.normalize("NFKD", char)[0]
    return unicodedata.category(first)[0] == "M" or "\u1160" <= first <= "\u11ff"


def _without_readings(
    text: str, plain: str, starts: array[int], ends: array[int], *, keep_line_start_readings: bool
) -> NormalisedText:
    kept, firsts, lasts = [], array("I"), array("I")
    done, has_line_start_readings = 0, False
    for match in READING.finditer(plain):
        first, last = match.span()
        is_across_lines = LINE_END.search(text, ends[first - 1], starts[first]) is not None
        has_line_start_readings = has_line_start_readings or is_across_lines
        if is_across_lines and keep_line_start_readings:
            continue
        kept.append(plain[done:first])
        firsts.extend(starts[done:first])
        lasts.extend(ends[done:first])
        if not is_across_lines:
            lasts[-1] = ends[last - 1]
        done = last
    kept.append(plain[done:])
    firsts.extend(starts[done:])
    lasts.extend(ends[done:])
    return NormalisedText("".join(kept).translate(UNIFIED), firsts, lasts, has_line_start_readings)
