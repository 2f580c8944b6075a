"""The resolver of loci: every notation, wrong ones, and references in running text."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project_paths import DATA
from study_edition.core.model.loci import (
    Form,
    Reading,
    find_loci,
    kanji_number,
    known_locus,
    read_locus,
)
from study_edition.core.model.locus import Locus, format_locus, merge, parse_locus
from study_edition.core.model.problems import Subtype

CASES = json.loads((DATA / "cases/loci.json").read_text("utf-8"))
DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")

numbers = st.integers(1, 50)
loci = st.lists(
    st.tuples(numbers, numbers).map(lambda pair: (min(pair), max(pair))), min_size=1, max_size=4
).map(merge)


@pytest.mark.parametrize(("text", "locus", "candidates", "problem"), CASES["whole"])
def test_text_is_read_as_a_locus_or_a_problem(text, locus, candidates, problem):
    reading = read_locus(text)
    assert (
        str(reading.locus) if reading.locus else None,
        [str(each) for each in reading.candidates],
    ) == (locus, candidates)
    assert (reading.problem.subtype.label if reading.problem else None) == problem
    if reading.problem:
        for lang in ("ja", "en"):
            assert reading.problem.subtype.message(reading.problem.args, lang)


@pytest.mark.parametrize(("text", "found"), CASES["running"])
def test_loci_are_found_in_running_text(text, found):
    mentions = list(find_loci(text))
    assert [
        [text[m.start : m.end], str(m.reading.locus) if m.reading.locus else None] for m in mentions
    ] == found


def kanji(number: int) -> str:
    """Return a number in kanji."""
    tens, units = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{'〇一二三四五'[tens]}十") + (
        "" if units == 0 else "〇一二三四五六七八九"[units]
    )


def written(locus: Locus, dash: str, separator: str) -> str:
    """Return a locus with the given separator and dash."""
    return separator.join(str(a) if a == b else f"{a}{dash}{b}" for a, b in locus.ranges)


WAYS = {
    "strict": str,
    "ja": lambda locus: format_locus(locus, "ja"),
    "en": lambda locus: format_locus(locus, "en"),
    "para": lambda locus: f"paras. {written(locus, '–', ', ')}",
    "par": lambda locus: f"pars. {written(locus, '-', ', ')}",
    "wave": lambda locus: f"第{written(locus, '～', '、')}段落",
    "sist": lambda locus: f"第{written(locus, '-', ', ')}段落",
    "vertical": lambda locus: f"第{written(locus, '―', '、')}段落".translate(DIGITS),
    "id": lambda locus: ", ".join(f"p{a}" if a == b else f"p{a}-{b}" for a, b in locus.ranges),
    "nth": lambda locus: f"{written(locus, '〜', '、')}段落目",
}


@pytest.mark.parametrize("way", WAYS)
@given(locus=loci)
def test_every_notation_is_read_back(way, locus):
    text = WAYS[way](locus)
    assert read_locus(text) == Reading(locus), text


@given(locus=loci)
def test_lenient_reader_agrees_with_the_strict_one(locus):
    assert read_locus(str(locus)).locus == parse_locus(str(locus)) == locus


@given(
    before=st.text("これは「（、。 a", max_size=8),
    locus=loci,
    after=st.text("」）、。は ", max_size=8),
)
def test_reference_is_found_in_any_surroundings(before, locus, after):
    shown = f"第{written(locus, '～', '、')}段落"
    (mention,) = find_loci(before + shown + after)
    assert (before + shown + after)[mention.start : mention.end] == shown
    assert (mention.reading, mention.form) == (Reading(locus), Form.ORDINAL)


@given(st.text("第段落¶p0123456789１８一二十#/.html para、,-–～ 目参照と", max_size=40))
def test_any_text_is_read_without_an_error(text):
    read_locus(text)
    ends = [place for mention in find_loci(text) for place in (mention.start, mention.end)]
    assert ends == sorted(ends)


@given(st.integers(1, 99))
def test_numbers_are_read_in_kanji_and_full_width(number):
    both = {kanji(number)} if number <= 59 else set()
    for text in both | {
        str(number).translate(DIGITS),
        str(number),
        str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    }:
        assert kanji_number(text) == number


@given(st.lists(st.tuples(numbers, numbers).map(lambda pair: (min(pair), max(pair))), min_size=1))
def test_merging_ranges_keeps_the_paragraphs(pairs):
    locus = merge(pairs)
    assert list(locus.numbers()) == sorted({n for a, b in pairs for n in range(a, b + 1)})
    assert parse_locus(str(locus)) == locus


KNOWN = range(1, 51)


def known(text):
    """Return the reading of a text in an edition of 50 paragraphs."""
    return known_locus(read_locus(text), KNOWN, "¶1–50")


def test_unknown_paragraph_is_named():
    reading = known("¶51")
    assert (reading.locus, reading.candidates) == (None, ())
    assert reading.problem.subtype is Subtype.UNKNOWN_PARAGRAPH
    assert reading.problem.args == {"number": 51, "known": "¶1–50"}
    assert known("第48～52段落").problem.args["number"] == 52
    assert known("0").problem.args["number"] == 0
    assert known("999999999-1000000000") == known("x")._replace(
        problem=known("999999999-1000000000").problem
    )


def test_kanji_that_are_no_number_are_passed_over():
    assert [*find_loci("第一二十段落を")] == []
    (mention,) = find_loci("¶1、一二十。")
    assert mention.reading.locus == parse_locus("1")


def test_digits_without_a_separator_give_a_candidate():
    assert [str(c) for c in known("1820").candidates] == ["18-20"]
    assert [str(c) for c in known("¶820").candidates] == ["8-20"]
    assert known("2018").candidates == ()


def test_only_existing_paragraphs_are_candidates():
    assert [str(c) for c in known("18/60").candidates] == []
    assert known("20-18") == read_locus("20-18")
    assert known("18-20").locus == Locus(((18, 20),))
