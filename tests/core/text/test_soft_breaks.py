"""Soft line breaks: which vanish, which stay, and that nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project_paths import DATA
from study_edition.core.text.soft_breaks import is_wide, is_wide_punctuation, join_lines

CASES = DATA / "cases/softbreak.txt"
LINES = [line for line in CASES.read_text("utf-8").splitlines() if not line.startswith("#")]
TEXTS = st.text("山あー。　Ａa1, 한\n", max_size=16) | st.text(max_size=16)
EDGES = st.sampled_from(["", "山", "a", "한", "\n"])


@pytest.mark.parametrize(
    ("text", "result"), [[side.replace("⏎", "\n") for side in line.split(" => ")] for line in LINES]
)
def test_cases(text, result):
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
def test_edges(before, text, after, result):
    """The characters beside the text decide about a break at its edge, and about no other."""
    assert join_lines(text, before, after) == result


@pytest.mark.parametrize("char", "山あアーゔ。、「」（）・　ＡａＺ１！？～々〆〇㍻𠮷")
def test_wide(char):
    assert is_wide(char)


@pytest.mark.parametrize("char", "aZ1é .,()!?\n-\u00a0한가ᄀㄱ")
def test_not_wide(char):
    assert not is_wide(char)


@pytest.mark.parametrize("char", "、。「」『』（）！？・")
def test_parts_itself(char):
    assert is_wide_punctuation(char)


@pytest.mark.parametrize("char", "山あーＡ　　１々aé .,()!\n")
def test_does_not_part_itself(char):
    assert not is_wide_punctuation(char)


@given(TEXTS, EDGES, EDGES)
def test_only_newlines_go(text, before, after):
    assert join_lines(text, before, after).replace("\n", "") == text.replace("\n", "")


@given(TEXTS, EDGES, EDGES)
def test_twice_is_once(text, before, after):
    once = join_lines(text, before, after)
    assert join_lines(once, before, after) == once


@given(TEXTS)
def test_break_in_the_middle(text):
    """A text may come in two pieces, each knowing its neighbour."""
    for i in range(1, len(text)):
        left, right = text[:i], text[i:]
        assert join_lines(left, after=right[0]) + join_lines(right, before=left[-1]) == join_lines(
            text
        )


@given(st.lists(st.text("山川あ。", min_size=1, max_size=4), min_size=1, max_size=5))
def test_japanese_runs_on(lines):
    assert join_lines("\n".join(lines)) == "".join(lines)


@given(st.lists(st.text("abc,.", min_size=1, max_size=4), min_size=1, max_size=5))
def test_latin_stays(lines):
    assert join_lines("\n".join(lines)) == "\n".join(lines)
