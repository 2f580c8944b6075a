"""``edition attach`` and ``edition detach``: output, stored files, and nothing left over."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from built_files import files_below
from project_paths import PROJECT
from recognition_corpus import OTHER, PARAGRAPHS, RECORD, TEXT
from study_edition.core.witness.recognition import recognise
from study_edition.core.witness.text_fingerprint import fingerprint
from study_edition.core.witness.witness_record import WitnessRecord, format_record
from study_edition.witness import attached_text
from workshop import run_edition

WITNESS = PROJECT.parent / "shared/witness"


@pytest.fixture
def root(tmp_path):
    """The folder of an edition of the essay written for these tests, outside git."""
    folder = tmp_path / "edition"
    (folder / "source").mkdir(parents=True)
    (folder / "conf.py").write_text("", "utf-8")
    (folder / "witness.json").write_text(format_record(RECORD), "utf-8")
    (folder / "essay.txt").write_text("題名\n\n" + TEXT + "\n後記\n", "utf-8")
    return folder


def git(root, *arguments):
    subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True)


def error_line(result):
    assert result.returncode == 1
    assert result.stderr.startswith("edition: ")
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr
    return result.stderr


def test_attach_stores_the_text_and_detach_removes_it(root):
    before = files_below(root)
    result = run_edition(root, "attach", "essay.txt")
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines() == [
        "exact         33  ██████████████████████████████",
        "altered        0",
        "missing        0",
        "ambiguous      0",
        "Not in this edition (before the first paragraph, 2 characters): line 1 (2)",
        f"Not in this edition (after the last paragraph, 2 characters): line {TEXT.count(chr(10)) + 4} (2)",
        "Stored in .witness. It is never published. `edition detach` removes it.",
    ]
    assert attached_text.read_exact(root) == PARAGRAPHS
    assert {path.name for path in root.iterdir()} - {name.split("/")[0] for name in before} == {
        ".witness"
    }
    for name in (
        "build/private/html/index.html",
        ".cache/private/typst/x",
        ".cache/private-html/y",
    ):
        (root / name).parent.mkdir(parents=True)
        (root / name).write_text("…", "utf-8")
    result = run_edition(root, "detach")
    assert (result.returncode, result.stderr) == (0, "")
    assert (
        result.stdout
        == "Removed: .cache/private, .cache/private-html, .witness, build/private. Nothing of the text is left.\n"
    )
    assert files_below(root) == before
    result = run_edition(root, "detach")
    assert (result.returncode, result.stdout, result.stderr) == (0, "No text is attached.\n", "")


def test_files_of_builds_are_kept(root):
    for name in ("build/html/index.html", ".cache/html/environment.pickle"):
        (root / name).parent.mkdir(parents=True)
        (root / name).write_text("…", "utf-8")
    before = files_below(root)
    run_edition(root, "attach", "essay.txt", check=True)
    run_edition(root, "detach", check=True)
    assert files_below(root) == before


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_attached_text_is_readable_by_its_owner_only(root):
    attached_text.store(root, recognise(TEXT, RECORD))
    assert stat.S_IMODE((root / ".witness").stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in (root / ".witness").iterdir()] == [0o600]


def test_output_is_in_japanese_in_a_japanese_locale(root):
    result = run_edition(root, "attach", "essay.txt", "--dry-run", lang="ja_JP.UTF-8")
    assert result.stdout.splitlines()[0] == "一致          33  ██████████████████████████████"
    assert "この版にない（最初の段落の前、2字）：1行目（2字）" in result.stdout
    assert result.stdout.endswith("何も保存していない（--dry-run）。\n")
    assert not (root / ".witness").exists()
    assert run_edition(root, "detach", lang="ja_JP.UTF-8").stdout == "添えた本文はない。\n"


def test_altered_and_missing_paragraphs_are_reported_and_marked(root):
    text = (
        TEXT.replace(PARAGRAPHS["p5"], PARAGRAPHS["p5"].replace("糊", "膠"))
        .replace(PARAGRAPHS["p9"], "")
        .replace(PARAGRAPHS["p10"], "")
    )
    (root / "essay.txt").write_text(text, "utf-8")
    result = run_edition(root, "attach", "essay.txt")
    assert result.stdout.splitlines()[:6] == [
        "exact         30  ███████████████████████████",
        "altered        1  █",
        "missing        2  ██",
        "ambiguous      0",
        "  ¶5 altered (line 11)",
        "  ¶9–10 missing",
    ]
    kept = attached_text.read(root)
    assert kept.altered == {"p5": PARAGRAPHS["p5"].replace("糊", "膠")}
    assert (
        attached_text.read_exact(root)
        == kept.exact
        == {key: text for key, text in PARAGRAPHS.items() if key not in {"p5", "p9", "p10"}}
    )


def test_report_is_available_as_json(root):
    (root / "essay.txt").write_text("題名\n\n" + TEXT.replace(PARAGRAPHS["p9"], ""), "utf-8")
    result = run_edition(root, "attach", "essay.txt", "--format", "json")
    assert json.loads(result.stdout) == {
        "paragraphs": {str(n): "missing" if n == 9 else "exact" for n in range(1, 34)},
        "leftover": [{"line": 1, "characters": 2}],
    }
    assert attached_text.read_exact(root).keys() == PARAGRAPHS.keys() - {"p9"}


@pytest.mark.parametrize("options", [[], ["--format", "json"]])
def test_unrelated_text_is_refused(root, options):
    """One sentence; nothing is stored, and the text attached before is kept."""
    (root / "other.txt").write_text("\n".join(OTHER), "utf-8")
    result = run_edition(root, "attach", "other.txt", *options)
    assert (
        error_line(result)
        == "edition: other.txt: no paragraph of the essay was found; nothing was stored.\n"
    )
    assert bool(result.stdout) == bool(options)
    assert not (root / ".witness").exists()
    run_edition(root, "attach", "essay.txt", check=True)
    assert run_edition(root, "attach", "other.txt").returncode == 1
    assert attached_text.read_exact(root) == PARAGRAPHS


def test_second_text_replaces_the_first(root):
    run_edition(root, "attach", "essay.txt", check=True)
    (root / "part.txt").write_text(PARAGRAPHS["p2"], "utf-8")
    assert "replacing the text attached before" in run_edition(root, "attach", "part.txt").stdout
    assert attached_text.read_exact(root) == {"p2": PARAGRAPHS["p2"]}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp932", "euc_jp"])
def test_text_is_attached_in_any_encoding(root, encoding):
    (root / "essay.txt").write_bytes(TEXT.encode(encoding))
    run_edition(root, "attach", "essay.txt", check=True)
    assert {
        key: fingerprint(text) for key, text in attached_text.read_exact(root).items()
    } == RECORD.fingerprints


def test_html_is_attached(root):
    """With ruby readings, a menu and scripts."""
    body = (
        "".join(f"<p>{text}</p>" for text in PARAGRAPHS.values())
        .replace("（まかべ）", "")
        .replace("真壁", "<ruby>真壁<rp>(</rp><rt>まかべ</rt><rp>)</rp></ruby>")
    )
    page = f"<!doctype html><meta charset=utf-8><title>x</title><nav>menu</nav><script>1</script><div>{body}</div><footer>©</footer>"
    (root / "essay.html").write_text(page, "utf-8")
    run_edition(root, "attach", "essay.html", check=True)
    assert attached_text.read_exact(root).keys() == PARAGRAPHS.keys()


@pytest.mark.slow
def test_text_is_read_from_standard_input(root):
    command = [sys.executable, "-m", "study_edition.commands.cli", "attach", "-"]
    result = subprocess.run(
        command, cwd=root, input=TEXT.encode(), capture_output=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert attached_text.read_exact(root) == PARAGRAPHS
    result = subprocess.run(command, cwd=root, input=b"", capture_output=True, check=False)
    assert (result.returncode, result.stderr.count(b"\n")) == (1, 1)


# -- texts that cannot be attached


@pytest.mark.parametrize(
    "content",
    [b"", b" \n\n", bytes(range(256)) * 4, b"a" * (50 * 2**20), b"%PDF-1.7\n"],
    ids=["empty", "blank", "binary", "50 MB", "pdf"],
)
def test_unreadable_file_is_one_line(root, content):
    (root / "bad.txt").write_bytes(content)
    assert error_line(run_edition(root, "attach", "bad.txt")).startswith("edition: bad.txt: ")
    assert not (root / ".witness").exists()


def test_missing_file_and_folder_are_one_line(root):
    assert error_line(run_edition(root, "attach", "none.txt")).startswith("edition: none.txt: ")
    assert error_line(run_edition(root, "attach", "source")).startswith("edition: source: ")


def test_pdf_with_a_password_is_one_line(root):
    from pypdf import PdfWriter  # noqa: PLC0415

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(root / "essay.pdf")
    assert "password" in error_line(run_edition(root, "attach", "essay.pdf"))


NOBODY = """
import os, sys, tempfile
from study_edition.commands import cli
from study_edition.documents import html_file, markdown_file, text_file
tempfile.gettempdir()
if os.geteuid() == 0:  # who may read everything
    os.setuid(65534)
sys.exit(cli.main(sys.argv[1:]))
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_missing_permission_is_one_line(root):
    """For the file, and for the edition's folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(root, folder, dirs_exist_ok=True)
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}

        def attach():
            command = [sys.executable, "-c", NOBODY, "attach", "essay.txt"]
            return subprocess.run(
                command, cwd=folder, env=environment, capture_output=True, text=True, check=False
            )

        folder.chmod(0o555)
        for mode, message in (
            (0, "edition: essay.txt: no permission to read it"),
            (0o444, "edition: .witness: it cannot be read or written (no permission"),
        ):
            (folder / "essay.txt").chmod(mode)
            assert error_line(attach()).startswith(message)
        folder.chmod(0o755)
        assert not (folder / ".witness").exists()


@pytest.mark.parametrize("record", [None, "{", '{"rule": 1}'])
def test_missing_or_broken_record_is_one_line(root, record):
    (root / "witness.json").unlink()
    if record:
        (root / "witness.json").write_text(record, "utf-8")
    assert error_line(run_edition(root, "attach", "essay.txt")).startswith(
        "edition: witness.json: "
    )


def test_folder_that_git_does_not_ignore_is_refused(root):
    git(root, "init")
    message = error_line(run_edition(root, "attach", "essay.txt"))
    assert "/.witness/" in message
    assert ".gitignore" in message
    assert not (root / ".witness").exists()
    assert run_edition(root, "attach", "essay.txt", "--dry-run").returncode == 0
    (root / ".gitignore").write_text("/.witness/\n", "utf-8")
    run_edition(root, "attach", "essay.txt", check=True)
    assert not subprocess.run(
        ["git", "status", "--short", ".witness"], cwd=root, capture_output=True, check=True
    ).stdout


def test_file_that_git_already_tracks_is_refused(root):
    git(root, "init")
    (root / ".witness").mkdir()
    (root / ".witness/attached.json").write_text("{}", "utf-8")
    git(root, "add", ".witness")
    (root / ".gitignore").write_text("/.witness/\n", "utf-8")
    error_line(run_edition(root, "attach", "essay.txt"))
    assert (root / ".witness/attached.json").read_text("utf-8") == "{}"


def test_gitignore_is_read_if_git_cannot_run(root, monkeypatch):
    git(root, "init")
    monkeypatch.setenv("PATH", "")
    assert attached_text.git_would_track(root)
    (root / ".gitignore").write_text("/build/\n/.witness/\n", "utf-8")
    assert not attached_text.git_would_track(root)


# -- the stored text


def test_nothing_is_read_or_removed_if_nothing_is_attached(root):
    assert attached_text.read_exact(root) is None
    assert attached_text.read(root) is None
    assert attached_text.remove(root) == []


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"rule 1": {}}',
        '{"rule 2": []}',
        '{"rule 2": {"p1": "x"}}',
        '{"rule 2": {"p1": ["gone", "x"]}}',
        "[" * 100000,
        "\udcff",
    ],
)
def test_broken_stored_text_is_reported_and_can_be_replaced(root, content):
    (root / ".witness").mkdir()
    (root / ".witness/attached.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(attached_text.AttachedTextError, match=r"^\.witness/attached\.json: "):
        attached_text.read_exact(root)
    run_edition(root, "attach", "essay.txt", check=True)
    assert attached_text.read_exact(root) == PARAGRAPHS


def test_paragraph_that_has_been_renumbered_is_not_used(root):
    attached_text.store(root, recognise(TEXT, RECORD))
    moved = WitnessRecord("w", {"p1": RECORD.fingerprints["p2"], "p3": RECORD.fingerprints["p3"]})
    assert attached_text.read_exact(root, moved) == {"p3": PARAGRAPHS["p3"]}


def test_text_is_stored_completely_or_not_at_all(root, monkeypatch):
    """On a full disk the previous text is still there, and nothing else."""
    attached_text.store(root, recognise(TEXT, RECORD))

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(attached_text.AttachedTextError, match="the disk is full"):
        attached_text.store(root, recognise(PARAGRAPHS["p2"], RECORD))
    assert attached_text.read_exact(root) == PARAGRAPHS
    assert [path.name for path in (root / ".witness").iterdir()] == ["attached.json"]


def test_witness_of_this_edition_is_recognised(tmp_path):
    paths = sorted(WITNESS.glob("*.txt"))
    if not paths:
        pytest.skip(f"the witness is not available ({WITNESS.name}/*.txt next to the project)")
    (tmp_path / "source").mkdir()
    shutil.copy(PROJECT / "conf.py", tmp_path)
    shutil.copy(PROJECT / "witness.json", tmp_path)
    result = json.loads(
        run_edition(tmp_path, "attach", str(paths[0]), "--format", "json", check=True).stdout
    )
    assert result["paragraphs"] == {str(n): "exact" for n in range(1, 51)}
    assert [left["line"] for left in result["leftover"]] == [
        1,
        3,
        5,
        113,
        114,
        115,
        117,
        119,
        121,
        123,
    ]


@pytest.mark.parametrize("command", ["attach", "detach"])
def test_help_of_attach_and_detach_has_an_example(root, command):
    assert f"Example: edition {command}" in run_edition(root, command, "--help", check=True).stdout
