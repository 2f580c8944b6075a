"""The gate: no text of the essay is tracked, staged, in a commit message or built."""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
import zlib

import docx
import openpyxl
import pylopdf_fonts_cjk
import pypdf
import pytest
import typst

from project_paths import PROJECT
from recognition_corpus import OTHER, PARAGRAPHS, RECORD, TEXT
from study_edition.core.witness.recognition import recognise
from study_edition.core.witness.text_fingerprint import fingerprint
from study_edition.core.witness.witness_record import WitnessRecord, format_record
from study_edition.tasks.build_edition import build_edition
from study_edition.witness import attached_text
from study_edition.witness.gate import git_files
from study_edition.witness.gate import scan as gate
from workshop import make_project, run_edition
from written_essays import write_pdf

FONTS = list(pylopdf_fonts_cjk.__path__)
WITNESS = PROJECT.parent / "shared/witness"
ESSAY = PARAGRAPHS["p6"]
PART = ESSAY[10:31]
CLEAN = OTHER[0]


@pytest.fixture
def root(tmp_path, monkeypatch):
    """The folder of an edition of the essay written for these tests, outside git."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / "source").mkdir()
    (tmp_path / "conf.py").write_text('project = "x"\n', "utf-8")
    (tmp_path / "witness.json").write_text(format_record(RECORD), "utf-8")
    (tmp_path / "source/index.md").write_text("\n\n".join(OTHER), "utf-8")
    return tmp_path


def leaks_reported(root, capsys, **options):
    """Return the lines that a check of the tracked files prints."""
    status = gate.scan_tracked_files(root, **options)
    lines = capsys.readouterr().err.splitlines()
    assert status == bool(lines)
    assert not any(text[:12] in line for line in lines for text in PARAGRAPHS.values()), (
        "the words are repeated"
    )
    return lines


# -- every type of file


def pdf(folder, text):
    path = folder / "x.pdf"
    write_pdf([OTHER[0], text, OTHER[1]], path)
    data = path.read_bytes()
    path.unlink()
    return data


def pdf_with(add):
    def make(folder, text):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(folder, OTHER[2])))
        add(writer, text)
        made = io.BytesIO()
        writer.write(made)
        return made.getvalue()

    return make


def decoration(folder, text):
    return typst.compile(
        f'#set page(header: [{text}])\n#set text(lang: "ja", font: "Noto Serif JP")\nx'.encode(),
        font_paths=FONTS,
        ignore_system_fonts=True,
    )


def word(folder, text):
    document, made = docx.Document(), io.BytesIO()
    paragraph = document.add_paragraph(text[:9])
    paragraph.add_run(text[9:]).bold = True
    document.save(made)
    return made.getvalue()


def sheet(folder, text):
    book, made = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["1", text])
    book.save(made)
    return made.getvalue()


def archive(name, make):
    def archived(folder, text):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr(name, make(folder, text))
        return made.getvalue()

    return archived


def inventory(folder, text):
    lines = f"p1 edition:para 1 index.html#p1 -\np2 edition:para 1 index.html#p2 {text}\n"
    return b"# Sphinx inventory version 2\n# Project: x\n# Version: 1\n# zlib.\n" + zlib.compress(
        lines.encode()
    )


def written(form, encoding="utf-8"):
    return lambda _, text: form(text).encode(encoding)


PAGE = "<!doctype html>\n<html><head><title>x</title></head>\n<body>{}</body></html>\n"
KINDS = {
    "page.html": (
        written(lambda t: PAGE.format(f"<p>{t[:9]}<a href='#'>{t[9:12]}<br>\n</a>{t[12:]}</p>")),
        ":3",
    ),
    "ruby.html": (
        written(lambda t: PAGE.format(f"<p>{t[:9]}<ruby>{t[9]}<rt>よみ</rt></ruby>{t[10:]}</p>")),
        ":3",
    ),
    "attribute.html": (written(lambda t: PAGE.format(f'<a title="&quot;{t}">x</a>')), ":3"),
    "comment.html": (written(lambda t: PAGE.format(f"<!-- {t} -->")), ":3"),
    "script.html": (written(lambda t: PAGE.format(f"<script>x = {json.dumps(t)}</script>")), ":3"),
    "old.html": (written(PAGE.format, "cp932"), ":3"),
    "edition.json": (written(lambda t: json.dumps({"a": [1, t]}, indent=1)), ":4"),
    "search-index.js": (written(lambda t: f"Search.setIndex(\n{json.dumps([CLEAN, t])})"), ":2"),
    "feed.xml": (
        written(
            lambda t: (
                f"<feed>\n<content type='html'>&lt;p&gt;{t[:9]}&lt;i&gt;{t[9:]}</content></feed>"
            )
        ),
        ":2",
    ),
    "picture.svg": (written(lambda t: f"<svg>\n<desc>{t}</desc></svg>"), ":2"),
    "notes.csv": (written(lambda t: f'1,x\n2,"{t}"\n'), ":2"),
    "source/text/one.md": (
        written(
            lambda t: f"# 見出し\n\n{{#p1}}\n{t[:9]}\n{t[9:20]}{{term}}`{t[20:22]}`\n{t[22:]}\n"
        ),
        ":4",
    ),
    "source/layers/層 一.md": (
        written(lambda t: f":::{{note}} 1\n> {t[:9]}\n> {t[9:]}\n:::\n"),
        ":2",
    ),
    "source/glossary.md": (
        written(
            lambda t: f":::{{term}} x\n:headword: x\n\n{t[:9]}{{ruby}}`{t[9]}|よみ`{t[10:]}\n:::\n"
        ),
        ":4",
    ),
    "references.bib": (
        written(lambda t: f"@misc{{x,\n  note = {{{t[:9]}\n    {t[9:]}}}\n}}\n"),
        ":2",
    ),
    "readings.txt": (written(lambda t: f"潮 しお\n{t} よみ\n"), ":2"),
    "program.py": (written(lambda t: f'X = (\n    "{t[:9]}"\n    "{t[9:]}"\n)\n'), ":2"),
    "paper.typ": (written(lambda t: f"= x\n#text[{t}]\n"), ":2"),
    "utf-16.txt": (written(lambda t: f"x\n{t}", "utf-16"), ":2"),
    "utf-16-le.txt": (written(lambda t: f"x\n{t}", "utf-16-le"), ":2"),
    "shift-jis.txt": (written(lambda t: f"x\r\n{t}\r\n", "cp932"), ":2"),
    "euc.txt": (written(lambda t: f"x\n{t}", "euc_jp"), ":2"),
    "jis.txt": (written(lambda t: f"x\n{t}", "iso2022_jp"), ":2"),
    "among-bytes.bin": (
        lambda _, text: bytes(range(256)) + b"\n" + text.encode() + b"\xff\x00",
        ":4",
    ),
    "book.txt.gz": (lambda _, text: gzip.compress(f"x\n{text}".encode()), ":2"),
    "objects.inv": (inventory, ":6"),
    "essay.docx": (word, " (word/document.xml)"),
    "notes.xlsx": (sheet, " (xl/worksheets/sheet1.xml)"),
    "all.zip": (archive("a/essay.docx", word), " (a/essay.docx/word/document.xml)"),
    "essay.pdf": (pdf, " (p. 1)"),
    "decoration.pdf": (decoration, " (p. 1)"),
    "metadata.pdf": (
        pdf_with(lambda writer, text: writer.add_metadata({"/Subject": text})),
        " (outside the pages)",
    ),
    "outline.pdf": (
        pdf_with(lambda writer, text: writer.add_outline_item(title=text, page_number=0)),
        " (outside the pages)",
    ),
    "attached.pdf": (
        pdf_with(lambda writer, text: writer.add_attachment("x.txt", text.encode())),
        " (attached)",
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_paragraph_is_reported_in_one_line_with_its_position(root, capsys, name):
    make, place = KINDS[name]
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(make(root, ESSAY))
    assert leaks_reported(root, capsys) == [
        f"{name}{place}: this is the text of ¶6 of the essay: remove it."
    ]
    path.write_bytes(make(root, CLEAN))
    assert leaks_reported(root, capsys) == []


@pytest.mark.parametrize(
    "name",
    [
        "attribute.html",
        "edition.json",
        "objects.inv",
        "essay.docx",
        "essay.pdf",
        "metadata.pdf",
        "shift-jis.txt",
    ],
)
def test_part_of_a_paragraph_is_reported_if_the_text_is_attached(root, capsys, name):
    make, place = KINDS[name]
    (root / name).write_bytes(make(root, CLEAN[:30] + PART + CLEAN[30:]))
    assert leaks_reported(root, capsys) == []
    attached_text.store(root, recognise(TEXT, RECORD))
    assert leaks_reported(root, capsys) == [
        f"{name}{place}: 21 consecutive characters of ¶6 of the essay: quote at most 17, or use your own words."
    ]


def test_witness_text_can_be_given_without_attaching_it(root, capsys, tmp_path_factory):
    essay = tmp_path_factory.mktemp("elsewhere") / "essay.txt"
    essay.write_text(TEXT, "utf-8")
    assert leaks_reported(root, capsys, witness=essay) == []
    (root / "source/x.md").write_text(f"…\n{PART}", "utf-8")
    assert leaks_reported(root, capsys, witness=essay)[0].startswith(
        "source/x.md:2: 21 consecutive characters"
    )
    assert leaks_reported(root, capsys) == []
    essay.write_text("\n".join(OTHER), "utf-8")
    assert leaks_reported(root, capsys, witness=essay) == [
        f"edition: {essay}: it contains no paragraph of this edition's essay."
    ]


def test_check_prints_what_it_searched_for(root, capsys):
    assert gate.scan_tracked_files(root) == 0
    assert (
        capsys.readouterr().out
        == "No paragraph of the essay in 3 files (looked for: fingerprints).\n"
    )
    attached_text.store(root, recognise(TEXT, RECORD))
    assert gate.scan_tracked_files(root) == 0
    assert (
        capsys.readouterr().out
        == "No text of the essay in 3 files (looked for: fingerprints and 18 characters in a row).\n"
    )
    (root / "witness.json").unlink()
    assert gate.scan_tracked_files(root) == 0
    assert "There is no record of a witness" in capsys.readouterr().out


def test_edition_of_the_text_itself_may_contain_it(root, capsys):
    (root / "source/text.md").write_text(TEXT, "utf-8")
    assert len(leaks_reported(root, capsys)) == len(PARAGRAPHS)
    (root / "conf.py").write_text('edition_paragraphs = "text"\n', "utf-8")
    assert leaks_reported(root, capsys) == []


def test_titles_in_the_settings_are_allowed(root, capsys):
    attached_text.store(root, recognise(TEXT, RECORD))
    (root / "source/x.md").write_text(f"# {PART}", "utf-8")
    assert len(leaks_reported(root, capsys)) == 1
    (root / "conf.py").write_text(f'edition_essay = {{"title": {{"own": "{PART}"}}}}\n', "utf-8")
    assert leaks_reported(root, capsys) == []


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("broken.docx", b"PK\x03\x04" + b"x" * 50, "it is broken"),
        ("broken.gz", b"\x1f\x8b\x08" + b"x" * 50, "it is broken"),
        ("broken.pdf", b"%PDF-1.7\n1 0 obj\n", "it is broken"),
        ("witness.json", b"{", "the record of the witness cannot be read"),
    ],
)
def test_unreadable_file_is_reported(root, capsys, name, data, reason):
    (root / name).write_bytes(data)
    (line,) = leaks_reported(root, capsys)
    assert f"{name}: {reason}" in line


def test_encrypted_pdf_is_reported_as_unchecked(root, capsys):
    (root / "x.pdf").write_bytes(
        pdf_with(lambda writer, _: writer.encrypt("", "secret", algorithm="RC4-128"))(root, CLEAN)
    )
    assert leaks_reported(root, capsys) == ["x.pdf: it is encrypted and cannot be checked."]


def test_pdf_with_fonts_without_a_character_map_is_reported(root, capsys):
    english = "The harbour office opens before the tide turns, and closes when the last boat has paid its toll."
    drawn = f"BT /F1 9 Tf 20 20 Td ({english}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 99]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % pair for pair in enumerate(objects, 1))
    table = (
        b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Root 1 0 R/Size 6>>\nstartxref\n%d\n%%%%EOF"
        % (len(body) + 9)
    )
    (root / "x.pdf").write_bytes(b"%PDF-1.4\n" + body + table)
    assert leaks_reported(root, capsys) == []
    (root / "witness.json").write_text(
        format_record(WitnessRecord("w", {"p1": fingerprint(english)})), "utf-8"
    )
    assert leaks_reported(root, capsys) == [
        "x.pdf (p. 1): this is the text of ¶1 of the essay: remove it."
    ]


def test_images_are_skipped(root, capsys):
    (root / "x.png").write_bytes(b"\x89PNG\r\n\x1a\n" + ESSAY.encode())
    assert leaks_reported(root, capsys) == []


# -- cached results


def test_clean_file_is_not_scanned_again(root, capsys, monkeypatch):
    looked = []
    scan_file = gate._scan_file  # noqa: SLF001
    monkeypatch.setattr(
        gate,
        "_scan_file",
        lambda name, data, search: looked.append(name) or scan_file(name, data, search),
    )
    (root / "bad.txt").write_text(ESSAY, "utf-8")
    assert len(leaks_reported(root, capsys)) == 1
    assert sorted(looked) == ["bad.txt", "conf.py", "source/index.md", "witness.json"]
    looked.clear()
    (root / "conf.py").write_text("# x", "utf-8")
    assert len(leaks_reported(root, capsys)) == 1
    assert looked == ["bad.txt", "conf.py"]
    looked.clear()
    attached_text.store(root, recognise(TEXT, RECORD))  # now the whole text is searched for
    leaks_reported(root, capsys)
    assert len(looked) == 4
    before = {path for path in root.rglob("*") if path.is_file()}
    attached_text.remove(root)  # and everything derived from the text
    assert {path.relative_to(root).as_posix() for path in before if not path.exists()} == {
        ".witness/attached.json",
        ".cache/private-gate/tracked",
    }
    looked.clear()
    (root / "witness.json").write_text(
        format_record(WitnessRecord("w", {"p1": RECORD.fingerprints["p6"]})), "utf-8"
    )
    assert leaks_reported(root, capsys) == [
        "bad.txt:1: this is the text of ¶1 of the essay: remove it."
    ]
    assert len(looked) == 4


# -- builds


@pytest.mark.slow
def test_build_with_the_essay_is_refused(tmp_path):
    """Every such file is reported and removed, and the build fails."""
    root = make_project(tmp_path)
    key = next(iter(PARAGRAPHS))
    (root / "witness.json").write_text(
        format_record(WitnessRecord("w", {"p1": RECORD.fingerprints[key]})), "utf-8"
    )
    page = root / "source/text/one.md"
    clean = page.read_text("utf-8")
    result = run_edition(root, "build", "html", check=True)
    assert "No paragraph of the essay in " in result.stdout
    before = {
        path.relative_to(root): path.read_bytes()
        for path in (root / "build").rglob("*")
        if path.is_file()
    }
    page.write_text(clean + f"\n脇の話。{PARAGRAPHS[key]}\n", "utf-8")
    first, second = (run_edition(root, "build", "html", "--quiet") for _ in range(2))
    assert (first.returncode, second.returncode) == (1, 1)
    assert first.stderr == second.stderr
    *lines, last = first.stderr.splitlines()
    assert (
        last
        == "edition: build/html: files with text of the essay were removed; fix the source and rebuild."
    )
    names = {line.partition(":")[0] for line in lines}
    assert {"build/html/text/one.html", "build/html/search-index.js"} <= names
    assert len(names) == len(lines)
    assert not any((root / name).exists() for name in names)
    assert not any(
        normal in path.read_text("utf-8", "ignore")
        for path in (root / "build").rglob("*.*")
        for normal in [PARAGRAPHS[key][:30]]
    )
    page.write_text(clean, "utf-8")
    run_edition(root, "build", "html", "--quiet", check=True)
    assert {
        path.relative_to(root): path.read_bytes()
        for path in (root / "build").rglob("*")
        if path.is_file()
    } == before


def test_pickles_in_the_output_are_refused(root, capsys):
    folder = root / "build/html"
    folder.mkdir(parents=True)
    for name in ("index.doctree", "environment.pickle", "index.html"):
        (folder / name).write_text("x", "utf-8")
    assert gate.scan_output(root, folder) == 1
    assert [path.name for path in folder.iterdir()] == ["index.html"]
    assert capsys.readouterr().err.count("not for publication") == 2


def test_public_build_into_the_private_folder_is_refused(root, capsys):
    for name in ("build", "build/private", "build/private/html"):
        assert build_edition(root, "html", root / name) == 1
        assert "build the public edition elsewhere" in capsys.readouterr().err
    (root / "build/private").mkdir(parents=True)
    (root / "build/html").symlink_to(root / "build/private")
    assert build_edition(root, "html", root / "build/html") == 1
    assert not list((root / "build/private").iterdir())


# -- commits


def git(root, *arguments, check=True):
    identity = {
        f"GIT_{who}_{what}": "x@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    environment = {
        **os.environ,
        **identity,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    result = subprocess.run(
        ["git", *arguments], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert not check or result.returncode == 0, result.stderr
    return result


@pytest.fixture
def repository(root, monkeypatch):
    """The edition as a git repository without commits."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    (root / ".gitignore").write_text("/.venv/\n/.cache/\n", "utf-8")
    git(root, "init", "-b", "main")
    git(root, "add", ".")
    monkeypatch.chdir(root)
    return root


def staged(root, capsys):
    status = gate.scan_staged_files(root)
    lines = capsys.readouterr().err.splitlines()
    assert status == bool(lines)
    return lines


def test_staged_files_are_scanned(repository, capsys):
    line = "{}:2: this is the text of ¶6 of the essay: remove it."
    assert staged(repository, capsys) == []  # an initial commit
    name = "source/層 その 一.md"
    path = repository / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"x\n{ESSAY}", "utf-8")
    assert staged(repository, capsys) == []  # not staged yet
    git(repository, "add", "--intent-to-add", name)
    assert staged(repository, capsys) == []
    git(repository, "add", name)
    path.write_text("x", "utf-8")
    assert staged(repository, capsys) == [line.format(name)]  # as staged, not as in the work tree
    git(repository, "commit", "-m", "x")
    git(repository, "mv", name, "moved.md")
    assert staged(repository, capsys) == [line.format("moved.md")]
    git(repository, "commit", "-m", "x")
    git(repository, "rm", "--cached", "moved.md")
    assert staged(repository, capsys) == []  # a deleted file is not in the commit
    git(repository, "commit", "-m", "x")
    (repository / "link.md").symlink_to("moved.md")
    (repository / "x.png").write_bytes(b"\x89PNG" + ESSAY.encode())
    (repository / "x.bin").write_bytes(bytes(range(256)) * 9)
    git(repository, "add", "link.md", "x.png", "x.bin")
    git(
        repository, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},other"
    )  # another repository
    assert staged(repository, capsys) == []
    assert "link.md" not in {name for name, _ in git_files.read_staged_files()}


def test_merge_is_scanned(repository, capsys):
    git(repository, "commit", "-m", "x")
    git(repository, "checkout", "-b", "side")
    (repository / "side.md").write_text(f"x\n{ESSAY}", "utf-8")
    git(repository, "add", "side.md")
    git(repository, "commit", "-m", "x")
    git(repository, "checkout", "main")
    git(repository, "merge", "--no-commit", "--no-ff", "side")
    assert [line.partition(": ")[0] for line in staged(repository, capsys)] == ["side.md:2"]


def test_commit_message_is_scanned(root, capsys, tmp_path_factory):
    path = tmp_path_factory.mktemp("git") / "COMMIT_EDITMSG"
    scissors = f"# {'-' * 24} >8 {'-' * 24}"
    path.write_text(f"題\n\n{CLEAN}\n{scissors}\n-{ESSAY}\n", "utf-8")
    assert gate.scan_commit_message(root, path) == 0
    path.write_text(f"題\n\n{ESSAY}\n", "utf-8")
    assert gate.scan_commit_message(root, path) == 1
    assert (
        capsys.readouterr().err
        == "commit message:3: this is the text of ¶6 of the essay: remove it.\n"
    )
    assert gate.scan_commit_message(root, path.with_name("none")) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="a shell script stands for the command")
def test_hooks_refuse_commits_with_the_essay(repository):
    """As git runs them: one commit passes, one is refused with -a, and one for its message."""
    shutil.copytree(PROJECT / "hooks", repository / "hooks")
    git(repository, "config", "core.hooksPath", "hooks")
    refused = git(repository, "commit", "-m", "x", check=False)
    assert "make" in refused.stderr, "without the command nothing is committed"
    command = repository / ".venv/bin/edition"
    command.parent.mkdir(parents=True)
    command.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -m study_edition.commands.cli "$@"\n', "utf-8"
    )
    command.chmod(0o755)
    git(repository, "commit", "-m", "x")
    (repository / "source/index.md").write_text(f"x\n{ESSAY}", "utf-8")
    refused = git(repository, "commit", "-a", "-m", "x", check=False)
    assert refused.returncode == 1
    assert refused.stderr.splitlines() == [
        "source/index.md:2: this is the text of ¶6 of the essay: remove it.",
        "edition: コミットしていない。 Nothing was committed.",
    ]
    (repository / "source/index.md").write_text("x", "utf-8")
    refused = git(repository, "commit", "-a", "-m", ESSAY, check=False)
    assert (
        refused.stderr.splitlines()[0]
        == "commit message:1: this is the text of ¶6 of the essay: remove it."
    )
    assert git(repository, "log", "--oneline").stdout.count("\n") == 1


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
def test_make_hooks_installs_the_hooks_and_keeps_existing_settings(repository):
    (repository / "tools").mkdir()
    for name in ("Makefile", "tools/install_hooks.py"):
        shutil.copy(PROJECT / name, repository / name)
    (repository / ".venv/bin").mkdir(parents=True)
    (repository / ".venv/bin/python").symlink_to(sys.executable)
    for name in ("requirements.txt", "pyproject.toml", ".venv/.ready"):
        (repository / name).touch()
    made = subprocess.run(
        ["make", "hooks"], cwd=repository, capture_output=True, text=True, check=True
    )
    assert "git config --unset core.hooksPath" in made.stdout
    assert git(repository, "config", "core.hooksPath").stdout == "hooks\n"
    git(repository, "config", "core.hooksPath", "mine")
    assert (
        subprocess.run(
            ["make", "hooks"], cwd=repository, capture_output=True, check=False
        ).returncode
        != 0
    )
    assert git(repository, "config", "core.hooksPath").stdout == "mine\n"


def test_check_command_reports_a_leak_and_what_it_searched_for(tmp_path):
    root = make_project(tmp_path)
    (root / "witness.json").write_text(
        format_record(WitnessRecord("w", {"p1": RECORD.fingerprints["p6"]})), "utf-8"
    )
    (root / "notes.txt").write_text(ESSAY, "utf-8")
    result = run_edition(root, "check")
    assert (result.returncode, result.stderr) == (
        1,
        "notes.txt:1: this is the text of ¶1 of the essay: remove it.\n",
    )
    (root / "notes.txt").unlink()
    assert (
        run_edition(root, "check", check=True)
        .stdout.splitlines()[0]
        .endswith("(looked for: fingerprints).")
    )


# -- this edition, if the witness is available


def test_this_edition_contains_nothing_of_its_essay(edition, capsys):
    paths = sorted(WITNESS.glob("*.txt"))
    if not paths:
        pytest.skip(
            f"the witness is not available ({WITNESS.name}/*.txt next to the project): leaks cannot be looked for"
        )
    root = edition.parents[1]
    for folder in (edition, edition.parent / "pdf"):
        copy = root / "build" / f"looked-{folder.name}"  # the files found are removed
        shutil.copytree(folder, copy)
        assert gate.scan_output(root, copy, witness=paths[0]) == 0, capsys.readouterr().err
        shutil.rmtree(copy)
    assert gate.scan_tracked_files(PROJECT, witness=paths[0]) == 0, capsys.readouterr().err
