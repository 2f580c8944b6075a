"""The messages of scripts and Typst templates: found, translated, and with the form of each number."""

import io

import pytest

from study_edition.core.text.messages import ngettext
from study_edition.core.text.source_messages import extract, messages_in, translations
from written_catalogues import POLISH, catalogue_in_use

SOURCE = """
counted("{n} place", "{n} places", n, { n }); counted("{n} word",
    "{n} words", n, { n });
`${message("Say \\"a\\"", { a })}`; say("Index"); both("Index"); mark("Rule"); message(name); immessage("no")
"""


@pytest.fixture
def polish(tmp_path):
    with catalogue_in_use(tmp_path, "pl", POLISH):
        yield


def test_messages_are_found_with_their_lines():
    assert list(messages_in(SOURCE)) == [
        (2, ("{n} place", "{n} places")),
        (2, ("{n} word", "{n} words")),
        (4, ('Say "a"',)),
        (4, ("Index",)),
        (4, ("Index",)),
        (4, ("Rule",)),
    ]


def test_messages_are_extracted_for_catalogues():
    found = list(extract(io.BytesIO(SOURCE.encode()), (), (), {}))
    assert found[0] == (2, "ngettext", ("{n} place", "{n} places"), [])
    assert found[2] == (4, None, 'Say "a"', [])


def test_table_has_the_form_of_every_number(polish):
    table = translations(SOURCE, "pl")
    assert table["Index"] == "Index"
    assert table["{n} word"] == "{n} słów"
    forms, *texts = table["{n} place"]
    for n in range(2000):
        form = texts[int(forms[n if n < 200 else 100 + n % 100])]
        assert form == ngettext("{n} place", "{n} places", n, "pl")


def test_english_has_no_table():
    assert translations(SOURCE, "en") == {}
