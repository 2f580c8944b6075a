"""Messages: English in the code, other languages from catalogues."""

import pytest

from study_edition.core.text import messages
from study_edition.core.text.messages import (
    Listing,
    Message,
    counted,
    interface_language,
    interface_languages,
    ngettext,
    search_catalogues_in,
    translate,
    user_language,
)
from written_catalogues import catalogue_in_use

ESPERANTO = r"""
msgid ""
msgstr ""
"Language: eo\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"Content-Type: text/plain; charset=utf-8\n"

msgid "Cite"
msgstr "Citi"

msgid ", "
msgstr " kaj "

msgid "{count} note"
msgid_plural "{count} notes"
msgstr[0] "{count} noto"
msgstr[1] "{count} notoj"

"""


@pytest.fixture(autouse=True)
def engine_s_catalogues_alone():
    """An edition built before may have brought its own."""
    search_catalogues_in([])
    yield
    search_catalogues_in([])


@pytest.fixture
def esperanto(tmp_path):
    """A folder with a catalogue for Esperanto, which the engine has not."""
    with catalogue_in_use(tmp_path, "eo", ESPERANTO) as file:
        yield file


def test_language_without_catalogue_is_english():
    assert interface_language("eo") == interface_language("C") == "en"
    assert interface_language("../../etc") == interface_language("") == "en"
    assert interface_languages("de") == ("en",)
    assert translate("Cite", "de") == "Cite"


def test_japanese_comes_from_the_catalogue():
    assert interface_languages("ja") == ("ja", "en")
    assert interface_language("ja-JP") == interface_language("JA_jp") == "ja"
    assert translate("Cite", "ja") == translate("Cite", "ja_JP") == "引用"


def test_one_file_makes_a_language(esperanto, monkeypatch):
    assert interface_languages("eo") == ("eo", "en")
    assert translate("Cite", "eo") == "Citi"
    assert translate("Reason", "eo") == "Reason", "what it lacks is English"
    assert translate("Cite", "ja") == "引用"
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LC_MESSAGES", "eo.UTF-8")
    assert user_language() == "eo"
    assert messages._("Cite") == "Citi"
    assert [ngettext("{count} note", "{count} notes", n) for n in (1, 2)] == [
        "{count} noto",
        "{count} notoj",
    ]


def test_digest_changes_with_the_catalogue(esperanto):
    before = messages.catalogue_digest("eo")
    esperanto.write_text(ESPERANTO.replace("Citi", "Cito"), "utf-8")
    assert messages.catalogue_digest("eo") != before
    assert messages.catalogue_digest("en") == ""


def test_edition_s_catalogue_comes_before_the_engine_s(tmp_path):
    file = tmp_path / "ja/LC_MESSAGES/study_edition.po"
    file.parent.mkdir(parents=True)
    file.write_text(ESPERANTO.replace("eo", "ja"), "utf-8")
    search_catalogues_in([tmp_path])
    assert translate("Cite", "ja") == "Citi"
    assert translate("Reason", "ja") == "理由"


def test_values_are_shown_in_the_language_of_their_message(esperanto):
    notes = counted("{count} note", "{count} notes", 2, count=2)
    listed = Listing((notes, "x"))
    message = Message("{what}: {count}", {"what": listed, "count": 3})
    assert message.text("en") == "2 notes, x: 3"
    assert message.text("eo") == "2 notoj kaj x: 3"
    assert message.text("ja") == "注2件、x: 3"
    assert len({message, Message("{what}: {count}", {"what": listed, "count": 3})}) == 1


def test_empty_message_is_empty_and_not_the_header_of_the_catalogue(esperanto):
    assert [translate("", lang) for lang in ("ja", "eo", "en")] == ["", "", ""]
    assert Message("").text("ja") == ""


def test_edition_s_catalogues_are_listed_without_the_engine_s(esperanto):
    assert messages.catalogues_of("eo") == (esperanto,)
    assert messages.catalogues_of("ja") == ()
