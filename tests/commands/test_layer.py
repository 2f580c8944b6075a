"""Layers as an instructor uses them: made by a command, checked alone, kept outside the edition."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil

import pytest
from bs4 import BeautifulSoup

from project_paths import PROJECT
from study_edition.core.annotations.layer_template import layer_template
from study_edition.core.model.front_matter import read_front_matter
from workshop import make_project, pdf_text, run_edition

NOTE = "\n:::{{note}} {locus}\n{lines}\n{text}\n:::\n"


@pytest.fixture
def project(tmp_path):
    return make_project(tmp_path)


def write(path, name="tanaka", *notes, **front):
    """Write a layer file."""
    values = {
        "layer": name,
        "title": "田中の注",
        "kind": "comment",
        "author": "田中",
        "lang": "ja",
        "license": "CC-BY-4.0",
        **front,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    head = "".join(f"{key}: {value}\n" for key, value in values.items() if value is not None)
    path.write_text(f"---\n{head}---\n# 田中の注\n" + "".join(notes), "utf-8")
    return path


def note(locus="1", text="田中の見方。", *lines):
    return NOTE.format(locus=locus, lines="\n".join(lines), text=text).replace("}} ", "} ")


def reported(result):
    """Return the lines of stderr without the command's name."""
    return [line.removeprefix("edition: ") for line in result.stderr.splitlines()]


# -- making a layer


def test_new_layer_builds_at_once_with_its_sample_next_to_the_first_paragraph(project):
    result = run_edition(
        project, "layer", "new", "tanaka", "--title", "田中ゼミの注", "--author", "田中: *太郎*"
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert (
        result.stdout
        == "Made source/layers/tanaka.md. Edit it, then run: edition layer check source/layers/tanaka.md\n"
    )
    run_edition(project, "build", "html", "--quiet", check=True)
    page = BeautifulSoup((project / "build/html/text/one.html").read_text("utf-8"), "html.parser")
    sample = page.select_one("#note-tanaka-first")
    assert "見本" in sample.get_text()
    assert sample.find_parent(class_="edition-row")["data-number"] == "1"
    assert "田中: *太郎*" in page.select_one(".edition-legend").get_text()
    result = run_edition(project, "layer", "check", "source/layers/tanaka.md")
    assert (result.returncode, result.stderr) == (0, "")
    assert "no errors" in result.stdout
    assert "sample note is still there" in result.stdout


@pytest.mark.parametrize(
    "value",
    [
        "null",
        "~",
        "no",
        "2026-01-01",
        "a: b",
        "'",
        '"',
        "#x",
        "- a",
        "[a",
        "{a}",
        "%",
        "日本語",
        "*a*",
        "<b>&",
        "a\\b",
        "🌊",
    ],
)
def test_any_title_and_author_are_written_so_that_they_read_the_same(value):
    text = layer_template(
        "tanaka", title=value, kind="comment", author=value, lang="ja", license_="CC0", number=3
    )
    read = read_front_matter(text, "layers/tanaka")
    assert read.problems == ()
    assert (read.layer.title, read.layer.author, read.layer.kind, read.layer.lang) == (
        value,
        value,
        "comment",
        "ja",
    )


def test_existing_layer_is_not_overwritten(project):
    path = write(project / "source/layers/tanaka.md")
    before = path.read_bytes()
    result = run_edition(project, "layer", "new", "tanaka")
    assert result.returncode == 1
    assert result.stderr.startswith("edition: source/layers/tanaka.md already exists")
    assert path.read_bytes() == before
    result = run_edition(project / "source/text", "layer", "new", "comment", lang="ja_JP.UTF-8")
    assert result.returncode == 1
    assert result.stderr.startswith("edition: ../layers/comment.md がすでにある")


@pytest.mark.parametrize(
    "arguments",
    [
        ["layer"],
        ["layer", "new"],
        ["layer", "new", "田中"],
        ["layer", "new", "a", "--kind", "x"],
        ["layer", "check"],
    ],
)
def test_wrong_usage_of_layer_exits_with_2(project, arguments):
    result = run_edition(project, *arguments)
    assert result.returncode == 2
    assert "usage: edition layer" in result.stderr


@pytest.mark.parametrize("arguments", [["layer"], ["layer", "new"], ["layer", "check"]])
def test_help_of_layer_has_an_example(project, arguments):
    result = run_edition(project, *arguments, "--help")
    assert (result.returncode, "Example: edition layer " in result.stdout) == (0, True)


# -- outside the edition


@pytest.mark.slow
def test_layer_outside_the_edition_is_read_and_reported_by_its_own_path(project, tmp_path):
    folder = tmp_path / "教室 2026"
    result = run_edition(project, "layer", "new", "tanaka", "--to", str(folder))
    assert f'Add "{folder}" to edition_layers' in result.stdout
    assert run_edition(project, "layer", "check", str(folder / "tanaka.md")).returncode == 0
    conf = project / "conf.py"
    conf.write_text(
        conf.read_text("utf-8") + f"edition_layers = [{os.path.relpath(folder, project)!r}]\n",
        "utf-8",
    )
    run_edition(project, "build", "--quiet", check=True)
    assert 'id="note-tanaka-first"' in (project / "build/html/text/one.html").read_text("utf-8")
    assert (project / "build/html/layers/tanaka.html").exists()
    assert run_edition(project, "layer", "check", str(folder / "tanaka.md")).returncode == 0
    write(folder / "tanaka.md", "tanaka", note("99"))
    result = run_edition(project, "check")
    assert result.returncode == 1
    assert f"{folder}/tanaka.md:" in result.stderr
    write(folder / "tanaka.md", "tanaka", note("2"))
    run_edition(project, "build", "html", "--quiet", check=True)
    assert 'id="note-tanaka-first"' not in (project / "build/html/text/one.html").read_text("utf-8")
    shutil.rmtree(folder)
    result = run_edition(project, "check", lang="ja_JP.UTF-8")
    assert result.returncode == 1
    assert "edition_layers" in result.stderr
    assert "見つからない" in result.stderr


def test_two_layer_files_of_one_name_are_reported(project, tmp_path):
    write(tmp_path / "class/comment.md", "other", note())
    conf = project / "conf.py"
    conf.write_text(conf.read_text("utf-8") + 'edition_layers = ["../class"]\n', "utf-8")
    result = run_edition(project, "check")
    assert result.returncode == 1
    assert "another layer file has the same name (layers/comment.md)" in result.stderr


# -- checking a layer


def test_check_reports_only_problems_of_the_given_file(project):
    (project / "source/layers/other.md").write_text("---\nlayer: other\n---\n", "utf-8")
    path = write(
        project / "source/layers/tanaka.md",
        "tanaka",
        note("1"),
        note("2-3", "見よ{para}`9`。{term}`zzz` {cite:p}`nobody1900`"),
    )
    result = run_edition(project, "layer", "check", "source/layers/tanaka.md")
    assert result.returncode == 1
    lines = reported(result)
    assert len(lines) == 3
    line = next(
        i for i, text in enumerate(path.read_text("utf-8").splitlines(), 1) if "zzz" in text
    )
    assert all(text.startswith(f"source/layers/tanaka.md:{line}: ") for text in lines)
    assert not any("WARNING" in text or "[edition." in text for text in lines)


def test_check_prints_a_summary_of_a_correct_layer(project):
    write(
        project / "source/layers/tanaka.md",
        "tanaka",
        note("1-2"),
        note("2", "見よ{cite:p}`smith2001`。"),
    )
    result = run_edition(project, "layer", "check", "source/layers/tanaka.md")
    assert (
        result.stdout == "source/layers/tanaka.md: no errors. 2 notes on 2 paragraphs, 1 sources.\n"
    )


def test_check_writes_only_to_the_cache(project):
    write(project / "source/layers/tanaka.md", "tanaka", note())
    before = {
        path: path.read_bytes()
        for path in project.rglob("*")
        if path.is_file() and ".cache" not in path.parts
    }
    run_edition(project, "layer", "check", "source/layers/tanaka.md", check=True)
    after = {
        path: path.read_bytes()
        for path in project.rglob("*")
        if path.is_file() and not {".cache", "__pycache__"} & set(path.parts)
    }
    assert {path: data for path, data in before.items() if "__pycache__" not in path.parts} == after


# -- with a read-only engine


@pytest.mark.slow
def test_layer_is_added_and_removed_with_its_file_while_engine_and_settings_are_read_only(project):
    def engine():
        files = [
            project / "conf.py",
            *(
                path
                for path in (PROJECT / "_ext").rglob("*")
                if path.is_file() and "__pycache__" not in path.parts
            ),
        ]
        return {
            path: (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())
            for path in files
        }

    (project / "conf.py").chmod(
        0o444
    )  # root may write nevertheless, so the files are compared as well
    before = engine()
    path = write(
        project / "source/layers/tanaka.md",
        "tanaka",
        note("2", "潮目という語に当たる説明である。", ":id: tide"),
    )
    run_edition(project, "build", "--quiet", check=True)
    assert "潮目という語" in re.sub(r"\s", "", pdf_text(project / "build/pdf/study-guide.pdf"))
    html = project / "build/html"
    assert "潮目という語" in (html / "text/one.html").read_text("utf-8")
    assert any(
        each["id"] == "note-tanaka-tide"
        for each in json.loads((html / "edition.json").read_text("utf-8"))["notes"]
    )
    assert "潮目という語" in (html / "search-index.js").read_text("utf-8")
    path.unlink()
    run_edition(project, "build", "--quiet", check=True)
    assert "潮目" not in re.sub(r"\s", "", pdf_text(project / "build/pdf/study-guide.pdf"))
    assert engine() == before
    for file in html.rglob("*"):
        if file.is_file():
            assert "潮目という語".encode() not in file.read_bytes(), file
            assert not re.search(rb"note-tanaka|layer-tanaka", file.read_bytes()), file
