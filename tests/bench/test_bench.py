"""The bench's table: verdicts, order, columns, growth and missing measurements.

The measurements themselves are not run here.
"""

import subprocess
import sys
from unicodedata import east_asian_width

import pytest

from project_paths import PROJECT

sys.path.insert(0, str(PROJECT / "bench"))

from measure import AbsentError, FailedError, Use, run
from table import Row, format_table


@pytest.mark.parametrize(
    ("ratio", "goal", "verdict"),
    [
        (0.7, 0.7, "met"),
        (0.704, 0.7, "met"),
        (0.706, 0.7, "missed"),
        (0.5, None, ""),
        (None, 0.7, ""),
    ],
)
def test_verdict_compares_the_ratio_with_the_goal(ratio, goal, verdict):
    assert Row(500, "x", 1, 2, ratio, goal).verdict == verdict


def test_table_is_sorted_and_aligned():
    rows = [
        Row(None, "search", 0.123),
        Row(5000, "PDF", 1234.5, 20, 61.7, 1),
        Row(500, "PDF", remark="not measured: lualatex"),
    ]
    lines = format_table(rows).splitlines()
    assert [line.split("|")[1].strip() for line in lines[2:]] == ["500", "5,000", "—"]
    assert [cell.strip() for cell in lines[3].split("|")[3:8]] == [
        "1,234",
        "20.0",
        "61.70",
        "1.00",
        "missed",
    ]
    assert (
        len({sum(2 if east_asian_width(char) in "WF" else 1 for char in line) for line in lines})
        == 1
    )


def test_time_and_memory_of_a_process_are_measured(tmp_path):
    folder = tmp_path / "500/ours"
    folder.mkdir(parents=True)
    use = run([sys.executable, "-c", "print(bytearray(64 << 20)[0])"], folder)
    assert isinstance(use, Use)
    assert use.memory > 64
    assert use.wall > 0
    for code, options in (
        ("print(1)", {"silent": True}),
        ("exit(1)", {}),
        ("exit(2)", {"accept": 1}),
    ):
        with pytest.raises(FailedError):
            run([sys.executable, "-c", code], folder, **options)
    run([sys.executable, "-c", "exit(1)"], folder, accept=1)


def test_growth_and_missing_measurements_are_reported():
    import run as bench  # noqa: PLC0415  a name of its own
    from turns import Turns  # noqa: PLC0415

    measured = {
        size: Turns({"ours clean": [Use(0, cpu, 0)]}, {})
        for size, cpu in ((500, 2), (5000, 20), (20_000, 160))
    }
    rows = bench._growth(measured)  # noqa: SLF001
    assert [(round(row.ratio, 2), row.verdict) for row in rows] == [
        (1.0, "met"),
        (1.5, "missed"),
    ]
    only_ours = Turns({"ours clean": [Use(3, 2, 1)]}, {"mkdocs": AbsentError("--mkdocs")})
    comparison = next(comparison for comparison in bench.COMPARISONS if comparison.part == "mkdocs")
    row = bench._row(PROJECT, 5000, comparison, only_ours)  # noqa: SLF001
    assert (row.ours, row.ratio, row.remark) == (3, None, "not measured: --mkdocs")


@pytest.mark.slow
def test_wrong_options_exit_with_2():
    for options in (["--size", "0"], ["--only", "clean,cleen"]):
        result = subprocess.run(
            [sys.executable, PROJECT / "bench/run.py", *options],
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 2
        assert options[1].split(",")[-1] in result.stderr
