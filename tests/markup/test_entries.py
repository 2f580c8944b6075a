"""Questions, events and people: how they are written, where they are shown, and links both ways."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator
from pypdf import PdfReader
from sphinx.util.inventory import InventoryFile

from built_files import differing_files
from study_edition.core.model.ledger import release
from study_edition.domain.ledger_file import load_ledger, save_ledger
from study_edition.pages.edition_json import edition_schema
from workshop import Workshop, built_workshop


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    """A fresh copy of the small edition with questions, a timeline and people."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Workshop(tmp_path, "test-records")


@pytest.fixture(scope="module")
def small_edition(tmp_path_factory):
    """The same edition as built, for tests that change nothing."""
    return built_workshop(tmp_path_factory.mktemp("records") / "edition", "test-records")


def hrefs(node):
    """Return the links of a node by their text."""
    return {a.get_text(): a["href"] for a in node.select("a")}


# -- questions


def test_question_has_number_level_sources_and_paragraphs(small_edition):
    node = small_edition.page("questions").select_one("article#question-q1")
    assert "level-reading" in node["class"]
    assert node.select_one(".edition-question-head").get_text() == "問い1　読む Reading"
    assert [part["lang"] for part in node.select("[lang]")] == ["en", "en"]
    links = hrefs(node)
    assert links["第1段落"] == "text/one.html#p1"
    assert links["第2段落"] == "text/one.html#p2"
    assert links["塩税"] == "glossary.html#term-salt-tax"
    assert "bibliography.html#source-minato1990" in links.values()
    assert (
        small_edition.page("questions").select_one("#question-own-words strong").get_text()
        == "問いown-words"
    )


def test_paragraph_links_to_its_questions_events_and_people(small_edition):
    line = (
        small_edition.page("text/one")
        .select_one("#p1")
        .find_parent(class_="edition-row")
        .select_one(".edition-notes > .edition-places")
    )
    assert line.get_text() == "問い：1　年表：1540年5月"
    assert hrefs(line) == {
        "1": "../questions.html#question-q1",
        "1540年5月": "../timeline.html#event-opening",
    }
    line = (
        small_edition.page("text/two")
        .select_one("#p3")
        .find_parent(class_="edition-row")
        .select_one(".edition-notes > .edition-places")
    )
    assert line.get_text() == "問い：own-words　年表：1540年5月、2020年3月1–4日　組織：GUILD"


def test_every_kind_of_entry_can_be_referenced(small_edition):
    paragraph, english = (
        small_edition.page("index").select("section > p")[0],
        small_edition.page("index").select_one(".passage"),
    )
    assert paragraph.get_text() == "問い1、開市、山田太郎、GUILDを見よ。"
    assert list(hrefs(paragraph).values())[1:] == [
        "timeline.html#event-opening",
        "names.html#name-yamada",
        "names.html#name-guild",
    ]
    assert english.get_text().strip() == "See Question 1, The market opens and Yamada Taro."
    inventory = InventoryFile.loads(
        (small_edition.folder / "out/html/objects.inv").read_bytes(), uri=""
    ).data
    assert set(inventory["edition:question"]) == {"question-q1", "question-own-words"}


# -- the timeline


def test_events_are_in_a_table_in_order_of_date(small_edition):
    table = small_edition.page("timeline").select_one("table#edition-timeline")
    rows = table.select("tr.edition-event")
    assert [row["id"] for row in rows] == ["event-opening", "event-note", "event-reopening"]
    assert [row.th.get_text() for row in rows] == ["1540年5月", "1540年6月7日", "2020年3月1–4日"]
    assert rows[0].time["datetime"] == "1540-05"
    assert rows[0].select_one(".edition-event-head").get_text() == "開市 The market opens"
    assert "relation-after" in rows[2]["class"]
    assert [th.get_text() for th in table.select("th[scope=rowgroup]")] == ["1540年代", "2020年"]
    assert hrefs(rows[0])["第3段落"] == "text/two.html#p3"
    assert "題の<b>印</b>" in rows[1].get_text()


def test_every_event_is_a_named_link_in_both_drawings(small_edition):
    page = small_edition.page("timeline")
    assert not page.select(".edition-drawn [style], .edition-drawn style")
    for form in ("wide", "tall"):
        marks = page.select(f"svg.edition-drawing-{form} a")
        assert [a["href"] for a in marks] == ["#event-opening", "#event-note", "#event-reopening"]
        assert [a["aria-label"] for a in marks] == [
            "1540年5月　開市（示唆）",
            "1540年6月7日　題の<b>印</b>（刊行）",
            "2020年3月1–4日　再開（その後）",
        ]
        assert all(a.select_one(".edition-mark") and a.text for a in marks)


def test_drawing_expands_dense_years_and_shortens_long_titles(workshop):
    for i in range(1, 13):
        workshop.add(
            "timeline.md",
            f"\n:::{{event}} 2019-{i:02}\n:id: m{i}\n:title: {'長' * 30}\n:relation: context\n\n話。\n:::\n",
        )
    workshop.build()
    page = workshop.page("timeline")
    assert workshop.warned == []
    wide = page.select_one("svg.edition-drawing-wide")
    assert wide.select_one(".edition-fold")
    assert {text.get_text() for text in wide.select("a text")} >= {"長" * 14 + "…", "再開"}
    assert "長" * 30 in page.select_one("#event-m1").get_text()
    places = sorted(
        float(mark["cx"]) for mark in wide.select("a circle") if float(mark["cy"]) > 250
    )
    assert len(places) == 12
    assert all(b - a > 22 for a, b in pairwise(places))


# -- people


def test_people_with_a_text_have_cards_and_others_are_listed(small_edition):
    page = small_edition.page("names")
    people, others = page.select_one("ul.edition-people"), page.select_one("ul.edition-names")
    assert [li["id"] for li in people.find_all("li", recursive=False)] == [
        "name-yamada",
        "name-guild",
    ]
    assert [li["id"] for li in others.find_all("li", recursive=False)] == ["name-abe"]
    yamada = people.select_one("#name-yamada")
    assert yamada.select_one(".edition-name-about").get_text() == "1500–1560年　商人"
    assert yamada.select_one(".edition-english")["lang"] == "en"
    assert {"第2段落": "text/one.html#p2", "塩税": "glossary.html#term-salt-tax"}.items() <= hrefs(
        yamada
    ).items()


# -- other outputs


def test_card_of_an_entry_has_no_generated_lines(small_edition):
    cards = {}
    for path in (small_edition.folder / "out/html/_cards").glob("*.js"):
        cards |= json.loads(
            re.fullmatch(r'editionCards\("\w+",(\{.*\})\)\n', path.read_text("utf-8"))[1]
        )
    shown = {
        name: BeautifulSoup(html, "html.parser").get_text(" ", strip=True)
        for name, html in cards.items()
    }
    assert "塩税" in shown["question-q1"]
    assert shown["event-opening"].startswith("1540年5月　示唆 開市 The market opens")
    assert re.sub(r"\s+", " ", shown["name-yamada"]).startswith(
        "山田太郎 やまだ・たろう Yamada Taro 1500–1560年 商人"
    )
    assert not [name for name, text in shown.items() if "段落" in text]


def test_data_have_the_entries_and_are_valid(small_edition):
    out = small_edition.out
    data = json.loads((out / "edition.json").read_text("utf-8"))
    Draft202012Validator(edition_schema()).validate(data)
    question, event, name = data["questions"][0], data["events"][0], data["names"][2]
    assert (question["id"], question["level"], question["paragraphs"]) == (
        "question-q1",
        "reading",
        ["p1", "p2"],
    )
    assert question["text"] == {"ja": "塩税に反対したのは誰か。", "en": "Who opposed the salt tax?"}
    assert question["sources"] == ["smith2001", "minato1990"]
    assert question["terms"] == ["term-salt-tax"]
    assert (event["date"], event["end"], event["relation"]) == ("1540-05", None, "implied")
    assert event["title"] == {"ja": "開市", "en": "The market opens"}
    assert data["events"][2]["end"] == "2020-03-04"
    assert (name["id"], name["text"], name["paragraphs"]) == (
        "name-yamada",
        {"ja": "塩税に反対した。"},
        ["p2"],
    )
    assert [(p["questions"], p["events"], p["names"]) for p in data["paragraphs"]] == [
        (["question-q1"], ["event-opening"], []),
        (["question-q1"], [], ["name-yamada", "name-guild"]),
        (["question-own-words"], ["event-opening", "event-reopening"], ["name-guild"]),
    ]


def test_search_index_has_the_entries(small_edition):
    out = small_edition.out
    index = json.loads(
        (out / "search-index.js").read_text("utf-8").partition("(")[2].rpartition(")")[0]
    )
    ((page, places),) = index["questions"]
    assert (page, places[1]) == (
        "questions.html",
        ["own-words", "own-words", "商人はなぜ去ったか。", "", ""],
    )
    assert index["events"][0][1][1] == [
        "note",
        "1540年6月7日",
        "題の<b>印</b>",
        "",
        "論考が出た。",
        "",
    ]
    assert {tuple(place) for place in index["names"][0][1]} >= {
        ("guild", "GUILD", "", "", "商人の集まり。", ""),
        ("abe", "安部花子", "あべ・はなこ", "", "", ""),
    }


def test_study_guide_has_the_entries_under_their_ids(workshop):
    out = workshop.build("typst")
    assert workshop.warned == []
    names = set(PdfReader(out / "study-guide.pdf").named_destinations)
    assert {
        "question-q1",
        "question-own-words",
        "event-opening",
        "event-note",
        "event-reopening",
        "name-yamada",
        "name-guild",
    } <= names


@pytest.mark.parametrize(
    "builder", ["latex", "epub", "text", "dirhtml", "singlehtml", "man", "xml"]
)
def test_other_builders_accept_entries(workshop, builder):
    workshop.build(builder)
    assert [
        w
        for w in workshop.warned
        if not w.subtype.startswith("epub") and "conf value" not in w.text
    ] == []


def test_reference_to_a_retired_question_is_reported(workshop):
    workshop.build()
    save_ledger(
        workshop.source / "anchors.lock",
        release(
            load_ledger(None), workshop.app.env.get_domain("edition").anchors, "1.0", "2026-01-01"
        ),
    )
    workshop.change("questions.md", ":id: own-words", ":id: q2")
    workshop.build()
    assert [w.subtype for w in workshop.warned] == ["edition.renamed_id"]
    assert "question-own-words" in workshop.warned[0].text


# -- mistakes

WRONG = {
    "question: no id": ("questions.md", ":id: own-words\n", "", "{question} 3", "bad_id"),
    "question: bad level": (
        "questions.md",
        ":level: argument",
        ":level: hard",
        "{question} 3",
        "bad_option",
    ),
    "question: no level": ("questions.md", ":level: argument\n", "", "{question} 3", "bad_option"),
    "question: bad locus": (
        "questions.md",
        "{question} 3",
        "{question} 3-2",
        "{question} 3-2",
        "bad_locus",
    ),
    "question: no such paragraph": (
        "questions.md",
        "{question} 3",
        "{question} 9",
        "{question} 9",
        "unknown_paragraph",
    ),
    "question: empty": ("questions.md", "商人はなぜ去ったか。", "", "{question} 3", "empty_entry"),
    "question: bad source": (
        "questions.md",
        ":level: argument",
        ":level: argument\n:sources: 港",
        "{question} 3",
        "bad_source_key",
    ),
    "question: unknown source": (
        "questions.md",
        ":level: argument",
        ":level: argument\n:sources: minato1999",
        "{question} 3",
        "unknown_source",
    ),
    "event: no id": ("timeline.md", ":id: note\n", "", "{event} 1540-06-07", "bad_id"),
    "event: no title": (
        "timeline.md",
        ":title: 題の<b>印</b>\n",
        "",
        "{event} 1540-06-07",
        "missing_option",
    ),
    "event: bad relation": (
        "timeline.md",
        ":relation: publication",
        ":relation: later",
        "{event} 1540-06-07",
        "bad_option",
    ),
    "event: bad date": (
        "timeline.md",
        "{event} 1540-06-07",
        "{event} June 1540",
        "{event} June 1540",
        "bad_event_date",
    ),
    "event: not later": (
        "timeline.md",
        "{event} 2020-03-01/04",
        "{event} 2019-12-31",
        "{event} 2019-12-31",
        "not_later",
    ),
    "event: bad locus": (
        "timeline.md",
        ":paragraphs: 3\n",
        ":paragraphs: three\n",
        "{event} 2020-03-01/04",
        "bad_locus",
    ),
    "event: no such paragraph": (
        "timeline.md",
        ":paragraphs: 3\n",
        ":paragraphs: 3-4\n",
        "{event} 2020-03-01/04",
        "unknown_paragraph",
    ),
    "event: empty": ("timeline.md", "論考が出た。", "", "{event} 1540-06-07", "empty_entry"),
    "reference: no such question": (
        "index.md",
        "{question}`q1`、",
        "{question}`q7`、",
        "{question}`q7`",
        "unknown_question",
    ),
    "reference: no such event": (
        "index.md",
        "{event}`opening`、",
        "{event}`openin`、",
        "{event}`openin`",
        "unknown_event",
    ),
    "reference: no such name": (
        "index.md",
        "{name}`guild`",
        "{name}`gild`",
        "{name}`gild`",
        "unknown_name",
    ),
    "an entry in an entry": (
        "questions.md",
        "商人はなぜ去ったか。",
        "問う。\n\n```{name} in\n:headword: IN\n```",
        "{name} in",
        "nested",
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "at", "subtype"), WRONG.values(), ids=WRONG)
def test_mistake_in_an_entry_is_reported_with_file_and_line(workshop, name, old, new, at, subtype):
    workshop.change(name, old, new)
    workshop.build("dummy")
    warnings = [(w.path, w.line, w.subtype) for w in workshop.warned]
    assert warnings == [(name, workshop.line(name, at), f"edition.{subtype}")], workshop.warned


def test_markup_in_a_title_is_escaped(workshop):
    workshop.change("timeline.md", "題の<b>印</b>", "<script>alert(1)</script>")
    workshop.change("names.md", ":role: 商人", ":role: <img src=x onerror=alert(1)>")
    out = workshop.build()
    for name in ("timeline", "names"):
        assert not workshop.page(name).select("main script, main img, section script, section img")
    assert "<script>alert" not in (out / "_cards/timeline.js").read_text("utf-8").replace(
        "\\u003c", "<"
    ).replace("&lt;", "")


# -- incremental builds

TERM = ":::{term} salt-tax\n:headword: 塩税\n:reading: えんぜい\n:english: salt tax\n\n塩にかかる税。\n:::\n"
CHANGES = {
    "question's paragraphs": [("questions.md", "{question} 3", "{question} 2-3")],
    "question's text": [("questions.md", "商人はなぜ去ったか", "塩税のため誰が去ったか")],
    "question's id": [("questions.md", ":id: own-words", ":id: q2")],
    "question's level": [("questions.md", ":level: argument", ":level: inquiry")],
    "event's date": [("timeline.md", "{event} 1540-05", "{event} 1541-05")],
    "event's title": [("timeline.md", ":title: 開市", ":title: 市が開く")],
    "event's paragraphs": [("timeline.md", ":paragraphs: 1,3", ":paragraphs: 1")],
    "event moved to another page": [
        (
            "timeline.md",
            ":::{event} 2020-03-01/04\n:id: reopening\n:title: 再開\n:paragraphs: 3\n:relation: after\n\n市が再び開いた{cite:p}`gull2010`。\n:::\n",
            "",
        ),
        (
            "questions.md",
            "# 問い\n",
            "# 問い\n\n:::{event} 2020-03-01/04\n:id: reopening\n:title: 再開\n:paragraphs: 3\n:relation: after\n\n市が再び開いた。\n:::\n",
        ),
    ],
    "name's headword": [("names.md", ":headword: GUILD", ":headword: GILDE")],
    "name's paragraphs": [("names.md", ":paragraphs: 2-3", ":paragraphs: 1")],
    "name loses its text": [("names.md", "商人の集まり。\n", "")],
    "name's kind": [("names.md", ":kind: organisation", ":kind: place")],
    "term that they mention": [
        (
            "glossary.md",
            ":headword: 塩税\n:reading: えんぜい",
            ":headword: 反対\n:reading: はんたい",
        )
    ],
    "term moved to another page": [
        ("glossary.md", TERM, "なし\n"),
        ("bibliography.md", "# 文献\n", f"# 文献\n\n{TERM}"),
    ],
    "paragraph moved": [
        ("text/one.md", "{#p2}\n山田は塩税に反対した。\n", ""),
        ("text/two.md", "# 市の終わり\n", "# 市の終わり\n\n{#p2}\n山田は塩税に反対した。\n"),
    ],
    "source that they cite": [("references.bib", "year = {1990}", "year = {1991}")],
}


@pytest.fixture(scope="module", params=["student", "instructor"])
def built_for(request, tmp_path_factory):
    """The edition as built for an audience."""
    folder = tmp_path_factory.mktemp(request.param) / "edition"
    return built_workshop(folder, "test-records", request.param)


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_incremental_build_with_entries_equals_a_clean_build(built_for, monkeypatch, changes):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    workshop = built_for
    workshop.restore()
    for name, old, new in changes:
        workshop.change(name, old, new)
    incremental = workshop.build()
    clean = workshop.build(output="clean", fresh=True)
    assert workshop.warned == []
    assert differing_files(incremental, clean) == []
