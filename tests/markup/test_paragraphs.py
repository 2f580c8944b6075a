"""Paragraphs: ids, rows, references to them, and their permanent pages."""

from __future__ import annotations

import pytest
from sphinx.util.inventory import InventoryFile


def test_small_edition_builds_without_a_warning(small_edition):
    assert small_edition.warned == []


def test_each_id_occurs_once_in_its_row(small_edition):
    page = small_edition.page("text/one")
    assert [p["id"] for p in page.select(".edition-row .edition-text > p[id]")] == [
        "p1",
        "p2",
        "p3",
    ]
    number = page.select_one(".edition-row > a.edition-number")
    assert number["href"] == "#p1"
    assert number.get_text() == "第1段落"


def test_references_to_a_paragraph_a_range_and_a_set_are_worded(small_edition):
    text = small_edition.page("index").select_one("section > p")
    links = [(a.get_text(), a["href"]) for a in text.select("a") if "#p" in a["href"]]
    assert links == [
        ("第1段落", "text/one.html#p1"),
        ("第2–3段落", "text/one.html#p2"),
        ("2", "text/one.html#p2"),
        ("4–5", "text/two.html#p4"),
    ]
    assert "要点は第2・4–5段落にある。" in text.get_text()


def test_references_in_an_english_passage_are_english(small_edition):
    passage = small_edition.page("index").select_one('.passage[lang="en"]')
    assert "¶1 and goes on in ¶¶2–3; see harbour market." in passage.get_text()


@pytest.mark.parametrize(
    ("target", "subtype"),
    [
        ("51", "unknown_paragraph"),
        ("3-2", "bad_locus"),
        ("第2段落", "bad_locus"),
        ("2-6", "unknown_paragraph"),
    ],
)
def test_wrong_reference_is_one_warning(workshop, target, subtype):
    workshop.change("index.md", "{para}`1`、", f"{{para}}`{target}`、")
    workshop.build("dummy")
    (warned,) = workshop.warned
    assert (warned.path, warned.line, warned.subtype) == ("index.md", 3, f"edition.{subtype}")


def test_id_repeated_in_another_page_is_reported_with_both_positions(workshop):
    workshop.change("text/two.md", "{#p5}", "{#p2}")
    workshop.change("layers/comment.md", "3,5", "3")
    workshop.change("layers/precis-en.md", "see {para}`5`", "see {para}`4`")
    workshop.change("index.md", "2,4-5", "2,4")
    workshop.build("dummy")
    (warned,) = workshop.warned
    assert (warned.path, warned.line, warned.subtype) == ("text/two.md", 7, "edition.duplicate_id")
    assert "text/one.md:8" in warned.text


def test_id_repeated_in_one_page_is_one_warning(workshop):
    workshop.add("text/two.md", "\n{#p5}\n同じ番号。\n")
    workshop.build("dummy")
    (warned,) = workshop.warned
    assert (warned.path, warned.subtype) == ("text/two.md", "edition.duplicate_id")
    assert warned.line == 10


@pytest.mark.parametrize("name", ["段落六", "6th"])
def test_id_that_is_not_a_valid_address_is_refused(workshop, name):
    workshop.add("text/two.md", f"\n{{#{name}}}\n余り。\n")
    workshop.build("dummy")
    assert [(w.path, w.subtype) for w in workshop.warned] == [("text/two.md", "edition.bad_id")]


def test_permanent_page_leads_to_its_paragraph(small_edition):
    out = small_edition.out
    text = (out / "p/4.html").read_text("utf-8")
    assert 'content="0; url=../text/two.html#p4"' in text
    assert '<a href="../text/two.html#p4">' in text
    assert sorted(path.name for path in (out / "p").iterdir()) == [f"{n}.html" for n in range(1, 6)]


def test_inventory_has_every_object(small_edition):
    out = small_edition.out
    inventory = InventoryFile.loads((out / "objects.inv").read_bytes(), uri="").data
    assert set(inventory["edition:para"]) == {f"p{n}" for n in range(1, 6)}
    assert inventory["edition:para"]["p4"].uri == "text/two.html#p4"
    assert inventory["edition:term"]["salt-tax"].uri == "glossary.html#term-salt-tax"
    assert inventory["edition:note"]["note-comment-toll"].uri == "text/one.html#note-comment-toll"


def test_soft_breaks_are_joined_only_between_japanese_characters(workshop):
    workshop.change("text/one.md", "開いた。\n早朝", "開いた。\nTide\nand 早朝")
    workshop.build()
    text = workshop.page("text/one").select_one("#p1").get_text()
    assert "開いた。Tide\nand 早朝の荷揚げ" in text
    workshop.change("text/one.md", "Tide\nand ", "")
    workshop.build()
    assert "開いた。早朝" in workshop.page("text/one").select_one("#p1").get_text()


@pytest.mark.parametrize(
    ("builder", "name", "expected"),
    [
        ("html", "text/one.html", "<ruby>艀<rp>（</rp><rt>はしけ</rt><rp>）</rp></ruby>"),
        ("text", "text/one.txt", "艀（はしけ）"),
        ("man", "python.1", "艀（はしけ）"),
        ("latex", "projectnamenotset.tex", "艀（はしけ）"),
        ("xml", "text/one.xml", 'reading="はしけ"'),
    ],
)
def test_ruby_keeps_its_reading_in_every_builder(workshop, builder, name, expected):
    out = workshop.build(builder)
    files = (
        [out / name]
        if (out / name).exists()
        else [p for p in out.iterdir() if p.suffix in {".1", ".tex"}]
    )
    assert expected in files[0].read_text("utf-8")
    assert workshop.warned == []


def test_ruby_without_a_kana_reading_is_reported(workshop):
    workshop.change("text/one.md", "艀|はしけ", "艀|艀")
    workshop.build("dummy")
    assert [(w.path, w.line, w.subtype) for w in workshop.warned] == [
        ("text/one.md", 8, "edition.bad_ruby")
    ]


@pytest.mark.parametrize("heading", ["2026-01-01", "1 はじめに", "第3段落を読む", "p5", "3"])
def test_heading_may_begin_with_a_number(workshop, heading):
    workshop.add("text/two.md", f"\n## {heading}\n\n終わり。\n")
    workshop.build()
    assert workshop.warned == []
