"""Workflows, forms and hooks: valid by their schemas, pinned, with least permissions."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import check_jsonschema
import pytest
import yaml

from project_paths import PROJECT

BIN = Path(sys.executable).parent
GITHUB = PROJECT / ".github"
FORMS = {path for path in GITHUB.glob("ISSUE_TEMPLATE/*.yml") if path.name != "config.yml"}
TEMPLATES = PROJECT / "_ext/study_edition/tasks/templates/new/both"
WORKFLOWS = sorted(GITHUB.glob("workflows/*.yml"))
NEW_WORKFLOW = TEMPLATES / "dot-github/workflows/pages.yml.j2"
"""The workflow of a new edition; a template, but valid as it is."""
SCHEMAS = {
    "github-workflows": [*WORKFLOWS, NEW_WORKFLOW],
    "github-issue-forms": sorted(FORMS),
    "github-issue-config": [GITHUB / "ISSUE_TEMPLATE/config.yml"],
    "dependabot": [GITHUB / "dependabot.yml"],
    "gitlab-ci": [TEMPLATES / "dot-gitlab-ci.yml.j2"],
    "citation-file-format": [PROJECT / "CITATION.cff"],
}
CASES = [(schema, path) for schema, paths in SCHEMAS.items() for path in paths]


def validate(schema, *paths):
    """Check files against a schema of SchemaStore that check-jsonschema brings; return its exit code.

    It runs in this process, since it takes two seconds to load.
    """
    options = ("--builtin-schema", f"vendor.{schema}", "--default-filetype", "yaml")
    with pytest.raises(SystemExit) as end:
        check_jsonschema.main([*options, *map(str, paths)])
    return end.value.code


@pytest.mark.parametrize(("schema", "path"), CASES, ids=lambda value: getattr(value, "name", value))
def test_file_is_valid_by_its_schema(schema, path):
    assert validate(schema, path) == 0


def test_every_file_is_checked():
    checked = {path for _, path in CASES}
    assert len(WORKFLOWS) >= 5
    assert set(GITHUB.rglob("*.yml")) <= checked


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ("github-workflows", "on: push\njobs: {a: {runs-on: x, steps: [{use: y}]}}\n"),
        ("github-issue-forms", "name: A\ndescription: B\nbody: [{type: text}]\n"),
    ],
)
def test_invalid_file_is_refused(tmp_path, schema, text):
    (tmp_path / "a.yml").write_text(text, "utf-8")
    assert validate(schema, tmp_path / "a.yml") == 1


@pytest.mark.parametrize("path", [*WORKFLOWS, NEW_WORKFLOW], ids=lambda path: path.name)
def test_every_action_is_pinned_by_its_commit_and_says_its_version(path):
    for line in re.findall(r"^\s*(?:- )?uses: (.+)$", path.read_text("utf-8"), re.MULTILINE):
        if not line.startswith("./"):
            assert re.fullmatch(r"[\w-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_an_action_has_one_version():
    used = {
        tuple(line.split("@"))
        for path in (*WORKFLOWS, NEW_WORKFLOW)
        for line in re.findall(r"uses: (\S+@.+)$", path.read_text("utf-8"), re.MULTILINE)
    }
    assert len({name for name, _ in used}) == len(used) > 5


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_jobs_have_least_permissions_and_an_end(path):
    workflow = yaml.safe_load(path.read_text("utf-8"))
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        granted = job["permissions"]
        writes = {name for name, level in granted.items() if level != "read"}
        assert len(granted) == 1 or writes == {"pages", "id-token"}
        assert "uses" in job or job["timeout-minutes"] <= 90


def test_files_and_words_that_workflows_use_exist():
    make = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE))
    text = "\n".join(path.read_text("utf-8") for path in WORKFLOWS)
    lines = re.findall(r"run: (?:make|\./make\.bat PYTHON=python) (.+)$", text, re.MULTILINE)
    words = {word for line in lines for word in line.split() if not word.startswith(".venv/")}
    assert words
    assert words <= make
    assert [name for name in re.findall(r"bash (\S+)", text) if not (PROJECT / name).exists()] == []


def test_matrix_has_every_python_that_is_declared():
    declared = re.findall(r"Python :: (3\.\d+)", (PROJECT / "pyproject.toml").read_text("utf-8"))
    jobs = yaml.safe_load((GITHUB / "workflows/test.yml").read_text("utf-8"))["jobs"]
    assert jobs["linux"]["strategy"]["matrix"]["python"] == declared
    assert jobs["systems"]["strategy"]["matrix"]["python"] == [declared[0], declared[-1]]


def test_hooks_of_pre_commit_are_files_of_this_repository():
    config = yaml.safe_load((PROJECT / ".pre-commit-config.yaml").read_text("utf-8"))
    assert [repository["repo"] for repository in config["repos"]] == ["local"]
    for hook in config["repos"][0]["hooks"]:
        script, *words = hook["entry"].split()
        assert os.access(PROJECT / script, os.X_OK)
        if script == "hooks/lint":
            linters = (PROJECT / "tools/lint.py").read_text("utf-8")
            assert [word for word in words if f'    "{word}": ' not in linters] == []
        assert set(hook.get("stages", ["pre-commit"])) <= set(config["default_install_hook_types"])


def test_linter_of_workflows_reports_an_unpinned_action(tmp_path):
    folder = tmp_path / ".github/workflows"
    folder.mkdir(parents=True)
    text = (GITHUB / "workflows/docs.yml").read_text("utf-8")
    (folder / "docs.yml").write_text(re.sub(r"@[0-9a-f]{40} # (v\d+)\S+", r"@\1", text), "utf-8")
    result = subprocess.run(
        [BIN / "zizmor", "--offline", "--quiet", "--no-progress", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode != 0
    assert "unpinned-uses" in result.stdout
