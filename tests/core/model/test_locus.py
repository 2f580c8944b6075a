"""Loci: the strict notation, the two notations for readers, and paragraph ids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from study_edition.core.model.locus import (
    Locus,
    LocusError,
    format_locus,
    paragraph_number,
    parse_locus,
)

NUMBERS = st.lists(st.integers(1, 400), min_size=1, max_size=12, unique=True).map(sorted)


@st.composite
def loci(draw):
    """Draw increasing ranges, some of a single paragraph."""
    numbers = draw(NUMBERS)
    ranges = []
    while numbers:
        first = numbers.pop(0)
        ranges.append((first, numbers.pop(0) if numbers and draw(st.booleans()) else first))
    return Locus(tuple(ranges))


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("1", ((1, 1),)),
        ("18", ((18, 18),)),
        ("18-20", ((18, 20),)),
        ("9-10", ((9, 10),)),
        ("18,24", ((18, 18), (24, 24))),
        ("18, 24", ((18, 18), (24, 24))),
        ("3,18-20,24-26", ((3, 3), (18, 20), (24, 26))),
        ("18-20,21", ((18, 20), (21, 21))),
    ],
)
def test_locus_is_parsed(text, ranges):
    assert parse_locus(text) == Locus(ranges)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ",",
        "0",
        "018",
        "18-020",
        "-3",
        "3-",
        "18,",
        ",18",
        "18,,24",
        "20-18",
        "18-18",
        "24,18",
        "18,18",
        "18-20,20",
        "18-20,19",
        "18-20-22",
        "18 - 20",
        "18 24",
        "18–20",
        "18、24",
        "18・24",
        "１８",
        "一",
        "p18",
        "¶18",
        "18a",
        "1.5",
        "+1",
        "1_0",
    ],
)
def test_invalid_locus_is_refused(text):
    with pytest.raises(LocusError) as caught:
        parse_locus(text)
    assert str(caught.value) == text


def test_number_of_too_many_digits_is_refused():
    """Python converts numbers of up to 4300 digits."""
    text = "9" * 5000
    with pytest.raises(LocusError):
        parse_locus(text)
    assert paragraph_number(f"p{text}") is None


@given(loci())
def test_written_locus_is_parsed_back(locus):
    assert parse_locus(str(locus)) == locus
    assert parse_locus(str(locus).replace(",", ", ")) == locus


@given(st.text("0123456789-, ", max_size=12))
def test_locus_has_one_spelling(text):
    """Any text that is accepted is written back unchanged but for spaces."""
    try:
        locus = parse_locus(text)
    except LocusError:
        return
    assert str(locus) == text.replace(" ", "")


@given(loci())
def test_numbers_and_starts_of_a_locus_are_consistent(locus):
    numbers = list(locus.numbers())
    assert numbers == sorted(set(numbers))
    assert locus.first == numbers[0]
    assert locus.starts[0] == locus.first
    assert len(locus.starts) == len(locus.ranges)
    assert set(locus.starts) <= set(numbers)


@pytest.mark.parametrize(
    ("text", "first", "starts", "numbers"),
    [
        ("7", 7, (7,), [7]),
        ("7-9", 7, (7,), [7, 8, 9]),
        ("2,7-9,12", 2, (2, 7, 12), [2, 7, 8, 9, 12]),
    ],
)
def test_first_starts_and_numbers_of_a_locus(text, first, starts, numbers):
    locus = parse_locus(text)
    assert (locus.first, locus.starts, list(locus.numbers())) == (first, starts, numbers)


@pytest.mark.parametrize(
    ("text", "japanese", "english"),
    [
        ("18", "第18段落", "¶18"),
        ("18-20", "第18–20段落", "¶¶18–20"),
        ("18,24", "第18・24段落", "¶¶18, 24"),
        ("18-20,24", "第18–20・24段落", "¶¶18–20, 24"),
        ("3,18-20,24-26", "第3・18–20・24–26段落", "¶¶3, 18–20, 24–26"),
    ],
)
def test_locus_is_formatted_in_both_languages(text, japanese, english):
    locus = parse_locus(text)
    assert format_locus(locus, "ja") == japanese
    assert format_locus(locus, "ja-JP") == japanese
    assert format_locus(locus, "en") == english
    assert format_locus(locus, "en-GB") == english


@given(st.integers(1, 10**6))
def test_number_of_a_paragraph_id_is_read(number):
    assert paragraph_number(f"p{number}") == number


@pytest.mark.parametrize(
    "name",
    ["", "p", "p0", "p01", "P1", "18", "p18-20", "p1a", "xp1", "p１", "p1\n", "p-1", "paragraph-1"],
)
def test_other_id_has_no_paragraph_number(name):
    assert paragraph_number(name) is None


def test_locus_is_made_of_numbers():
    assert Locus.single(18) == parse_locus("18")
    assert Locus.of([20, 18, 19, 24]) == parse_locus("18-20,24")
