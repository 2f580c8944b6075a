"""Soft line breaks: which are removed, which are kept, and that nothing else changes."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project_paths import DATA
from study_edition.core.text.soft_breaks import WIDE, is_wide, is_wide_punctuation, join_lines

CASES = DATA / "cases/softbreak.txt"
LINES = [line for line in CASES.read_text("utf-8").splitlines() if not line.startswith("#")]
TEXTS = st.text("山あー。　Ａa1, 한\n", max_size=16) | st.text(max_size=16)
EDGES = st.sampled_from(["", "山", "a", "한", "\n"])


@pytest.mark.parametrize(
    ("text", "result"), [[side.replace("⏎", "\n") for side in line.split(" => ")] for line in LINES]
)
def test_lines_are_joined(text, result):
    assert join_lines(text) == result


@pytest.mark.parametrize(
    ("before", "text", "after", "result"),
    [
        ("山", "\n", "川", ""),
        ("山", "\n川", "", "川"),
        ("", "山\n", "川", "山"),
        ("山", "\n", "", "\n"),
        ("", "\n", "川", "\n"),
        ("a", "\n川", "", "\n川"),
        ("", "山\n", "a", "山\n"),
        ("山", "\na\n", "川", "\na\n"),
        ("山", "川", "谷", "川"),
        ("山", "", "川", ""),
        ("山", "\n谷\n", "川", "谷"),
        ("a", "山\n川", "b", "山川"),
        ("山", "a\nb", "川", "a\nb"),
        ("a", "\n", "。", ""),
        ("。", "\na", "", "a"),
        ("", "a\n", "「", "a"),
        ("", "\n", "「", "\n"),
        ("。", "\n", "", "\n"),
    ],
)
def test_neighbouring_characters_decide_about_breaks_at_the_edges(before, text, after, result):
    assert join_lines(text, before, after) == result


@pytest.mark.parametrize("char", "山あアーゔ。、「」（）・　ＡａＺ１！？～々〆〇㍻𠮷")
def test_wide_character_is_recognised(char):
    assert is_wide(char)


@pytest.mark.parametrize("char", "aZ1é .,()!?\n-\u00a0한가ᄀㄱ")
def test_narrow_character_is_recognised(char):
    assert not is_wide(char)


def test_letters_and_punctuation_in_the_set_for_scripts_are_wide():
    found = re.findall(f"[{WIDE}]", "".join(map(chr, range(0x10000))))
    assert {"あ", "ア", "山", "。", "（"} < set(found)
    assert all(is_wide(char) for char in found if unicodedata.category(char)[0] in "LP")


@pytest.mark.parametrize("char", "、。「」『』（）！？・")
def test_wide_punctuation_is_recognised(char):
    assert is_wide_punctuation(char)


@pytest.mark.parametrize("char", "山あーＡ　　１々aé .,()!\n")
def test_other_character_is_not_wide_punctuation(char):
    assert not is_wide_punctuation(char)


@given(TEXTS, EDGES, EDGES)
def test_only_newlines_are_removed(text, before, after):
    assert join_lines(text, before, after).replace("\n", "") == text.replace("\n", "")


@given(TEXTS, EDGES, EDGES)
def test_joining_is_idempotent(text, before, after):
    once = join_lines(text, before, after)
    assert join_lines(once, before, after) == once


@given(TEXTS)
def test_text_may_be_joined_in_two_pieces(text):
    """Each piece knows its neighbour."""
    for i in range(1, len(text)):
        left, right = text[:i], text[i:]
        assert join_lines(left, after=right[0]) + join_lines(right, before=left[-1]) == join_lines(
            text
        )


@given(st.lists(st.text("山川あ。", min_size=1, max_size=4), min_size=1, max_size=5))
def test_japanese_lines_are_joined(lines):
    assert join_lines("\n".join(lines)) == "".join(lines)


@given(st.lists(st.text("abc,.", min_size=1, max_size=4), min_size=1, max_size=5))
def test_latin_lines_are_kept(lines):
    assert join_lines("\n".join(lines)) == "\n".join(lines)
