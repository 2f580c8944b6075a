"""Every message of the handbook is translated, with the same code, roles and links."""

import importlib.util
import re
from collections import Counter

import pytest
from babel.messages.pofile import read_po

from project_paths import PROJECT

SPEC = importlib.util.spec_from_file_location("make_docs", PROJECT / "tools/make_docs.py")
make_docs = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(make_docs)
CATALOGUES = sorted(make_docs.LOCALE.glob("*/LC_MESSAGES/**/*.po"))
NAMES = {"GitHub Pages", "GitLab Pages", "edition.json", "[edition.json](data.md)"}
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠、]")
CODE = re.compile(r"(\{[a-z:]+\})?(`+)(.+?)\2(?!`)")


def catalogue(path):
    with path.open("rb") as stream:
        return read_po(stream)


def messages(path):
    return [message for message in catalogue(path) if message.id]


def name_of(path):
    return path.relative_to(make_docs.LOCALE).as_posix()


def markup(text):
    """What a translation must keep: code and roles, targets of links, fields to fill in."""
    links = re.findall(r"\]\(([^)]+)\)", text)
    return Counter(
        [*(match[0] for match in CODE.finditer(text)), *links, *["{}"] * text.count("{}")]
    )


@pytest.fixture(scope="module")
def updated():
    return make_docs.updated_catalogues(make_docs.translations())


def test_catalogues_are_those_of_the_sources(updated):
    assert sorted(updated) == CATALOGUES
    stale = [name_of(path) for path, text in updated.items() if path.read_bytes() != text]
    assert stale == [], "run make messages"


@pytest.mark.parametrize("path", CATALOGUES, ids=name_of)
def test_every_message_is_translated(path):
    found = messages(path)
    assert found
    assert [message.id for message in found if not message.string or message.fuzzy] == []
    assert not catalogue(path).obsolete
    if name_of(path).startswith("ja/"):
        untranslated = [m.id for m in found if not JAPANESE.search(m.string)]
        assert [text for text in untranslated if text not in NAMES] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=name_of)
def test_translations_keep_code_roles_and_links(path):
    assert [(m.id, m.string) for m in messages(path) if markup(m.id) != markup(m.string)] == []


def test_update_keeps_translations_and_marks_changed_ones(tmp_path):
    source = make_docs.Catalog()
    for text in ("Read the text.", "Cite a paragraph of the essay.", "Print."):
        source.add(text)
    path = tmp_path / "page.po"
    path.write_text(
        'msgid "Read the text."\nmsgstr "読む。"\n\nmsgid "Cite a paragraph of an essay."\n'
        'msgstr "引用する。"\n\nmsgid "Forget."\nmsgstr "忘れる。"\n',
        "utf-8",
    )
    path.write_bytes(make_docs.updated(path, source, "ja"))
    found = {m.id: (m.string, m.fuzzy) for m in messages(path)}
    assert found == {
        "Read the text.": ("読む。", False),
        "Cite a paragraph of the essay.": ("引用する。", True),
        "Print.": ("", False),
    }
    assert "Forget" not in path.read_text("utf-8")
