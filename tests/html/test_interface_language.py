"""The words of the engine on a page: in the edition's language if it has a catalogue, else English."""

import importlib.util
import re

import pytest

from project_paths import PROJECT
from workshop import Workshop, pdf_text

TOOL = PROJECT / "tools/messages.py"


def built(folder, language):
    """Return a small edition in *language*, built without a warning."""
    workshop = Workshop(folder)
    workshop.change("conf.py", 'language = "ja"', f'language = "{language}"')
    workshop.change("conf.py", 'html_theme = "basic"', 'html_theme = "sphinx_book_theme"')
    return workshop


@pytest.fixture(scope="module")
def german(tmp_path_factory):
    """The edition in a language that has no catalogue."""
    workshop = built(tmp_path_factory.mktemp("de"), "de")
    workshop.add("glossary.md", "\nDer \"Hafen\" ist 'klein'.\n")
    workshop.build()
    assert workshop.warned == []
    return workshop


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """The edition in a language whose catalogue puts every message in angle brackets."""
    spec = importlib.util.spec_from_file_location("messages_tool", TOOL)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    catalogue = tool.extract()
    catalogue.locale = "eo"
    for message in catalogue:
        if message.id:
            forms = message.id if isinstance(message.id, tuple) else (message.id,)
            words = tuple(f"‹{form}›" for form in forms)
            message.string = words if isinstance(message.id, tuple) else words[0]
    workshop = built(tmp_path_factory.mktemp("eo"), "eo")
    workshop.write("locales/eo/LC_MESSAGES/study_edition.po", tool.as_text(catalogue))
    workshop.build()
    assert workshop.warned == []
    return workshop


def test_edition_without_a_catalogue_has_an_english_interface(german):
    page = german.page("text/one")
    assert page.html["lang"] == "de"
    assert page.select_one(".edition-cite").get_text() == "Cite"
    entry = german.page("glossary").select_one("dt#term-harbour-market")
    meta = entry.find_next("dd").select(".edition-meta")
    labels = [line.get_text().partition(":")[0] for line in meta]
    assert "Sources" in labels
    sources = next(line for line in meta if line.get_text().startswith("Sources"))
    assert sources.select_one("[lang=en]").get_text() == "Sources: "
    assert german.page("search").select_one("article h1").get_text() == "Search"


def test_quotation_marks_are_those_of_the_language(german):
    assert "Der „Hafen“ ist ‚klein‘." in german.page("glossary").get_text()


def test_edition_without_a_catalogue_has_dates_in_its_language(german):
    dates = [time.get_text() for time in german.page("index").select("time")]
    dates += [time.get_text() for time in german.page("glossary").select("time")]
    assert all(not re.search("[年月日]", date) for date in dates)
    links = german.page("glossary").select(".edition-places a")
    assert links
    assert any(link.get_text().startswith("¶") for link in links)


def test_one_file_translates_the_interface(marked):
    page = marked.page("text/one")
    assert page.html["lang"] == "eo"
    assert page.select_one(".edition-cite").get_text() == "‹Cite›"
    assert "‹Cite {name}›".format(name="¶1") in page.select_one(".edition-cite")["title"]
    heading = marked.page("search").select_one("article h1")
    assert heading.get_text() == "‹Search› Search"
    assert heading.select_one("[lang=en]").get_text() == "Search"
    sources = marked.page("glossary").find(string=re.compile("‹Sources: ›"))
    assert sources


def dialogs(browser, workshop):
    """Return the texts of the dialogs for citing and for notes, and of the page that checks."""
    page = browser.new_page()
    page.goto((workshop.folder / "out/html/text/one.html").as_uri())
    page.locator(".edition-cite").first.click()
    cite = page.locator(".cite-dialog[open]").inner_text()
    page.keyboard.press("Escape")
    page.locator("#edition-mine").click()
    notes = page.locator(".mine-dialog[open]").inner_text()
    names = [page.locator(f".{kind}-close").get_attribute("aria-label") for kind in ("mine",)]
    page.goto((workshop.folder / "out/html/check.html").as_uri())
    page.locator("#check-text").fill("¶1 is about this; so is ¶99.")
    page.locator("#check-run").click()
    page.locator("#check-results").wait_for()
    check = page.locator("#check-status").inner_text()
    foreign = page.locator("#check-status [lang=en]").all_inner_texts()
    page.close()
    return cite, notes, names, check, foreign


def test_scripts_without_a_catalogue_speak_english_once(german, browser):
    cite, notes, names, check, foreign = dialogs(browser, german)
    assert "Permanent address" in cite or "No address is set" in cite
    assert "Copy\n" in cite
    for words in ("My notes", "Kept in this browser only.", "Save"):
        assert words in notes
    assert not re.search("引用|写|段落|編者の要旨|自分|残す|書き手", cite + notes + check)
    assert names == ["Close"]
    assert check == "1 of 2 references has a problem."
    assert foreign == [check]


def test_one_file_translates_the_scripts(marked, browser):
    cite, notes, names, check, foreign = dialogs(browser, marked)
    assert "‹Copy› Copy" in cite
    assert "‹My notes› My notes" in notes
    assert names == ["‹Close› Close"]
    english = "1 of 2 references has a problem."
    assert check == f"‹{english}› {english}"
    assert foreign == [english]


def test_book_without_a_catalogue_has_english_words_and_dates_of_its_language(german):
    book = pdf_text(german.build("typst") / "study-guide.pdf")
    assert german.warned == []
    assert "Citing this edition" in book
    assert "3. Februar 2020" in book
    assert not re.search("目次|奥付|索引", book)


def test_book_has_the_words_of_its_catalogue(marked):
    book = pdf_text(marked.build("typst") / "study-guide.pdf")
    assert marked.warned == []
    for words in ("‹Citing this edition›", "‹Contents›", "‹Colophon›", "‹Index›"):
        assert words in book


def test_changed_catalogue_changes_every_page(tmp_path):
    workshop = built(tmp_path, "eo")
    name = "locales/eo/LC_MESSAGES/study_edition.po"
    head = (
        'msgid ""\nmsgstr ""\n"Language: eo\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    )
    workshop.write(name, head + 'msgid "Sources: "\nmsgstr "Fontoj: "\n')
    workshop.build()
    assert "Fontoj: " in str(workshop.page("glossary"))
    workshop.write(name, head + 'msgid "Sources: "\nmsgstr "El: "\n')
    workshop.build()
    assert "Fontoj: " not in str(workshop.page("glossary"))
    assert "El: " in str(workshop.page("glossary"))


def test_faulty_translation_is_reported_and_left_out(tmp_path):
    workshop = built(tmp_path, "eo")
    name = "locales/eo/LC_MESSAGES/study_edition.po"
    head = 'msgid ""\nmsgstr ""\n"Language: eo\\n"\n\n'
    workshop.write(name, head + 'msgid "Permanent link to {label}"\nmsgstr "Ligilo al {labelo}"\n')
    workshop.build()
    assert [(w.path, w.line, w.subtype) for w in workshop.warned] == [
        (name, 5, "edition.bad_translation")
    ]
    assert (
        workshop.page("text/one").select_one(".edition-number")["title"] == "Permanent link to ¶1"
    )
    (workshop.source / name).write_bytes(head.encode() + b'msgid "Cite"\nmsgstr "Cit\xe9"\n')
    workshop.build()
    ours = [w for w in workshop.warned if w.subtype.startswith("edition.")]
    assert [(w.path, w.line, w.subtype) for w in ours] == [(name, 6, "edition.bad_catalogue")]
