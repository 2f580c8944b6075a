"""The editions that the essays discuss, each as a folder in which the command can run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from project_paths import PROJECT, ROOTS
from workshop import run_edition

TOP_LEVEL_FILES = (
    "conf.py",
    "references.bib",
    "anchors.lock",
    "readings.txt",
    "witness.json",
    "essay.txt",
)
"""Files next to ``source/`` in an edition; some editions lack some of them."""


def _copy_edition(source: Path, folder: Path) -> Path:
    """Copy an edition in the layout that the command expects."""
    for path in source.iterdir():
        if path.name in TOP_LEVEL_FILES:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, folder / path.name)
        elif source != PROJECT:
            target = folder / "source" / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if path.is_dir() else shutil.copy2)(path, target)
    if source == PROJECT:
        shutil.copytree(PROJECT / "source", folder / "source")
    return folder


@pytest.fixture(scope="session")
def bridge(tmp_path_factory) -> Path:
    """An edition of an essay written for these tests, with its record and its ``essay.txt``."""
    folder = _copy_edition(ROOTS / "test-coursework", tmp_path_factory.mktemp("bridge"))
    run_edition(folder, "fingerprint", "essay.txt", check=True)
    return folder


@pytest.fixture(scope="session")
def this_edition(tmp_path_factory) -> Path:
    """The edition of this repository."""
    return _copy_edition(PROJECT, tmp_path_factory.mktemp("this_edition"))
