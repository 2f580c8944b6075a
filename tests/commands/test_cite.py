"""``edition cite``: what it prints, and what it reports when it cannot."""

from __future__ import annotations

import json
import re
import shutil
from typing import NamedTuple

import pytest

from study_edition.commands.cli import main
from study_edition.core.citation import STYLE_NAMES, STYLES
from workshop import make_project, run_edition


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A small edition in the layout of the command; the note of its second paragraph is retired."""
    root = make_project(tmp_path_factory.mktemp("cite"))
    run_edition(root, "release", "1.0", check=True)
    layer = root / "source/layers/comment.md"
    text = layer.read_text("utf-8")
    layer.write_text(text.replace(":id: toll", ":id: market-toll"), "utf-8")
    run_edition(
        root,
        "retire",
        "note-comment-toll",
        "--reason",
        "a better id",
        "--successor",
        "note-comment-market-toll",
        check=True,
    )
    return root


class CommandResult(NamedTuple):
    """Exit code and output of a run of the command."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(project, monkeypatch, capsys):
    """Run ``edition cite`` in this process, which saves starting another."""

    def go(*arguments, lang="C.UTF-8", root=project):
        monkeypatch.setenv("LC_ALL", lang)
        monkeypatch.chdir(root)
        try:
            code = main(["cite", *arguments])
        except SystemExit as stop:
            code = stop.code
        return CommandResult(code, *capsys.readouterr())

    return go


@pytest.fixture
def cite(run):
    """Return what the command prints when it succeeds."""

    def go(*arguments, **options):
        ran = run(*arguments, **options)
        assert (ran.code, ran.err) == (0, "")
        return ran.out

    return go


def test_citation_in_the_text_and_entry_are_printed(cite):
    assert cite("2-3") == (
        "(Smith, 2020, paras. 2–3)\n\n"
        "Smith, A. (2020). Minato no “ichiba,” kinō to asu [The harbour “market,” yesterday and tomorrow]. "
        "In The edition’s editors (Eds.), Minato no “ichiba” chūshakuban [The harbour “market”: Annotated study edition] "
        "(Version 1.0). https://example.org/harbour/p/2.html (Original work published 2020)\n"
    )


def test_language_is_that_of_the_option_or_the_locale(cite):
    japanese = "（スミス, 2020, 第2段落）\n"
    assert cite("2", "--part", "in-text", lang="ja_JP.UTF-8") == japanese
    assert cite("2", "--part", "in-text", "--lang", "ja") == japanese


@pytest.mark.parametrize("locus", ["1,3-4", "¶¶1, 3–4", "第１、３～４段落"])
def test_locus_is_read_in_any_notation(cite, locus):
    assert cite(locus, "--part", "in-text") == "(Smith, 2020, paras. 1, 3–4)\n"


def test_precis_is_cited_as_the_editors_words(cite):
    assert (
        cite("2", "--words", "precis", "--part", "in-text")
        == "(The edition’s editors, 2020, précis of para. 2)\n"
    )


def test_note_and_term_have_the_address_of_their_page(cite):
    note = cite("note-comment-unloading", "--style", "mla", "--part", "entry")
    assert "“荷揚げ.”" in note
    assert note.endswith("https://example.org/harbour/text/one.html#note-comment-unloading.\n")
    term = cite(
        "term-salt-tax",
        "--style",
        "sist02",
        "--lang",
        "ja",
        "--part",
        "entry",
        "--accessed",
        "2020-03-04",
    )
    assert term == (
        "“塩税”. 『港の「市場」』注釈版. 本版編者. 第1.0版, 2020. https://example.org/harbour/glossary.html#term-salt-tax, (参照 2020-03-04).\n"
    )


def test_date_of_access_defaults_to_today(cite):
    entry = cite("2", "--style", "sist02", "--part", "entry")
    assert re.search(r"\(accessed \d{4}-\d{2}-\d{2}\)\.$", entry.strip())


@pytest.mark.parametrize(
    ("form", "title"),
    [("plain", "Harbour Times"), ("markdown", "*Harbour Times*"), ("html", "<i>Harbour Times</i>")],
)
def test_title_is_marked_up_in_each_format(cite, form, title):
    assert f" {title}, 1 Jan. 2020" in cite(
        "2", "--style", "mla", "--format", form, "--part", "entry"
    )


def test_data_format_prints_only_the_record(cite):
    (item,) = json.loads(cite("2-3", "--style", "csl-json", "--format", "html"))
    assert item["custom"]["paragraph"] == "2-3"
    assert (
        cite("2-3", "--style", "biblatex", "--part", "in-text") == "\\autocite[2--3]{smith2020}\n"
    )
    assert cite("term-nbc", "--style", "ris").startswith("TY  - ENCYC\n")


def test_all_styles_are_printed_under_their_names(cite):
    printed = cite("2", "--style", "all")
    places = [
        printed.index(f"{'' if i == 0 else chr(10)}{STYLE_NAMES[style]}\n\n")
        for i, style in enumerate(STYLES)
    ]
    assert places == sorted(places)
    assert "シカゴ 第18版（注）\n\n" in cite("2", "--style", "all", lang="ja_JP.UTF-8")


@pytest.mark.slow
def test_record_is_utf_8_in_any_locale(project):
    ascii_only = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    record = run_edition(
        project, "cite", "term-nbc", "--style", "ris", check=True, **ascii_only
    ).stdout
    assert "T2  - 『港の「市場」』注釈版\n" in record
    shown = run_edition(
        project, "cite", "2-3", "--part", "in-text", check=True, **ascii_only
    ).stdout
    assert shown == "(Smith, 2020, paras. 2?3)\n"


@pytest.mark.parametrize(
    ("what", "english", "japanese"),
    [
        (
            "6",
            "there is no paragraph 6 in this edition (¶1–5): check the number.",
            "第6段落はこの版にない（¶1–5）。番号を確かめる。",
        ),
        (
            "3-2",
            "3–2 is in descending order: if you mean 2-3, write that.",
            "「3–2」は後の番号の方が小さい。2-3 のことなら、そう書く。",
        ),
        ("abc", "cannot read the locus 'abc': write 18, 18-20 or 18,24, in ascending order.", None),
        ("note-comment-gap", "there is no note 'comment-gap'. Did you mean 'comment-gaps'?", None),
        ("term-salt", "there is no term 'salt' in the glossary. Did you mean 'salt-tax'?", None),
        (
            "note-comment-toll",
            "'note-comment-toll' is retired (a better id): refer to its successor instead: note-comment-market-toll.",
            "「note-comment-toll」は引退した（a better id）。後継を指す：note-comment-market-toll。",
        ),
    ],
)
def test_unknown_target_is_one_line(run, what, english, japanese):
    for lang, message in (("C.UTF-8", english), ("ja_JP.UTF-8", japanese)):
        if message:
            assert run(what, lang=lang) == (1, "", f"edition: {message}\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["2", "--style", "chicgo"], "there is no style 'chicgo'. Did you mean 'chicago'?"),
        (["2", "--accessed", "2020-13-01"], "'2020-13-01' is not a date (example: 2026-02-01)"),
        (["term-nbc", "--words", "precis"], "--words goes with paragraphs only"),
        (["2", "--lang", "fr"], "invalid choice: 'fr'"),
        ([], "WHAT"),
    ],
)
def test_wrong_usage_of_cite_exits_with_2(run, arguments, message):
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_help_of_cite_has_an_example(cite):
    assert "Example: edition cite 18-20 --style chicago --lang en" in cite("--help")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "edition_essay = {",
            "other = {",
            "edition: conf.py does not describe the essay; add: edition_essay = {",
        ),
        ('"container": "Harbour Times",', "", "container"),
    ],
)
def test_missing_essay_setting_is_reported(run, project, tmp_path, old, new, message):
    root = tmp_path / "project"
    shutil.copytree(project, root, ignore=shutil.ignore_patterns(".cache"))
    conf = (root / "conf.py").read_text("utf-8")
    assert old in conf
    (root / "conf.py").write_text(conf.replace(old, new), "utf-8")
    ran = run("2", root=root)
    assert (ran.code, ran.out) == (1, "")
    assert message in ran.err
    assert ran.err.count("\n") == 1


def test_bibtex_record_has_the_command_citing_the_paragraph_above_it(cite):
    assert cite("2-3", "--style", "biblatex").startswith(
        "% \\autocite[2--3]{smith2020}\n@article{smith2020,"
    )
    assert cite("2", "--style", "bibtex").startswith(
        "% \\cite[para.~2]{smith2020}\n@misc{smith2020,"
    )
    assert cite("2", "--style", "bibtex", "--part", "entry").startswith("@misc{smith2020,")


def test_numbers_without_a_separator_are_questioned(run):
    ran = run("23")
    assert (ran.code, ran.err) == (
        1,
        "edition: there is no paragraph 23 in this edition (¶1–5): check the number. Did you mean 2-3?\n",
    )
    assert "2-3 のことか。" in run("23", lang="ja_JP.UTF-8").err
