"""Citations in the text and the bibliography, compared with golden files."""

from __future__ import annotations

import pytest

from project_paths import DATA

GOLDEN = DATA / "bibliography"


def test_citations_in_the_text_match_the_golden_list(small_edition):
    page = small_edition.page("text/one")
    cited = [c.get_text() for c in page.select(".bibtex-citation")]
    assert cited == [
        "(Smith and Jones 2001)",
        "（港 1990、12–15頁）",
        "Smith and Jones（2001）",
        "（港 1990；Smith and Jones 2001）",
    ]


def test_english_passage_has_english_brackets_and_page_numbers(small_edition):
    entry = small_edition.page("glossary").select_one("#term-salt-tax").find_next_sibling("dd")
    assert [c.get_text() for c in entry.select(".passage .bibtex-citation")] == [
        "(Smith and Jones 2001, p. 4)"
    ]


def test_bibliography_lists_the_notes_that_cite_a_work(small_edition):
    item = small_edition.page("bibliography").select_one("#source-minato1990")
    assert [(a.get_text(), a["href"]) for a in item.select(".edition-places a")] == [
        ("¶1「荷揚げ」", "text/one.html#note-comment-unloading"),
        ("¶2「市場税」", "text/one.html#note-comment-toll"),
    ]


def test_uncited_works_are_listed_separately(small_edition):
    lists = small_edition.page("bibliography").select("ul.edition-sources")
    assert [[li["id"] for li in ul.select(":scope > li")] for ul in lists] == [
        ["source-minato1990", "source-smith2001"],
        ["source-gull2010"],
    ]


def test_bibliography_matches_the_golden_file(workshop):
    """Every type of source, in order; change the golden file only on purpose."""
    workshop.write("references.bib", (GOLDEN / "references.bib").read_text("utf-8"))
    workshop.write("bibliography.md", "# 文献\n\n```{bibliography}\n:all:\n```\n")
    for name in ("layers/comment.md", "layers/precis-en.md"):
        (workshop.source / name).unlink()
    workshop.write("glossary.md", "# Glossary\n")
    workshop.write(
        "index.md",
        "# 索\n\n"
        + (GOLDEN / "citations.md").read_text("utf-8")
        + "\n```{toctree}\n:glob:\n*\n*/*\n```\n",
    )
    workshop.build()
    assert workshop.warned == []
    listed = [
        li.p.get_text() for li in workshop.page("bibliography").select("ul.edition-sources > li")
    ]
    assert "\n".join(listed) + "\n" == (GOLDEN / "bibliography.txt").read_text("utf-8")
    cited = [c.get_text() for c in workshop.page("index").select(".bibtex-citation")]
    assert "\n".join(cited) + "\n" == (GOLDEN / "citations.txt").read_text("utf-8")


@pytest.mark.parametrize("name", ["text/one", "bibliography"])
def test_addresses_of_sources_do_not_depend_on_their_order(workshop, name):
    workshop.build()
    before = sorted(a["href"] for a in workshop.page(name).select("a[href*=source-]"))
    text = (workshop.source / "references.bib").read_text("utf-8")
    workshop.write(
        "references.bib",
        "@book{aaa2000, title={A}, author={Abel, A.}, year={2000}, publisher={X}}\n" + text,
    )
    workshop.build()
    assert sorted(a["href"] for a in workshop.page(name).select("a[href*=source-]")) == before
