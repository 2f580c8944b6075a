"""Fingerprints: what the normalisation equates, what it keeps, and its permanent values."""

import hashlib
import json
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from project_paths import DATA
from study_edition.core.witness.text_fingerprint import (
    INVISIBLE,
    RULE,
    Fingerprint,
    character_weight,
    fingerprint,
    normalise,
)

PLAIN = st.text(
    "山川々のあア。、「」ＡaＺ1１Ⅳ㍻ ー-—‐“”『』（）(か) 　\n\u200b\u2060ｶﾊﾞﾟ゛\u3099´\u0301…",
    max_size=20,
)
VECTORS = json.loads((DATA / "cases/fingerprints.json").read_text("utf-8"))
"""The browser must give the same (tests/pages/test_recognition_in_browser.py)."""
SAMPLE = "山《やま》の　上（うえ）で，\n“Ａ”と『花』を見た――１２月の\u200b朝（あさ）。"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("", ""),
        ("朝の市", "朝の市"),
        ("ＡＢＣ１２", "ABC12"),
        ("ｶﾞｽ", "ガス"),
        ("か\u3099", "が"),
        ("㍻", "平成"),
        ("…", "..."),
        ("朝 の\u3000市", "朝の市"),
        ("\t朝\r\nの\n市 \u00a0", "朝の市"),
        ("朝\u00adの\u200b市\u2060の\ufeff道\u200f", "朝の市の道"),
        ("an open door", "anopendoor"),
        ("山（やま）", "山"),
        ("山(やま)", "山"),
        ("山 （ や ま ）", "山"),
        ("山々（やまやま）", "山々"),
        ("高い山（たかいやま）と川（かわー）", "高い山と川"),
        ("〇山（まるやま）の道", "〇山の道"),
        ("“朝”", '"朝"'),
        ("„朝‟", '"朝"'),
        ("«朝»", '"朝"'),
        ("＂朝＂", '"朝"'),
        ("〝朝〟と〝夕〞", '"朝"と"夕"'),
        ("‹朝›", "'朝'"),
        ("葛\U000e0100の\ufe00市", "葛の市"),
        ("\u2066朝\u2069の\u202a市\x07", "朝の市"),
        ("七時〜九時", "七時~九時"),
        ("七時～九時", "七時~九時"),
        ("七時∼九時", "七時~九時"),
        ("朝∥夕", "朝‖夕"),
        ("‘朝’", "'朝'"),
        ("‚朝‛", "'朝'"),
        ("『朝』", "「朝」"),
        ("「朝」", "「朝」"),
        *((f"朝{dash}夕", "朝-夕") for dash in "-‐‑‒–—―−─━⸺⸻－"),
    ],
)
def test_text_is_normalised(text, plain):
    assert normalise(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "あ(やま)",
        "山(ヤマ)",
        "山(yama)",
        "山(川)",
        "山(やま、かわ)",
        "山()",
        "(やま)",
        "山[やま]",
        "カード",
        "ガーゼ-",
        "かー",
        "一",
        "~",
        "《朝》〈夕〉",
        "Aa",
        "山・川",
    ],
)
def test_text_in_normal_form_is_kept(text):
    assert normalise(text) == text


@pytest.mark.parametrize(
    ("text", "plain"),
    [("山﨑（やまざき）", "山﨑"), ("𠮟（しか）る", "𠮟る"), ("\U0002000b（き）", "\U0002000b")],
)
def test_reading_after_rare_kanji_is_removed(text, plain):
    """Kanji outside the first blocks are common in names."""
    assert normalise(text) == plain


@given(PLAIN)
@example(SAMPLE)
def test_normalisation_is_idempotent(text):
    once = normalise(text)
    assert normalise(once) == once


@pytest.mark.parametrize(
    "text", ["か\u200b\u3099", "か゛", "は゜", "e\u200b\u0301", "e´", "山(やま)(さん)"]
)
def test_normalisation_is_idempotent_where_removal_joins_characters(text):
    once = normalise(text)
    assert normalise(once) == once


@given(PLAIN, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_unicode_normal_form_does_not_matter(text, form):
    assert normalise(unicodedata.normalize(form, text)) == normalise(text)


@given(st.text("山川のあア。a1", min_size=1, max_size=12), st.data())
def test_white_space_does_not_matter(text, data):
    place = data.draw(st.integers(0, len(text)))
    space = data.draw(
        st.sampled_from([" ", "\u3000", "\n", "\r\n", "\t", "\u200b", "\ufeff", "\u00ad", "\u2028"])
    )
    assert fingerprint(text[:place] + space + text[place:]) == fingerprint(text)


@given(st.text("山川のあア。a1", max_size=12), st.text("山川のあア。a1", max_size=12))
def test_other_text_has_another_fingerprint(one, other):
    assert (fingerprint(one) == fingerprint(other)) == (one == other)


@given(PLAIN)
def test_fingerprint_has_length_digest_and_weight(text):
    plain = normalise(text)
    weight = sum(map(character_weight, plain))
    assert fingerprint(text) == Fingerprint(
        len(plain), hashlib.sha256(plain.encode("utf-8")).hexdigest(), weight
    )


def test_length_is_in_code_points():
    assert fingerprint("𠮷野で").length == 3
    assert fingerprint("").length == 0


@pytest.mark.parametrize("encoding", ["shift_jis", "euc_jp"])
@pytest.mark.parametrize("sign", "〜‖−")
def test_characters_that_windows_decodes_differently_are_equated(sign, encoding):
    standard = f"朝{sign}夕"
    windows = standard.encode("shift_jis").decode("cp932")
    assert standard.encode(encoding).decode(encoding) != windows
    assert normalise(standard) == normalise(windows)


def test_white_space_and_controls_are_invisible():
    for point in range(0x110000):
        char = chr(point)
        if char.isspace() or unicodedata.category(char) == "Cc":
            assert INVISIBLE.fullmatch(char), hex(point)
        elif INVISIBLE.fullmatch(char):
            assert unicodedata.category(char) in {"Cf", "Cn", "Lo", "Mn"}, hex(point)


@given(st.characters())
def test_weight_of_a_character_is_bounded(char):
    assert 0 <= character_weight(char) < 4096


def test_half_of_a_surrogate_pair_is_accepted():
    assert fingerprint("朝\ud800").length == 2


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: ascii(case["text"][:8]))
def test_vectors_are_reproduced(case):
    assert normalise(case["text"]) == case["plain"]
    assert fingerprint(case["text"])._asdict() == {
        key: case[key] for key in ("length", "sha256", "weight")
    }


def test_rule_has_a_new_number_if_its_values_change():
    """Published fingerprints are valid only under the number of their rule."""
    assert RULE == VECTORS["rule"] == 2
    assert normalise(SAMPLE) == '山《やま》の上で,"A"と「花」を見た--12月の朝。'
    assert fingerprint(SAMPLE) == Fingerprint(
        27, "6668656bbe60d52317513574431d8f46f5f140ff893c5705bfe864b1770dce10", 55470
    )
