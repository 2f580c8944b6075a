"""Author, licence, order and colour of layers on the page, in the card, the PDF and the data."""

from __future__ import annotations

import json
import re

import pytest
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator

from project_paths import PROJECT
from study_edition.core.model.front_matter import COLOURS
from study_edition.core.model.records import Layer
from study_edition.domain.layer_credit import byline, license_address, license_name
from workshop import make_project, pdf_text, run_edition

LAYER = "---\nlayer: {name}\ntitle: {title}\nkind: {kind}\nauthor: {author}\nlang: {lang}\nlicense: {license}\n{more}---\n# {heading}\n"
NOTE = "\n:::{{note}} {locus}\n:id: {id}\n\n{text}\n:::\n"


def layer(
    project,
    name,
    *notes,
    title="田中の注",
    kind="comment",
    author="田中",
    lang="ja",
    license="CC-BY-SA-4.0",  # noqa: A002
    more="",
):
    """Write a layer file."""
    text = LAYER.format(
        name=name,
        title=title,
        kind=kind,
        author=author,
        lang=lang,
        license=license,
        more=more,
        heading="田中の注",
    )
    text += "".join(NOTE.format(locus=locus, id=key, text=words) for locus, key, words in notes)
    (project / f"source/layers/{name}.md").write_text(text, "utf-8")


def page(project, name):
    return BeautifulSoup((project / f"build/html/{name}.html").read_text("utf-8"), "html.parser")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    project = make_project(tmp_path_factory.mktemp("shown"))
    layer(
        project,
        "b-tanaka",
        ("1", "view", "田中の見方。"),
        ("1", "more", "もう一つ。"),
        more="colour: ochre\n",
    )
    layer(
        project,
        "a-tanaka",
        ("1", "late", "A late view."),
        title="{ja: 田中の後の注, en: Tanaka’s later notes}",
        author="{ja: 田中 太郎, en: 'Tanaka, Taro'}",
        lang="en",
        kind="context",
        license="CC0-1.0",
    )
    layer(
        project,
        "z-own",
        ("1", "own", "編者の見方。"),
        title="補注",
        author="試験",
        license="CC-BY-4.0",
    )
    run_edition(project, "build", "--quiet", check=True)
    return project


def test_note_of_another_author_ends_with_author_and_licence(project):
    one = page(project, "text/one")
    assert one.select_one("#note-b-tanaka-view .edition-byline").get_text() == "田中、CC BY-SA 4.0"
    assert (
        one.select_one("#note-a-tanaka-late .edition-byline").get_text() == "Taro Tanaka, CC0 1.0"
    )
    assert (
        one.select("#note-z-own-own .edition-byline, #note-comment-unloading .edition-byline") == []
    )


def test_card_has_author_and_licence(project):
    cards = (project / "build/html/_cards/text/one.js").read_text("utf-8")
    assert "田中、CC BY-SA 4.0" in cards
    assert "Taro Tanaka, CC0 1.0" in cards


def test_study_guide_has_author_and_licence(project):
    text = re.sub(r"\s+", "", pdf_text(project / "build/pdf/study-guide.pdf"))
    assert "田中、CCBY-SA4.0" in text
    assert "TaroTanaka,CC01.0" in text


def test_data_have_no_byline_in_their_texts(project):
    html = project / "build/html"
    notes = {
        note["id"]: note["text"]
        for note in json.loads((html / "edition.json").read_text("utf-8"))["notes"]
    }
    assert notes["note-b-tanaka-view"] == "田中の見方。"
    assert "CC BY-SA" not in (html / "search-index.js").read_text("utf-8")


def test_layers_are_ordered_editors_first_then_by_title(project):
    one = page(project, "text/one")
    row = one.select_one('.edition-row[data-number="1"]')
    ids = [note["id"] for note in row.select(".edition-notes > .edition-note")]
    assert ids == [
        "note-comment-unloading",
        "note-z-own-own",
        "note-a-tanaka-late",
        "note-b-tanaka-view",
        "note-b-tanaka-more",
    ]
    assert [
        note.select_one(".edition-note-number").get_text()
        for note in row.select(".edition-notes > .edition-note")
    ] == list("12345")
    assert [box["value"] for box in one.select(".edition-legend input")] == [
        "comment",
        "precis-en",
        "z-own",
        "a-tanaka",
        "b-tanaka",
    ]


def test_page_of_a_layer_describes_it_and_lists_its_notes(project):
    soup = page(project, "layers/a-tanaka")
    facts = soup.select_one(".edition-byline")
    assert facts.get_text() == "Tanaka’s later notes　背景　田中 太郎、CC0 1.0　注1件 1 note"
    assert facts.select_one("a")["href"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert [part.get_text() for part in facts.select("[lang=en]")] == [
        "Tanaka’s later notes",
        "1 note",
    ]
    links = page(project, "layers/b-tanaka").select(".edition-listed a")
    assert [link["href"] for link in links] == [
        "../text/one.html#note-b-tanaka-view",
        "../text/one.html#note-b-tanaka-more",
    ]


def test_colour_is_that_of_the_layer_or_its_kind(project):
    one = page(project, "text/one")
    assert "colour-ochre" in one.select_one("#note-b-tanaka-view")["class"]
    assert "colour-blue" in one.select_one("#note-a-tanaka-late")["class"]
    switch = one.select_one('input[value="b-tanaka"]').find_parent("label")
    assert "colour-ochre" in switch.select_one(".edition-swatch")["class"]
    data = json.loads((project / "build/html/edition.json").read_text("utf-8"))
    assert {each["id"]: each["colour"] for each in data["layers"]} == {
        "comment": "red",
        "precis-en": "grey",
        "z-own": "red",
        "a-tanaka": "blue",
        "b-tanaka": "ochre",
    }
    Draft202012Validator(
        json.loads((project / "build/html/edition.schema.json").read_text("utf-8"))
    ).validate(data)
    assert 'colour: "ochre"' in (project / "build/pdf/typst/study-guide.typ").read_text("utf-8")


def test_schema_of_the_front_matter_is_published(project):
    published = (project / "build/html/layer.schema.json").read_bytes()
    assert published == (PROJECT / "_ext/study_edition/core/model/layer.schema.json").read_bytes()


def luminance(colour):
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", COLOURS)
def test_every_colour_has_enough_contrast_in_light_and_dark(name):
    """The number of a note is in its colour: 4.5 with the theme's paper."""
    css = (PROJECT / "_ext/study_edition/html/static/edition.css").read_text("utf-8")
    variable = re.search(
        rf"^\.colour-{name} \{{ --edition-note: var\((--[a-z-]+)\); \}}$", css, re.MULTILINE
    )[1]
    light, dark = [*re.findall(rf"{variable}: ([^;]+);", css), None][:2]
    if light.startswith("var("):
        light, dark = re.findall(rf"{light[4:-1]}: (#[0-9a-f]{{6}});", css)[:2]
    for colour, paper in ((light, "#ffffff"), (dark, "#14181e")):
        high, low = sorted((luminance(colour), luminance(paper)), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 4.5, (colour, paper)


@pytest.mark.parametrize(
    ("spdx", "name", "address"),
    [
        ("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        (
            "CC-BY-NC-SA-3.0",
            "CC BY-NC-SA 3.0",
            "https://creativecommons.org/licenses/by-nc-sa/3.0/",
        ),
        ("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("MIT", "MIT", ""),
        ("教室内に限る", "教室内に限る", ""),
    ],
)
def test_licence_has_its_official_name(spdx, name, address):
    assert (license_name(spdx), license_address(spdx)) == (name, address)


def test_byline_without_author_and_licence_is_empty():
    empty = Layer("a", "a", "題", "", "comment", "", "ja", "", "student")
    assert byline(empty, "ja") == byline(empty, "en") == ""
