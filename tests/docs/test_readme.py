"""README.md and README.ja.md say the same, each in its language."""

import re
from collections import Counter

import pytest

from project_paths import PROJECT

TEXTS = {name: (PROJECT / name).read_text("utf-8") for name in ("README.md", "README.ja.md")}
JAPANESE = re.compile(r"[、。ぁ-んァ-ヶ一-龠]+")
ESSAY = "瀬戸際の「自由世界」、再生と崩壊の分かれ道"


def links(text):
    return re.findall(r"(?<!!)\[[^\]]*\]\(([^)]+)\)", text)


def prose(text):
    return re.sub(r"^```.*?^```$|`[^`]+`", "", text, flags=re.MULTILINE | re.DOTALL)


def test_both_name_the_same_commands():
    english, japanese = (
        (
            re.findall(r"^```.*?^```$", text, re.MULTILINE | re.DOTALL),
            Counter(re.findall(r"`([^`\n]+)`", text)),
        )
        for text in TEXTS.values()
    )
    assert english == japanese
    assert english[0] == ["```console\n$ make\n$ make test\n```"]


def test_both_have_the_same_links_and_picture():
    english, japanese = (links(text) for text in TEXTS.values())
    assert (english[0], japanese[0]) == ("README.ja.md", "README.md")
    assert english[1:] == japanese[1:]
    assert {
        f"docs/{page}.md" for page in ("student", "instructor", "editor", "new-edition")
    } <= set(english)
    pictures = [re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text) for text in TEXTS.values()]
    assert pictures[0] == pictures[1] == ["docs/reading-page.png"]
    assert (PROJECT / pictures[0][0]).exists()


def test_both_have_the_same_sections_and_figures():
    english, japanese = (
        (
            re.findall(r"^#+", text, re.MULTILINE),
            len(re.findall(r"^\|", text, re.MULTILINE)),
            text.count("\n**"),
        )
        for text in TEXTS.values()
    )
    assert english == japanese
    for figure in ("124", "77", "130", "18"):
        assert all(figure in text for text in TEXTS.values())


def test_each_is_in_one_language():
    english = prose(TEXTS["README.md"]).replace(ESSAY, "").replace("[日本語]", "")
    assert JAPANESE.findall(english) == []
    for block in prose(TEXTS["README.ja.md"]).split("\n\n"):
        assert JAPANESE.search(block) or not re.search(r"[a-z]{4}", block), block


@pytest.mark.parametrize("name", TEXTS)
def test_every_link_has_a_target(name):
    assert [link for link in links(TEXTS[name]) if not (PROJECT / link).exists()] == []
