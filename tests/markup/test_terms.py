"""Terms are linked in texts, list their occurrences, and are sorted as in a dictionary."""

from __future__ import annotations

import pytest


def linked(page, selector):
    """Return text and id of the terms linked in an element."""
    return [
        (a.get_text(), a["href"].split("#term-")[1])
        for a in page.select(f"{selector} a")
        if "#term-" in a["href"]
    ]


def test_first_occurrence_in_each_text_is_linked_longest_match_first(workshop):
    workshop.change("text/two.md", "塩税が重くなり", "塩税が重くなり、塩税の港市場も港市も")
    workshop.build()
    assert linked(workshop.page("text/two"), "#p4") == [
        ("塩税", "salt-tax"),
        ("港市場", "harbour-market"),
    ]
    assert linked(workshop.page("text/one"), "#p2") == [
        ("市場税", "market-toll"),
        ("港市場", "harbour-market"),
    ]


def test_english_forms_match_whole_words_and_initial_capitals(workshop):
    workshop.build()
    assert linked(workshop.page("text/two"), "#note-precis-en-p4") == [("Salt tax", "salt-tax")]
    workshop.change("layers/precis-en.md", "the Salt tax rose", "the salt taxes rose")
    workshop.build()
    assert linked(workshop.page("text/two"), "#note-precis-en-p4") == []


def test_manual_term_is_linked_only_if_forced_in_any_width(workshop):
    workshop.build()
    assert linked(workshop.page("text/one"), "#p3") == []
    workshop.change("text/one.md", "{#p3}", "{#p3 .force-nbc}")
    workshop.build()
    assert linked(workshop.page("text/one"), "#p3") == [("ＮＢＣ", "nbc")]
    assert workshop.page("text/one").select_one("#p3").get("class") is None


def test_link_can_be_forbidden_in_the_source(workshop):
    workshop.change("text/two.md", "{#p4}", "{#p4 .forbid-salt-tax}")
    workshop.change("layers/comment.md", ":id: toll", ":id: toll\n:forbid: salt-tax")
    workshop.build()
    assert linked(workshop.page("text/two"), "#p4") == []
    assert linked(workshop.page("text/one"), "#note-comment-toll") == [
        ("湾の市場", "harbour-market")
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "[塩税](https://example.org)",
        "`塩税`",
        "{ruby}`塩税|えんぜい`",
        "{plain}`塩税`",
        "{term}`塩税 <market-toll>`",
    ],
)
def test_terms_are_not_linked_in_links_code_or_ruby(workshop, markup):
    workshop.change("text/two.md", "塩税が", f"{markup}が")
    workshop.build()
    assert ("塩税", "salt-tax") not in linked(workshop.page("text/two"), "#p4")


def test_terms_are_not_linked_in_headings_and_their_own_definitions(workshop):
    workshop.change("text/two.md", "# 市の終わり", "# 塩税")
    workshop.build()
    assert workshop.page("text/two").select("h1 a[href*=term]") == []
    entry = workshop.page("glossary").select_one("#term-harbour-market").find_next_sibling("dd")
    assert [(a.get_text(), a["href"]) for a in entry.select("p:not(.edition-meta) a")] == [
        ("塩税", "#term-salt-tax")
    ]


def test_link_by_hand_counts_as_the_first_occurrence(workshop):
    workshop.change("text/two.md", "塩税が", "{term}`塩の税 <salt-tax>`と塩税が")
    workshop.build()
    assert linked(workshop.page("text/two"), "#p4") == [("塩の税", "salt-tax")]


def test_glossary_is_in_dictionary_order_then_latin(small_edition):
    page = small_edition.page("glossary")
    assert [h.get_text().rstrip("¶#") for h in page.select("h2")] == ["あ", "ま", "A–Z"]
    assert [dt["id"] for dt in page.select("dt")] == [
        "term-market-toll",
        "term-salt-tax",
        "term-harbour-market",
        "term-nbc",
    ]


def test_entry_lists_the_paragraphs_and_notes_with_its_term(small_edition):
    entry = small_edition.page("glossary").select_one("#term-salt-tax").find_next_sibling("dd")
    places = entry.select_one(".edition-places")
    assert [(a.get_text(), a["href"]) for a in places.select("a")] == [
        ("第4段落", "text/two.html#p4"),
        ("¶2「市場税」", "text/one.html#note-comment-toll"),
        ("¶3「記録」", "text/one.html#note-comment-gaps"),
        ("¶4", "text/two.html#note-precis-en-p4"),
    ]


def test_inserted_term_changes_no_other_address(workshop):
    out = workshop.build()
    before = {a["id"] for a in workshop.page("glossary").select("dt")}
    links = [a["href"] for a in workshop.page("text/one").select("a")]
    text = (out / "text/one.html").read_text("utf-8")
    new = ":::{term} zz\n:headword: 桟橋\n:reading: さんばし\n:english: pier\n\n船着き場。\n:::\n\n"
    workshop.change("glossary.md", "::::{term} harbour-market", new + "::::{term} harbour-market")
    workshop.build()
    assert {a["id"] for a in workshop.page("glossary").select("dt")} == before | {"term-zz"}
    assert [a["href"] for a in workshop.page("text/one").select("a")] == links
    assert (out / "text/one.html").read_text("utf-8") == text


WRONG = {
    "reading in kanji": (":reading: えんぜい", ":reading: 塩税", "{term} salt-tax", "bad_reading"),
    "no reading": (":reading: えんぜい\n", "", "{term} salt-tax", "missing_option"),
    "unknown related": (
        ":related: market-toll",
        ":related: market-tol",
        "{term} salt-tax",
        "unknown_term",
    ),
    "id in capitals": ("{term} nbc", "{term} NBC", "{term} NBC", "bad_id"),
    "same id": ("{term} nbc", "{term} salt-tax", "2:{term} salt-tax", "duplicate_id"),
    "same form": (
        ":aliases: 湾の市場, 港市",
        ":aliases: 塩税",
        "{term} harbour-market",
        "duplicate_form",
    ),
}


@pytest.mark.parametrize(("old", "new", "at", "subtype"), WRONG.values(), ids=WRONG)
def test_mistake_in_a_term_is_reported_with_its_line(workshop, old, new, at, subtype):
    workshop.change("glossary.md", old, new)
    workshop.build("dummy")
    nth, _, text = at.rpartition(":")
    line = workshop.line("glossary.md", text, int(nth or 1))
    assert [(w.path, w.line, w.subtype) for w in workshop.warned] == [
        ("glossary.md", line, f"edition.{subtype}")
    ]


def test_general_index_is_in_gojuon_rows(small_edition):
    page = small_edition.page("genindex")
    assert [h.get_text() for h in page.select("section > h2")] == ["あ", "ま", "A–Z"]
    entry = next(li for li in page.select(".edition-index li") if "塩税" in li.get_text())
    assert [a["href"] for a in entry.select("a")] == [
        "glossary.html#term-salt-tax",
        "text/two.html#p4",
    ]
