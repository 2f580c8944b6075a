"""The tool for catalogues: what it extracts, keeps, drops and reports."""

import ast
import importlib.util
import re
import subprocess
import sys

import pytest
from babel.messages.catalog import Catalog
from rjsmin import jsmin

from project_paths import PROJECT

ENGINE = PROJECT / "_ext/study_edition"
TOOL = PROJECT / "tools/messages.py"
JAPANESE_LETTER = re.compile("[぀-ヿ㐀-鿿]")
JAPANESE = PROJECT / "_ext/study_edition/locale/ja/LC_MESSAGES/study_edition.po"


@pytest.fixture(scope="module")
def tool():
    """The tool as a module."""
    spec = importlib.util.spec_from_file_location("messages_tool", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_catalogues_are_complete_and_up_to_date():
    done = subprocess.run(
        [sys.executable, TOOL, "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def has_japanese(path):
    """Return whether the code of a file has Japanese, apart from comments and docstrings."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        return bool(JAPANESE_LETTER.search(jsmin(text)))
    tree = ast.parse(text)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return any(
        isinstance(node, ast.Constant)
        and id(node) not in docstrings
        and JAPANESE_LETTER.search(str(node.value))
        for node in ast.walk(tree)
    )


def test_japanese_in_code_is_in_the_listed_tables():
    decision = (PROJECT / "docs/decisions/0042-gettext-catalogues.md").read_text("utf-8")
    rows = re.findall(r"^\| (`[^|]*) \|", decision, re.MULTILINE)
    patterns = [pattern for row in rows for pattern in re.findall("`([^`]+)`", row)]
    sources = [*ENGINE.rglob("*.py"), *ENGINE.rglob("*.js"), *ENGINE.rglob("*.typ")]
    found = [path.relative_to(ENGINE) for path in sources if has_japanese(path)]
    assert [p.as_posix() for p in found if not any(map(p.match, patterns))] == []
    assert [pattern for pattern in patterns if not any(p.match(pattern) for p in found)] == []


def test_catalogue_names_no_machine_and_no_time():
    text = JAPANESE.read_text("utf-8")
    assert "Language: ja" in text
    assert not re.search("Creation-Date|Generated-By|Last-Translator", text)


@pytest.mark.parametrize(
    ("message", "translation", "fault"),
    [
        ("Make {name}", "", "not translated: Make {name}"),
        ("Make {name}", "{nome}", "other placeholders: Make {name}"),
        ("Make {name}", "Faru", "other placeholders: Make {name}"),
        (("{n} note", "{n} notes"), ("{n} noto", ""), "not translated: {n} note"),
        ("Make {name!r}", "Faru {name}", None),
        (("{n} note", "{n} notes"), ("{n} noto", "{n} notoj"), None),
    ],
)
def test_faults_of_a_catalogue_are_reported(tool, message, translation, fault):
    catalogue = Catalog("eo", fuzzy=False)
    catalogue.add(message, translation)
    assert list(tool.faults(catalogue)) == ([fault] if fault else [])


def test_fuzzy_translation_is_reported(tool):
    catalogue = Catalog("eo", fuzzy=False)
    catalogue.add("Cite", "Citi", flags=["fuzzy"])
    assert list(tool.faults(catalogue)) == ["fuzzy: Cite"]


def catalogue_file(folder):
    path = folder / "eo/LC_MESSAGES/study_edition.po"
    path.parent.mkdir(parents=True)
    return path


def test_empty_file_becomes_a_catalogue_of_its_folder_s_language(tool, tmp_path):
    path = catalogue_file(tmp_path)
    path.touch()
    template = Catalog(fuzzy=False)
    template.add("Cite")
    text = tool.as_text(tool.updated(path, template))
    assert '"Language: eo\\n"' in text
    assert "nplurals=2" in text
    assert list(tool.faults(tool.updated(path, template))) == ["not translated: Cite"]


def test_update_adds_and_drops_messages(tool, tmp_path):
    path = catalogue_file(tmp_path)
    old = Catalog("eo", fuzzy=False)
    old.add("Cite", "Citi")
    old.add("No longer", "Ne plu")
    path.write_text(tool.as_text(old), "utf-8")
    template = Catalog(fuzzy=False)
    template.add("Cite")
    template.add("New")
    text = tool.as_text(tool.updated(path, template))
    assert 'msgstr "Citi"' in text
    assert 'msgid "New"\nmsgstr ""' in text
    assert "No longer" not in text
    assert tool.as_text(tool.updated(path, template)) == text
