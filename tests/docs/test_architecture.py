"""ARCHITECTURE.md and CONTRIBUTING.md name what is there."""

import re

import pytest

from project_paths import PROJECT, TESTS

PACKAGE = PROJECT / "_ext/study_edition"
ROOMS = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}


def section(name, heading):
    """The text of a page from a heading to the next of its level."""
    text = (PROJECT / name).read_text("utf-8")
    return re.split(r"^## ", text.partition(f"## {heading}\n")[2], flags=re.MULTILINE)[0]


def test_rooms_are_listed_in_the_order_of_the_import_contract():
    table = re.findall(r"^\| `(\w+)` \|", section("ARCHITECTURE.md", "The rooms"), re.MULTILINE)
    assert set(table) == ROOMS
    assert len(table) == 14
    contract = (PROJECT / "pyproject.toml").read_text("utf-8").partition("layers = [")[2]
    layers = re.findall(r"\w+", contract.partition("]")[0])
    assert [name for name in layers if name in ROOMS] == table


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"])
def test_files_named_by_a_page_exist(name):
    text = (PROJECT / name).read_text("utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    paths = re.findall(r"`(_ext/[^`*]+)`", text)
    assert links
    assert [path for path in (*links, *paths) if not (PROJECT / path).exists()] == []


def test_files_to_change_are_in_the_listed_folders():
    rows = re.findall(
        r"^\| [^|]+ \| `([\w/]+)` \| `(_ext/study_edition/[^`]+)`",
        section("CONTRIBUTING.md", "Where would I change …"),
        re.MULTILINE,
    )
    assert len(rows) >= 20
    for folder, path in rows:
        assert path.startswith(f"_ext/study_edition/{folder}/")


def test_tests_are_in_folders_of_the_same_names():
    others = {"bench", "data", "docs", "edition", "helpers", "roots", "tools"}
    folders = {path.name for path in TESTS.iterdir() if path.is_dir() and path.name[0] not in "._"}
    assert folders - ROOMS <= others
    assert folders & ROOMS >= ROOMS - {"support"}


def test_no_two_modules_share_a_name():
    names = [path.stem for path in PACKAGE.rglob("*.py") if path.stem != "__init__"]
    assert sorted(names) == sorted(set(names))


def test_every_decision_is_listed():
    folder = PROJECT / "docs/decisions"
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text("utf-8"))
    assert sorted(listed) == sorted(path.name for path in folder.glob("0*.md"))
