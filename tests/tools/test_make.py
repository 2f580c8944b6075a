"""make.bat and the Makefile know the same words, and make.bat is what cmd can read."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest

from project_paths import PROJECT

MAKEFILE = (PROJECT / "Makefile").read_text("utf-8")
BATCH = (PROJECT / "make.bat").read_bytes()
LINES = BATCH.decode("ascii").split("\r\n")
HELP = dict(re.findall(r"^([a-z]+):.*? ## (.+)$", MAKEFILE, re.MULTILINE))
"""What each word of the Makefile is for."""
LABELS = [line[1:] for line in LINES if line.startswith(":")]
COMMANDS = [line for line in LINES if line and not line.startswith((":", "rem ", "@", "echo "))]
PATHS = "TEXT|PYTHON|NEWEST|F|D|~dp0|~fF"
"""Variables that may hold a path, with blanks in it."""


def routine(label):
    """Return the lines of a label up to the end of its routine."""
    start = LINES.index(f":{label}") + 1
    return LINES[start : LINES.index("exit /b 0", start) + 1]


def test_every_target_of_the_makefile_is_explained():
    phony = re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)[1].split()
    assert sorted(HELP) == sorted(phony)


def test_make_bat_has_the_words_of_the_makefile():
    (words,) = (line for line in LINES if "goto word" in line)
    assert re.search(r"\(([a-z ]+)\)", words)[1].split() == list(HELP)
    assert set(HELP) < set(LABELS)
    assert [line for line in routine("help") if line.startswith("echo ")] == [
        f"echo make {word:<10} {text}" for word, text in HELP.items()
    ]
    assert not re.search(r"[&|<>^%!]", "".join(HELP.values()))


def test_make_bat_takes_the_settings_of_the_makefile():
    (line,) = (line for line in LINES if "goto setting" in line)
    names = set(re.search(r"\(([A-Z ]+)\)", line)[1].split())
    own = set(re.findall(r"^([A-Z]+) *:=", MAKEFILE, re.MULTILINE))
    assert " /i " not in line  # `bench` is a word, BENCH a setting
    assert names == set(re.findall(r"\$\(([A-Z]+)\)", MAKEFILE)) - own


def test_jumps_have_labels_and_labels_are_used():
    assert len(LABELS) == len(set(LABELS))
    jumps = set(re.findall(r"\bgoto (\w+)", "\n".join(LINES)))
    calls = set(re.findall(r"\bcall :(\w+)", "\n".join(LINES)))
    assert jumps | calls <= set(LABELS)
    assert set(LABELS) == jumps | calls | set(HELP)


def test_every_path_is_quoted():
    for line in (
        re.sub(r"^(.*?)for (/\S )?(\"[^\"]*\" )?%%\w in", r"\1", line) for line in COMMANDS
    ):
        for found in re.finditer(rf"%%?(?:{PATHS})(?:%|\b)", line):
            assert line.count('"', 0, found.start()) % 2 == 1, line


def test_failure_of_a_command_ends_make_bat_with_a_failure():
    runs = [line for line in COMMANDS if re.match(r"\.venv|call|copy|cd|%COMPILE%", line)]
    assert len(runs) > 25
    ends = ("|| exit /b 1", "1>&2")
    assert [line for line in runs if not line.endswith(ends)] == []
    usage = LINES[next(i for i, line in enumerate(LINES) if "no rule for" in line) :]
    assert usage[1:3] == ["call :help 1>&2", "exit /b 2"]


def test_programs_of_the_environment_are_never_batch_files():
    """A batch file that is started without `call` does not come back."""
    started = re.findall(r"^\.venv\\Scripts\\([\w-]+)", "\n".join(LINES), re.MULTILINE)
    assert set(started) == {"edition", "python", "pip-licenses", "cyclonedx-py"}
    assert [line for line in LINES if line.startswith(('"%PYTHON%"', "%PYTHON%"))] == []


def commands_of(word):
    """Return what the Makefile runs for a word, as make prints it, in the form of make.bat."""
    printed = subprocess.run(
        ["make", "--dry-run", "--always-make", word, "TEXT="],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout.replace("\\\n", "")
    return re.findall(r"\.venv/bin/(?!python -m pip)(.+?)(?= 2>|;|$)", printed, re.MULTILINE)


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
@pytest.mark.parametrize("word", sorted(HELP.keys() - {"hooks", "help", "browser", "versions"}))
def test_make_bat_runs_what_make_runs(word):
    expected = [" ".join(line.split()) for line in commands_of(word)]
    own = [line for line in expected if not (word == "test" and line == "python tools/lint.py")]
    lines = [
        line.removeprefix(".venv\\Scripts\\").removesuffix(" || exit /b 1")
        for line in routine("public" if word == "all" else word)
        if line.startswith(".venv") and "-m pip" not in line
    ]
    made = [re.sub(r" %[A-Z]+%", "", line.replace("\\", "/")) for line in lines]
    assert made == own


def test_files_have_the_line_ends_that_their_readers_need():
    attributes = subprocess.run(
        ["git", "check-attr", "text", "eol", "--", "make.bat", "Makefile", "hooks/gate"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "make.bat: eol: crlf" in attributes
    assert "Makefile: text: unset" in attributes
    assert "hooks/gate: text: unset" in attributes
    assert BATCH.count(b"\n") == BATCH.count(b"\r\n") == len(LINES) - 1


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
def test_make_help_lists_every_target():
    listed = subprocess.run(
        ["make", "--no-print-directory", "help"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert listed.splitlines() == [f"make {word:<10} {text}" for word, text in HELP.items()]


def test_unknown_linter_is_one_line():
    result = subprocess.run(
        [sys.executable, PROJECT / "tools/lint.py", "vale"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("lint: no such linter: vale; there are ruff, ")
