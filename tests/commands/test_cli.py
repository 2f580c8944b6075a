"""The command line: its messages, their language, and exit codes."""

from __future__ import annotations

import re

import pytest

from workshop import make_project, run_edition


@pytest.fixture
def project(tmp_path):
    """A small edition in the layout of the command: ``conf.py`` next to ``source/``."""
    return make_project(tmp_path)


def test_build_prints_the_path_of_the_edition(project):
    result = run_edition(project, "build", "html", "--quiet")
    assert (result.returncode, result.stdout.strip()) == (0, "Built: build/html/index.html")
    assert (project / "build/html/edition.json").exists()


def test_command_works_from_a_folder_inside_the_edition(project):
    assert run_edition(project / "source/text", "check").returncode == 0


def test_folder_outside_an_edition_is_reported(tmp_path):
    result = run_edition(tmp_path, "check")
    assert result.returncode == 1
    assert (
        result.stderr == "edition: no folder with conf.py and source/ found: give it with --root.\n"
    )


def test_warnings_are_japanese_in_a_japanese_locale(project):
    (project / "source/text/two.md").write_text(
        "# 市の終わり\n\n{para}`51`\n\n{#p4}\n塩税。\n\n{#p5}\n湾。\n", "utf-8"
    )
    result = run_edition(project, "check", lang="ja_JP.UTF-8")
    assert result.returncode == 1
    assert (
        "source/text/two.md:3: WARNING: 第51段落はこの版にない（¶1–5）。番号を確かめる。 [edition.unknown_paragraph]"
        in result.stderr
    )


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], [], ["build", "docx"], ["fingerprint"], ["fingerprint", "x", "--lines", "a-b"]],
)
def test_wrong_usage_exits_with_2(project, arguments):
    result = run_edition(project, *arguments)
    assert result.returncode == 2
    assert "usage: edition" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", ["build", "check", "fingerprint"])
def test_help_of_every_command_has_an_example(project, command):
    result = run_edition(project, command, "--help", new_process=True)
    assert result.returncode == 0
    assert re.search(rf"Example: edition {command}", result.stdout)


def test_fingerprint_records_paragraphs_and_the_lemmas_in_them(project):
    text = (
        "前書き\n潮が引くと朝市が立つ。\n艀が来る。\n\n市の始まり\n記録。\n税。\n湾へ。\n後書き\n"
    )
    (project / "essay.txt").write_text(text, "utf-8")
    layer = project / "source/layers/comment.md"
    layer.write_text(layer.read_text("utf-8").replace(":lemma: 荷揚げ", ":lemma: 朝市"), "utf-8")
    assert run_edition(project, "check").returncode == 1
    result = run_edition(project, "fingerprint", "essay.txt", "--lines", "2-8")
    assert (result.returncode, result.stdout.strip()) == (0, "Recorded 5 paragraphs and 2 lemmas.")
    record = (project / "witness.json").read_text("utf-8")
    assert "朝市" in record
    assert "潮が引く" not in record
    assert run_edition(project, "check").returncode == 0


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00", "一段落。\n".encode()])
def test_fingerprint_of_another_file_is_one_line(project, content):
    path = project / "essay.txt"
    if content is not None:
        path.write_bytes(content)
    result = run_edition(project, "fingerprint", "essay.txt")
    assert result.returncode == 1
    assert result.stderr.startswith("edition: essay.txt: ")
    assert result.stderr.count("\n") == 1
    assert not (project / "witness.json").exists()


def test_broken_witness_record_is_reported(project):
    (project / "witness.json").write_text("{", "utf-8")
    result = run_edition(project, "check")
    assert result.returncode == 1
    assert "[edition.bad_witness_record]" in result.stderr
