"""``edition new``: a second edition, made and released with the wheel as the guide says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pybtex.database import parse_file

from project_paths import DATA, PROJECT
from study_edition.commands import cli
from study_edition.tasks import engine, new_edition
from study_edition.witness.attached_text import IGNORE_LINE
from workshop import FileLock, pdf_text, run_edition

GUIDE = PROJECT / "docs/new-edition.md"
SECOND = DATA / "second/hama.txt"
CRLF = "\r\n"
TEXT = SECOND.read_bytes().decode("cp932").replace(CRLF, "\n")


JAPANESE = re.compile("[ぁ-ヿ一-鿿]")


def japanese(path):
    """Return the Japanese on a page, in texts and names, without the side bar's switches."""
    for element in BeautifulSoup(path.read_text("utf-8"), "html.parser").select(
        ":not(script, summary)"
    ):
        texts = [
            *element.find_all(string=True, recursive=False),
            *(element.get(name, "") for name in ("aria-label", "title", "placeholder")),
        ]
        yield from (text for text in texts if JAPANESE.search(text))


def tracked_files(*names):
    """Return the tracked files under the given paths, relative to the project."""
    found = subprocess.run(
        ["git", "ls-files", "-z", *names], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout
    return [name for name in found.split("\0") if name and (PROJECT / name).is_file()]


@pytest.fixture(scope="session")
def wheel(shared):
    """The engine's wheel, built from the tracked files."""
    folder = shared / "the-wheel"
    with FileLock(folder):
        if not (folder / "dist" / engine.WHEEL).exists():
            for name in tracked_files("_ext", "pyproject.toml", "LICENSE"):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(PROJECT / name, folder / name)
            command = [
                sys.executable,
                "-m",
                "pip",
                "wheel",
                "--quiet",
                "--no-deps",
                "--no-build-isolation",
                "--wheel-dir",
                "dist",
                ".",
            ]
            subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "dist" / engine.WHEEL


def console_lines(text):
    """Return the lines of a guide's console blocks as a shell reads them."""
    blocks = re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [re.sub(r"^[$>] ?", "", line) for block in blocks for line in block.splitlines()]


@pytest.fixture(scope="session")
def followed(shared, wheel):
    """The folder in which the guide was followed, in an empty environment with the engine's wheel only.

    The wheel's dependencies are linked from here, for speed; no package index is asked.
    """
    folder = shared / "the-guide"
    with FileLock(folder):
        if not (folder / "done").exists():
            lent, work = folder / "lent", folder / "work"
            lent.mkdir(parents=True)
            work.mkdir()
            for item in Path(sysconfig.get_path("purelib")).iterdir():
                if not re.match(
                    r"study_edition|__editable__|pip\b|_virtualenv|distutils-precedence|.*\.pth$",
                    item.name,
                ):
                    (lent / item.name).symlink_to(item)
            shutil.copy2(wheel, work)
            shutil.copy2(SECOND, work)
            script = "\n".join(["set -e", *console_lines(GUIDE.read_text("utf-8"))])
            keep = {key: os.environ[key] for key in ("HOME", "TMPDIR") if key in os.environ}
            path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
            environment = {
                **keep,
                "PATH": path,
                "PYTHONPATH": str(lent),
                "PIP_NO_INDEX": "1",
                "LC_ALL": "C.UTF-8",
            }
            done = subprocess.run(
                ["bash", "-c", script],
                cwd=work,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stdout + done.stderr
            (folder / "done").write_text(done.stdout, "utf-8")
    return folder


# -- the wheel


def test_wheel_contains_exactly_the_engine(wheel):
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert names == {name.removeprefix("_ext/") for name in tracked_files("_ext/study_edition")}


def test_engine_does_not_mention_this_essay(wheel):
    keys = [key for key in parse_file(PROJECT / "references.bib", "bibtex").entries if len(key) > 5]
    names = [
        "brands",
        "bloomberg",
        "onozn",
        "masga",
        "setogiwa",
        "ブランズ",
        "ブルームバーグ",
        "瀬戸際",
        "自由世界",
    ]
    archive = zipfile.ZipFile(wheel)
    texts = {
        name: archive.read(name).decode("utf-8").lower().replace("fa-brands", "")  # of Font Awesome
        for name in archive.namelist()
    }
    assert [
        (name, word) for name, text in texts.items() for word in (*names, *keys) if word in text
    ] == []


# -- the programming interface

READ = """
import sys, warnings
import study_edition
from study_edition import api

edition = api.read_edition(sys.argv[1])
assert isinstance(edition, api.Edition) and not edition.problems
assert all(hasattr(api, name) for name in api.__all__)
note = edition.notes["note-notes-fifty-minutes"]
assert isinstance(note, api.Note) and isinstance(note, api.Entry)
assert edition.page_of(note) == edition.paragraphs[f"p{note.locus.first}"].docname
try:
    api.read_edition("/")
except api.EditionError as error:
    print(error)
try:
    api.read_edition(sys.argv[1], audience="Student")
except ValueError as error:
    print(error)
print(repr(edition))
print(study_edition.__file__)
"""


def test_installed_engine_is_read_through_its_interface(followed):
    work = followed / "work"
    environment = {
        **os.environ,
        "PYTHONPATH": str(followed / "lent"),
        "PYTHONWARNINGS": "error::UserWarning",
    }
    python = work / ".venv/bin/python"
    done = subprocess.run(
        [python, "-c", READ, "hama"],
        cwd=work,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    refused, audience, shown, engine_file = done.stdout.splitlines()
    assert refused == "/: no folder with conf.py and source/ here or above"
    assert audience == "audience='Student': give one of 'student', 'instructor'"
    assert re.fullmatch(r"<Edition: \d+ paragraphs, \d+ entries>", shown)
    assert str(work / ".venv") in engine_file, "the installed wheel, not the source"


# -- the guide


def test_guide_leads_to_a_published_edition(followed):
    root = followed / "work/hama"
    page = BeautifulSoup((root / "build/html/text/part-2.html").read_text("utf-8"), "html.parser")
    paragraph = page.select_one("#p5")
    assert paragraph.select_one("ruby rt").get_text() == "ガラス"
    assert "秋、町の問屋から" in paragraph.get_text()
    assert page.select_one("#note-notes-fifty-minutes")
    assert "秋、町の問屋から" in pdf_text(root / "build/pdf/study-guide.pdf").replace("\n", "")
    ids = [
        json.loads(line)["id"]
        for line in (root / "anchors.lock").read_text("utf-8").splitlines()[1:]
    ]
    assert ids == [*(f"p{n}" for n in range(1, 11)), "note-notes-fifty-minutes"]
    data = json.loads((root / "build/html/edition.json").read_text("utf-8"))
    assert "秋、町の問屋から" in data["paragraphs"][4]["text"]["ja"]
    assert {key for p in data["paragraphs"] for key in p["precis"]} == set()
    assert (root / "wheels" / engine.WHEEL).is_file()


def test_public_domain_text_is_not_cited_as_a_precis(followed):
    root = followed / "work/hama"
    page = BeautifulSoup((root / "build/html/cite/5.html").read_text("utf-8"), "html.parser")
    assert [section["id"] for section in page.select("section")] == ["essay"]
    assert "要旨" not in page.get_text()
    done = run_edition(root, "cite", "5", "--words", "precis")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    essay = followed / "quoted.txt"
    essay.write_text(
        "浜野は「岩は毎日およそ五十分ずつ遅れる」と書く（第6段落）。また「岩は毎日およそ十五分ずつ早まる」とも書く（第6段落）。\n",
        "utf-8",
    )
    found = json.loads(run_edition(root, "verify", str(essay), "--format", "json").stdout)
    assert json.dumps(found, ensure_ascii=False).count("十五分") >= 1
    assert "編者の要旨" not in json.dumps(found, ensure_ascii=False)


def test_unwritten_precis_are_reported(followed):
    output = (followed / "done").read_text("utf-8")
    assert "10 of 10 précis are still to be written (¶1-10)." in output
    assert "Too short for a fingerprint, since they could be guessed from it: 1." in output
    done = run_edition(followed / "work/mine", "release", "0.1.0")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "10 of 10" in done.stderr


def test_edition_of_a_work_in_copyright_contains_none_of_it(followed):
    plain = re.sub(
        r"《[^》]*》|［＃[^］]*］|[｜\s]", "", TEXT[TEXT.index("浜の家") : TEXT.index("底本：")]
    )
    runs = {plain[i : i + 8] for i in range(len(plain) - 8)}
    root = followed / "work/mine"
    files = [path for path in root.rglob("*") if path.is_file() and path.suffix != ".whl"]
    assert len(files) > 15
    assert IGNORE_LINE in (root / ".gitignore").read_text("utf-8").splitlines()
    for path in files:
        text = path.read_text("utf-8", errors="ignore")
        assert not [run for run in runs if run in text], path


def test_guides_on_publishing_show_the_generated_files(followed):
    for page, name in (
        ("github-pages", ".github/workflows/pages.yml"),
        ("gitlab-pages", ".gitlab-ci.yml"),
    ):
        shown = re.search(
            r"^```yaml\n(.*?)^```",
            (PROJECT / f"docs/publish/{page}.md").read_text("utf-8"),
            re.MULTILINE | re.DOTALL,
        )
        # a new edition names the Python that its dependencies were pinned on
        here = "{}.{}".format(*sys.version_info)
        expected = re.sub(r'(?<=python-version: ")3\.12|(?<=python:)3\.12', here, shown[1])
        assert expected == (followed / "work/hama" / name).read_text("utf-8")


# -- other editions


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.mark.slow
@pytest.mark.parametrize("rights", ["public-domain", "copyright"])
def test_edition_of_an_english_text_is_in_english(tmp_path, rights):
    text = tmp_path / "harbours.txt"
    text.write_text(
        '# Of Harbours\n\n"The *boats* come in -- at 5 & 6 o\'clock," said {Ann}.\n\n1. This is no list, though it looks like one.\n',
        "utf-8",
    )
    options = [
        "--author",
        "Anna Smith",
        "--lang",
        "en",
        "--date",
        "1899-05-01",
        "--container",
        "The Harbour Times",
        "--rights",
        rights,
    ]
    assert cli.main(["new", str(tmp_path / "en"), "--from", str(text), *options]) == 0
    run_edition(tmp_path / "en", "build", "--quiet", check=True)
    assert not JAPANESE.findall(pdf_text(tmp_path / "en/build/pdf/study-guide.pdf"))
    pages = [
        "about",
        "text/part-1",
        "layers/notes",
        "genindex",
        "search",
        "check",
        *(["my-text"] if rights == "copyright" else []),
    ]
    for name in pages:
        assert list(japanese(tmp_path / f"en/build/html/{name}.html")) == [], name
    page = BeautifulSoup(
        (tmp_path / "en/build/html/text/part-1.html").read_text("utf-8"), "html.parser"
    )
    assert page.html["lang"] == "en"
    assert (
        page.select_one(".edition-legend")
        .get_text()
        .startswith("¶¶1–2 Commentary (The editors, CC BY 4.0)")
    )
    assert page.select_one(".edition-number")["title"] == "Permanent link to ¶1"
    shown = [
        '"The *boats* come in -- at 5 & 6 o\'clock," said {Ann}.',
        "1. This is no list, though it looks like one.",
    ]
    unwritten = [
        "Précis not yet written (12 words in the essay)",
        "Précis not yet written (10 words in the essay)",
    ]
    found = [page.select_one(f"#p{n}").get_text().strip() for n in (1, 2)]
    assert found == (shown if rights == "public-domain" else unwritten)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp"])
def test_text_is_read_in_any_encoding(tmp_path, encoding, capsys):
    (tmp_path / "a.txt").write_bytes(TEXT.encode(encoding))
    assert (
        cli.main(["new", str(tmp_path / "x"), "--from", str(tmp_path / "a.txt"), "--dry-run"]) == 0
    )
    assert "浜野 汐, 浜の時計: 10 paragraphs, 3 headings, 4 ruby." in capsys.readouterr().out


def test_dry_run_makes_nothing_and_shows_no_text_of_a_work_in_copyright(tmp_path, capsys):
    for rights, shown in (("copyright", False), ("public-domain", True)):
        assert (
            cli.main(
                ["new", str(tmp_path / "x"), "--from", str(SECOND), "--dry-run", "--rights", rights]
            )
            == 0
        )
        assert ("浜の家には" in capsys.readouterr().out) is shown
    assert list(tmp_path.iterdir()) == []


# -- errors

BAD = {
    "no such file": (None, [], "there is no such file"),
    "a folder": ("", [], "this is a folder"),
    "empty": (b"", [], "no text"),
    "blank": (b" \n\n", [], "no text"),
    "binary": (bytes(range(256)) * 8, [], "encoding cannot be determined"),
    "a page": (b"<!doctype html><p>text</p>", [], "not plain text"),
    "headings only": ("# 甲\n\n# 乙\n".encode(), ["--title", "x", "--author", "y"], "no paragraph"),
    "no title": ("一。\n".encode(), ["--author", "y"], "give --title"),
    "no author": ("一。\n".encode(), ["--title", "x"], "give --author"),
    "another wheel": (
        "一。\n".encode(),
        ["--title", "x", "--author", "y", "--engine", "other-1.0-py3-none-any.whl"],
        "this is not study_edition",
    ),
}


@pytest.mark.parametrize(("content", "options", "output"), BAD.values(), ids=BAD)
def test_bad_input_is_one_line_and_nothing_is_made(tmp_path, capsys, content, options, output):
    text = tmp_path / "a.txt"
    if content == "":
        text.mkdir()
    elif content is not None:
        text.write_bytes(content)
    assert cli.main(["new", str(tmp_path / "new"), "--from", str(text), *options]) == 1
    out = capsys.readouterr()
    assert output in out.err
    assert out.err.count("\n") == 1
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "options",
    [
        ["--lang", "fr"],
        ["--layer", "Notes"],
        ["--layer", "index"],
        ["--date", "1.4.1920"],
        ["--headings", "("],
        ["--rights", "none"],
    ],
)
def test_wrong_usage_of_new_exits_with_2(tmp_path, capsys, options):
    with pytest.raises(SystemExit) as left:
        cli.main(["new", str(tmp_path / "new"), "--from", str(SECOND), *options])
    assert left.value.code == 2
    assert options[0] in capsys.readouterr().err.splitlines()[-1]


def test_existing_files_are_not_touched(tmp_path, capsys):
    full, file, link = tmp_path / "full", tmp_path / "file", tmp_path / "link"
    full.mkdir()
    (full / "mine").write_text("mine", "utf-8")
    file.write_text("mine", "utf-8")
    link.symlink_to(tmp_path / "nowhere")
    for folder in (full, file, link, file / "below"):
        assert cli.main(["new", str(folder), "--from", str(SECOND)]) == 1
        err = capsys.readouterr().err
        assert err.count("\n") == 1
        assert "already exists" in err or folder.name == "below"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "full", "link"]
    assert [path.read_text("utf-8") for path in (full / "mine", file)] == ["mine", "mine"]


def test_empty_folder_is_accepted(tmp_path):
    (tmp_path / "港の 版").mkdir()
    assert cli.main(["new", str(tmp_path / "港の 版"), "--from", str(SECOND)]) == 0
    assert (tmp_path / "港の 版/conf.py").is_file()


def test_edition_is_made_completely_or_not_at_all(tmp_path, monkeypatch, capsys):
    def full(*_args, **_options):
        raise OSError(28, "No space left on device", "x")

    monkeypatch.setattr(new_edition.shutil, "copyfile", full)
    wheel = tmp_path / engine.WHEEL
    with zipfile.ZipFile(wheel, "w"):
        pass
    assert (
        cli.main(["new", str(tmp_path / "new"), "--from", str(SECOND), "--engine", str(wheel)]) == 1
    )
    assert "No space left" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [wheel]
