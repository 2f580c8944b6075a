"""The next run is correct after a kill, a full disk, lost permissions, another clock or locale."""

from __future__ import annotations

import contextlib
import ctypes
import os
import random
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from recognition_corpus import RECORD, TEXT
from study_edition.core.model.ledger_format import parse_ledger
from study_edition.core.witness.witness_record import format_record
from study_edition.witness import attached_text
from workshop import make_project, run_edition, start_edition

if TYPE_CHECKING:
    from pathlib import Path

    from command_process import Started

PAYLOAD = "\n:::{note} 5\n:id: later\n\n塩税ののちに加えた注{cite:p}`gull2010`。\n:::\n"


def output(root: Path) -> dict[str, bytes]:
    """Return what was built, without the record of the PDF's inputs."""
    folder = root / "build"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "made-of"
    }


def kill(root: Path, arguments: tuple[str, ...], seconds: float) -> bool:
    """Start a command and kill it with its children after a time; return whether it was running."""
    command = start_edition(root, *arguments)
    try:
        command.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        command.kill()
        return True
    return False


@pytest.fixture(scope="module")
def built_edition(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, dict[str, bytes], dict[str, bytes], float]:
    """A built edition, its output, its output with one more note, and the seconds of that build."""
    root = make_project(tmp_path_factory.mktemp("built_edition"))
    run_edition(root, "build", "-q", check=True)
    changed = root.parent / "changed"
    shutil.copytree(root, changed)
    before = output(root)
    add_note(changed)
    began = time.monotonic()
    run_edition(changed, "build", "-q", check=True)
    return root, before, output(changed), time.monotonic() - began


def add_note(root: Path) -> None:
    path = root / "source/layers/comment.md"
    path.write_text(path.read_text("utf-8").replace("\n[^a]:", f"{PAYLOAD}\n[^a]:"), "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_build_after_a_killed_build_is_correct(built_edition, tmp_path, seed):
    built, _, expected, whole = built_edition
    moments = random.Random(seed)
    root = tmp_path / "project"
    shutil.copytree(built, root)
    add_note(root)
    killed = 0
    while killed < 3:
        if kill(root, ("build", "-q"), moments.uniform(0.3, 1) * whole):
            killed += 1
        else:
            whole *= 0.8  # the machine is faster than before
    run_edition(root, "build", "-q", check=True)
    assert output(root) == expected


@pytest.mark.parametrize("seed", range(2))
def test_killed_attach_leaves_the_old_or_the_new_text(tmp_path, seed):
    moments = random.Random(seed)
    (tmp_path / "source").mkdir()
    (tmp_path / "conf.py").touch()
    (tmp_path / "witness.json").write_text(format_record(RECORD), "utf-8")
    (tmp_path / "essay.txt").write_text(TEXT, "utf-8")
    began = time.monotonic()
    run_edition(tmp_path, "attach", "essay.txt", check=True)
    seconds = time.monotonic() - began
    whole = attached_text.read_exact(tmp_path)
    for _ in range(4):
        kill(tmp_path, ("attach", "essay.txt"), moments.uniform(0.1, 1) * seconds)
        assert attached_text.read_exact(tmp_path) == whole
    run_edition(tmp_path, "attach", "essay.txt", check=True)
    run_edition(tmp_path, "detach", check=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "conf.py",
        "essay.txt",
        "source",
        "witness.json",
    ]


@pytest.mark.slow
def test_killed_release_leaves_the_old_or_the_new_ledger(built_edition, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(built_edition[0], root)
    moments = random.Random(1)
    began = time.monotonic()
    run_edition(root, "release", "1.0", check=True)
    whole = time.monotonic() - began
    ledgers = {(root / "anchors.lock").read_text("utf-8")}
    add_note(root)
    for _ in range(5):
        kill(root, ("release", "1.0"), moments.uniform(0.5, 1) * whole)
        ledgers.add((root / "anchors.lock").read_text("utf-8"))
        parse_ledger((root / "anchors.lock").read_text("utf-8"))
    run_edition(root, "release", "1.0", check=True)
    ledgers.add((root / "anchors.lock").read_text("utf-8"))
    assert len(ledgers) == 2
    assert "note-comment-later" in parse_ledger((root / "anchors.lock").read_text("utf-8")).entries
    assert not list(root.glob("anchors.lock.*"))


@pytest.mark.slow
def test_killed_import_leaves_a_complete_layer_or_none(built_edition, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(built_edition[0], root)
    table = root / "class.csv"
    table.write_text(
        "paragraph,lemma,note\n" + "".join(f"{n % 5 + 1},,注の{n}番。\n" for n in range(400)),
        "utf-8",
    )
    arguments = ("layer", "import", "class.csv", "--author", "教師")
    began = time.monotonic()
    run_edition(root, *arguments, check=True)
    whole = time.monotonic() - began
    layer = root / "source/layers/class.md"
    expected = layer.read_bytes()
    moments = random.Random(2)
    for _ in range(5):
        layer.unlink(missing_ok=True)
        kill(root, arguments, moments.uniform(0.4, 1) * whole)
        assert not layer.exists() or layer.read_bytes() == expected
    layer.unlink(missing_ok=True)
    run_edition(root, *arguments, check=True)
    assert layer.read_bytes() == expected
    assert [path.name for path in layer.parent.iterdir() if path.suffix != ".md"] == []


@pytest.mark.slow
def test_page_of_a_removed_document_is_deleted_after_a_failed_build(built_edition, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(built_edition[0], root)
    page = root / "source/gone.md"
    page.write_text("---\norphan: true\n---\n# 消える頁\n\n{term}`nobody`\n", "utf-8")
    assert run_edition(root, "build", "-q").returncode == 1
    page.unlink()
    (root / "build/html/.nojekyll").touch()
    run_edition(root, "build", "-q", check=True)
    assert output(root) == {**built_edition[1], "html/.nojekyll": b""}


@pytest.mark.slow
def test_concurrent_builds_wait_for_each_other(built_edition, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(built_edition[0], root)
    add_note(root)
    both = [start_edition(root, "build", "-q") for _ in range(2)]
    messages = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], messages
    waited = [errors for _, errors in messages if errors]
    assert set(waited) <= {
        "edition: another run is using this edition; waiting for it.\n" * n for n in (1, 2)
    }
    assert output(root) == built_edition[2]


WRITING = [
    ("build", "html"),
    ("build", "pdf"),
    ("attach", "essay.txt"),
    ("release", "1.0"),
    ("layer", "import", "class.csv", "--author", "教師"),
]
"""Commands that write into an edition."""


def prepare(built: Path, root: Path, command: str) -> dict[Path, bytes]:
    """Make a built edition with much left to write; return its files that must not change."""
    shutil.copytree(built, root)
    (root / "witness.json").write_text(
        format_record(RECORD), "utf-8"
    ) if command == "attach" else add_note(root)
    (root / "essay.txt").write_text(TEXT, "utf-8")
    (root / "class.csv").write_text(
        "paragraph,lemma,note\n" + "".join(f"{n % 5 + 1},,注の{n}番。\n" for n in range(400)),
        "utf-8",
    )
    return sources(root)


def sources(root: Path) -> dict[Path, bytes]:
    return {
        path: path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not {"build", ".cache"} & set(path.parts)
    }


def assert_one_line(process: Started, words: str) -> None:
    _, errors = process.communicate()
    assert process.returncode == 1, errors
    assert errors.startswith("edition: "), errors
    assert words in errors
    assert errors.count("\n") == 1, errors


def assert_next_run_is_correct(
    root: Path, arguments: tuple[str, ...], expected: dict[str, bytes]
) -> None:
    run_edition(root, *arguments, check=True)
    if arguments[0] == "build":
        run_edition(root, "build", "-q", check=True)
        assert output(root) == expected
    elif arguments[0] == "layer":
        assert (root / "source/layers/class.md").read_text("utf-8").count(":::{note}") == 400


@pytest.mark.parametrize("arguments", WRITING, ids=" ".join)
def test_file_size_limit_is_one_line_and_the_next_run_is_correct(
    built_edition, tmp_path, arguments
):
    root = tmp_path / "project"
    before = prepare(built_edition[0], root, arguments[0])
    assert_one_line(start_edition(root, *arguments, largest=3000), "too large")
    assert sources(root) == before
    assert_next_run_is_correct(root, arguments, built_edition[2])


@pytest.fixture
def disk(tmp_path: Path):
    """A disk of 64 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    messages = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)],
        capture_output=True,
        text=True,
        check=False,
    )
    if messages.returncode:
        pytest.skip(f"a disk can be mounted by root alone: {messages.stderr.strip()}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(path: Path, left: int) -> None:
    """Fill a disk with a file, except some bytes."""
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(bytes(4096)):
            pass
    os.truncate(path, path.stat().st_size - left)


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        *((arguments, 0) for arguments in WRITING),
        (("build", "html"), 300_000),
        (("build", "pdf"), 100_000),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_full_disk_is_one_line_and_the_next_run_is_correct(built_edition, disk, arguments, left):
    root = disk / "project"
    before = prepare(built_edition[0], root, arguments[0])
    for folder in (
        ("build", ".cache") if left else ()
    ):  # everything must be written, and there is room for a part
        shutil.rmtree(root / folder)
    fill(disk / "other", left)
    assert_one_line(start_edition(root, *arguments), "the disk is full")
    assert sources(root) == before
    (disk / "other").unlink()
    assert_next_run_is_correct(root, arguments, built_edition[2])


def _no_privilege() -> None:
    """Even root must ask: drop CAP_DAC_OVERRIDE (prctl(2), capabilities(7)); to anyone else nothing happens."""
    ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


@pytest.mark.slow
def test_read_only_folder_is_one_line(built_edition, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(built_edition[0], root)
    folders = [root, *(path for path in root.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        for arguments in (("build", "-q"), ("check",), ("cite", "1"), ("release", "1.0")):
            result = subprocess.run(
                [sys.executable, "-m", "study_edition.commands.cli", *arguments],
                cwd=root,
                env={**os.environ, "LC_ALL": "C.UTF-8"},
                capture_output=True,
                text=True,
                check=False,
                preexec_fn=_no_privilege,
            )
            errors = result.stderr
            assert (result.returncode, errors.count("\n")) == (1, 1), (arguments, errors)
            assert "no permission" in errors
    finally:
        for folder in folders:
            folder.chmod(0o755)


@pytest.mark.slow
def test_change_is_seen_after_the_clock_has_been_set_back(built_edition, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(built_edition[0], root)
    run_edition(root, "build", "-q", check=True)
    add_note(root)
    os.utime(root / "source/layers/comment.md", (1_000_000_000, 1_000_000_000))
    run_edition(root, "build", "-q", check=True)
    assert output(root) == built_edition[2]


@pytest.mark.slow
@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "ja_JP.SJIS", "PYTHONUTF8": "0", "PYTHONIOENCODING": "shift_jis"},
    ],
    ids=["C", "ja_JP.SJIS"],
)
def test_any_locale_builds_the_same_and_reports_faults(built_edition, tmp_path, environment):
    root = tmp_path / "project"
    shutil.copytree(built_edition[0], root, ignore=shutil.ignore_patterns("build", ".cache"))

    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "study_edition.commands.cli", *arguments]
        return subprocess.run(
            command, cwd=root, env={**os.environ, **environment}, capture_output=True, check=False
        )

    result = run("build")
    assert (result.returncode, result.stderr) == (0, b"")
    assert output(root) == built_edition[1]
    assert run("cite", "1-2", "--lang", "en").returncode == 0
    (root / "source/text/one.md").write_text(
        (root / "source/text/one.md").read_text("utf-8") + "\n{term}`–—¶𠮷`\n", "utf-8"
    )
    result = run("build", "-q")
    assert result.returncode == 1
    assert b"one.md:" in result.stderr
    assert b"Traceback" not in result.stderr


@pytest.mark.slow
@pytest.mark.parametrize("name", ["私の 版 (1)", 'a\'b "c" #1 %20 & ü'])
def test_folder_of_any_name_builds_the_same(built_edition, tmp_path, name):
    root = tmp_path / name
    shutil.copytree(built_edition[0], root, ignore=shutil.ignore_patterns("build", ".cache"))
    run_edition(root, "build", "-q", check=True)
    assert output(root) == built_edition[1]
