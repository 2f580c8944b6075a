"""The pages of all citations, and the page on how to cite."""

from __future__ import annotations

import datetime as dt
import json
import re
from html import unescape

import pytest
from bs4 import BeautifulSoup

from study_edition.core.citation import FILE_EXTENSIONS, LANGUAGES, STYLES, cite, html, plain
from study_edition.core.citation.citation_records import TargetKind
from study_edition.core.model.locus import parse_locus
from study_edition.pages.cite_targets import edition_record, find_target, paragraphs_target

NOTES = ["note-comment-gaps", "note-comment-records", "note-comment-toll", "note-comment-unloading"]
TERMS = ["term-harbour-market", "term-market-toll", "term-salt-tax"]


def pages(out):
    return sorted(path.stem for path in (out / "cite").glob("*.html"))


def soup(out, name):
    return BeautifulSoup((out / f"{name}.html").read_text("utf-8"), "html.parser")


def test_every_paragraph_note_and_term_has_a_cite_page(workshop):
    out = workshop.build()
    assert workshop.warned == []
    terms = [
        f"term-{t['id'].removeprefix('term-')}"
        for t in json.loads((out / "edition.json").read_text("utf-8"))["terms"]
    ]
    assert pages(out) == sorted([*"12345", *NOTES, *terms])
    linked = set()
    for path in (out / "text/one.html", out / "text/two.html", out / "glossary.html"):
        for link in BeautifulSoup(path.read_text("utf-8"), "html.parser").select("a.edition-cite"):
            page = (path.parent / link["href"]).resolve()
            assert page.exists()
            linked.add(page.stem)
    assert sorted(linked) == pages(out)


@pytest.mark.parametrize(
    "name", ["3", "note-comment-toll", "note-comment-records", "term-salt-tax"]
)
def test_cite_page_has_every_citation_with_a_blank_date_of_access(workshop, name):
    out = workshop.build()
    record = edition_record(workshop.app)
    page = (out / "cite" / f"{name}.html").read_text("utf-8")
    shown = [
        unescape(part)
        for part in re.findall(
            r"<(?:dd|pre[^>]*|code)>(?!<)(.*?)</(?:dd|pre|code)>", page, re.DOTALL
        )
    ]
    targets = (
        [
            paragraphs_target(parse_locus(name), words)
            for words in (TargetKind.ESSAY, TargetKind.PRECIS)
        ]
        if name == "3"
        else [find_target(workshop.app, name)]
    )
    expected = []
    for cited in targets:
        for lang in LANGUAGES:
            for style in STYLES:
                # a date has one form in each style, so it can replace the blank
                parts = cite(
                    style,
                    lang,
                    cited,
                    record,
                    None if style in FILE_EXTENSIONS else dt.date(2001, 9, 8),
                )
                expected += [unescape(html(part)) for part in parts if part]
    blank = (
        ("2001-09-08", "____-__-__"),
        ("2001年9月8日", "____年__月__日"),
        ("8 September 2001", "__ ________ ____"),
        ("September 8, 2001", "________ __, ____"),
    )
    for day, line in blank:
        expected = [part.replace(day, line) for part in expected]
    assert shown == expected
    assert any("____" in part for part in shown)
    assert "accessed" not in "".join(part for part in shown if part.startswith(("[{", "@", "TY")))


def test_cite_page_names_the_author_and_links_back(workshop):
    workshop.change("layers/comment.md", "author: 試験", "author: 山田 花子")
    out = workshop.build()
    essay, precis = soup(out, "cite/3").select("section")
    assert "アンナ・スミスの言葉として引く" in essay.text
    assert "アンナ・スミスの言葉ではない" in precis.text
    assert "山田花子の言葉として引く" in soup(out, "cite/note-comment-toll").text
    assert "本版編者の言葉として引く" in soup(out, "cite/term-salt-tax").text
    for name, back in (
        ("3", "../p/3.html"),
        ("note-comment-toll", "../text/one.html#note-comment-toll"),
        ("term-salt-tax", "../glossary.html#term-salt-tax"),
    ):
        link = soup(out, f"cite/{name}").select_one(".cite-ways a")
        assert link["href"] == back
        assert (out / "cite" / back.partition("#")[0]).resolve().exists()


@pytest.mark.parametrize("address", ["https://example.org/harbour/", ""])
def test_cite_page_of_a_paragraph_has_the_essays_metadata(workshop, address):
    workshop.change("conf.py", '"https://example.org/harbour/"', repr(address))
    out = workshop.build()
    tags = {
        tag.get("name") or tag.get("property"): tag["content"]
        for tag in soup(out, "cite/3").select("meta[content]")
    }
    assert tags["z:itemType"] == "newspaperArticle"
    assert tags["DC.title"] == "港の「市場」、昨日と明日"
    assert tags["DC.creator"] == "Smith, Anna"
    assert tags["og:url" if address else "bibo:uri"] == (
        f"{address}p/3.html" if address else "../p/3.html"
    )
    for name in ("note-comment-toll", "term-salt-tax"):
        assert not soup(out, f"cite/{name}").select("meta[name^='z:'], meta[name^='DC.']")


def test_edition_without_an_address_has_no_address_or_date_on_cite_pages(workshop):
    workshop.change("conf.py", 'html_baseurl = "https://example.org/harbour/"', "")
    out = workshop.build()
    page = soup(out, "cite/3")
    assert "アドレスは定められていない" in page.text
    assert "http" not in page.select_one("section").text
    assert "参照" not in page.select_one("section").text


def test_only_precis_by_others_have_a_cite_link(workshop):
    assert not soup(workshop.build(), "text/one").select(".kind-precis > a.edition-cite")
    workshop.change("layers/precis-en.md", "author: 試験", "author: 山田 花子")
    out = workshop.build()
    links = soup(out, "text/one").select(".kind-precis > a.edition-cite")
    assert links
    assert all((out / "text" / link["href"]).resolve().exists() for link in links)


def test_edition_without_an_essay_setting_has_no_cite_pages(workshop):
    out = workshop.build()
    conf = (workshop.source / "conf.py").read_text("utf-8")
    workshop.write("conf.py", re.sub(r"edition_essay = \{.*?\n\}\n", "", conf, flags=re.DOTALL))
    out = workshop.build()
    assert workshop.warned == []
    assert pages(out) == []
    assert not list(out.glob("_cite/**/*.js"))
    assert not (out / "cite.html").exists()
    assert "edition-cite" not in "".join(path.read_text("utf-8") for path in out.rglob("*.html"))


def test_cite_pages_of_removed_entries_are_deleted(workshop):
    workshop.build()
    workshop.change(
        "layers/comment.md",
        ":::{note} 2-3\n:id: records\n\n記録は{para}`3`が言うとおり少ない。\n:::\n",
        "",
    )
    workshop.change("glossary.md", ":related: market-toll\n", "")
    workshop.change(
        "glossary.md",
        "::::{term} market-toll\n:headword: 市場税\n:reading: いちばぜい\n:english: market toll\n\n市場に入る荷の税。\n::::\n",
        "",
    )
    out = workshop.build()
    assert workshop.warned == []
    assert not {"note-comment-records", "term-market-toll"} & set(pages(out))
    assert "note-comment-records" not in (out / "_cite/text/one.js").read_text("utf-8")


def test_documents_named_like_cite_pages_are_kept(workshop):
    workshop.write("cite.md", "# 引き方\n")
    workshop.write("cite/term-list.md", "# 一覧\n")
    workshop.change("index.md", "text/two\n", "text/two\ncite\ncite/term-list\n")
    out = workshop.build()
    workshop.build()
    assert workshop.warned == []
    assert soup(out, "cite").h1.text.startswith("引き方")
    assert soup(out, "cite/term-list").h1.text.startswith("一覧")


def test_only_changed_cite_pages_are_written(workshop):
    out = workshop.build()
    before = {
        path: path.stat().st_mtime_ns
        for folder in ("cite", "_cite")
        for path in (out / folder).rglob("*.*")
    }
    workshop.change("glossary.md", ":english: market toll", ":english: toll of the market")
    workshop.build()
    assert {path.name for path, time in before.items() if path.stat().st_mtime_ns != time} == {
        "term-market-toll.html",
        "glossary.js",
    }


def test_authors_texts_are_escaped_on_cite_pages(workshop):
    workshop.change(
        "glossary.md", ":headword: 市場税\n", ":headword: <img src=x onerror=alert(1)>&「税」\n"
    )
    workshop.change("layers/comment.md", "author: 試験", "author: <script>alert(2)</script>")
    out = workshop.build()
    for name in ("term-market-toll", "note-comment-toll"):
        page = soup(out, f"cite/{name}")
        assert page.select("img, main script") == []
    assert "<img src=x onerror=alert(1)>&「税」" in soup(out, "cite/term-market-toll").text
    link = soup(out, "glossary").select_one("a.edition-cite[href='cite/term-market-toll.html']")
    assert link["aria-label"].startswith("用語「<img src=x onerror=alert(1)>&「税」」を引用 Cite")


def test_page_on_how_to_cite_is_written(workshop):
    workshop.add("index.md", "\n[引用のしかた](cite.html)を見よ。\n")
    out = workshop.build()
    assert workshop.warned == []
    assert soup(out, "index").select("a[href='cite.html']")
    page = soup(out, "cite")
    links = [link["href"] for link in page.select(".cite-numbers a, a[download]")]
    assert links[:5] == [f"cite/{n}.html" for n in range(1, 6)]
    assert len(links) == 11
    assert all((out / link).exists() for link in links)
    record = edition_record(workshop.app)
    cells = [cell.text for cell in page.select(".cite-examples td")]
    for locus in ("1", "1-3"):
        for lang in LANGUAGES:
            assert (
                plain(cite("apa", lang, paragraphs_target(parse_locus(locus)), record).in_text)
                in cells
            )


def test_cite_links_work_with_dirhtml(workshop):
    out = workshop.build("dirhtml")
    page = out / "text/one/index.html"
    for link in BeautifulSoup(page.read_text("utf-8"), "html.parser").select("a.edition-cite"):
        target_page = (page.parent / link["href"]).resolve()
        assert target_page.exists()
    back = BeautifulSoup(target_page.read_text("utf-8"), "html.parser").select_one(".cite-ways a")[
        "href"
    ]
    assert (out / "cite" / back.partition("#")[0]).resolve().exists()
    assert (out / "cite/index.html").exists()
    assert 'editionCited("text/one","text/one/",' in (out / "_cite/text/one.js").read_text("utf-8")
