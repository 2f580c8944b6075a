"""Audiences: a build for students has nothing for instructors in any byte; theirs has all of it."""

from __future__ import annotations

import json
import pickle
import re
import shutil

import pytest
from bs4 import BeautifulSoup

from built_files import files_containing
from study_edition.sources.audience_filter import StudentProject
from workshop import Workshop, make_project, pdf_text, run_edition

SECRET = (
    "暁の帳簿",
    "dawn ledger",
    "宵の灯台",
    "月の鍵の話",
    "教員用の注",
    "note-keys-key",
    "layers/keys",
    "採点",
    "解答例",
)
"""For instructors only in the small edition: rubric, answer, headings; a layer's note, title, id, file."""


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    """A fresh copy of the small edition with parts for instructors."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Workshop(tmp_path, "test-records")


@pytest.fixture
def project(tmp_path):
    """The same edition in the layout of the command."""
    return make_project(tmp_path, "test-records")


def test_build_for_students_has_nothing_for_instructors(project):
    """Nor do the doctrees and pickles next to the output."""
    assert run_edition(project, "build", "--quiet").returncode == 0
    assert files_containing(project / "build", SECRET) == {}
    assert files_containing(project / ".cache", SECRET) == {}
    assert (project / "build/html/questions.html").exists()
    assert (project / "build/pdf/study-guide.pdf").exists()


@pytest.mark.parametrize("name", ["a[1]", "a*", "a?", "[a]", "a!^"])
def test_name_of_a_file_for_instructors_is_not_kept(tmp_path, name):
    (tmp_path / "a1.md").write_text("# For all\n", "utf-8")
    (tmp_path / f"{name}.md").write_text(
        "---\nlayer: keys\nkind: comment\ntitle: Keys\nauthor: A\nlang: en\nlicense: CC0-1.0\naudience: instructor\n---\n",
        "utf-8",
    )
    project = StudentProject(tmp_path, {".md": "markdown"})
    assert project.discover() == {"a1"}
    assert repr(name)[1:-1].encode() not in pickle.dumps(project)


@pytest.mark.slow
def test_build_for_instructors_is_complete_and_separate(project):
    assert run_edition(project, "build", "--quiet").returncode == 0
    before = {path: path.read_bytes() for path in (project / "build").rglob("*") if path.is_file()}
    result = run_edition(project, "build", "--audience", "instructor")
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[-2:] == [
        "Built: build/instructor/html/index.html",
        "Built: build/instructor/pdf/study-guide.pdf",
    ]
    hits = files_containing(project / "build/instructor/html", SECRET)
    assert set(hits) == set(SECRET)
    assert "edition.json" in hits["暁の帳簿"]
    assert "search-index.js" in hits["暁の帳簿"]
    printed = re.sub(r"\s", "", pdf_text(project / "build/instructor/pdf/study-guide.pdf"))
    assert [needle for needle in SECRET if re.sub(r"\s", "", needle) not in printed] == [
        "note-keys-key",
        "layers/keys",
    ]
    assert "教員用Forinstructors" in printed
    assert {path: path.read_bytes() for path in before} == before
    assert (
        files_containing(project / ".cache/html", SECRET)
        == files_containing(project / ".cache/typst", SECRET)
        == {}
    )


def test_data_name_their_audience(workshop):
    students = json.loads((workshop.build() / "edition.json").read_text("utf-8"))
    workshop.change(
        "conf.py", 'html_theme = "basic"', 'html_theme = "basic"\nedition_audience = "instructor"'
    )
    instructors = json.loads(
        (workshop.build(output="instructor", fresh=True) / "edition.json").read_text("utf-8")
    )
    assert (students["audience"], instructors["audience"]) == ("student", "instructor")
    assert ["rubric" in q for q in students["questions"]] == [False, False]
    assert instructors["questions"][0]["rubric"].splitlines() == [
        "山田の名を挙げ、暁の帳簿に触れること。",
        "English marks for the dawn ledger.",
    ]
    assert {layer["id"] for layer in students["layers"]} == {"comment"}
    assert {layer["id"] for layer in instructors["layers"]} == {"comment", "keys"}


def test_page_for_instructors_is_labelled_and_not_indexed(workshop):
    robots = 'meta[name="robots"][content="noindex"]'
    workshop.build()
    assert not workshop.page("questions").select(robots)
    workshop.change(
        "conf.py", 'html_theme = "basic"', 'html_theme = "basic"\nedition_audience = "instructor"'
    )
    workshop.build(fresh=True)
    assert workshop.page("questions").select(robots)


def test_answer_and_rubric_are_labelled(workshop):
    workshop.change(
        "conf.py", 'html_theme = "basic"', 'html_theme = "basic"\nedition_audience = "instructor"'
    )
    workshop.build()
    heads = [
        head.get_text() for head in workshop.page("questions").select(".edition-instructor-head")
    ]
    assert heads == ["採点の観点 Rubric", "解答例 Answer"]
    cards = (workshop.folder / "out/html/_cards/questions.js").read_text("utf-8")
    assert "帳簿" not in BeautifulSoup(cards, "html.parser").get_text()


def test_reference_to_an_instructors_note_is_reported_for_students_only(project):
    index = project / "source/index.md"
    index.write_text(
        index.read_text("utf-8").replace("を見よ。", "と{note}`keys-key`を見よ。", 1), "utf-8"
    )
    result = run_edition(project, "check")
    assert result.returncode == 1
    (line,) = result.stderr.splitlines()
    assert re.search(
        r"source/index\.md:3: WARNING: there is no note 'keys-key'\. .*\[edition\.unknown_note\]$",
        line,
    )
    assert (
        run_edition(project, "build", "html", "--quiet", "--audience", "instructor").returncode == 0
    )


def test_check_reads_parts_for_instructors(project):
    questions = project / "source/questions.md"
    questions.write_text(
        questions.read_text("utf-8").replace(
            "{cite:p}`gull2010`。\n\nEnglish", "{cite:p}`gul2010`。\n\nEnglish"
        ),
        "utf-8",
    )
    assert run_edition(project, "build", "html", "--quiet").returncode == 0
    result = run_edition(project, "check")
    assert result.returncode == 1
    (line,) = result.stderr.splitlines()
    assert "there is no source 'gul2010'" in line
    assert "source/questions.md:" in line


@pytest.mark.parametrize("value", ["instructr", "Instructor", "[instructor]", '""', "teacher"])
def test_layer_with_a_wrong_audience_is_reported_and_hidden(workshop, value):
    workshop.change("layers/keys.md", "audience: instructor", f"audience: {value}")
    out = workshop.build()
    assert {w.subtype for w in workshop.warned} <= {
        "edition.bad_layer_value",
        "edition.missing_layer_key",
    }
    assert [(w.path, w.line) for w in workshop.warned] == [
        ("layers/keys.md", workshop.line("layers/keys.md", "audience:"))
    ]
    assert files_containing(out, ("月の鍵の話", "note-keys-key")) == {}


def test_layer_that_becomes_instructors_only_leaves_nothing_behind(workshop):
    workshop.change("layers/keys.md", "audience: instructor", "audience: student")
    assert files_containing(workshop.build(), ("月の鍵の話",))
    workshop.change("layers/keys.md", "audience: student", "audience: instructor")
    out = workshop.build()
    assert workshop.warned == []
    assert files_containing(out, SECRET) == {}


def test_layer_outside_the_edition_keeps_its_audience(workshop):
    shutil.move(workshop.source / "layers/keys.md", workshop.folder / "keys.md")
    workshop.change(
        "conf.py", 'html_theme = "basic"', 'html_theme = "basic"\nedition_layers = ["../keys.md"]'
    )
    assert files_containing(workshop.build(), SECRET) == {}
    assert workshop.warned == []
    workshop.change("conf.py", "edition_layers", 'edition_audience = "instructor"\nedition_layers')
    assert "月の鍵の話" in files_containing(workshop.build(output="instructor", fresh=True), SECRET)


def test_wrong_audience_in_the_settings_is_reported_and_means_students(workshop):
    workshop.change(
        "conf.py", 'html_theme = "basic"', 'html_theme = "basic"\nedition_audience = "teacher"'
    )
    out = workshop.build()
    assert [w.subtype for w in workshop.warned] == ["edition.bad_setting"]
    assert files_containing(out, SECRET) == {}


def test_unknown_audience_exits_with_2(project):
    assert run_edition(project, "build", "--audience", "parents").returncode == 2


def test_witness_record_has_the_lemmas_of_instructors_layers(project):
    essay = "市の話をする。\n山田は塩税に反対した人。\n商人は去った。"
    (project / "essay.txt").write_text(essay, "utf-8")
    result = run_edition(project, "fingerprint", "essay.txt")
    assert result.returncode == 0, result.stderr
    assert "山田" in (project / "witness.json").read_text("utf-8")
