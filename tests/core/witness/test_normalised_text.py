"""The normal form with the position of each of its characters in the text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition_corpus import cases
from study_edition.core.witness.normalised_text import normalise_with_offsets
from study_edition.core.witness.text_fingerprint import normalise

TEXTS = st.text(
    "山川々のあア。、「」ＡaＺ1１Ⅳ㍻ー-—“”『（）(か) 　\n\r\u200b\u2060ｶﾊﾞﾟ゛\u3099´\u0301…\u1112\u1161\u11ab한\ufe00𠮷〜",
    max_size=30,
)


@given(TEXTS)
def test_plain_form_is_the_normal_form(text):
    assert normalise_with_offsets(text).plain == normalise(text)


@given(st.text(max_size=30))
def test_plain_form_of_any_text_is_the_normal_form(text):
    assert normalise_with_offsets(text).plain == normalise(text)


@pytest.mark.slow
def test_plain_form_of_every_character_is_the_normal_form():
    """Every mark and every character that the rule changes, after one that it might join."""
    for char in map(chr, range(0x110000)):
        if not "가" < char <= "힣" and (
            unicodedata.category(char)[0] == "M" or normalise(char) != char
        ):
            assert normalise_with_offsets(f"か{char}さ").plain == normalise(f"か{char}さ"), ascii(
                char
            )


@given(TEXTS)
def test_positions_increase_within_the_text(text):
    form = normalise_with_offsets(text)
    assert len(form.starts) == len(form.ends) == len(form.plain)
    assert list(form.starts) == sorted(form.starts)
    assert all(
        0 <= start < end <= len(text) for start, end in zip(form.starts, form.ends, strict=True)
    )


@given(st.text("山川あア。「Ａ1１ 　\n\u200b", max_size=30), st.data())
def test_range_of_the_text_has_the_same_normal_form(text, data):
    form = normalise_with_offsets(text)
    if form.plain:
        first = data.draw(st.integers(0, len(form.plain) - 1))
        last = data.draw(st.integers(first + 1, len(form.plain)))
        assert normalise(text[form.starts[first] : form.ends[last - 1]]) == form.plain[first:last]


@pytest.mark.parametrize(
    ("text", "keep", "plain", "across"),
    [
        ("山（やま）の朝", False, "山の朝", False),
        ("山\n（やま）の朝", False, "山の朝", True),
        ("山\n（やま）の朝", True, "山(やま)の朝", True),
        ("山（やま）\r（やま）の朝", True, "山の朝", False),
        ("山（やま）の朝\r\n川\r\n（かわ）", True, "山の朝川(かわ)", True),
    ],
)
def test_reading_across_lines_is_removed_or_kept(text, keep, plain, across):
    form = normalise_with_offsets(text, keep_line_start_readings=keep)
    assert (form.plain, form.has_line_start_readings) == (plain, across)


def test_reading_belongs_to_its_kanji():
    form = normalise_with_offsets("この山（やま）が")
    assert (form.starts[2], form.ends[2]) == (2, 7)
    form = normalise_with_offsets("この山\n（やま）が")
    assert (form.starts[2], form.ends[2]) == (2, 3)


@pytest.mark.parametrize("case", cases()[::40], ids=lambda case: case.kind)
def test_plain_form_of_the_corpus_is_the_normal_form(case):
    assert normalise_with_offsets(case.text).plain == normalise(case.text)
