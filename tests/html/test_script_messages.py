"""The messages of scripts: found, translated, filled in, and shown as text."""

import re

import pytest

from study_edition.core.text.messages import ngettext
from study_edition.core.text.source_messages import messages_in, translations
from study_edition.html.bundles import PACKAGES, minified
from written_catalogues import POLISH, catalogue_in_use

SCRIPTS = {path.name: path.read_text("utf-8") for p in PACKAGES for path in p.rglob("static/*.js")}
PLACES = 'counted("{n} place", "{n} places", n, { n }); message("Close"); message("Not there")'


@pytest.fixture
def polish(tmp_path):
    with catalogue_in_use(tmp_path, "pl", POLISH):
        yield


@pytest.fixture
def page(polish, browser, tmp_path):
    """A page in that language."""
    file = tmp_path / "page.html"
    script = minified("edition-early.js", "pl")
    file.write_text(
        f"<!doctype html><html lang=pl><meta charset=utf-8><script>{script}</script>", "utf-8"
    )
    page = browser.new_page()
    page.goto(file.as_uri())
    yield page
    page.close()


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_every_message_of_a_script_is_found(name):
    script = SCRIPTS[name]
    calls = re.findall(r"\b(?:message|counted)\(", script)
    found = list(messages_in(script))
    assert len(calls) == len(found)
    assert ("__MESSAGES__" in script) == bool(found)


def test_script_words_messages_as_python_does(page):
    labels = page.evaluate(
        """table => {
            const { counted } = edition.messages(table);
            return Array.from({ length: 1200 }, (_, n) => counted("{n} place", "{n} places", n, { n }));
        }""",
        translations(PLACES, "pl"),
    )
    for n, (own, english) in enumerate(labels):
        assert own == ngettext("{n} place", "{n} places", n, "pl").format(n=n)
        assert english == ngettext("{n} place", "{n} places", n, "en").format(n=n)


def test_translation_is_text_and_values_are_not_filled_twice(page):
    shown, filled, name = page.evaluate(
        """table => {
            const { message } = edition.messages(table);
            const label = message("Close");
            const at = edition.make("p", "", []);
            at.innerHTML = edition.html(label);
            const nested = message("{a} {b}", { a: "{b}", b: ["jeden <i>", "one"] });
            return [[at.childNodes[0].data, at.children[0].textContent, at.children[0].lang], nested, edition.name(nested)];
        }""",
        translations(PLACES, "pl"),
    )
    assert shown == ['a & "c" ', "Close", "en"]
    assert filled == ["{b} jeden <i>", "{b} one"]
    assert name == "{b} jeden <i> {b} one"


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_no_template_literal_is_within_another(name):
    """The minifier removes spaces in one that is."""
    nested = re.findall(r"`[^`]*\$\{[^}`]*`[^`]*[ :,][^`]*`", SCRIPTS[name])
    assert nested == []
