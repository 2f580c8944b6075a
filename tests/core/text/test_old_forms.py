"""The old forms of characters, and the form in which texts are compared."""

import doctest
import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from study_edition.core.text import old_forms as oldforms
from study_edition.core.text.old_forms import OLD_FORMS, old_forms_in, search_form

TEXTS = st.text(
    st.sampled_from([*OLD_FORMS, *OLD_FORMS.values(), *"あアーｱﾞＡa1１ 　\n…ﬁ神"])
    | st.characters(exclude_categories=["Cs"])
)


def test_old_form_maps_to_a_new_form():
    assert len(OLD_FORMS) >= 340
    assert all(old != new and new not in OLD_FORMS for old, new in OLD_FORMS.items())
    assert [old for old in OLD_FORMS if unicodedata.normalize("NFKC", old) != old] == [], (
        "NFKC folds these already"
    )
    assert all(re.fullmatch("[一-鿿]", char) for pair in OLD_FORMS.items() for char in pair)


def test_known_pairs_are_equal_in_search():
    assert search_form("國會圖書館の辯護と福島の神") == "国会図書館の弁護と福島の神"
    assert search_form("ＮＡＴＯ\n　ﾄﾗﾝﾌﾟ") == "nato トランプ"
    assert search_form("タイ") != search_form("たい")


@given(TEXTS)
def test_search_form_is_idempotent(text):
    once = search_form(text)
    # the lower case of a few letters, such as İ, is not in NFKC
    assert search_form(once) == once or unicodedata.normalize("NFKC", once) != once
    assert not OLD_FORMS.keys() & set(once)


@given(TEXTS)
def test_pairs_of_a_text_fold_it_as_all_pairs_do(text):
    pairs = old_forms_in([text, ""])
    fold = str.maketrans(dict(zip(pairs[::2], pairs[1::2], strict=True)))
    assert unicodedata.normalize("NFKC", text).translate(fold) == unicodedata.normalize(
        "NFKC", text
    ).translate(str.maketrans(OLD_FORMS))


def test_pairs_of_a_text_include_forms_that_a_query_may_have():
    assert old_forms_in(["国"]) == "國国"
    assert old_forms_in(["國"]) == "國国"
    assert old_forms_in(["弁"]) == "辨弁瓣弁辯弁"
    assert old_forms_in(["山"]) == ""


def test_doctests_of_old_forms_pass():
    assert doctest.testmod(oldforms).failed == 0
