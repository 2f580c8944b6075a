"""Matching of terms: marked texts, properties of all hits, and cutting a text at hits."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching_cases import MARK, WIDTHS, read, without_checksums
from study_edition.core.text.matching import Hit, Matcher, cut

FORMS = st.dictionaries(
    st.lists(st.sampled_from(sorted(WIDTHS)), min_size=1, max_size=3).map("".join),
    st.sampled_from("tuvwxyz"),
    max_size=6,
)


def nfkc(text):
    return unicodedata.normalize("NFKC", text)


def spellings(form):
    """Return the occurrences of a form that count, after NFKC."""
    plain = nfkc(form)
    return {plain, plain[:1].upper() + plain[1:]}


@st.composite
def variants(draw):
    """Draw a text, and the same text in other widths and compositions."""
    parts = draw(st.lists(st.sampled_from(sorted(WIDTHS)), max_size=12))
    return "".join(parts), "".join(draw(st.sampled_from(WIDTHS[part])) for part in parts)


@pytest.mark.parametrize(("forms", "marked"), list(read()))
def test_marked_terms_are_found(forms, marked):
    expected = []
    text = ""
    reached = 0
    for match in MARK.finditer(marked):
        text += marked[reached : match.start()]
        expected.append(Hit(0, len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        reached = match.end()
    text += marked[reached:]
    matcher = Matcher(dict(form.rsplit("=", 1) for form in forms.split(", ")))
    assert without_checksums(matcher.find([text])) == tuple(expected)
    assert MARK.sub(r"\1", marked) == text


def test_term_is_found_once_in_all_texts():
    """Positions are those in its text."""
    matcher = Matcher({"山": "yama", "川": "kawa", "山道": "michi"})
    assert without_checksums(matcher.find(["", "山へ", "その山と川", "川の山道"])) == (
        Hit(1, 0, 1, "yama"),
        Hit(2, 4, 5, "kawa"),
        Hit(3, 2, 4, "michi"),
    )


def test_term_is_not_found_across_texts():
    assert Matcher({"山道": "michi"}).find(["山", "道"]) == ()


def test_forbidden_term_covers_its_text():
    """It is not reported, and nothing is found inside it."""
    matcher = Matcher({"山道": "michi", "山": "yama", "道": "do"})
    assert without_checksums(matcher.find(["山道と山"], {"michi"})) == (Hit(0, 3, 4, "yama"),)
    assert without_checksums(matcher.find(["山道と山と道"], {"yama"})) == (
        Hit(0, 0, 2, "michi"),
        Hit(0, 5, 6, "do"),
    )
    assert without_checksums(matcher.find(["山道と山と道"], ["michi", "yama", "do"])) == ()


def test_longer_form_of_a_term_found_before_covers_its_text():
    matcher = Matcher({"山": "yama", "山道": "yama", "道": "do"})
    assert without_checksums(matcher.find(["山と山道"])) == (Hit(0, 0, 1, "yama"),)


def test_find_keeps_no_state():
    matcher = Matcher({"山": "yama"})
    assert without_checksums(matcher.find(["山"], {"yama"})) == ()
    first, second = (without_checksums(matcher.find(["山"])) for _ in range(2))
    assert first == second == (Hit(0, 0, 1, "yama"),)


@pytest.mark.parametrize("forms", [{}, {"": "none"}])
def test_matcher_without_forms_finds_nothing(forms):
    assert Matcher(forms).find(["山と川", ""]) == ()


@pytest.mark.parametrize(("small", "capital"), [("a", "b"), ("b", "a")])
def test_exact_capitals_are_preferred(small, capital):
    """Of two terms that differ in a capital, each is found by its own spelling."""
    matcher = Matcher({"mark": small, "Mark": capital})
    assert without_checksums(matcher.find(["Mark"])) == (Hit(0, 0, 4, capital),)
    assert without_checksums(matcher.find(["mark"])) == (Hit(0, 0, 4, small),)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("株式", "㍿"),
        ("会社", "㍿"),
        ("株", "㈱山"),
        ("大株", "大㍿"),
        ("会社の", "㍿の"),
        ("x", "x\u0301Ａ"),
        ("1", "½山"),
        ("平", "㍻"),
        ("成", "㍻"),
        ("メートル", "㌖"),
    ],
)
def test_part_of_a_character_is_not_matched(form, text):
    """A link on it would have no text, or too much."""
    assert [nfkc(text[hit.start : hit.end]) for hit in Matcher({form: "t"}).find([text])] in (
        [],
        [form],
    )


@pytest.mark.parametrize("form", ["한국", "조선"])
def test_decomposed_hangul_is_matched(form):
    """As some systems write it (NFD)."""
    text = unicodedata.normalize("NFD", form)
    assert without_checksums(Matcher({form: "t"}).find([f"{text}の"])) == (
        Hit(0, 0, len(text), "t"),
    )


@given(FORMS, st.lists(variants(), max_size=3))
def test_hits_cover_forms_of_their_terms(forms, texts):
    """Each term once, in order, without overlaps."""
    matcher = Matcher(forms)
    for runs in ([plain for plain, _ in texts], [varied for _, varied in texts]):
        hits = matcher.find(runs)
        for hit in hits:
            covered = nfkc(runs[hit.run][hit.start : hit.end])
            assert covered in set().union(
                *(spellings(form) for form, term in forms.items() if term == hit.term)
            )
        assert len({hit.term for hit in hits}) == len(hits)
        flat = [place for hit in hits for place in ((hit.run, hit.start), (hit.run, hit.end))]
        assert flat == sorted(flat)
        assert all(hit.start < hit.end for hit in hits)


@given(FORMS, st.lists(variants(), max_size=3), st.sets(st.sampled_from("tuvwxyz"), max_size=3))
def test_width_and_composition_of_the_text_do_not_matter(forms, texts, forbid):
    found = []
    for runs in ([plain for plain, _ in texts], [varied for _, varied in texts]):
        hits = Matcher(forms).find(runs, forbid)
        found.append(
            [
                (
                    hit.run,
                    len(nfkc(runs[hit.run][: hit.start])),
                    nfkc(runs[hit.run][hit.start : hit.end]),
                    hit.term,
                )
                for hit in hits
            ]
        )
    assert found[0] == found[1]


@given(FORMS, variants())
def test_width_and_composition_of_the_forms_do_not_matter(forms, text):
    decomposed = {unicodedata.normalize("NFD", form): term for form, term in forms.items()}
    assert Matcher(decomposed).find(text) == Matcher(forms).find(text)


@given(
    st.dictionaries(
        st.text("ab1あ山-", min_size=1, max_size=3), st.sampled_from("tuvwxyz"), max_size=6
    ),
    st.text("abAB1あ山- ", max_size=12),
    st.sets(st.sampled_from("tuvwxyz"), max_size=3),
)
def test_matcher_agrees_with_a_regular_expression(forms, text, forbid):
    """One alternation, longest form first, with word boundaries around Latin forms."""
    choices = []
    for form in sorted(forms, key=len, reverse=True):
        head = f"[{form[0]}{form[0].upper()}]" + re.escape(form[1:])
        left = "(?<![abAB1])" if form[0] in "ab1" else ""
        right = "(?![abAB1])" if form[-1] in "ab1" else ""
        choices.append(left + head + right)
    expected = {}
    for match in re.finditer("|".join(choices), text) if choices else ():
        term = forms[match[0][0].lower() + match[0][1:]]
        expected.setdefault(term, Hit(0, match.start(), match.end(), term))
    assert without_checksums(Matcher(forms).find([text], forbid)) == tuple(
        hit for term, hit in expected.items() if term not in forbid
    )


@given(st.permutations(["山", "山道", "道", "a", "ab"]), st.text("山道ab ", max_size=8))
def test_order_of_forms_does_not_matter(order, text):
    assert Matcher({form: f"t{form}" for form in order}).find([text]) == Matcher(
        {f: f"t{f}" for f in sorted(order)}
    ).find([text])


@pytest.mark.parametrize(
    ("hits", "pieces"),
    [
        ([], [("朝の山と川", "")]),
        ([(2, 3)], [("朝の", ""), ("山", "t2"), ("と川", "")]),
        ([(0, 5)], [("朝の山と川", "t0")]),
        ([(0, 1), (1, 3), (4, 5)], [("朝", "t0"), ("の山", "t1"), ("と", ""), ("川", "t4")]),
    ],
)
def test_text_is_cut_at_hits(hits, pieces):
    assert cut("朝の山と川", [Hit(0, start, end, f"t{start}") for start, end in hits]) == pieces


def test_empty_text_has_no_pieces():
    assert cut("", []) == []


@given(FORMS, variants())
def test_pieces_cut_at_hits_make_up_the_text(forms, texts):
    for text in texts:
        hits = Matcher(forms).find([text])
        pieces = cut(text, iter(hits))
        assert "".join(piece for piece, _ in pieces) == text
        assert [term for _, term in pieces if term] == [hit.term for hit in hits]
        assert all(piece for piece, _ in pieces)


@st.composite
def texts_with_borders(draw):
    """A text and some positions in it, in order."""
    text = draw(st.text(min_size=1, max_size=20))
    borders = draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=8))
    return text, sorted(borders)


@given(texts_with_borders())
def test_text_is_cut_at_any_positions(text_with_borders):
    text, borders = text_with_borders
    hits = [
        Hit(0, start, end, "t") for start, end in zip(borders[::2], borders[1::2], strict=False)
    ]
    pieces = cut(text, hits)
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, term in pieces if term] == [text[hit.start : hit.end] for hit in hits]
