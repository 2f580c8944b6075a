"""Lemmas of notes are marked in a paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from study_edition.core.witness.lemma_marks import cut_at_lemmas
from study_edition.core.witness.text_fingerprint import normalise


@pytest.mark.parametrize(
    ("text", "lemmas", "expected"),
    [
        (
            "夜明けの荷揚げ、昼の荷揚げ",
            [("荷揚げ", "a")],
            [("夜明けの", ""), ("荷揚げ", "a"), ("、昼の荷揚げ", "")],
        ),
        (
            "市場税と市場",
            [("市場", "a"), ("市場税", "b")],
            [("市場税", "b"), ("と", ""), ("市場", "a")],
        ),
        ("『港』と港", [("「港」", "a"), ("港", "b")], [("『港』", "a"), ("と", ""), ("港", "b")]),
        ("艀(はしけ)が着く", [("艀が", "a")], [("艀(はしけ)が", "a"), ("着く", "")]),
        ("ＮＢＣの記録", [("NBC", "a")], [("ＮＢＣ", "a"), ("の記録", "")]),
        ("港 の 市", [("港の市", "a")], [("港 の 市", "a")]),
        ("港の市", [("港", "a"), ("港", "b")], [("港", "a"), ("の市", "")]),
        ("港の市", [("湾", "a"), ("", "b")], [("港の市", "")]),
    ],
)
def test_text_is_cut_at_lemmas(text, lemmas, expected):
    assert cut_at_lemmas(text, lemmas) == expected


TEXTS = st.text(alphabet="港の市場税（は）「」 ABａ荷揚げ", max_size=30)


@given(TEXTS, st.lists(st.text(alphabet="港の市場税Aa荷", max_size=4), max_size=5))
def test_pieces_make_up_the_text_and_marks_cover_their_lemmas(text, lemmas):
    pieces = cut_at_lemmas(text, [(lemma, str(i)) for i, lemma in enumerate(lemmas)])
    assert "".join(piece for piece, _ in pieces) == text
    marks = [mark for _, mark in pieces if mark]
    assert len(marks) == len(set(marks))
    for piece, mark in pieces:
        assert not mark or normalise(lemmas[int(mark)]) == normalise(piece)
