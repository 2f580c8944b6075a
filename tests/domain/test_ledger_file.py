"""The ledger of published ids: warnings of builds and commands when ids move, vanish or return."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator
from sphinx.util.inventory import InventoryFile

from built_files import differing_files, files
from published_edition import NBC, P5, RECORDS, Published, retire_three
from study_edition.core.model.ledger import Ledger, Retirement
from study_edition.core.model.ledger_format import parse_ledger
from study_edition.domain.ledger_file import load_ledger, save_ledger
from workshop import make_project, run_edition


@pytest.fixture
def published(workshop):
    return Published(workshop)


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A small edition laid out as the command expects it, published as version 1.0."""
    root = make_project(tmp_path_factory.mktemp("released"))
    run_edition(root, "release", "1.0", check=True)
    return root


@pytest.fixture
def project(released, tmp_path):
    """A copy of the released edition that a test may change."""
    return shutil.copytree(released, tmp_path / "project", ignore=shutil.ignore_patterns(".cache"))


def change(project, name, old, new):
    path = project / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def without_nbc(project):
    change(project, "source/glossary.md", NBC, "")


# -- warnings of a build


def test_edition_without_a_ledger_has_no_warning(workshop):
    workshop.build()
    assert workshop.warned == []
    assert not (workshop.source / "anchors.lock").exists()


def test_every_id_of_the_pages_is_in_the_ledger(published):
    out = published.workshop.folder / "out/html"
    data = json.loads((out / "edition.json").read_text("utf-8"))
    ids = {each["id"] for key in ("paragraphs", "notes", "terms") for each in data[key]}
    assert load_ledger(published.path).entries.keys() == ids
    assert {entry.kind for entry in load_ledger(published.path).entries.values()} == {
        "para",
        "note",
        "term",
    }
    assert published.warnings() == []


def test_paragraph_may_move_to_another_page(published):
    published.workshop.change("text/two.md", P5, "")
    published.workshop.add("text/one.md", f"\n{P5}")
    assert published.warnings() == []


def test_note_may_move_to_another_page(published):
    published.workshop.change("layers/comment.md", "{note} 2-3\n", "{note} 4-5\n")
    assert published.warnings() == []


def test_paragraph_may_be_split_and_keep_its_id(published):
    published.workshop.change(
        "text/two.md", "塩税が重くなり、商人は去った。", "塩税が重くなる。\n\n{#p6}\n商人は去った。"
    )
    assert published.warnings() == []


def test_paragraph_split_into_two_new_ones_must_be_retired(published):
    published.remove_p5()
    published.workshop.add("text/two.md", "\n{#p6}\n市は移る。\n\n{#p7}\n湾は別である。\n")
    assert published.warnings() == [("vanished_id", "anchors.lock", published.line("p5"))]
    published.retire("p5", "分けた", "p6", "p7")
    assert published.warnings() == []


@pytest.mark.parametrize("name", ["p5", "note-comment-records", "term-nbc"])
def test_deleted_id_is_reported_until_it_is_retired(published, name):
    if name == "p5":
        published.remove_p5()
    elif name == "term-nbc":
        published.workshop.change("glossary.md", NBC, "")
    else:
        published.workshop.change("layers/comment.md", RECORDS, "")
    for _ in range(2):  # at every build, not only after reading a document
        assert published.warnings() == [("vanished_id", "anchors.lock", published.line(name))]
    published.retire(name)
    assert published.warnings() == []


def test_message_names_the_command_to_run(published, monkeypatch):
    published.workshop.change("glossary.md", NBC, "")
    published.workshop.build()
    (warned,) = published.workshop.warned
    assert "'term-nbc', published in version 1.0, is missing" in warned.text
    assert "`edition retire term-nbc --reason … --successor …`" in warned.text
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    published.workshop.build()
    (warned,) = published.workshop.warned
    assert warned.text == (
        "識別名「term-nbc」（1.0版で公開）がなくなった。戻すか、edition retire term-nbc --reason … --successor … で引退を記録する。"
    )


def test_renumbering_after_a_new_paragraph_is_reported(published):
    published.workshop.change(
        "text/two.md", P5, "{#p5}\n間に入る段落。\n\n{#p6}\n市は別の湾に移る。\n"
    )
    assert published.warnings() == [("renumbered_id", "text/two.md", 10)]
    assert (
        "'p6' now has the content that was published as 'p5'" in published.workshop.warned[0].text
    )


def test_renumbering_after_a_deleted_paragraph_is_reported(published):
    published.remove_p5()
    published.workshop.change("text/two.md", "塩税が重くなり、商人は去った。", "市は別の湾に移る。")
    assert published.warnings() == [
        ("vanished_id", "anchors.lock", published.line("p5")),
        ("renumbered_id", "text/two.md", 4),
    ]


def test_exchanged_paragraphs_are_both_reported(published):
    two = published.workshop
    two.change("text/two.md", "塩税が重くなり、商人は去った。", "＊")
    two.change("text/two.md", "市は別の湾に移る。", "塩税が重くなり、商人は去った。")
    two.change("text/two.md", "＊", "市は別の湾に移る。")
    assert published.warnings() == [
        ("renumbered_id", "text/two.md", 4),
        ("renumbered_id", "text/two.md", 7),
    ]


def test_renamed_term_is_reported_with_its_new_id(published):
    published.workshop.change("glossary.md", "{term} nbc", "{term} north-bay")
    assert published.warnings() == [("renamed_id", "anchors.lock", published.line("term-nbc"))]
    assert "--successor term-north-bay`" in published.workshop.warned[0].text


@pytest.mark.parametrize("released", [False, True])
def test_retired_id_cannot_be_reused(published, released):
    published.remove_p5()
    published.retire("p5")
    assert published.warnings() == []
    if released:
        published.release("1.1")
    published.workshop.add("text/two.md", "\n{#p5}\n新しい段落。\n")
    line = published.workshop.line("text/two.md", "新しい段落")
    assert published.warnings() == [("retired_id_used", "text/two.md", line)]


def test_successor_must_be_a_current_id(published):
    published.remove_p5()
    published.retire("p5", "x", "p4", "p9")
    assert published.warnings() == [("bad_successor", "anchors.lock", published.line("p5"))]


def test_reference_to_a_retired_paragraph_names_its_successor(published):
    published.workshop.change("text/two.md", P5, "")
    published.retire("p5", "合わせた", "p4")
    assert {each[:2] for each in published.warnings()} == {
        ("reference_to_retired", "index.md"),
        ("reference_to_retired", "layers/comment.md"),
        ("reference_to_retired", "layers/precis-en.md"),
    }
    assert {w.text for w in published.workshop.warned} == {
        "'p5' is retired (合わせた): refer to its successor instead: p4."
    }


def test_references_to_retired_terms_and_notes_are_reported(published):
    published.workshop.change("glossary.md", NBC, "")
    published.workshop.change("layers/comment.md", RECORDS, "")
    published.retire("term-nbc", "x", "term-salt-tax")
    published.retire("note-comment-records", "y")
    published.workshop.add(
        "index.md", "\n{term}`nbc` と {note}`comment-records` と {note}`note-comment-records`\n"
    )
    published.workshop.build()
    assert [w.text for w in published.workshop.warned] == [
        "'term-nbc' is retired (x): refer to its successor instead: term-salt-tax.",
        "'note-comment-records' is retired (y) and has no successor: remove this reference.",
        "'note-comment-records' is retired (y) and has no successor: remove this reference.",
    ]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", 1),
        (b"\xff\xfe", 1),
        (b"p5\n", 1),
        (b'{"format": 1}\n<<<<<<< HEAD\n', 2),
        (b'{"format": 1}\r\n\r\n{"id": "p1"}\r\n', 3),
    ],
)
def test_bad_ledger_is_one_warning(published, content, line):
    published.path.write_bytes(content)
    assert published.warnings() == [("bad_ledger", "anchors.lock", line)]


def test_ledger_may_have_another_name_or_be_switched_off(published):
    published.workshop.change("glossary.md", NBC, "")
    published.path.rename(published.path.with_name("ids.lock"))
    assert published.warnings() == []
    published.workshop.change(
        "conf.py", 'language = "ja"', 'language = "ja"\nedition_ledger = "ids.lock"'
    )
    assert [each[:2] for each in published.warnings()] == [("vanished_id", "ids.lock")]
    published.workshop.change("conf.py", '"ids.lock"', '""')
    assert published.warnings() == []


def test_digest_depends_only_on_what_the_author_wrote(published):
    """Not on line breaks, nor on the wording of references."""
    before = load_ledger(published.path)
    published.workshop.add("index.md", "\n前書き。\n")
    published.workshop.change("layers/comment.md", "夜明けに限られた", "夜明けに\n限られた")
    published.workshop.change("references.bib", "year = {1990}", "year = {1991}")
    published.workshop.change("glossary.md", ":headword: 市場税", ":headword: 市の税")
    assert published.warnings() == []
    published.release("1.1")
    after = load_ledger(published.path)
    assert {name for name in after.entries if after.entries[name] != before.entries[name]} == {
        "term-market-toll"
    }
    published.workshop.change("layers/comment.md", "minato1990{12-15}", "minato1990{12-16}")
    published.workshop.change("layers/comment.md", ":lemma: 荷揚げ", ":lemma: 早朝")
    published.warnings()
    published.release("1.2")
    last = load_ledger(published.path)
    assert {name for name in last.entries if last.entries[name] != after.entries[name]} == {
        "note-comment-unloading"
    }


# -- pages and data


def test_retired_paragraph_has_a_page_with_its_successors(published):
    retire_three(published)
    out = published.workshop.build()
    text = (out / "p/5.html").read_text("utf-8")
    page = BeautifulSoup(text, "html.parser")
    assert "refresh" not in text
    assert page.html["lang"] == "ja"
    assert page.h1.get_text() == "第5段落"
    assert [p.get_text() for p in page.select("body > p")] == [
        "第5段落は、次の版から使わない。その内容は今、第4段落、塩税、第2段落注「市場税」にある。",
        "¶5 is retired from the next version on. Its matter is now in ¶4, salt tax, note on ¶2.",
        "理由 Reason：合わせた <b>&",
        "引退した識別名 Retired ids（港の市場：注釈版 1.0 ドキュメント）",
    ]
    assert page.select('p[lang="en"]')
    assert [a["href"] for a in page.select('p[lang="ja"] a')] == [
        "4.html",
        "../glossary.html#term-salt-tax",
        "../text/one.html#note-comment-toll",
    ]
    assert page.select("a")[-1]["href"] == "../retired.html#p5"
    published.release("1.1", "2027-02-03")
    published.workshop.build()
    page = BeautifulSoup((out / "p/5.html").read_text("utf-8"), "html.parser")
    assert page.p.get_text().startswith("第5段落は、1.1版（2027年2月3日）で引退した。その内容は")
    assert (
        page.select_one('p[lang="en"]')
        .get_text()
        .startswith("¶5 was retired in version 1.1 (3 February 2027). Its matter")
    )


def test_page_lists_all_retired_ids(published):
    retire_three(published)
    out = published.workshop.build()
    page = published.workshop.page("retired")
    assert [section["id"] for section in page.select("section[id]")] == [
        "p5",
        "note-comment-records",
        "term-nbc",
    ]
    paragraph, note, term = page.select("section[id]")
    assert paragraph.h2.get_text() == "第5段落 ¶5"
    assert "合わせた <b>&" in paragraph.get_text()
    assert not paragraph.select("b")
    links = [(a["href"], a.get_text()) for a in page.select("section[id] li a")]
    assert links[0] == ("p/4.html", "第4段落 ¶4")
    assert ("glossary.html#term-salt-tax", "塩税 salt tax") in links
    assert "後継はない。 It has no successor." in note.get_text()
    assert [a["href"] for a in term.select("a")] == [a["href"] for a in paragraph.select("a")]
    for a in page.select("section[id] li a"):
        path, _, anchor = a["href"].partition("#")
        assert not anchor or f'id="{anchor}"' in (out / path).read_text("utf-8")


def test_inventory_has_retired_ids(published):
    retire_three(published)
    out = published.workshop.build()
    inventory = InventoryFile.loads((out / "objects.inv").read_bytes(), uri="")
    found = {
        (typ, name): inventory.data[typ][name].uri
        for typ in inventory.data
        for name in inventory.data[typ]
    }
    assert found["edition:para", "p5"] == "retired.html#p5"
    assert found["edition:note", "note-comment-records"] == "retired.html#note-comment-records"
    assert found["edition:term", "nbc"] == "retired.html#term-nbc"
    assert found["edition:para", "p4"] == "text/two.html#p4"


def test_data_list_retired_ids_by_the_schema(published):
    retire_three(published)
    published.workshop.build()
    published.release("1.1")
    out = published.workshop.build()
    data = json.loads((out / "edition.json").read_text("utf-8"))
    Draft202012Validator(json.loads((out / "edition.schema.json").read_text("utf-8"))).validate(
        data
    )
    assert [each["id"] for each in data["retired"]] == ["p5", "note-comment-records", "term-nbc"]
    assert data["retired"][2] == {
        "id": "term-nbc",
        "kind": "term",
        "address": "retired.html#term-nbc",
        "since": "1.0",
        "version": "1.1",
        "date": "2026-12-01",
        "reason": "x",
        "successors": ["p4", "term-salt-tax", "note-comment-toll"],
    }


def test_data_are_valid_before_the_release(published):
    retire_three(published)
    out = published.workshop.build()
    data = json.loads((out / "edition.json").read_text("utf-8"))
    Draft202012Validator(json.loads((out / "edition.schema.json").read_text("utf-8"))).validate(
        data
    )
    assert {each["version"] for each in data["retired"]} == {None}


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "latex", "text", "xml", "typst"])
def test_other_builders_accept_retired_ids(published, builder):
    retire_three(published)
    published.workshop.build(builder)
    assert [
        w
        for w in published.workshop.warned
        if not w.subtype.startswith("epub") and "conf value" not in w.text
    ] == []


def test_dirhtml_pages_have_addresses_of_folders(published):
    retire_three(published)
    out = published.workshop.build("dirhtml")
    page = BeautifulSoup((out / "retired/index.html").read_text("utf-8"), "html.parser")
    assert [a["href"] for a in page.select("#p5 li a")][:2] == [
        "../p/4.html",
        "../glossary/#term-salt-tax",
    ]
    link = BeautifulSoup((out / "p/5.html").read_text("utf-8"), "html.parser").select("a")[-1]
    assert link["href"] == "../retired/#p5"


@pytest.mark.slow
def test_incremental_build_with_retired_ids_equals_a_clean_build(published):
    def same():
        incremental = published.workshop.build()
        assert published.workshop.warned == []
        shutil.rmtree(published.workshop.folder / "clean", ignore_errors=True)
        clean = published.workshop.build(output="clean", fresh=True)
        assert differing_files(incremental, clean) == []
        return files(incremental).keys()

    assert "retired.html" not in same()
    published.workshop.change("glossary.md", NBC, "")
    published.retire("term-nbc", "x", "term-salt-tax")
    assert "retired.html" in same()
    published.release("1.1")
    same()
    published.retire("term-nbc", "y")
    same()
    published.remove_p5()
    published.retire("p5")
    assert {"retired.html", "p/5.html"} <= same()
    save_ledger(published.path, Ledger())
    assert not {"retired.html", "p/5.html"} & same()


# -- the commands


@pytest.mark.parametrize("command", ["retire", "release"])
@pytest.mark.parametrize(
    ("lang", "example"), [("C.UTF-8", "Example: edition"), ("ja_JP.UTF-8", "例：edition")]
)
def test_help_of_retire_and_release_has_an_example(tmp_path, command, lang, example):
    result = run_edition(tmp_path, command, "--help", lang=lang)
    assert result.returncode == 0
    assert f"{example} {command}" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["retire"],
        ["retire", "p5"],
        ["retire", "18", "--reason", "x"],
        ["retire", "p5", "--reason", " "],
        ["retire", "p5", "--reason", "x", "--successor"],
        ["retire", "p5", "--reason", "x", "--successor", "P4"],
        ["retire", "p5", "--undo", "--reason", "x"],
        ["release"],
        ["release", "one two"],
        ["release", "1.0", "--date", "2026-13-01"],
        ["release", "1.0", "--date", "20261201"],
    ],
)
def test_wrong_usage_of_retire_and_release_exits_with_2(tmp_path, arguments):
    (tmp_path / "source").mkdir()
    (tmp_path / "conf.py").touch()
    result = run_edition(tmp_path, *arguments)
    assert result.returncode == 2
    assert "usage: edition" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.slow
def test_deletion_is_reported_retired_and_released(project):
    lock = project / "anchors.lock"
    released = lock.read_text("utf-8")
    without_nbc(project)
    line = parse_ledger(released).lines["term-nbc"]
    for command in (["check"], ["build", "html", "--quiet"], ["release", "1.0"]):
        result = run_edition(project, *command)
        assert result.returncode == 1
        assert (
            f"anchors.lock:{line}: WARNING: the id 'term-nbc', published in version 1.0, is missing"
            in result.stderr
        )
    assert lock.read_text("utf-8") == released
    result = run_edition(project, "check", lang="ja_JP.UTF-8")
    assert "識別名「term-nbc」（1.0版で公開）がなくなった。" in result.stderr

    result = run_edition(
        project,
        "retire",
        "term-nbc",
        "--reason",
        "項目を\n合わせた",
        "--successor",
        "term-salt-tax",
        "p4",
    )
    assert (result.returncode, result.stdout) == (
        0,
        "Recorded the retirement: term-nbc → term-salt-tax, p4. The next `edition release` publishes it.\n",
    )
    assert parse_ledger(lock.read_text("utf-8")).entries["term-nbc"].retired == Retirement(
        "項目を 合わせた", ("term-salt-tax", "p4")
    )
    assert run_edition(project, "check").returncode == 0

    change(project, "conf.py", '"1.0"', '"1.1"')
    change(project, "source/text/two.md", "別の湾", "遠い湾")
    (project / "source/text/two.md").write_text(
        (project / "source/text/two.md").read_text("utf-8") + "\n{#p6}\n終わり。\n", "utf-8"
    )
    before = lock.read_text("utf-8")
    shown = "new      p6\nchanged  p5\nretired  term-nbc → term-salt-tax, p4 (項目を 合わせた)\n1 new, 1 changed, 1 retired.\n"
    result = run_edition(project, "release", "1.1", "--date", "2027-01-02", "--dry-run")
    assert (result.returncode, result.stdout) == (0, shown + "Nothing was written (--dry-run).\n")
    assert lock.read_text("utf-8") == before
    result = run_edition(project, "release", "1.1", "--date", "2027-01-02")
    assert result.returncode == 0
    assert result.stdout.startswith(shown + "anchors.lock has ")
    ledger = parse_ledger(lock.read_text("utf-8"))
    assert ledger.entries["term-nbc"].retired == Retirement(
        "項目を 合わせた", ("term-salt-tax", "p4"), "1.1", "2027-01-02"
    )
    assert (ledger.entries["p6"].since, ledger.entries["p5"].since) == ("1.1", "1.0")

    after = lock.read_text("utf-8")
    result = run_edition(project, "release", "1.1", lang="ja_JP.UTF-8")
    assert result.stdout.startswith("追加0、変更0、引退0。\n")
    assert lock.read_text("utf-8") == after
    result = run_edition(project, "retire", "term-nbc", "--reason", "訂正", "--successor", "p4")
    assert (result.returncode, result.stdout) == (
        0,
        "Changed the retirement of version 1.1: term-nbc → p4.\n",
    )
    assert parse_ledger(lock.read_text("utf-8")).entries["term-nbc"].retired == Retirement(
        "訂正", ("p4",), "1.1", "2027-01-02"
    )
    after = lock.read_text("utf-8")
    result = run_edition(project, "retire", "term-nbc", "--undo")
    assert result.returncode == 1
    assert result.stderr.startswith(
        "edition: the retirement of 'term-nbc' was published in version 1.1 and cannot be undone"
    )
    assert lock.read_text("utf-8") == after


@pytest.mark.slow
def test_retirement_is_taken_back(project):
    lock = project / "anchors.lock"
    released = lock.read_text("utf-8")
    glossary = (project / "source/glossary.md").read_text("utf-8")
    without_nbc(project)
    run_edition(project, "retire", "term-nbc", "--reason", "x", check=True)
    assert lock.read_text("utf-8") != released
    (project / "source/glossary.md").write_text(glossary, "utf-8")
    result = run_edition(project, "check")
    assert result.returncode == 1
    assert "`edition retire term-nbc --undo`" in result.stderr
    result = run_edition(project, "retire", "term-nbc", "--undo")
    assert (result.returncode, result.stdout) == (0, "Undid the retirement of term-nbc.\n")
    assert lock.read_text("utf-8") == released
    assert run_edition(project, "check").returncode == 0
    result = run_edition(project, "retire", "term-nbc", "--undo")
    assert (result.returncode, result.stderr) == (1, "edition: 'term-nbc' is not retired.\n")


@pytest.mark.parametrize(
    ("arguments", "english", "japanese"),
    [
        (
            ["p5", "--reason", "x"],
            "source/text/two.md:7: 'p5' is still here",
            "source/text/two.md:7: 「p5」がまだここにある",
        ),
        (["p9", "--reason", "x"], "'p9' was never published. ", "「p9」は公開されたことがない。"),
        (
            ["term-nbc", "--reason", "x", "--successor", "p9"],
            "the successor 'p9' of 'term-nbc' does not lead to an existing id",
            "「term-nbc」の後継「p9」",
        ),
        (
            ["term-nbc", "--reason", "x", "--successor", "term-nbc"],
            "the successors of 'term-nbc' lead back",
            "「term-nbc」の後継をたどると",
        ),
        (["term-nbc", "--reason", "\udcff"], "give a reason", "理由を書く"),
    ],
)
def test_impossible_retirement_is_refused(project, arguments, english, japanese):
    without_nbc(project)
    before = (project / "anchors.lock").read_text("utf-8")
    for lang, message in (("C.UTF-8", english), ("ja_JP.UTF-8", japanese)):
        result = run_edition(project, "retire", *arguments, lang=lang)
        assert result.returncode == (2 if "理由" in japanese else 1)
        assert message in result.stderr
        assert "Traceback" not in result.stderr
    assert (project / "anchors.lock").read_text("utf-8") == before


def test_release_of_another_version_names_the_setting(project):
    result = run_edition(project, "release", "2.0")
    assert (result.returncode, result.stderr) == (
        1,
        "edition: release in conf.py is '1.0': set release = \"2.0\" there first.\n",
    )


def test_release_takes_its_date_from_the_settings(project):
    without_nbc(project)
    run_edition(project, "retire", "term-nbc", "--reason", "x", check=True)
    change(project, "conf.py", '"1.0"', '"1.1"')
    change(project, "conf.py", '"2020-02-03"', '"soon"')
    result = run_edition(project, "release", "1.1")
    message = "WARNING: edition_released = 'soon' in conf.py is not usable; choose from: YYYY-MM-DD. [edition.bad_setting]\n"
    assert result.returncode == 1
    assert result.stderr.startswith(message)
    assert (
        parse_ledger((project / "anchors.lock").read_text("utf-8"))
        .entries["term-nbc"]
        .retired.version
        == ""
    )
    change(project, "conf.py", '"soon"', '"2027-05-06"')
    run_edition(project, "release", "1.1", check=True)
    assert (
        parse_ledger((project / "anchors.lock").read_text("utf-8")).entries["term-nbc"].retired.date
        == "2027-05-06"
    )


@pytest.mark.parametrize(
    "arguments",
    [["retire", "term-nbc", "--reason", "x"], ["retire", "p5", "--undo"], ["release", "1.0"]],
)
def test_bad_ledger_is_not_changed(project, arguments):
    without_nbc(project)
    lock = project / "anchors.lock"
    bad = lock.read_text("utf-8").replace('"kind": "term"', '"kind": "tern"', 1)
    lock.write_text(bad, "utf-8")
    result = run_edition(project, *arguments)
    assert result.returncode == 1
    assert result.stderr.startswith("edition: anchors.lock:")
    assert 'cannot read this line of the ledger: "kind": "tern"' in result.stderr
    assert result.stderr.count("\n") == 1
    assert lock.read_text("utf-8") == bad


def test_fingerprints_are_recorded_despite_problems_of_the_ledger(project):
    without_nbc(project)
    (project / "essay.txt").write_text("一。\n二。\n三。\n四。\n五。\n", "utf-8")
    assert run_edition(project, "fingerprint", "essay.txt").returncode == 0


# -- interrupted writes


@pytest.mark.slow
def test_killed_write_keeps_the_old_ledger(published):
    before = published.path.read_bytes()
    program = (
        "import os, pathlib, sys\n"
        "from study_edition.core.model.ledger import Ledger\n"
        "from study_edition.domain.ledger_file import save_ledger\n"
        "pathlib.Path.replace = lambda *_: os._exit(9)\n"
        "save_ledger(pathlib.Path(sys.argv[1]), Ledger())\n"
    )
    assert (
        subprocess.run([sys.executable, "-c", program, str(published.path)], check=False).returncode
        == 9
    )
    assert published.path.read_bytes() == before
    published.release("1.1")  # a temporary file left over does no harm
    assert sorted(path.name for path in published.path.parent.glob("anchors*")) == ["anchors.lock"]


def test_full_disk_keeps_the_old_ledger(published, monkeypatch):
    before = published.path.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        save_ledger(published.path, Ledger())
    assert published.path.read_bytes() == before
    assert sorted(path.name for path in published.path.parent.glob("anchors*")) == ["anchors.lock"]
