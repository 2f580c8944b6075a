"""The settings behind citations: read, or refused with the name of the wrong key."""

import pytest

from study_edition.core.citation.citation_records import (
    Essay,
    Person,
    RecordError,
    Title,
    read_essay,
    read_setting,
)

WHOLE = {
    "author": {
        "family": "Smith",
        "given": "Anna",
        "native": "アンナ・スミス",
        "native_family": "スミス",
    },
    "title": {"own": "港の市場"},
    "container": "Harbour Times",
    "date": "2020-01-01",
}


def test_essay_is_read():
    person = Person("Smith", "Anna", "アンナ・スミス", "スミス")
    assert read_essay(WHOLE) == Essay(person, Title("港の市場"), "Harbour Times", "2020-01-01")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"container": None}, "container"),
        ({"contaner": "x"}, "contaner"),
        ({"container": 3}, "container"),
        ({"date": "1 January 2020"}, "date: 1 January 2020"),
        ({"author": "Smith"}, "author"),
        ({"title": "港"}, "title"),
        ({"author": {"given": "Anna"}}, "author.family"),
        ({"author": {"family": "Smith", "name": "x"}}, "author.name"),
        ({"title": {"own": ["港"]}}, "title.own"),
    ],
)
def test_wrong_key_is_named(change, message):
    data = {key: value for key, value in {**WHOLE, **change}.items() if value is not None}
    with pytest.raises(RecordError, match=f"^{message}$"):
        read_essay(data)


@pytest.mark.parametrize(
    ("native", "family", "given"),
    [
        ("アンナ・スミス", "スミス", "アンナ"),
        ("山田花子", "山田", "花子"),
        ("編者", "編者", ""),
        ("編者", "", ""),
    ],
)
def test_native_given_name_is_the_rest_of_the_native_name(native, family, given):
    assert (
        read_setting(
            Person, {"family": "X", "native": native, "native_family": family}, ""
        ).native_given
        == given
    )
