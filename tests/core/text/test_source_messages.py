"""The messages of scripts and Typst templates: found, translated, and with the form of each number."""

import io

import pytest

from study_edition.core.text.messages import ngettext, search_catalogues_in
from study_edition.core.text.source_messages import extract, messages_in, translations

POLISH = """
msgid ""
msgstr ""
"Language: pl\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "{n} place"
msgid_plural "{n} places"
msgstr[0] "{n} miejsce"
msgstr[1] "{n} miejsca"
msgstr[2] "{n} miejsc"

msgid "{n} word"
msgid_plural "{n} words"
msgstr[0] "{n} słów"
msgstr[1] "{n} słów"
msgstr[2] "{n} słów"
"""
SOURCE = """
counted("{n} place", "{n} places", n, { n }); counted("{n} word",
    "{n} words", n, { n });
`${message("Say \\"a\\"", { a })}`; say("Index"); both("Index"); mark("Rule"); message(name); immessage("no")
"""


@pytest.fixture
def polish(tmp_path):
    """The catalogue above, as that of an edition."""
    file = tmp_path / "pl/LC_MESSAGES/study_edition.po"
    file.parent.mkdir(parents=True)
    file.write_text(POLISH, "utf-8")
    search_catalogues_in([tmp_path])
    yield
    search_catalogues_in([])


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
