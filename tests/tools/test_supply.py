"""The engine's dependencies: locked by hash, under allowed licences, and listed; and its linters."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pip_requirements_parser import InstallRequirement, RequirementsFile

from project_paths import PROJECT

SETTINGS = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
LOCKS = {name: PROJECT / f"{name}.txt" for name in ("requirements", "requirements-test")}
BIN = Path(sys.executable).parent


def read_lock(name: str) -> list[InstallRequirement]:
    """Return the pins of a lock file."""
    return RequirementsFile.from_file(str(LOCKS[name])).requirements


def run(*command: object, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a tool of this environment in the project's folder."""
    tool, *arguments = map(str, command)
    return subprocess.run(
        [BIN / tool, *arguments],
        cwd=PROJECT,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_a_lock_file_is_a_pin_with_hashes(name):
    lock = RequirementsFile.from_file(str(LOCKS[name]))
    assert len(lock.requirements) > 25
    assert [pin.line for pin in lock.requirements if not (pin.is_pinned and pin.hash_options)] == []
    assert (lock.options, lock.invalid_lines) == ([], [])
    assert "://" not in LOCKS[name].read_text("utf-8")


PYTHONS = ("3.11.0", "3.11.13", "3.12.12", "3.13.9", "3.14.2")


def pins_for(python: str, platform: str) -> dict[str, list[str]]:
    """Return the versions that both locks give a Python on a system, by name."""
    system = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}[platform]
    where = {
        "python_full_version": python,
        "python_version": python.rpartition(".")[0],
        "sys_platform": platform,
        "platform_system": system,
    }
    pins: dict[str, list[str]] = {}
    for pin in (pin for name in LOCKS for pin in read_lock(name)):
        if pin.marker is None or pin.marker.evaluate(where):
            pins.setdefault(pin.name, []).append(pin.get_pinned_version)
    return pins


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
@pytest.mark.parametrize("python", PYTHONS)
def test_every_python_gets_one_version_within_the_ranges(python, platform):
    pins = pins_for(python, platform)
    ranges = [Requirement(line) for line in SETTINGS["project"]["dependencies"]]
    assert {name: versions for name, versions in pins.items() if len(set(versions)) > 1} == {}
    assert [str(one) for one in ranges if not one.specifier.contains(pins[one.name][0])] == []


def test_every_python_gets_the_newest_sphinx_that_runs_on_it():
    locked = [pins_for(python, "linux")["sphinx"][0].rpartition(".")[0] for python in PYTHONS]
    assert locked == ["9.0", "9.0", "9.1", "9.2", "9.2"]


def test_tried_pythons_are_those_declared():
    classified = re.findall(r"Python :: (3\.\d+)", "\n".join(SETTINGS["project"]["classifiers"]))
    assert classified == sorted({one.rpartition(".")[0] for one in PYTHONS})
    tried = (PROJECT / "tools/versions.py").read_text("utf-8")
    assert re.findall(r'"locked-([\d.]+)": DependencySet\("\1", None\)', tried) == classified


def test_every_licence_is_allowed():
    result = run("pip-licenses")
    assert (result.returncode, result.stderr) == (0, "")


def test_every_locked_distribution_is_installed():
    installed = {canonicalize_name(one.metadata["Name"]) for one in metadata.distributions()}
    pins = [pin for name in LOCKS for pin in read_lock(name)]
    assert {
        pin.name for pin in pins if pin.marker is None or pin.marker.evaluate()
    } - installed == set()


def test_licences_read_by_hand_are_those_of_the_locked_versions():
    pins = {f"{pin.name}:{pin.get_pinned_version}" for name in LOCKS for pin in read_lock(name)}
    assert set(SETTINGS["tool"]["pip-licenses"]["ignore-packages"]) <= pins


def distribution(folder: Path, *fields: str) -> Path:
    """Make a distribution with *fields* in its metadata; return the folder to import it from."""
    (folder / "sample-1.dist-info").mkdir()
    lines = ["Metadata-Version: 2.4", "Name: sample", "Version: 1", *fields, ""]
    (folder / "sample-1.dist-info/METADATA").write_text("\n".join(lines), "utf-8")
    return folder


GPL = "Classifier: License :: OSI Approved :: GNU General Public License v3 (GPLv3)"
MIT = "Classifier: License :: OSI Approved :: MIT License"


@pytest.mark.parametrize(
    "fields",
    [
        ["License-Expression: GPL-3.0-only"],
        ["License-Expression: AGPL-3.0-or-later"],
        ["License-Expression: LGPL-2.1-only"],
        ["License-Expression: MIT AND GPL-2.0-only"],
        ["License: GPL"],
        [GPL],
        [MIT, GPL],
        [],
    ],
)
def test_licence_that_is_not_allowed_fails(tmp_path, fields):
    folder = distribution(tmp_path, *fields)
    result = run("pip-licenses", "--packages", "sample", PYTHONPATH=str(folder))
    assert (result.returncode, result.stdout) == (1, "")
    assert "for package sample:1" in result.stderr


@pytest.mark.parametrize("fields", [["License-Expression: MIT"], ["License: MIT"], [MIT]])
def test_allowed_licence_passes(tmp_path, fields):
    folder = distribution(tmp_path, *fields)
    result = run("pip-licenses", "--packages", "sample", PYTHONPATH=str(folder))
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.slow
def test_bill_of_materials_has_every_locked_distribution_with_hashes(tmp_path):
    make = (PROJECT / "Makefile").read_text("utf-8").replace("\\\n", "")
    recipe = r"/cyclonedx-py (.+) --output-file build/sbom\.json$"
    options = re.search(recipe, make, re.MULTILINE)[1].split()
    bills = [tmp_path / "one.json", tmp_path / "two.json"]
    for path in bills:
        assert run("cyclonedx-py", *options, "--output-file", path).returncode == 0
    assert bills[0].read_bytes() == bills[1].read_bytes()
    bill = json.loads(bills[0].read_text("utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["name"] == "study-edition"
    listed = {
        (one["name"], one["version"]): sorted(
            digest["content"] for link in one["externalReferences"] for digest in link["hashes"]
        )
        for one in bill["components"]
    }
    assert listed == {
        (pin.name, pin.get_pinned_version): sorted(
            option.removeprefix("sha256:") for option in pin.hash_options
        )
        for pin in read_lock("requirements")
    }


@pytest.mark.parametrize(("arguments", "has_uv"), [(["x.whl"], False), (["x.whl", "latest"], True)])
def test_impossible_version_test_is_one_line(arguments, has_uv, tmp_path):
    if has_uv:
        (tmp_path / "uv").touch(0o755)
    command = [sys.executable, PROJECT / "tools/versions.py", *arguments]
    result = subprocess.run(
        command, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout) == (1, "")
    assert re.fullmatch(r"versions: (?:uv is needed|no such set: latest).+\n", result.stderr)


DIALECT = "is made anew"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", f"A page {DIALECT}.\n"),
        ("a.md", f"| a | b |\n| - | - |\n| 1 | {DIALECT} |\n"),
        ("a.md", "A page is made\nanew.\n"),
        ("a.py", f'"""A page {DIALECT}."""\n'),
        ("a.py", f'"""A page.\n\nIt {DIALECT}.\n"""\n'),
        ("a.py", f'def f():\n    """Make a page.\n\n    It {DIALECT}.\n    """\n'),
        ("a.py", f"x = 1  # {DIALECT}\n"),
        ("a.py", f'X = 1\n"""A number that {DIALECT}."""\n'),
    ],
)
def test_prose_linter_reports_a_phrase(tmp_path, name, text):
    (tmp_path / name).write_text(text, "utf-8")
    result = run(
        "ast-grep",
        "scan",
        "--config",
        "tools/prose/sgconfig.yml",
        "--report-style",
        "short",
        tmp_path,
    )
    assert result.returncode == 1
    assert "error[anew]" in result.stdout


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "A page is rebuilt.\n"),
        ("a.md", f"```\n{DIALECT}\n```\n"),
        ("a.py", "def anew(at_hand):\n    return stands.under(at_hand)\n"),
        ("a.py", f'x = say("", "{DIALECT}")\n'),
    ],
)
def test_prose_linter_ignores_code_and_messages(tmp_path, name, text):
    (tmp_path / name).write_text(text, "utf-8")
    result = run("ast-grep", "scan", "--config", "tools/prose/sgconfig.yml", tmp_path)
    assert (result.returncode, result.stdout) == (0, "")
