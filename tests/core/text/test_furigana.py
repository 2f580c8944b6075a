"""Readings: the list of readings, and the part of a reading that belongs to each part of a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching_cases import READINGS
from study_edition.core.text.furigana import Readings, align_reading, parse_readings

KANJI = st.text(alphabet="国際政治経済貿易通貨秩序", min_size=1, max_size=3)
KANA = st.text(alphabet="あいうえおかきくけこ", min_size=1, max_size=3)


@pytest.mark.parametrize(
    ("word", "reading", "parts"),
    [
        ("覇権", "はけん", [("覇権", "はけん")]),
        ("賄う", "まかなう", [("賄", "まかな"), ("う", "")]),
        ("引き揚げる", "ひきあげる", [("引", "ひ"), ("き", ""), ("揚", "あ"), ("げる", "")]),
        (
            "ブレトンウッズ体制",
            "ぶれとんうっずたいせい",
            [("ブレトンウッズ", ""), ("体制", "たいせい")],
        ),
        (
            "ブレトンウッズ体制",
            "ブレトンウッズたいせい",
            [("ブレトンウッズ", ""), ("体制", "たいせい")],
        ),
        ("ソ連", "それん", [("ソ", ""), ("連", "れん")]),
        (
            "ドル・金の交換",
            "どるきんのこうかん",
            [("ドル・", ""), ("金", "きん"), ("の", ""), ("交換", "こうかん")],
        ),
        ("軍事・経済", "ぐんじ・けいざい", [("軍事", "ぐんじ"), ("・", ""), ("経済", "けいざい")]),
        (
            "目の中の目",
            "めのなかのめ",
            [("目", "め"), ("の", ""), ("中", "なか"), ("の", ""), ("目", "め")],
        ),
        ("野の野", "のののの", [("野の野", "のののの")]),  # ambiguous: not divided
        ("人々", "ひとびと", [("人々", "ひとびと")]),
        ("NATO加盟", "なとーかめい", [("NATO加盟", "")]),  # no reading over letters and digits
        (
            "1987年の広告",
            "せんきゅうひゃくはちじゅうななねんのこうこく",
            [("1987年", ""), ("の", ""), ("広告", "こうこく")],
        ),
        (
            "安保戦略（NSS）",
            "あんぽせんりゃく",
            [("安保戦略", "あんぽせんりゃく"), ("（NSS）", "")],
        ),
        ("海野太郎", "うんの・たろう", [("海野太郎", "うんのたろう")]),
    ],
)
def test_reading_is_aligned_with_its_word(word, reading, parts):
    assert list(align_reading(word, reading)) == parts


@pytest.mark.parametrize(
    ("word", "reading"), [("賄う", "まかない"), ("引き揚げる", "ひあげる"), ("ソ連", "ろれん")]
)
def test_reading_that_does_not_fit_the_word_is_refused(word, reading):
    assert align_reading(word, reading) is None


@given(st.lists(st.tuples(KANJI, KANA, KANA), min_size=1, max_size=3))
def test_aligned_parts_make_up_word_and_reading(pieces):
    word = "".join(kanji + kana for kanji, kana, _ in pieces)
    reading = "".join(over + kana for _, kana, over in pieces)
    parts = align_reading(word, reading)
    assert "".join(base for base, _ in parts) == word
    assert "".join(over or base for base, over in parts) == reading


def test_list_of_readings_is_parsed_and_its_faults_are_reported():
    entries, faults = parse_readings(
        "\ufeff# 見出し\n覇権 はけん\n\n相殺　そうさい # 経済\n賄う まかない\n覇権 はけん\nことば ことば\n瀬戸際\n要点 ヨウテン\n価値 kachi\n"
    )
    assert [(e.word, e.reading, e.line) for e in entries] == [
        ("覇権", "はけん", 2),
        ("相殺", "そうさい", 4),
        ("要点", "ヨウテン", 9),
    ]
    assert [(f.kind, f.line) for f in faults] == [
        ("reading", 5),
        ("twice", 6),
        ("form", 7),
        ("form", 8),
        ("reading", 10),
    ]


def test_longest_word_is_matched():
    text = "覇権国の基軸通貨は、通貨の一つで、費用を賄う。"
    pieces = READINGS.split(text)
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, parts in pieces if parts] == ["覇権", "基軸通貨", "通貨", "賄う"]


@given(st.text(alphabet="覇権国基軸通貨賄うABかな、Ａ㍿", max_size=30))
def test_pieces_make_up_the_text(text):
    pieces = READINGS.split(text)
    assert "".join(piece for piece, _ in pieces) == text
    assert all("".join(base for base, _ in parts) == piece for piece, parts in pieces if parts)


def test_word_without_kanji_has_no_furigana():
    assert READINGS.split("かなだけの文") == [("かなだけの文", ())]
    assert not Readings({"かな": "かな"})


def test_word_in_another_form_has_no_furigana():
    readings = Readings({"ガ港": "がこう"})
    assert readings.split("ｶﾞ港とガ港") == [("ｶﾞ港と", ()), ("ガ港", readings.parts["ガ港"])]
