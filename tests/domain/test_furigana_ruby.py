"""Furigana on the page: whose readings, at which occurrence, and faults in the list of readings."""

from __future__ import annotations

import re

import pytest


def rubies(page, selector="body"):
    return [
        (
            "".join(r.find_all(string=True, recursive=False)),
            r.rt.get_text(),
            "again" in r.get("class", []),
        )
        for part in page.select(selector)
        for r in part.find_all("ruby")
    ]


def test_furigana_come_from_the_glossary_and_the_list(small_edition):
    found = rubies(small_edition.page("text/one"), ".edition-row")
    assert ("荷揚", "にあ", False) in found
    assert ("艀", "はしけ", False) in found
    assert ("夜明", "よあ", False) in found
    first = [base for base, _, again in found if not again]
    assert len(first) == len(set(first))
    assert any(again for _, _, again in found)
    assert all(not again or base in first for base, _, again in found)
    assert small_edition.warned == []


def test_text_with_furigana_is_otherwise_unchanged(small_edition):
    paragraph = small_edition.page("text/one").select_one("#p1")
    for part in paragraph.select("rt, rp"):
        part.decompose()
    assert (
        re.sub(r"\s", "", paragraph.get_text())
        == "港市場は潮の満ち引きで開いた。早朝の荷揚げが値段を決める。"
    )


def test_headings_english_citations_and_code_have_no_furigana(workshop):
    workshop.write("readings.txt", "市の終わり いちのおわり\n塩税 えんぜい\n")
    workshop.add("text/two.md", "\n`塩税`と $塩税$ と\n\n:::{lang} en\nThe 塩税 of old.\n:::\n")
    workshop.write(
        "names.md", "# 名\n\n```{name} man\n:kind: person\n:headword: 海野\n:reading: うんの\n```\n"
    )
    workshop.change("index.md", "overview\n", "overview\nnames\n")
    workshop.build()
    assert rubies(workshop.page("names")) == []  # the reading is printed next to the name
    page = workshop.page("text/two")
    assert (
        rubies(page, "h1")
        == rubies(page, "code")
        == rubies(page, ".math")
        == rubies(page, ".passage")
        == []
    )
    assert rubies(page, "#p4")[0][:2] == ("塩税", "えんぜい")
    assert rubies(workshop.page("glossary"), "dt") == []


def test_place_is_not_read_as_a_person(workshop):
    workshop.write(
        "names.md",
        "# 名\n\n```{name} sea\n:kind: place\n:headword: 北海\n:reading: ほっかい\n```\n\n```{name} man\n:headword: 海野\n:reading: うんの\n```\n",
    )
    workshop.change("index.md", "overview\n", "overview\nnames\n")
    workshop.change("text/two.md", "市は別の湾に移る。", "海野は北海の別の湾に移る。")
    workshop.build()
    assert [base for base, _, _ in rubies(workshop.page("text/two"), "#p5")] == ["海野"]


@pytest.mark.parametrize(
    ("text", "line", "subtype"),
    [
        ("商人\n", 1, "edition.bad_reading_line"),
        ("# よみ\n商人 shonin\n", 2, "edition.bad_reading_line"),
        ("荷揚げ にあし\n", 1, "edition.bad_reading_line"),
        ("商人 しょうにん\n商人 あきんど\n", 2, "edition.reading_twice"),
        ("塩税 しおぜい\n", 1, "edition.reading_twice"),
    ],
)
def test_fault_in_the_list_is_reported_with_its_line(workshop, text, line, subtype):
    workshop.write("readings.txt", text)
    for _ in range(2):
        workshop.build("dummy")
        assert [(w.path, w.line, w.subtype) for w in workshop.warned] == [
            ("readings.txt", line, subtype)
        ]


def test_list_of_readings_may_be_missing(workshop):
    (workshop.source / "readings.txt").unlink()
    workshop.build()
    assert workshop.warned == []
    assert rubies(workshop.page("text/two"), "#p4")


def test_overview_lists_each_paragraph_with_its_terms(small_edition):
    page = small_edition.page("overview")
    lists = page.select("ul.edition-overview")
    assert [len(one.find_all("li", recursive=False)) for one in lists] == [3, 5]
    assert [li.a["href"] for li in lists[1].find_all("li", recursive=False)] == [
        f"text/{n}"
        for n in ("one.html#p1", "one.html#p2", "one.html#p3", "two.html#p4", "two.html#p5")
    ]
    assert (
        "塩税"
        in lists[1]
        .find_all("li", recursive=False)[3]
        .select_one(".edition-overview-keys")
        .get_text()
    )
    assert lists[1].select_one(".kind-precis")["lang"] == "en"
