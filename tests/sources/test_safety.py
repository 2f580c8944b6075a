"""Sources cannot put raw markup on a page, and silent mistakes are reported."""

from __future__ import annotations

import json
import shutil

import pytest

from project_paths import ROOTS
from workshop import run_edition

HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(2)> <b>太</b>"


@pytest.mark.parametrize("name", ["text/two.md", "layers/comment.md", "glossary.md", "index.md"])
def test_html_in_a_source_is_escaped(workshop, name):
    marks = {
        "text/two.md": "市は別の湾に移る。",
        "layers/comment.md": "この空白は",
        "glossary.md": "湾の商社。",
        "index.md": "を見よ。\n{note}",
    }
    workshop.change(
        name,
        marks[name],
        marks[name].replace("\n", f"{HOSTILE}\n") if "\n" in marks[name] else marks[name] + HOSTILE,
    )
    workshop.build()
    for page in ("text/one", "text/two", "glossary", "index", "layers/comment"):
        soup = workshop.page(page)
        assert not [s for s in soup.select("script") if "alert" in s.get_text()]
        assert not soup.select("img[onerror]")


def test_raw_directive_is_refused(workshop):
    workshop.add("text/two.md", "\n```{raw} html\n<script>alert(1)</script>\n```\n")
    workshop.build()
    assert [(w.path, w.line, w.subtype) for w in workshop.warned] == [
        ("text/two.md", 9, "edition.raw_refused")
    ]
    assert "alert(1)" not in str(workshop.page("text/two"))


def test_sources_that_are_not_keys_are_refused(workshop):
    workshop.change(
        "glossary.md",
        ":sources: minato1990, smith2001",
        ":sources: minato1990`<script>alert(1)</script>",
    )
    workshop.build()
    assert [w.subtype for w in workshop.warned] == ["edition.bad_source_key"]
    assert "<script>alert" not in str(workshop.page("glossary"))


STRAY = {
    "on a heading": ("{#p6}\n## 題\n", "no_paragraph"),
    "on a list": ("{#p6}\n- 一\n- 二\n", "no_paragraph"),
    "on a table": ("{#p6}\n| a |\n|---|\n| b |\n", "no_paragraph"),
    "on a quotation": ("{#p6}\n> 引用\n", "no_paragraph"),
    "with a nought": ("{#p06}\n文。\n", "bad_id"),
}


@pytest.mark.parametrize(("markup", "subtype"), STRAY.values(), ids=STRAY)
def test_id_without_a_paragraph_is_reported(workshop, markup, subtype):
    workshop.add("text/two.md", f"\n{markup}")
    workshop.build("dummy")
    assert [(w.path, w.subtype) for w in workshop.warned] == [("text/two.md", f"edition.{subtype}")]
    assert workshop.warned[0].line in range(9, 12)


def test_ordinary_target_is_allowed(workshop):
    workshop.change("text/two.md", "{#p4}\n", "(my_target)=\n{#p4}\n")
    workshop.build()
    assert workshop.warned == []


NESTED = {
    "note in a note": (
        "::::{note} 5\n:id: out\n\n外。\n\n:::{note} 4\n:id: in\n\n内。\n:::\n::::\n",
        "note",
    ),
    "term in a note": (
        "::::{note} 5\n:id: out\n\n外。\n\n:::{term} zz\n:headword: 岸\n:reading: きし\n\n岸。\n:::\n::::\n",
        "term",
    ),
}


@pytest.mark.parametrize(("markup", "what"), NESTED.values(), ids=NESTED)
def test_nested_directive_is_refused(workshop, markup, what):
    workshop.add("layers/comment.md", "\n" + markup)
    workshop.build("dummy")
    (warned,) = workshop.warned
    assert (warned.path, warned.subtype) == ("layers/comment.md", "edition.nested")
    assert what in warned.text


@pytest.mark.parametrize("text", ["@book{a, title={x}", "@book{a, author={a, b, c, d}, title={x}}"])
def test_broken_references_bib_is_one_line(tmp_path, text):
    shutil.copytree(ROOTS / "test-edition", tmp_path / "source")
    (tmp_path / "source/conf.py").rename(tmp_path / "conf.py")
    (tmp_path / "references.bib").write_text(text, "utf-8")
    result = run_edition(tmp_path, "check")
    assert result.returncode == 1
    assert result.stderr.startswith(
        "edition: references.bib: the bibliography file cannot be read: "
    )
    assert result.stderr.count("\n") == 1


def test_invalid_key_and_impossible_date_of_a_source_are_reported(workshop):
    workshop.add(
        "references.bib",
        "\n@misc{Bad_Key, title={x}, year={2000}}\n\n@misc{late, title={y}, year={2020}, date={2020-13-01}}\n",
    )
    workshop.build("dummy")
    assert [(w.path, w.line, w.subtype) for w in workshop.warned] == [
        ("references.bib", workshop.line("references.bib", "Bad_Key"), "edition.bad_source_key"),
        ("references.bib", workshop.line("references.bib", "{late"), "edition.bad_date"),
    ]


def test_author_may_have_more_works_of_a_year_than_letters(workshop):
    works = "".join(
        f"@misc{{w{n}, author={{Many, A.}}, title={{T{n:02}}}, year={{2001}}, language={{en}}}}\n"
        for n in range(28)
    )
    workshop.add("references.bib", "\n" + works)
    workshop.change("index.md", "を見よ。\n{note}", "を見よ{cite:p}`w25,w26`。\n{note}")
    workshop.build()
    assert workshop.warned == []
    assert "（Many 2001z；Many 2001aa）" in workshop.page("index").get_text()


def test_texts_in_the_data_read_as_on_the_page(workshop):
    workshop.change(
        "layers/comment.md",
        "記録は{para}`3`が言うとおり少ない。",
        "{cite:t}`smith2001`は{term}`salt-tax`と{note}`comment-toll`を論じた {cite:p}`minato1990`。",
    )
    out = workshop.build()
    data = json.loads((out / "edition.json").read_text("utf-8"))
    text = next(note["text"] for note in data["notes"] if note["id"] == "note-comment-records")
    assert text == "Smith and Jones（2001）は塩税と第2段落注「市場税」を論じた。"


@pytest.mark.parametrize(
    "record",
    [
        '{"witness": "w", "rule": 2, "paragraphs": []}',
        '{"witness": 5, "rule": 2, "paragraphs": {}}',
        "[1]",
    ],
)
def test_witness_record_of_a_wrong_form_is_reported_once(workshop, record):
    workshop.write("witness.json", record)
    workshop.build("dummy")
    assert [w.subtype for w in workshop.warned] == ["edition.bad_witness_record"]


def test_problem_is_reported_at_every_build(workshop):
    workshop.change("layers/comment.md", ":lemma: 荷揚げ", ":lemma: 朝市")
    for _ in range(2):
        workshop.build()
        assert [w.subtype for w in workshop.warned] == ["edition.lemma_not_found"]
