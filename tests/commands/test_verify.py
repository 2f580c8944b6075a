"""The command ``edition verify``."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import time

import pytest
from bs4 import BeautifulSoup

from project_paths import PROJECT
from workshop import run_edition


@pytest.fixture
def essay(tmp_path):
    """Write an essay; return its path."""

    def write(text, name="essay.txt"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return str(path)

    return write


FAULTY = "「舟が出れば市が立ち、舟が休めば学校も休む」（第3段落）。\n\n第20段落も見よ。\n"


def test_findings_are_printed_with_their_lines(bridge, essay):
    path = essay(FAULTY)
    result = run_edition(bridge, "verify", path, "--text", "essay.txt")
    assert result.returncode == 1
    assert result.stdout.splitlines() == [
        f"{path}:1: wrong paragraph [wrong-paragraph] ¶3  “舟が出れば市が立ち、舟が休めば学校も休む”",
        "    these words stand in ¶2 (the essay): correct the paragraph.",
        f"{path}:3: no such paragraph [no-such-paragraph] ¶20  “第20段落も見よ。”",
        "    ¶20 is not in this edition, which has ¶¶1–6, 8–13: check the number.",
        f"{path}: references 2, errors 2, remarks 0",
    ]
    japanese = run_edition(bridge, "verify", path, "--text", "essay.txt", lang="ja_JP.UTF-8").stdout
    assert "段落違い" in japanese
    assert "この言葉は第2段落（論考の本文）にある。段落の番号を改める。" in japanese
    assert "\033" not in japanese


def test_findings_are_available_as_json(bridge, essay):
    path = essay(FAULTY)
    data = json.loads(run_edition(bridge, "verify", path, "--format", "json").stdout)
    assert set(data) == {"files"}
    (checked,) = data["files"]
    assert set(checked) == {"path", "references", "findings"}
    assert (checked["path"], checked["references"]) == (path, 2)
    assert all(
        set(finding) == {"line", "kind", "locus", "excerpt", "message"}
        for finding in checked["findings"]
    )


def test_remarks_alone_exit_with_0(bridge, essay):
    result = run_edition(
        bridge, "verify", essay("「舟が出れば市が立ち、舟が休めば学校も休む」（第2段落）。")
    )
    assert result.returncode == 0
    assert "errors 0, remarks 1" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("The essay's text is not available")


def test_attached_text_is_used(bridge, essay, tmp_path):
    path = essay("「舟が出れば市が立ち、舟が休めば学校も休む」（第2段落）。")
    run_edition(bridge, "attach", "essay.txt", check=True)
    try:
        assert "errors 0, remarks 0" in run_edition(bridge, "verify", path).stdout
    finally:
        run_edition(bridge, "detach", check=True)


def test_part_of_the_text_is_used(bridge, essay, tmp_path):
    lines = (bridge / "essay.txt").read_text("utf-8").splitlines()
    (tmp_path / "part.txt").write_text("はじめに\n" + "\n".join(lines[:3]), "utf-8")
    path = essay(
        "「舟が出れば市が立ち、舟が休めば学校も休む」（第2段落）。「待つ者は川の底を知っている」（第4段落）。"
    )
    result = run_edition(bridge, "verify", path, "--text", str(tmp_path / "part.txt"))
    assert "errors 0, remarks 1" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("3 of the essay's 12 paragraphs are available")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("missing.txt", "there is no such file."),
        ("other.txt", "it contains no paragraph of this edition's essay."),
    ],
)
def test_text_that_is_not_the_essay_is_refused(bridge, essay, tmp_path, text, message):
    (tmp_path / "other.txt").write_text("何か別の文章。\n", "utf-8")
    result = run_edition(bridge, "verify", essay("第2段落"), "--text", str(tmp_path / text))
    assert (result.returncode, result.stdout, result.stderr) == (
        1,
        "",
        f"edition: {tmp_path / text}: {message}\n",
    )


def test_essay_is_read_from_standard_input(bridge):
    command = [sys.executable, "-m", "study_edition.commands.cli", "verify", "-"]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    result = subprocess.run(
        command,
        cwd=bridge,
        input="第20段落".encode("euc_jp") + "は、ない。".encode("euc_jp"),
        capture_output=True,
        env=environment,
        check=False,
    )
    assert result.returncode == 1
    assert result.stdout.decode().startswith("standard input:1: no such paragraph")


def test_one_unreadable_file_does_not_stop_the_others(bridge, essay, tmp_path):
    good = essay("第2段落による。")
    result = run_edition(bridge, "verify", str(tmp_path / "none.docx"), good)
    assert result.returncode == 1
    assert result.stderr == f"edition: {tmp_path / 'none.docx'}: there is no such file.\n"
    assert f"{good}: references 1, errors 0, remarks 0" in result.stdout


def test_html_report_escapes_the_essay(bridge, essay, tmp_path, browser):
    path = essay(
        '<img src=x onerror=alert(1)>「舟が出れば<b>市が</b>立ち、舟が休めば学校も休む」（第3段落）。第20段落 & "x"',
        "a<b>.txt",
    )
    report = tmp_path / "report.html"
    run_edition(bridge, "verify", path, "--text", "essay.txt", "--html", str(report))
    soup = BeautifulSoup(report.read_text("utf-8"), "html.parser")
    assert not soup.find_all(["script", "img", "b", "link"])
    assert [row.find("th").text for row in soup.select("tbody tr")] == ["1", "1"]
    assert "第2段落" in soup.text or "第3段落" in soup.text
    assert soup.find(attrs={"lang": "en"})
    context = browser.new_context(viewport={"width": 390, "height": 800}, color_scheme="dark")
    page = context.new_page()
    requested = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(report.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert requested == [report.as_uri()]
    context.close()
    unwritable = run_edition(bridge, "verify", path, "--html", str(tmp_path / "no/report.html"))
    assert (unwritable.returncode, unwritable.stderr.count("\n")) == (1, 1)


def test_terminal_escape_sequences_are_removed(bridge, essay):
    path = essay("\x1b]0;x\x07「舟が\x1b[31m出れば市が立ち、舟が休めば学校も休む」（第3段落）")
    assert "\x1b" not in run_edition(bridge, "verify", path, "--text", "essay.txt").stdout


def test_wrong_usage_of_verify_exits_with_2(bridge):
    assert run_edition(bridge, "verify").returncode == 2
    assert run_edition(bridge, "verify", "x", "--format", "xml").returncode == 2
    assert "edition verify essay.docx" in run_edition(bridge, "verify", "--help").stdout


def test_cache_follows_the_sources(bridge, essay):
    path = essay(
        "要旨は「両町の優劣は判断せず、待つ慣行の次に町から消えるものを尋ねる」という（第12段落）。"
    )
    page = bridge / "source/text/bridge.md"
    before = page.read_text("utf-8")
    assert "errors 0" in run_edition(bridge, "verify", path).stdout
    try:
        page.write_text(before.replace("町から消えるもの", "川から消えるもの"), "utf-8")
        assert "quotation-altered" in run_edition(bridge, "verify", path).stdout
        (bridge / ".cache/coursework.json").write_text("{", "utf-8")
        assert "quotation-altered" in run_edition(bridge, "verify", path).stdout
    finally:
        page.write_text(before, "utf-8")
    assert "errors 0" in run_edition(bridge, "verify", path).stdout


@pytest.mark.slow
def test_ten_thousand_words_take_less_than_two_seconds(this_edition, tmp_path):
    sys.path.insert(0, str(PROJECT / "bench"))
    from verify import write_essay  # noqa: PLC0415

    path = write_essay(tmp_path / "long.txt")
    assert len(path.read_text("utf-8").split()) >= 10_000
    run_edition(this_edition, "verify", str(path))  # the edition is read once
    taken = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run_edition(this_edition, "verify", str(path))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(taken) < 2, taken


SCRIPT = """
import resource, subprocess, sys
result = subprocess.run([sys.executable, "-m", "study_edition.commands.cli", "verify", *sys.argv[1:]], capture_output=True, text=True)
print(result.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, result.stderr)
"""


def verify_measured(folder, *arguments):
    """Run ``edition verify``; return exit code, memory in MB and stderr."""
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        cwd=folder,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    return result.stdout.split(" ", 2)


@pytest.mark.slow
def test_file_of_a_hundred_megabytes_is_refused_at_once(bridge, tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        for _ in range(100):
            file.write("川は今日も同じ速さで流れている。\n".encode() * 21_400)
    assert path.stat().st_size > 100 * 2**20
    started = time.monotonic()
    code, memory, message = verify_measured(bridge, str(path))
    assert code == "1"
    assert int(memory) < 500
    assert re.fullmatch(
        rf"edition: {re.escape(str(path))}: it is too large \(.*\): divide it\.\n\n", message
    ), message
    assert time.monotonic() - started < 120


@pytest.mark.slow
def test_largest_accepted_text_is_checked_in_bounded_time_and_memory(bridge, tmp_path):
    path = tmp_path / "large.txt"
    path.write_text(
        "水野は「舟が出れば市が立ち、舟が休めば学校も休む」と書く（第2段落）。\n" * 40_000, "utf-8"
    )
    code, memory, message = verify_measured(bridge, str(path), "--text", "essay.txt")
    assert (code, message.strip()) == ("0", "")
    assert int(memory) < 500
