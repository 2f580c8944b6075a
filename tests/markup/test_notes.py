"""Notes are next to their paragraphs, in their own language, and reported clearly if wrong."""

from __future__ import annotations

import pytest


def row(page, number):
    """Return the row of a paragraph."""
    return page.select_one(f"#p{number}").find_parent(class_="edition-row")


def test_notes_are_next_to_their_paragraph(small_edition):
    page = small_edition.page("text/one")
    assert [n["id"] for n in row(page, 1).select(".edition-notes .edition-note")] == [
        "note-comment-unloading"
    ]
    assert [n["id"] for n in row(page, 2).select(".edition-notes .edition-note")] == [
        "note-comment-toll",
        "note-comment-records",
    ]
    assert row(page, 1).select_one(".edition-lemma").get_text() == "荷揚げ"


def test_precis_in_another_language_is_with_the_text(small_edition):
    note = row(small_edition.page("text/one"), 1).select_one(".edition-text > .edition-note")
    assert (note["id"], note["lang"]) == ("note-precis-en-p1", "en")


def test_note_on_a_range_or_set_shows_its_locus_and_the_set_is_repeated(small_edition):
    assert (
        "第2–3段落" in small_edition.page("text/one").select_one("#note-comment-records").get_text()
    )
    echo = row(small_edition.page("text/two"), 5).select_one(".edition-echo a")
    assert (echo["href"], echo.get_text()) == ("one.html#note-comment-gaps", "第3・5段落注「記録」")


def test_links_in_a_note_are_relative_to_the_page_that_shows_it(small_edition):
    hrefs = {
        a.get_text(): a["href"]
        for a in small_edition.page("text/one").select("#note-comment-toll a")
    }
    assert hrefs["用語集"] == "../glossary.html"
    assert hrefs["塩税"] == "../glossary.html#term-salt-tax"
    assert "../bibliography.html#source-smith2001" in hrefs.values()


def test_footnote_of_a_note_is_shown_with_it(small_edition):
    page = small_edition.page("text/one")
    note = page.select_one("#note-comment-toll")
    target = note.select_one('a[href*="#note-comment-toll-"]')["href"].lstrip("#")
    assert "税の区別は帳簿による。" in note.find(id=target).get_text()


def test_later_events_in_a_note_are_marked_and_dated(small_edition):
    since = small_edition.page("text/one").select_one("#note-comment-toll .edition-since")
    assert since["data-date"] == "2020-05"
    assert since.get_text().strip().startswith("その後（2020年5月）")


@pytest.mark.parametrize(
    ("date", "subtype"),
    [("2019-12-31", "not_later"), ("2020-01", "not_later"), ("May 2020", "bad_date")],
)
def test_date_of_a_later_event_must_be_later(workshop, date, subtype):
    workshop.change("layers/comment.md", "{since-then} 2020-05", f"{{since-then}} {date}")
    workshop.build("dummy")
    assert [(w.path, w.subtype) for w in workshop.warned] == [
        ("layers/comment.md", f"edition.{subtype}")
    ]
    assert workshop.warned[0].line == workshop.line("layers/comment.md", "{since-then}")


def test_page_of_a_layer_lists_its_notes_without_their_ids(small_edition):
    page = small_edition.page("layers/comment")
    links = [a["href"] for a in page.select(".edition-listed a")]
    assert "../text/one.html#note-comment-toll" in links
    assert page.find(id="note-comment-toll") is None


def test_legend_names_author_and_licence(small_edition):
    assert (
        "注釈（試験、CC BY 4.0）"
        in small_edition.page("text/one").select_one(".edition-legend").get_text()
    )


WRONG = {
    "unknown paragraph": ("{note} 2-3", "{note} 51", "{note} 51", "unknown_paragraph"),
    "unreadable locus": ("{note} 2-3", "{note} 3-2", "{note} 3-2", "bad_locus"),
    "lemma nowhere": (":lemma: 荷揚げ", ":lemma: 荷下ろし", "{note} 1", "lemma_not_found"),
    "lemma too long": (
        ":lemma: 荷揚げ",
        ":lemma: 一二三四五六七八九十一二三",
        "{note} 1",
        "lemma_too_long",
    ),
    "bad id": (":id: toll", ":id: Toll", "{note} 2", "bad_id"),
    "same id": (":id: records", ":id: toll", "{note} 2-3", "duplicate_id"),
    "unknown layer key": (
        "audience: student",
        "audiense: student",
        "audiense",
        "unknown_layer_key",
    ),
    "missing layer key": ("author: 試験\n", "", "layer: comment", "missing_layer_key"),
    "bad layer value": ("kind: comment", "kind: remark", "kind: remark", "bad_layer_value"),
    "unknown term": ("塩の税 <salt-tax>", "塩の税 <salt-tx>", "salt-tx", "unknown_term"),
    "forbidden term unknown": (
        ":id: records",
        ":id: records\n:forbid: salt-tx",
        "{note} 2-3",
        "unknown_term",
    ),
    "unknown note": ("詳しくは", "{note}`comment-tol`、詳しくは", "塩税とは", "unknown_note"),
}


@pytest.mark.parametrize(("old", "new", "at", "subtype"), WRONG.values(), ids=WRONG)
def test_mistake_in_a_layer_is_reported_with_its_line(workshop, old, new, at, subtype):
    workshop.change("index.md", "{note}`comment-toll`", "注")
    workshop.change("layers/comment.md", old, new)
    workshop.build("dummy")
    assert [(w.path, w.line, w.subtype) for w in workshop.warned] == [
        ("layers/comment.md", workshop.line("layers/comment.md", at), f"edition.{subtype}")
    ]


def test_similar_key_is_suggested(workshop):
    workshop.change("layers/comment.md", "audience: student", "audiense: student")
    workshop.build("dummy")
    assert "Did you mean 'audience'?" in workshop.warned[0].text


def test_unknown_source_is_reported_with_its_line(workshop):
    workshop.change("layers/comment.md", "`minato1990{12-15}`", "`minato1991`")
    workshop.build("dummy")
    assert [(w.path, w.line, w.subtype) for w in workshop.warned] == [
        ("layers/comment.md", 16, "edition.unknown_source")
    ]


def test_malformed_front_matter_is_the_only_problem_reported(workshop):
    workshop.change("layers/comment.md", "kind: comment", "kind: [comment")
    workshop.change("layers/comment.md", "[^a]: 税の区別は帳簿による。", "")
    workshop.change("index.md", "{note}`comment-toll`", "注")
    workshop.build("dummy")
    (warned,) = workshop.warned
    assert (warned.path, warned.line, warned.subtype) == (
        "layers/comment.md",
        5,
        "edition.bad_front_matter",
    )


def test_note_outside_a_layer_is_reported(workshop):
    workshop.add("text/two.md", "\n:::{note} 4\n注。\n:::\n")
    workshop.build("dummy")
    assert [(w.path, w.line, w.subtype) for w in workshop.warned] == [
        ("text/two.md", 9, "edition.note_outside_layer")
    ]


def test_second_note_without_an_id_on_one_locus_is_reported(workshop):
    workshop.add("layers/precis-en.md", "\n:::{note} 4\nAgain.\n:::\n")
    workshop.build("dummy")
    line = workshop.line("layers/precis-en.md", "{note} 4", 2)
    assert [(w.path, w.line, w.subtype) for w in workshop.warned] == [
        ("layers/precis-en.md", line, "edition.note_id_needed")
    ]


def test_lemma_recorded_from_the_witness_is_accepted(workshop):
    workshop.change("layers/comment.md", ":lemma: 荷揚げ", ":lemma: 朝市")
    workshop.build()
    assert [w.subtype for w in workshop.warned] == ["edition.lemma_not_found"]
    workshop.write(
        "witness.json",
        '{"witness": "w", "rule": 2, "paragraphs": {"p1": {"length": 9, "weight": 0, "sha256": "'
        + "0" * 64
        + '", "lemmas": ["朝市"]}}}',
    )
    workshop.build(fresh=True)
    assert workshop.warned == []


def test_texts_of_a_layer_are_escaped(workshop):
    workshop.change("layers/comment.md", "title: {ja: 注釈", 'title: {ja: "<b>注</b>"')
    workshop.change("layers/comment.md", "author: 試験", 'author: "<script>alert(1)</script>"')
    workshop.change("layers/comment.md", ":lemma: 荷揚げ", ":lemma: <i>荷")
    workshop.build()
    html = str(workshop.page("text/one"))
    assert "<script>alert" not in html
    assert "<i>荷" not in html
    assert "<b>注" not in html
