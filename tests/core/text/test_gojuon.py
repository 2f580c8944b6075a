"""Dictionary order: the order of words and kana, and properties of all readings."""

import random
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project_paths import DATA
from study_edition.core.text.gojuon import LATIN, ROWS, index_row, is_reading, sort_key, to_hiragana

CASES = DATA / "cases"


def read_cases(name):
    """Return the lines of a file of cases without comments."""
    return [
        line
        for line in (CASES / name).read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]


WORDS = read_cases("gojuon.txt")
KANA = [tuple(line.split()) for line in read_cases("kana.txt")]
ALL_KANA = "".join(forms for _, forms in KANA)
RARE = {"ヷ": "わ", "ヸ": "ゐ", "ヹ": "ゑ", "ヺ": "を"}
READINGS = st.text(ALL_KANA + "ー", min_size=1, max_size=6)
MIXED = st.text(ALL_KANA + "ー・ 　ｶﾞﾊﾟｰ･aZéß山9-", max_size=6) | st.text(max_size=6)


@pytest.mark.parametrize(("before", "after"), list(pairwise(WORDS)))
def test_word_precedes_the_next(before, after):
    assert sort_key(before) < sort_key(after)


def test_shuffled_words_are_sorted():
    words = random.Random(1).sample(WORDS, len(WORDS))
    assert words != WORDS
    assert sorted(words, key=sort_key) == WORDS


@pytest.mark.parametrize(("heading", "forms"), KANA)
def test_forms_of_a_kana_are_sorted(heading, forms):
    """By voicing, size and script, under one heading."""
    assert "".join(sorted(reversed(forms), key=sort_key)) == forms
    assert {index_row(kana) for kana in forms} == {heading}


def test_all_kana_are_sorted():
    assert "".join(sorted(reversed(ALL_KANA), key=sort_key)) == ALL_KANA
    assert list(dict.fromkeys(heading for heading, _ in KANA)) == list(ROWS)
    readable = {chr(code) for code in range(0x3041, 0x30FB) if is_reading(chr(code))}
    assert readable - set(ALL_KANA) - set(RARE) == {"\u309f"}, (
        "ゟ is read as より; every other kana is in the list"
    )


@pytest.mark.parametrize(("rare", "plain"), list(RARE.items()))
def test_rare_katakana_are_voiced_forms(rare, plain):
    """ヷ follows わ, for example, and has no hiragana."""
    assert sort_key(plain) < sort_key(rare) < sort_key(plain + "あ") < sort_key(rare + "い")
    assert index_row(rare) == "わ"


@pytest.mark.parametrize(
    ("word", "heading"),
    [
        ("あさ", "あ"),
        ("ヴィラ", "あ"),
        ("ガラス", "か"),
        ("じかん", "さ"),
        ("ヅカ", "た"),
        ("のり", "な"),
        ("ぱんや", "は"),
        ("ぴあの", "は"),
        ("もり", "ま"),
        ("ゃ", "や"),
        ("ロープ", "ら"),
        ("わに", "わ"),
        ("ゐど", "わ"),
        ("を", "わ"),
        ("ん", "わ"),
        ("ンゴ", "わ"),
        ("ｶﾞｽ", "か"),
        ("API", LATIN),
        ("apple", LATIN),
        ("ＡＰＩ", LATIN),
        ("山", LATIN),
        ("", LATIN),
        ("3", LATIN),
    ],
)
def test_word_is_listed_in_its_row(word, heading):
    assert index_row(word) == heading


@pytest.mark.parametrize(
    "text",
    [
        "あ",
        "ん",
        "ヴ",
        "ゔ",
        "ヵ",
        "ヷ",
        "カード",
        "アール・デコ",
        "やま みち",
        "ｶﾞｽ",
        "ｱ･ｲ",
        "や　ま",
        "か\u3099",
        "ー",
    ],
)
def test_reading_is_accepted(text):
    assert is_reading(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "・",
        "山",
        "やま山",
        "abc",
        "あa",
        "あ・",
        "・あ",
        "あ  い",
        "あ・・い",
        "あ、い",
        "あ-い",
        "あ1",
        "あ\n",
        "々",
    ],
)
def test_text_that_is_not_a_reading_is_refused(text):
    assert not is_reading(text)


@pytest.mark.parametrize(
    ("variant", "plain"),
    [
        ("ｶﾞｽ", "ガス"),
        ("か\u3099す", "がす"),
        ("ＡＢＣ", "ABC"),
        ("ｺｰﾋｰ", "コーヒー"),
        ("やま　みち", "やま みち"),
    ],
)
def test_variants_have_the_same_key(variant, plain):
    assert sort_key(variant) == sort_key(plain)


@pytest.mark.parametrize(
    ("with_mark", "vowels"),
    [("カー", "かあ"), ("キー", "きい"), ("クー", "くう"), ("ケー", "けえ"), ("コー", "こお")],
)
@pytest.mark.parametrize("follow", ["", "い", "ん"])
def test_long_mark_repeats_the_vowel(with_mark, vowels, follow):
    """Whatever follows, and also after a second one."""
    assert sort_key(with_mark + follow)[1] == vowels + follow
    assert sort_key(with_mark + "ー" + follow)[1] == vowels + vowels[-1] + follow


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("ガー", "かあ"),
        ("シャー", "しやあ"),
        ("ぴー", "ひい"),
        ("ヴー", "うう"),
        ("ファー", "ふああ"),
        ("ゎー", "わあ"),
        ("ヱー", "ゑえ"),
        ("ヲー", "をお"),
    ],
)
def test_long_mark_repeats_the_vowel_of_any_form(word, plain):
    assert sort_key(word)[1] == plain


@pytest.mark.parametrize("kana", ALL_KANA.replace("ん", "").replace("ン", ""))
def test_long_mark_follows_every_kana(kana):
    """Unicode names every kana by its sound: the last letter is the vowel."""
    vowel = dict(zip("AIUEO", "あいうえお", strict=True))[unicodedata.name(kana)[-1]]
    assert sort_key(f"{kana}ー")[1][1] == vowel


def test_separators_count_only_among_equal_words():
    words = ["うみ", "うみ えさ", "うみえび", "うみ・かぜ", "うみがめ"]
    assert sorted(reversed(words), key=sort_key) == words
    assert sort_key("うみかぜ")[:5] == sort_key("うみ・かぜ")[:5] == sort_key("うみ かぜ")[:5]


def test_voicing_counts_before_size():
    words = ["ひゆ", "びゅ", "ひゅ", "びゆ"]
    assert sorted(words, key=sort_key) == ["ひゅ", "ひゆ", "びゅ", "びゆ"]


def test_latin_words_come_last():
    assert sort_key("んん") < sort_key("A")
    assert sort_key("a") < sort_key("B") < sort_key("c")
    assert sort_key("re-use") < sort_key("reuses")
    assert index_row("a") == LATIN == "A–Z"
    assert sort_key("re") < sort_key("ré") < sort_key("rf")


@given(READINGS, READINGS)
def test_prefix_comes_first(word, rest):
    assert sort_key(word) < sort_key(word + rest)


@given(READINGS, READINGS)
def test_plain_kana_count_first(one, other):
    """Where they differ, nothing else matters."""
    plain = [sort_key(word)[1] for word in (one, other)]
    if plain[0] != plain[1]:
        assert (sort_key(one) < sort_key(other)) == (plain[0] < plain[1])
    assert all("あ" <= kana <= "ん" for kana in plain[0].lstrip("ー")), plain[0]
    assert {len(part) for part in sort_key(one)[1:5]} == {len(one)}


@given(READINGS)
def test_script_counts_only_among_equal_words(word):
    assert sort_key(word)[:5] == sort_key(to_hiragana(word))[:5]
    assert sort_key(to_hiragana(word)) <= sort_key(word)


@given(MIXED, MIXED)
def test_order_is_total(one, other):
    """Two texts are equal only if their NFKC forms are."""
    a, b = sort_key(one), sort_key(other)
    assert (a < b) + (a == b) + (a > b) == 1
    assert (a == b) == (unicodedata.normalize("NFKC", one) == unicodedata.normalize("NFKC", other))


@given(
    st.lists(MIXED, max_size=8, unique_by=lambda text: unicodedata.normalize("NFKC", text)),
    st.randoms(),
)
def test_order_does_not_depend_on_the_input_order(words, chance):
    ordered = sorted(words, key=sort_key)
    chance.shuffle(words)
    assert sorted(words, key=sort_key) == ordered


@given(MIXED)
def test_any_text_has_a_row(text):
    assert index_row(text) in (*ROWS, LATIN)
    assert (index_row(text) == LATIN) == (not is_reading(text))


@given(st.lists(READINGS, max_size=8))
def test_rows_are_in_order(words):
    """Each heading occurs once in a sorted list."""
    places = [ROWS.index(index_row(word)) for word in sorted(words, key=sort_key)]
    assert places == sorted(places)


@given(st.text(max_size=8) | READINGS)
def test_conversion_to_hiragana_keeps_length_and_other_characters(text):
    result = to_hiragana(text)
    assert len(result) == len(text)
    assert all(
        new == old or ("ァ" <= old <= "ヶ" and "ぁ" <= new <= "ゖ")
        for old, new in zip(text, result, strict=True)
    )
    assert to_hiragana(result) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [("カード", "かーど"), ("ヴヵヶ", "ゔゕゖ"), ("ァヶ", "ぁゖ"), ("山とAｶ・", "山とAｶ・")],
)
def test_katakana_become_hiragana(text, result):
    assert to_hiragana(text) == result
