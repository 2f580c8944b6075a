"""One module uses what Sphinx does not document, and the build does without each such name."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sphinx

from built_files import differing_files
from larger_edition import make_larger
from project_paths import PROJECT
from study_edition.builds import sphinx_internals

PACKAGE = PROJECT / "_ext/study_edition"
STANDARD = {"_asdict", "_replace", "_SubParsersAction"}
"""Documented or long-standing names of Python's own library."""
ALL = {
    "_write_doc_doctree_cache",
    "ParallelTasks",
    "BuildPhase",
    "status_iterator",
    "parallel_ok",
    "write_doc_serialized",
}


def private_names(tree):
    """Return the private names that a module uses of others' objects, and those it defines."""
    used, own = set(), set()
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name, ctx=ast.Store()):
                own.add(name)
            case ast.Attribute(attr=name):
                used.add(name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.Name(id=name):
                own.add(name)
            case ast.ImportFrom(level=0, module=module, names=names):
                used |= {*module.split("."), *(alias.name for alias in names)}
            case ast.Call(
                func=ast.Name(id="getattr" | "hasattr"), args=[_, ast.Constant(name), *_]
            ):
                used.add(name)
    private = {name for name in used if re.match(r"_(?!_\w+__$)", name)}
    return private, own


def test_one_module_uses_private_names_of_sphinx():
    found = {
        path: private_names(ast.parse(path.read_text("utf-8"))) for path in PACKAGE.rglob("*.py")
    }
    own = set.union(*(names for _, names in found.values()))
    foreign = {path.name: used - own - STANDARD for path, (used, _) in found.items()}
    assert {name: used for name, used in foreign.items() if used} == {
        "sphinx_internals.py": {"_write_doc_doctree_cache"}
    }


def test_installed_sphinx_has_every_name(workshop):
    workshop.build()
    assert sphinx_internals.missing_internals(workshop.app.builder) == []


def sphinx_without(folder: Path, names: set[str]) -> Path:
    """Copy Sphinx into a folder and give *names* others; return the folder to import it from."""
    copy = folder / "other/sphinx"
    shutil.copytree(Path(sphinx.__file__).parent, copy)
    renamed = re.compile(rf"\b({'|'.join(names)})\b")
    for path in copy.rglob("*.py"):
        text = path.read_text("utf-8")
        if renamed.search(text):
            path.write_text(renamed.sub(r"renamed_\1", text), "utf-8")
    return copy.parent


@pytest.mark.slow
@pytest.mark.parametrize(
    "names",
    [{"_write_doc_doctree_cache"}, {"ParallelTasks"}, ALL],
    ids=["doctrees", "processes", "all"],
)
def test_build_without_the_names_is_the_same(workshop, names):
    make_larger(workshop)
    known = workshop.build(output="known", jobs=4)
    out = workshop.folder / "unknown/html"
    result = subprocess.run(
        [sys.executable, "-m", "sphinx", "-v", "-b", "html", "-j", "4", workshop.source, out],
        env=os.environ | {"PYTHONPATH": str(sphinx_without(workshop.folder, names))},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
    lacking = re.search(r"Sphinx \S+ lacks (.*): the edition is built more slowly", result.stdout)
    assert set(lacking[1].split(", ")) == names
    shutil.rmtree(out / ".doctrees")
    assert differing_files(known, out) == []
