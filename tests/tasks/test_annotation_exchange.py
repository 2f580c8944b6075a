"""Import of tables, Hypothesis and Web Annotations as layers, and export of notes, by command."""

from __future__ import annotations

import datetime as dt
import json

import openpyxl
import pytest
from bs4 import BeautifulSoup

from study_edition.core.annotations.annotation import Annotation
from study_edition.core.annotations.layer_file import LayerHead, write_layer
from study_edition.core.model.locus import parse_locus
from study_edition.domain.edition_domain import domain_of
from study_edition.tasks.annotation_exchange import notes_to_export
from study_edition.tasks.read_sources import read_sources
from workshop import make_project, run_edition


@pytest.fixture
def project(tmp_path):
    return make_project(tmp_path)


def reported(result):
    return [line.removeprefix("edition: ") for line in result.stderr.splitlines()]


def records(project, layer):
    """Return the notes of a layer as Sphinx reads them."""
    app, wrong = read_sources(project)
    assert wrong == []
    return [
        a._replace(name=a.name.removeprefix(f"note-{layer}-"))
        for a in notes_to_export(app, [layer])
    ]


# -- export


def test_notes_exported_as_web_annotations_are_imported_as_the_same_records(project):
    run_edition(project, "export", "annotations", "-o", "notes.jsonld", check=True)
    data = json.loads((project / "notes.jsonld").read_text("utf-8"))
    first = data["first"]["items"][0]
    assert first["id"] == "https://example.org/harbour/text/one.html#note-comment-unloading"
    assert first["target"]["selector"]["refinedBy"] == {
        "type": "TextQuoteSelector",
        "exact": "荷揚げ",
    }
    result = run_edition(project, "layer", "import", "notes.jsonld", "--as", "again")
    assert (result.returncode, result.stderr) == (0, "")
    assert "0 not placed" in result.stdout
    checked = run_edition(project, "layer", "check", "source/layers/again.md")
    assert (checked.returncode, checked.stderr) == (0, "")
    both = {layer: records(project, layer) for layer in ("comment", "precis-en", "again")}
    same = [
        sorted(a._replace(name="", lang="") for a in part)
        for part in (both["again"], both["comment"] + both["precis-en"])
    ]
    assert same[0] == same[1]  # a layer has one language: a note in another one is in a passage
    assert ":::{lang} en" in (project / "source/layers/again.md").read_text("utf-8")
    names = {a.name for a in both["again"]}
    assert "comment-unloading" in names


def test_layer_exported_as_csv_is_imported_as_the_same_records(project):
    run_edition(
        project,
        "export",
        "annotations",
        "--format",
        "csv",
        "--layers",
        "comment",
        "-o",
        "notes.csv",
        check=True,
    )
    lines = (project / "notes.csv").read_text("utf-8").splitlines()
    assert lines[0] == "locus,lemma,text,id,lang,author,license"
    assert lines[1].startswith("1,荷揚げ,")
    run_edition(project, "layer", "import", "notes.csv", "--as", "again", check=True)
    assert [a._replace(name="") for a in records(project, "again")] == [
        a._replace(name="") for a in records(project, "comment")
    ]


def test_annotations_are_relative_without_an_address_and_a_warning_is_printed(project):
    (project / "conf.py").write_text(
        (project / "conf.py").read_text("utf-8").replace("https://example.org/harbour/", ""),
        "utf-8",
    )
    result = run_edition(project, "export", "annotations")
    assert result.returncode == 0
    assert "html_baseurl" in result.stderr
    assert json.loads(result.stdout)["first"]["items"][0]["target"]["source"] == "p/1.html"
    result = run_edition(project, "export", "annotations", "--base", "https://example.net/x")
    assert result.stderr == ""
    assert (
        json.loads(result.stdout)["first"]["items"][0]["target"]["source"]
        == "https://example.net/x/p/1.html"
    )


def test_unknown_layer_is_reported_with_a_suggestion(project):
    result = run_edition(project, "export", "annotations", "--layers", "coment")
    assert (result.returncode, reported(result)) == (
        1,
        ["there is no layer 'coment'. Did you mean 'comment'?"],
    )


def test_instructors_notes_are_exported_only_for_instructors(tmp_path):
    project = make_project(tmp_path, "test-records")
    assert "月の鍵" not in run_edition(project, "export", "annotations", check=True).stdout
    assert (
        "月の鍵"
        in run_edition(
            project, "export", "annotations", "--audience", "instructor", check=True
        ).stdout
    )


# -- import


def test_template_can_be_imported_unchanged(project):
    for form in ("csv", "xlsx"):
        run_edition(project, "layer", "import", "--template", form, check=True)
        result = run_edition(project, "layer", "import", f"notes.{form}", "--as", f"from-{form}")
        assert (result.returncode, result.stderr) == (0, "")
        again = run_edition(project, "layer", "import", "--template", form)
        assert again.returncode == 1
        assert "already exists" in again.stderr


def test_workbook_is_read_and_a_date_instead_of_a_locus_is_reported(project):
    run_edition(project, "layer", "import", "--template", "xlsx", check=True)
    book = openpyxl.load_workbook(project / "notes.xlsx")
    sheet = book.worksheets[0]
    assert sheet["A2"].number_format == "@"

    sheet["A3"], sheet["B3"], sheet["C3"] = 3, "記録", "数の欄"
    sheet["A4"], sheet["C4"] = dt.datetime(2026, 3, 5), "日付の欄"  # noqa: DTZ001  as Excel stores it
    book.save(project / "notes.xlsx")
    result = run_edition(
        project, "layer", "import", "notes.xlsx", "--as", "sheet", "--author", "田中"
    )
    assert result.returncode == 1
    assert reported(result) == [
        "notes.xlsx:4: the locus '2026-03-05 00:00:00' has become a date: make the cell text and write it again."
    ]
    assert [(str(a.locus), a.lemma) for a in records(project, "sheet")] == [
        ("1", ""),
        ("3", "記録"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "shift_jis", "utf-16"])
def test_table_is_read_in_the_encodings_of_spreadsheets(project, encoding):
    table = "段落,見出し語句,本文\n1,荷揚げ,この荷揚げは夜明けに限られたという。\n第4段落,,塩の税についての長い見方を記す。\n"
    (project / "a.csv").write_bytes(table.encode(encoding))
    run_edition(project, "layer", "import", "a.csv", "--author", "田中 花子", check=True)
    assert [(str(a.locus), a.lemma, a.author) for a in records(project, "a")] == [
        ("1", "荷揚げ", "田中 花子"),
        ("4", "", "田中 花子"),
    ]


def rows(*given):
    made = []
    for quote, uri, text in given:
        selectors = (
            [{"type": "TextQuoteSelector", "exact": quote, "prefix": "", "suffix": ""}]
            if quote
            else []
        )
        made.append(
            {
                "id": text,
                "uri": uri,
                "text": text,
                "user": "acct:hanako@hypothes.is",
                "target": [{"source": uri, "selector": selectors}],
            }
        )
    return json.dumps(made, ensure_ascii=False)


def test_export_of_hypothesis_is_imported_and_rejected_rows_are_reported(project):
    page = "https://example.org/harbour/text/one.html"
    given = rows(
        ("潮の満ち引き", page, "甲"),
        ("港市場", page, "乙"),
        ("", "https://example.org/harbour/p/4.html", "丙"),
        ("無い句", page, "丁"),
    )
    (project / "seminar.json").write_text(given, "utf-8")
    refused = run_edition(project, "layer", "import", "seminar.json")
    assert refused.returncode == 1
    assert "give --license" in refused.stderr
    assert not (project / "source/layers/seminar.md").exists()
    result = run_edition(project, "layer", "import", "seminar.json", "--license", "CC0-1.0")
    assert result.returncode == 1
    assert reported(result) == [
        "seminar.json:2: its quotation is in several paragraphs (¶1、¶2).",
        "seminar.json:4: its quotation is in no précis and no note.",
    ]
    placed = records(project, "seminar")
    assert [(str(a.locus), a.lemma, a.text, a.author, a.license) for a in placed] == [
        ("1", "潮の満ち引き", "甲", "hanako", "CC0-1.0"),
        ("4", "", "丙", "hanako", "CC0-1.0"),
    ]


def test_dry_run_writes_nothing_and_an_existing_layer_is_kept(project):
    (project / "seminar.csv").write_text("locus,text\n1,甲\n", "utf-8")
    path = project / "source/layers/seminar.md"
    result = run_edition(project, "layer", "import", "seminar.csv", "--dry-run")
    assert result.returncode == 0
    assert "甲" in result.stdout
    assert not path.exists()
    path.write_text("書きかけ", "utf-8")
    result = run_edition(project, "layer", "import", "seminar.csv")
    assert result.returncode == 1
    assert "already exists" in result.stderr
    assert path.read_text("utf-8") == "書きかけ"
    result = run_edition(project, "layer", "import", "seminar.csv", "--as", "comment")
    assert result.returncode == 1
    assert "already exists" in result.stderr


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("none.csv", None, "none.csv: there is no such file"),
        ("a.json", b'{"a": 1}', "a.json: it holds no list"),
        ("a.json", b'[\n{"a": }]', "a.json:2: not JSON"),
        ("a.json", b"[" * 100_000, "a.json: not JSON"),
        ("a.csv", b"x,y\n1,2\n", "a.csv:1: there is no column 'locus'"),
        ("a.csv", b"locus,text\n", "a.csv: it holds no notes"),
        ("a.csv", b"locus,text\n77,x\n", "a.csv:2: there is no paragraph 77"),
        ("a.xlsx", b"PK\x03\x04broken", "a.xlsx: cannot be read as an Excel workbook"),
        ("ノート.csv", b"locus,text\n1,x\n", "cannot be a layer's id: give one"),
    ],
)
def test_unreadable_import_is_one_line(project, name, data, reason):
    if data is not None:
        (project / name).write_bytes(data)
    result = run_edition(project, "layer", "import", name)
    assert result.returncode == 1
    assert reason in reported(result)[0]
    assert "Traceback" not in result.stderr
    assert not list((project / "source/layers").glob("a.md"))


HOSTILE = [
    "<script>alert(1)</script> & &amp; <img src=x onerror=alert(1)>",
    ":::{note} 2",
    "::::",
    "```{include} /etc/passwd",
    "{cite:p}`nobody2000` {term}`none` {raw}`x`",
    "# 見出し",
    "- 項 * 項",
    "1. 項",
    "2) 項",
    "> 引用",
    "| a | b |",
    "---",
    "===",
    "+++",
    "% 註",
    "(target)=",
    "[x](javascript:alert(1)) ![x](y.png) [^1] [x]: y",
    ":key: value",
    "$x$ $$y$$ ~~z~~ \\ back\\slash",
    "$$",
    "a  two spaces  b",
    "__init__ *x* _y_ `z",
    "http://example.org/a_b_c?d=e&f=g#h",
    "\"quoted\" 'text' -- ...",
    "{#p1}",
    "{.class}",
    "^^^",
    "~ x",
    "&lt;b&gt;",
    "<!-- x -->",
    "<https://example.org>",
]


def test_markup_in_imported_notes_is_escaped(project):
    items = [
        Annotation("", parse_locus("1"), "", line, "ja", "田中", "CC-BY-4.0") for line in HOSTILE
    ]
    items.append(
        Annotation("", parse_locus("2"), "", "\n".join(HOSTILE), "ja", "田中", "CC-BY-4.0")
    )
    items.append(
        Annotation("", parse_locus("3"), "", "\n".join(HOSTILE), "en", "田中", "CC-BY-4.0")
    )
    text = write_layer(
        LayerHead("hostile", "# 題 <b>", "comment", "田中", "ja", "CC-BY-4.0"), items
    )
    (project / "source/layers/hostile.md").write_text(text, "utf-8")
    result = run_edition(project, "layer", "check", "source/layers/hostile.md")
    assert (result.returncode, result.stderr) == (0, "")
    app, wrong = read_sources(project)
    assert wrong == []
    assert domain_of(app.env).edition.layers["hostile"].title == "# 題 <b>"
    found = notes_to_export(app, ["hostile"])
    assert [a.text for a in found] == [a.text for a in items]
    run_edition(project, "build", "html", "--quiet", check=True)
    page = BeautifulSoup((project / "build/html/text/one.html").read_text("utf-8"), "html.parser")
    notes = page.select(".layer-hostile")
    assert len(notes) == len(items)
    assert not [
        tag.name
        for note in notes
        for tag in note.select("script, img, b, h1, h2, table, pre, hr, ul, ol")
    ]
